import { useComputed } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { locale } from "../../../text/locale.ts";
import { page } from "../../../text/page.ts";
import { workbenchDialogs } from "../../../text/workbenchDialogs.ts";
import { heldWorks, isPersistent, lowSpace, readDocument, saving, tryAgain, workId } from "../../state/autosave.ts";
import { openKept, saveAsFile } from "../../state/library.ts";
import { removeFile, removeWork, storedFiles, storedVersions, storedWorks, type StoredFile, type Version, type Work } from "../../state/store.ts";
import { storedShown } from "../../state/view.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import "./stored.css";

type Shelf = { readonly works: readonly { readonly work: Work; readonly versions: readonly Version[] }[]; readonly files: readonly StoredFile[]; readonly held: ReadonlySet<string> };

async function readShelf(): Promise<Shelf> {
  const works = await storedWorks();
  const [versions, files, held] = await Promise.all([Promise.all(works.map(({ id }) => storedVersions(id))), storedFiles(), heldWorks()]);
  return { works: works.map((work, index) => ({ work, versions: versions[index] ?? [] })), files, held };
}

/** All that this browser keeps of the user's work: every line of work with its versions, and the imported files. Each can be opened, saved as a file, or removed. */
export function Stored() {
  const [shelf, setShelf] = useState<Shelf | null>(null);
  const state = saving.value;
  const read = () => { readShelf().then(setShelf, () => { setShelf({ works: [], files: [], held: new Set() }); }); };
  useEffect(read, [useComputed(() => saving.value === "saved").value]);
  const close = () => { storedShown.value = false; };
  const detail = { unavailable: workbenchDialogs.storing.unavailableDetail, full: workbenchDialogs.storing.fullDetail, replaced: workbenchDialogs.storing.replacedDetail, newer: workbenchDialogs.storing.newerDetail, saved: null, saving: null, example: null }[state];
  const low = lowSpace.value;
  const removed = (work: Promise<void>) => { void work.then(tryAgain).then(read); };
  return (
    <Dialog title={workbenchDialogs.stored.title} size="large" closeName={page.import.close} onClose={close}>
      <div class="stored">
        <p>{workbenchDialogs.stored.lead} {isPersistent.value === null ? null : isPersistent.value ? workbenchDialogs.stored.persistent : workbenchDialogs.stored.notPersistent}</p>
        {detail === null ? null : <p class="stored-warning" role="alert"><Icon name="warning" /><span>{detail}</span></p>}
        {low === null ? null : <p class="stored-warning" role="alert"><Icon name="warning" /><span>{workbenchDialogs.storing.lowDetail(workbenchDialogs.stored.size(low.used / 1e6), workbenchDialogs.stored.size(low.of / 1e6))}</span></p>}
        {shelf === null ? <p role="status">{page.states.loading}</p> : shelf.works.length === 0 ? <p class="stored-none">{workbenchDialogs.stored.none}</p> : null}
        {shelf?.works.map(({ work, versions }) => {
          const isOwn = work.id === workId.value;
          const isElsewhere = !isOwn && shelf.held.has(work.id);
          return (
            <section key={work.id} aria-labelledby={`work-${work.id}`}>
              <header>
                <h3 id={`work-${work.id}`}>{work.name}</h3>
                <span>{isOwn ? `${workbenchDialogs.stored.thisTab}, ` : isElsewhere ? `${workbenchDialogs.stored.inOtherTab}, ` : ""}{workbenchDialogs.stored.versions(versions.length)}</span>
                {isOwn || isElsewhere ? null : <Button kind="link" aria-label={workbenchDialogs.stored.removeWork(work.name)} onClick={() => { removed(removeWork(work.id)); }}>{workbenchDialogs.stored.remove}</Button>}
              </header>
              <ul>{versions.map((version) => <Row key={version.id} version={version} onOpen={close} />)}</ul>
            </section>
          );
        })}
        {shelf === null || shelf.files.length === 0 ? null : (
          <section aria-labelledby="stored-files">
            <header><h3 id="stored-files">{workbenchDialogs.stored.files}</h3></header>
            <ul>
              {shelf.files.map(({ key, name, file }) => (
                <li key={key} class="stored-row">
                  <span class="stored-name">{name}</span><code>{file.sha256.slice(0, 12)}</code>
                  <Button kind="link" aria-label={workbenchDialogs.stored.removeFile(name)} onClick={() => { removed(removeFile(key)); }}>{workbenchDialogs.stored.remove}</Button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Dialog>
  );
}

const momentText = (ms: number) => new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hour12: false }).format(ms);

function Row({ version, onOpen }: { readonly version: Version; readonly onOpen: () => void }) {
  const [isRefused, refuse] = useState(false);
  const when = momentText(version.savedAt);
  const openIt = () => {
    try {
      openKept(workbenchDialogs.stored.opened(version.name), readDocument(version.document));
      onOpen();
    } catch {
      refuse(true);
    }
  };
  return (
    <li class="stored-row">
      <time dateTime={new Date(version.savedAt).toISOString()}>{when}</time>
      <span class="stored-name">{version.title === "" ? version.name : version.title}{isRefused ? <em role="alert">{workbenchDialogs.stored.refused}</em> : null}</span>
      <Button kind="link" aria-label={workbenchDialogs.stored.openNamed(version.name, when)} onClick={openIt}>{workbenchDialogs.stored.open}</Button>
      <Button kind="link" aria-label={workbenchDialogs.stored.fileNamed(version.name, when)} onClick={() => { saveAsFile(version.document); }}>{workbenchDialogs.stored.file}</Button>
    </li>
  );
}
