import type { Command } from "./command.ts";
import { exportBill } from "./exportBill.ts";
import { exportMetrics } from "./exportMetrics.ts";
import { exportParquet } from "./exportParquet.ts";
import { exportReport } from "./exportReport.ts";
import { exportResult } from "./exportResult.ts";
import { exportSeries } from "./exportSeries.ts";
import { exportWorkbook } from "./exportWorkbook.ts";
import { newScenario } from "./newScenario.ts";
import { openFile } from "./openFile.ts";
import { openPalette } from "./openPalette.ts";
import { redoCommand } from "./redo.ts";
import { saveScenario } from "./saveScenario.ts";
import { searchInputs } from "./searchInputs.ts";
import { shareCommand } from "./share.ts";
import { showAbout } from "./showAbout.ts";
import { showShortcuts } from "./showShortcuts.ts";
import { showStored } from "./showStored.ts";
import { showTour } from "./showTour.ts";
import { toggleTune } from "./toggleTune.ts";
import { undoCommand } from "./undo.ts";

/** Every command of the page. */
export const commands: readonly Command[] = [
  undoCommand, redoCommand, newScenario, openFile, saveScenario, showStored, shareCommand, exportReport, exportWorkbook, exportParquet, exportSeries, exportBill, exportMetrics,
  exportResult, searchInputs, toggleTune, openPalette, showShortcuts, showAbout, showTour,
];
