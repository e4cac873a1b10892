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

openFirst();
followResult();
followScenario();
listenForKeys(commands);

const root = document.querySelector("#app");
if (root !== null) render(<App />, root);
