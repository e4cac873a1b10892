import { workbench } from "../../text/workbench.ts";
import { storedShown } from "../state/view.ts";
import type { Command } from "./command.ts";

export const showStored: Command = { id: "stored", title: workbench.stored.command, run: () => { storedShown.value = true; } };
