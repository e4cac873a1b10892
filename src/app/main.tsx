import "./style/tokens.css";
import "./style/base.css";
import { effect } from "@preact/signals";
import { render } from "preact";
import { listenForKeys } from "./commands/command.ts";
import { commands } from "./commands/index.ts";
import { openFirst } from "./state/library.ts";
import { followScenario } from "./state/results.ts";
import { readScreen, shownTheme } from "./state/view.ts";
import { followResult } from "./views/dispatch/window.ts";
import { App } from "./views/frame/app.tsx";

effect(() => { document.documentElement.dataset["theme"] = shownTheme.value; });

readScreen(location.hash);
addEventListener("hashchange", () => { readScreen(location.hash); });

/** Gives the browser its turn: reading the code, the scenario and drawing the page are three tasks and not one long one. */
const breathe = () => new Promise<void>((resolve) => { setTimeout(resolve, 0); });

await breathe();
openFirst();
followResult();
followScenario();
listenForKeys(commands);

await breathe();
const root = document.querySelector("#app");
if (root !== null) render(<App />, root);
