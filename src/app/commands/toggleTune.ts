import { page } from "../../text/page.ts";
import { showTune, tuneShown } from "../state/view.ts";
import type { Command } from "./command.ts";

export const toggleTune: Command = {
  id: "toggle-tune",
  title: page.tune.open,
  keys: ["["],
  run: () => { showTune(!tuneShown.value); },
};
