import { workbench } from "../../text/workbench.ts";
import { newShown } from "../state/view.ts";
import type { Command } from "./command.ts";

export const newScenario: Command = { id: "new", title: workbench.first.command, run: () => { newShown.value = true; } };
