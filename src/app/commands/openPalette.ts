import { workbench } from "../../text/workbench.ts";
import { paletteShown } from "../state/view.ts";
import type { Command } from "./command.ts";

export const openPalette: Command = { id: "palette", title: workbench.palette.command, keys: ["Mod+K"], run: () => { paletteShown.value = true; } };
