import { Fragment } from "preact";
import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { page } from "../../../text/page.ts";
import { paletteWords } from "../../../text/palette.ts";
import { paletteShown } from "../../state/view.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { paletteEntries } from "./paletteEntries.ts";
import { findEntries, type Entry } from "./paletteSearch.ts";
import "./palette.css";

/** More would not be read; the words narrow them. */
const MOST_SHOWN = 40;

/** One field that finds every command, view, example and input; arrows choose, Enter runs. */
export function Palette() {
  const entries = useMemo(paletteEntries, []);
  const [text, setText] = useState("");
  const [chosen, choose] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const found = useMemo(() => findEntries(entries, text), [entries, text]);
  const shown = found.slice(0, MOST_SHOWN);
  const groups = grouped(shown);
  const inOrder = groups.flatMap(({ entries: ofKind }) => ofKind);
  const isSearched = text.trim() !== "";

  useEffect(() => { list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }); }, [chosen, text]);

  const close = () => { paletteShown.value = false; };
  const run = (entry: Entry | undefined) => {
    if (entry === undefined) return;
    close();
    // The dialog gives the focus back to where it was; what runs may put it elsewhere, and comes after.
    requestAnimationFrame(entry.run);
  };
  const onKey = (event: KeyboardEvent) => {
    const last = inOrder.length - 1;
    const to = { ArrowDown: chosen >= last ? 0 : chosen + 1, ArrowUp: chosen <= 0 ? last : chosen - 1, PageDown: Math.min(last, chosen + 8), PageUp: Math.max(0, chosen - 8) }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      choose(to);
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(inOrder[chosen]);
    }
  };

  return (
    <Dialog title={paletteWords.title} closeName={page.import.close} onClose={close}>
      <div class="palette">
        <input
          type="text" role="combobox" class="palette-field" autoComplete="off" spellcheck={false} placeholder={paletteWords.placeholder} aria-label={paletteWords.title}
          aria-expanded={inOrder.length > 0} aria-controls={`${id}-list`} aria-autocomplete="list" aria-activedescendant={inOrder.length === 0 ? undefined : `${id}-${chosen}`}
          value={text} onInput={(event) => { setText(event.currentTarget.value); choose(0); }} onKeyDown={onKey}
        />
        <p class="visually-hidden" role="status">{isSearched ? paletteWords.found(found.length) : paletteWords.hint}</p>
        <div class="palette-list" role="listbox" id={`${id}-list`} aria-label={paletteWords.results} ref={list}>
          {groups.map(({ kind, entries: ofKind }) => (
            <Fragment key={kind}>
              <div class="palette-kind" role="presentation">{paletteWords.kinds[kind]}</div>
              {ofKind.map((entry) => {
                const index = inOrder.indexOf(entry);
                return (
                  <button
                    key={entry.id} type="button" tabIndex={-1} id={`${id}-${index}`} class="palette-entry" role="option" aria-selected={index === chosen}
                    onPointerMove={() => { if (index !== chosen) choose(index); }} onClick={() => { run(entry); }}
                  >
                    <span>{entry.title}</span>
                    {entry.detail === undefined ? null : <span class="palette-detail">{entry.detail}</span>}
                    {entry.keys === undefined ? null : <kbd>{entry.keys}</kbd>}
                  </button>
                );
              })}
            </Fragment>
          ))}
        </div>
        {isSearched && found.length === 0 ? <p class="palette-none">{paletteWords.nothing(text.trim())}</p> : null}
        {found.length > MOST_SHOWN ? <p class="palette-none">{paletteWords.more(found.length - MOST_SHOWN)}</p> : null}
      </div>
    </Dialog>
  );
}

/** By kind, the kind of the best entry first. */
function grouped(entries: readonly Entry[]): readonly { readonly kind: Entry["kind"]; readonly entries: readonly Entry[] }[] {
  const kinds = [...new Set(entries.map(({ kind }) => kind))];
  return kinds.map((kind) => ({ kind, entries: entries.filter((entry) => entry.kind === kind) }));
}
