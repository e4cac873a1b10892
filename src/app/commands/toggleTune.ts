import { page } from "../../text/page.ts";
import { hasInputs, showTune, tuneShown } from "../state/view.ts";
import type { Command } from "./command.ts";

export const toggleTune: Command = {
  id: "toggle-tune",
  title: page.tune.toggle,
  keys: ["["],
  isEnabled: () => hasInputs.value,
  run: () => { showTune(!tuneShown.value); },
};
