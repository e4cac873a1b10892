import { workbench } from "../../text/workbench.ts";
import { tourShown } from "../state/view.ts";
import type { Command } from "./command.ts";

export const showTour: Command = { id: "tour", title: workbench.first.tourCommand, run: () => { tourShown.value = true; } };
