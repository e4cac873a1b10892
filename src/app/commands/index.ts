import type { Command } from "./command.ts";
import { exportBill } from "./exportBill.ts";
import { exportParquet } from "./exportParquet.ts";
import { exportReport } from "./exportReport.ts";
import { exportResult } from "./exportResult.ts";
import { exportSeries } from "./exportSeries.ts";
import { exportWorkbook } from "./exportWorkbook.ts";
import { newScenario } from "./newScenario.ts";
import { openFile } from "./openFile.ts";
import { redoCommand } from "./redo.ts";
import { saveScenario } from "./saveScenario.ts";
import { searchInputs } from "./searchInputs.ts";
import { shareCommand } from "./share.ts";
import { toggleTune } from "./toggleTune.ts";
import { undoCommand } from "./undo.ts";

/** Every command of the page. */
export const commands: readonly Command[] = [undoCommand, redoCommand, newScenario, openFile, saveScenario, shareCommand, exportSeries, exportBill, exportResult, exportParquet, exportWorkbook, exportReport, searchInputs, toggleTune];
