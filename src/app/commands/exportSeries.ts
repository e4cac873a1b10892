import { page } from "../../text/page.ts";
import { exportFile } from "../state/exports.ts";
import { result } from "../state/results.ts";
import type { Command } from "./command.ts";

export const exportSeries: Command = { id: "export-series", title: page.exports.series, isEnabled: () => result.value !== null, run: () => { void exportFile("series"); } };
