import { group } from "../field.ts";
import type { Scenario } from "../scenario.ts";
import { equipmentCostPerYear, equipmentPrices, type EquipmentPrices } from "./equipmentCost.ts";
import { figureIndex, studyFigures, type RunFigures, type StudyFigure } from "./runFigures.ts";

const { batteryReplacementYears: _cells, ...prices } = equipmentPrices;

/** What equipment costs, for rows that differ in what is built. Cells that are used up stand in the run's wear. */
export const equipmentInput = group({ title: "Equipment prices", help: "Counted in the cost with equipment alone: a year's share of what battery, solar and wind cost to buy and keep." }, prices);

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
const FULL_COST = figureIndex("fullCost");

/**
 * Figures of a row in the order of `designFigures`. The cost with equipment is the run's whole cost, wear counted, and the equipment's cost for as many
 * days as the run has: by the run's cost alone more equipment would always win.
 */
export function designValues(scenario: Scenario, { values }: Pick<RunFigures, "values">, equipment: EquipmentPrices): (number | null)[] {
  const cost = values[FULL_COST] ?? null;
  const { days } = scenario.time;
  const years = days === DAYS_A_YEAR + 1 ? 1 : days / DAYS_A_YEAR;
  return [cost === null ? null : cost + years * equipmentCostPerYear(scenario, equipment), ...studyFigures.map((_, k) => values[k] ?? null)];
}
