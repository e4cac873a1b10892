import { workbench } from "../../text/workbench.ts";
import { shareShown } from "../state/view.ts";
import type { Command } from "./command.ts";

export const shareCommand: Command = { id: "share", title: workbench.share.command, run: () => { shareShown.value = true; } };
