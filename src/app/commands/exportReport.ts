import { page } from "../../text/page.ts";
import { exportFile } from "../state/exports.ts";
import { result } from "../state/results.ts";
import type { Command } from "./command.ts";

export const exportReport: Command = { id: "export-report", title: page.exports.report, isEnabled: () => result.value !== null, run: () => { void exportFile("report"); } };
