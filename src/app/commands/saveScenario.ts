import { page } from "../../text/page.ts";
import { saveScenarioFile } from "../state/library.ts";
import type { Command } from "./command.ts";

export const saveScenario: Command = { id: "save-scenario", title: page.bar.save, keys: ["Mod+S"], run: saveScenarioFile };
