import { page } from "../../../text/page.ts";
import { shortcutWords } from "../../../text/palette.ts";
import { allKeysTexts } from "../../commands/command.ts";
import { commands } from "../../commands/index.ts";
import { letSingleKeysAct, shortcutsShown, singleKeysAct } from "../../state/view.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Switch } from "../../ui/switch.tsx";
import "./shortcuts.css";

type Row = { readonly keys: readonly string[]; readonly does: string };

/** Every key that does something: those of the commands as they are declared, and those of the controls. */
export function Shortcuts() {
  const ofCommands: readonly Row[] = commands.filter(({ keys }) => keys !== undefined).map((command) => ({ keys: allKeysTexts(command), does: command.title }));
  return (
    <Dialog title={shortcutWords.title} closeName={page.import.close} onClose={() => { shortcutsShown.value = false; }}>
      <div class="shortcuts">
        <Group title={shortcutWords.anywhere} rows={ofCommands} />
        <label class="shortcuts-single">
          <span>{shortcutWords.single}<small>{shortcutWords.singleDetail}</small></span>
          <Switch isOn={singleKeysAct.value} onChange={letSingleKeysAct} />
        </label>
        {shortcutWords.groups.map(({ title, rows }) => <Group key={title} title={title} rows={rows} />)}
      </div>
    </Dialog>
  );
}

function Group({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {rows.map(({ keys, does }) => (
          <div key={does}>
            <dt>{does}</dt>
            <dd>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
