import { page } from "../../text/page.ts";
import { exportFile } from "../state/exports.ts";
import { result } from "../state/results.ts";
import type { Command } from "./command.ts";

export const exportResult: Command = { id: "export-result", title: page.exports.result, isEnabled: () => result.value !== null, run: () => { void exportFile("result"); } };
