import { presets } from "../../../document/presets.ts";
import { page } from "../../../text/page.ts";
import { paletteWords } from "../../../text/palette.ts";
import { keysText } from "../../commands/command.ts";
import { commands } from "../../commands/index.ts";
import { fieldsOf, valueAt, type FieldNode, type Path } from "../../inputs/declaration.ts";
import { fieldId } from "../../inputs/fieldRow.tsx";
import { shownValue } from "../../inputs/shown.ts";
import { inputTree } from "../../inputs/tune.tsx";
import { scenario } from "../../state/document.ts";
import { openPreset } from "../../state/library.ts";
import { changedOnly, hasInputs, openGroups, setTheme, showTune, tuneSearch, type Theme } from "../../state/view.ts";
import { screens } from "./bar.tsx";
import type { Entry } from "./paletteSearch.ts";

/** Everything that can be done or opened, as the page stands: commands, views, examples, and the inputs of the scenario. */
export function paletteEntries(): readonly Entry[] {
  const always = { isEnabled: true } as const;
  return [
    ...commands.filter(({ id }) => id !== "palette").map((command): Entry => ({
      id: command.id, kind: "command", title: command.id.startsWith("export-") ? paletteWords.exported(command.title) : command.title, keys: keysText(command), isEnabled: command.isEnabled?.() !== false, run: command.run,
    })),
    ...(["light", "dark", "system"] as const).map((theme: Theme): Entry => ({ ...always, id: `theme-${theme}`, kind: "command", title: paletteWords.themes[theme], run: () => { setTheme(theme); } })),
    ...screens.map(({ id, title }): Entry => ({ ...always, id: `view-${id}`, kind: "view", title, run: () => { location.hash = id; } })),
    ...presets.map(({ id, title }): Entry => ({ ...always, id: `preset-${id}`, kind: "scenario", title, run: () => { void openPreset(id); } })),
    ...inputTree.flatMap((node) => fieldsOf(node, scenario.value).map((field): Entry => {
      const { meta, path } = field;
      const group = groupOf(node.meta.title, path);
      const value = shownValue(field, valueAt(scenario.value, path), scenario.value.site.currency);
      return {
        ...always, id: fieldId(path), kind: "input", title: meta.title.startsWith(group) ? meta.title : `${group}: ${meta.title}`, detail: value, words: `${meta.help} ${meta.unit ?? ""} ${path.join(".")}`,
        run: () => { showField(String(node.path[0]), field); },
      };
    })),
  ];
}

/** Of a list the item too: "IT load 2". */
function groupOf(title: string, path: Path): string {
  const index = path.find((key) => typeof key === "number");
  return index === undefined ? title : page.tune.item(title, index);
}

/** Opens the inputs at a field and gives it the focus. */
function showField(group: string, field: FieldNode): void {
  if (!hasInputs.value) location.hash = "dispatch";
  tuneSearch.value = "";
  changedOnly.value = false;
  openGroups.value = new Set([...openGroups.value, group]);
  showTune(true);
  focusField(fieldId(field.path), FRAMES);
}

/** The inputs may have to be drawn first: about a second of frames. */
const FRAMES = 60;

function focusField(id: string, frames: number): void {
  const control = document.querySelector<HTMLElement>(`[data-field="${id}"] :is(input, select, textarea, button)`);
  if (control !== null) {
    control.focus();
    control.closest(".field")?.scrollIntoView({ block: "center" });
  } else if (frames > 0) requestAnimationFrame(() => { focusField(id, frames - 1); });
}
