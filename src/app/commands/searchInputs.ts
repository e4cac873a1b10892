import { page } from "../../text/page.ts";
import { showTune } from "../state/view.ts";
import type { Command } from "./command.ts";

export const searchInputs: Command = {
  id: "search-inputs",
  title: page.tune.label,
  keys: ["/"],
  run() {
    showTune(true);
    // The panel is drawn in the next frame where it was closed.
    requestAnimationFrame(() => { document.querySelector<HTMLInputElement>("#tune-search")?.focus(); });
  },
};
