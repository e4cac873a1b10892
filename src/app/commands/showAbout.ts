import { page } from "../../text/page.ts";
import { aboutShown } from "../state/view.ts";
import type { Command } from "./command.ts";

export const showAbout: Command = { id: "about", title: page.bar.about, run: () => { aboutShown.value = true; } };
