import { batteryChecks } from "./battery.ts";
import { billChecks } from "./bill.ts";
import type { CheckPart } from "./check.ts";
import { financeChecks } from "./finance.ts";
import { measuredEventChecks } from "./measuredEvent.ts";
import { scoreChecks } from "./score.ts";
import { sunChecks } from "./sun.ts";

export { passes, type Check, type CheckPart } from "./check.ts";

/** The model against what others worked out, part by part. */
export const checkParts: readonly CheckPart[] = [sunChecks, batteryChecks, billChecks, scoreChecks, measuredEventChecks, financeChecks];
