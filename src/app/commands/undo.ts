import { page } from "../../text/page.ts";
import { undo, undoTitle } from "../state/document.ts";
import { say } from "../state/view.ts";
import type { Command } from "./command.ts";

export const undoCommand: Command = {
  id: "undo",
  title: page.bar.undo,
  keys: ["Mod+Z"],
  isEnabled: () => undoTitle.value !== null,
  run() {
    const title = undo();
    if (title !== null) say(page.toast.undone(title));
  },
};
