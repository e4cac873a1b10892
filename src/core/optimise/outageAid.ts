import type { ProgramBuilder } from "../maths/linearProgram.ts";

/** Help while the grid is out, at its price per kWh at the bus: fuel, work lost to throttling, load that goes without. */
export type Outage = {
  readonly gridOut: Uint8Array;
  readonly generatorKw: number;
  readonly fuelPerKwh: number;
  readonly mostCutKw: Float64Array | undefined;
  readonly lostWorkPerKwh: number;
  readonly unservedPerKwh: number;
};

/** Generator, throttling and unserved load of a step without the grid. */
export function addAid(builder: ProgramBuilder, { generatorKw, fuelPerKwh, mostCutKw, lostWorkPerKwh, unservedPerKwh }: Outage, i: number, stepHours: number): number[] {
  const aid = [builder.column(unservedPerKwh * stepHours, 0, Infinity)];
  if (generatorKw > 0) aid.push(builder.column(fuelPerKwh * stepHours, 0, generatorKw));
  if (mostCutKw !== undefined) aid.push(builder.column(lostWorkPerKwh * stepHours, 0, mostCutKw[i] as number));
  return aid;
}
