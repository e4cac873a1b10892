import { group } from "../field.ts";
import type { Scenario } from "../scenario.ts";
import { equipmentCostPerYear, equipmentPrices, type EquipmentPrices } from "./equipmentCost.ts";
import { figureIndex, studyFigures, type RunFigures, type StudyFigure } from "./runFigures.ts";

/** What equipment costs, for rows that differ in what is built. */
export const equipmentInput = group({ title: "Equipment prices", help: "Counted in the cost with equipment alone: a year's share of what battery, solar and wind cost to buy, keep up and buy again." }, equipmentPrices);

export type DesignFigure = Omit<StudyFigure, "of">;

/** Every figure that a row of a design is told by: those of its run, and the run with what is built. */
export const designFigures: readonly DesignFigure[] = [
  { id: "costWithEquipment", label: "Cost with equipment", unit: "currency", better: "lower" },
  ...studyFigures.map(({ id, label, unit, better }) => ({ id, label, unit, better })),
];

export function designFigure(id: string): DesignFigure | undefined {
  return designFigures.find((figure) => figure.id === id);
}

const DAYS_A_YEAR = 365;
const [FULL_COST, WEAR] = [figureIndex("fullCost"), figureIndex("wearCost")];

/**
 * Figures of a row in the order of `designFigures`. The cost with equipment is the run's whole cost without wear, for cells are bought again, and the equipment's
 * cost for as many days as the run has: by the run's cost alone more equipment would always win.
 */
export function designValues(scenario: Scenario, { values }: Pick<RunFigures, "values">, prices: EquipmentPrices): (number | null)[] {
  const [cost, wear] = [values[FULL_COST] ?? null, values[WEAR] ?? null];
  const { days } = scenario.time;
  const years = days === DAYS_A_YEAR + 1 ? 1 : days / DAYS_A_YEAR;
  return [cost === null || wear === null ? null : cost - wear + years * equipmentCostPerYear(scenario, prices), ...studyFigures.map((_, k) => values[k] ?? null)];
}
