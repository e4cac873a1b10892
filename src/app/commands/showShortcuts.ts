import { workbench } from "../../text/workbench.ts";
import { shortcutsShown } from "../state/view.ts";
import type { Command } from "./command.ts";

export const showShortcuts: Command = { id: "shortcuts", title: workbench.palette.shortcuts, keys: ["?"], run: () => { shortcutsShown.value = true; } };
