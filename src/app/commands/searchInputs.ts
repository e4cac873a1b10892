import { page } from "../../text/page.ts";
import { hasInputs, showTune } from "../state/view.ts";
import type { Command } from "./command.ts";

export const searchInputs: Command = {
  id: "search-inputs",
  title: page.tune.find,
  keys: ["/"],
  isEnabled: () => hasInputs.value,
  run() {
    showTune(true);
    focusSearch(FRAMES);
  },
};

/** The panel may have to be loaded first: about two seconds of frames. */
const FRAMES = 120;

function focusSearch(frames: number): void {
  const search = document.querySelector<HTMLInputElement>("#tune-search");
  if (search !== null) search.focus();
  else if (frames > 0) requestAnimationFrame(() => { focusSearch(frames - 1); });
}
