import "./style/tokens.css";
import "./style/base.css";
import { effect } from "@preact/signals";
import { render } from "preact";
import { listenForKeys } from "./commands/command.ts";
import { commands } from "./commands/index.ts";
import { keepSaved, openStored, takeStoredFiles } from "./state/autosave.ts";
import { openFirst } from "./state/library.ts";
import { followScenario } from "./state/results.ts";
import { readScreen, shownTheme, storedShown } from "./state/view.ts";
import { followResult } from "./views/dispatch/window.ts";
import { App } from "./views/frame/app.tsx";

effect(() => { document.documentElement.dataset["theme"] = shownTheme.value; });

readScreen(location.hash);
addEventListener("hashchange", () => { readScreen(location.hash); });

/** Gives the browser its turn: reading the code, the scenario and drawing the page are three tasks and not one long one. */
const breathe = () => new Promise<void>((resolve) => { setTimeout(resolve, 0); });

await breathe();
// "#stored" is the way in where the work that was left cannot be shown: an example stands behind the list.
const isRecovery = location.hash === "#stored";
if (!await openStored(isRecovery)) openFirst();
await takeStoredFiles();
storedShown.value = isRecovery;
followResult();
followScenario();
keepSaved();
listenForKeys(commands);

await breathe();
const root = document.querySelector("#app");
if (root !== null) render(<App />, root);
