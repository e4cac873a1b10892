import { page } from "../../text/page.ts";
import { exportFile } from "../state/exports.ts";
import { result } from "../state/results.ts";
import type { Command } from "./command.ts";

export const exportBill: Command = { id: "export-bill", title: page.exports.bill, isEnabled: () => result.value !== null, run: () => { void exportFile("bill"); } };
