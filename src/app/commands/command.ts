import { singleKeysAct } from "../state/view.ts";

/** One action of the user; toolbar, menu and shortcut run the same object. */
export type Command = {
  readonly id: string;
  readonly title: string;
  /** "Mod" is Command on a Mac and Control elsewhere: "Mod+Z", "Mod+Shift+Z", "/". */
  readonly keys?: readonly string[];
  readonly isEnabled?: () => boolean;
  readonly run: () => void;
};

const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");

/** A shortcut as it is written beside its command: "Ctrl+Z". */
export function keysText(command: Command): string | undefined {
  return allKeysTexts(command)[0];
}

export function allKeysTexts({ keys = [] }: Command): readonly string[] {
  return keys.map((one) => one.replace("Mod", isMac ? "Cmd" : "Ctrl"));
}

/** Listens for the shortcuts of all commands. */
export function listenForKeys(commands: readonly Command[]): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const pressed = keyOf(event);
    const command = commands.find(({ keys }) => keys?.includes(pressed) === true);
    if (command === undefined || command.isEnabled?.() === false) return;
    // Single letters belong to the text that is typed.
    if (!pressed.startsWith("Mod+") && (!singleKeysAct.value || isTyping(event.target))) return;
    // A dialog is a matter of its own: nothing behind it moves.
    if (document.querySelector("dialog[open]") !== null) return;
    event.preventDefault();
    command.run();
  };
  document.addEventListener("keydown", onKey);
  return () => { document.removeEventListener("keydown", onKey); };
}

function keyOf(event: KeyboardEvent): string {
  const isMod = isMac ? event.metaKey : event.ctrlKey;
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return `${isMod ? "Mod+" : ""}${event.shiftKey && isMod ? "Shift+" : ""}${key}`;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
    || (target instanceof HTMLInputElement && target.type !== "range" && target.type !== "checkbox"));
}
