import { useEffect, useRef, useState } from "preact/hooks";
import { explain } from "../../../text/explain.ts";
import { page } from "../../../text/page.ts";
import { workbenchDialogs } from "../../../text/workbenchDialogs.ts";
import { saveScenarioFile } from "../../state/library.ts";
import { makeLink, type Link } from "../../state/share.ts";
import { shareShown } from "../../state/view.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import "./share.css";

/** The scenario as a link: what it holds, how long it is, and a file where it is too long. */
export function Share() {
  const [link, setLink] = useState<Link | Error | null>(null);
  const [isCopied, setCopied] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => { makeLink().then(setLink, (error: unknown) => { setLink(error instanceof Error ? error : new Error(String(error))); }); }, []);
  const close = () => { shareShown.value = false; };
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(field.current?.value ?? "");
      setCopied(true);
    } catch {
      // Where the page may not write to the clipboard the link stays selected, for the user's own copy.
    }
  };
  const made = link instanceof Error ? null : link;
  return (
    <Dialog
      title={workbenchDialogs.share.title} closeName={page.import.close} onClose={close}
      foot={(
        <>
          <Button icon="download" kind={made?.isTooLong === true ? "primary" : "plain"} onClick={() => { saveScenarioFile(); close(); }}>{workbenchDialogs.share.save}</Button>
          {made === null || made.isTooLong ? null : <Button kind="primary" icon="share" onClick={() => { void copy(); }}>{isCopied ? workbenchDialogs.share.copied : workbenchDialogs.share.copy}</Button>}
        </>
      )}
    >
      <div class="share">
        {link instanceof Error ? <p role="alert">{explain(link)}</p> : null}
        {made === null ? null : made.isTooLong ? <p role="alert">{workbenchDialogs.share.tooLong(made.url.length)}</p> : (
          <>
            <textarea ref={field} class="field-text" readOnly rows={4} spellcheck={false} aria-label={workbenchDialogs.share.link} value={made.url} onFocus={(event) => { event.currentTarget.select(); }} />
            <p>{workbenchDialogs.share.detail(made.url.length)}</p>
          </>
        )}
        {made === null || made.files.length === 0 ? null : <p>{workbenchDialogs.share.files(made.files.join(", "))}</p>}
        <p class="visually-hidden" role="status">{isCopied ? workbenchDialogs.share.copied : ""}</p>
      </div>
    </Dialog>
  );
}
