import { page } from "../../text/page.ts";
import { exportFile } from "../state/exports.ts";
import { result } from "../state/results.ts";
import type { Command } from "./command.ts";

export const exportMetrics: Command = { id: "export-metrics", title: page.exports.metrics, isEnabled: () => result.value !== null, run: () => { void exportFile("metrics"); } };
