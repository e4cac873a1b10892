import "./style/tokens.css";
import "./style/base.css";
import { effect } from "@preact/signals";
import { render } from "preact";
import { listenForKeys } from "./commands/command.ts";
import { commands } from "./commands/index.ts";
import { followAttained } from "./state/attained.ts";
import { keepSaved, openStored, takeStoredFiles } from "./state/autosave.ts";
import { openFirst } from "./state/library.ts";
import { followScenario } from "./state/results.ts";
import { followOptimum } from "./state/optimumRun.ts";
import { followScore } from "./state/score.ts";
import { offerTour, readScreen, shownTheme, storedShown } from "./state/view.ts";
import { followResult } from "./views/dispatch/window.ts";
import { App } from "./views/frame/app.tsx";

/** Whether the part of the address behind "#" is a scenario rather than the name of a view. */
const isShare = (hash: string): boolean => hash.startsWith("#s=");

effect(() => { document.documentElement.dataset["theme"] = shownTheme.value; });

readScreen(location.hash);
addEventListener("hashchange", () => {
  if (isShare(location.hash)) void followLink(location.hash);
  else readScreen(location.hash);
});

/** The address is then that of a view again: a reload shows the copy as it was left, not the link anew. */
async function followLink(hash: string): Promise<void> {
  history.replaceState(null, "", "#dispatch");
  await (await import("./state/share.ts")).openLink(hash);
}

/** Gives the browser its turn: reading the code, the scenario and drawing the page are three tasks and not one long one. */
const breathe = () => new Promise<void>((resolve) => { setTimeout(resolve, 0); });

await breathe();
// "#stored" is the way in where the work that was left cannot be shown: an example stands behind the list.
const isRecovery = location.hash === "#stored";
// A link opens as a copy in a line of work of its own.
const link = isShare(location.hash) ? location.hash : null;
if (!await openStored(isRecovery || link !== null)) openFirst();
if (link !== null) await followLink(link);
await takeStoredFiles();
storedShown.value = isRecovery;
followResult();
followScenario();
followScore();
followOptimum();
followAttained();
keepSaved();
if (link === null && !isRecovery) offerTour();
listenForKeys(commands);
void import("./state/offline.ts").then(({ keepOffline }) => { keepOffline(); });

await breathe();
const root = document.querySelector("#app");
if (root !== null) render(<App />, root);
