import { page } from "../../text/page.ts";
import { exportFile } from "../state/exports.ts";
import { result } from "../state/results.ts";
import type { Command } from "./command.ts";

export const exportParquet: Command = { id: "export-parquet", title: page.exports.parquet, isEnabled: () => result.value !== null, run: () => { void exportFile("parquet"); } };
