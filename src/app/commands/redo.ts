import { page } from "../../text/page.ts";
import { redo, redoTitle } from "../state/document.ts";
import { say } from "../state/view.ts";
import type { Command } from "./command.ts";

export const redoCommand: Command = {
  id: "redo",
  title: page.bar.redo,
  keys: ["Mod+Shift+Z", "Mod+Y"],
  isEnabled: () => redoTitle.value !== null,
  run() {
    const title = redo();
    if (title !== null) say(page.toast.redone(title));
  },
};
