import { page } from "../../text/page.ts";
import { exportFile } from "../state/exports.ts";
import { result } from "../state/results.ts";
import type { Command } from "./command.ts";

export const exportWorkbook: Command = { id: "export-workbook", title: page.exports.workbook, isEnabled: () => result.value !== null, run: () => { void exportFile("workbook"); } };
