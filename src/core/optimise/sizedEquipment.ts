import type { ProgramBuilder } from "../maths/linearProgram.ts";

/** Sizes to be chosen: the most of each, and its yearly cost per unit. */
export type SizedEquipment = {
  readonly batteryKw: Size;
  readonly batteryKwh: Size;
  readonly solar: Size & { readonly perKw: Float64Array };
  readonly wind: Size & { readonly perKw: Float64Array };
  /** Charging power, lowest, highest state of charge and auxiliary load per kW and kWh. */
  readonly chargePowerFraction: number;
  readonly socMinFraction: number;
  readonly socMaxFraction: number;
  readonly auxiliaryKwPerKwh: number;
  /** Capital of one unit of each, and the most of all together; Infinity for none. */
  readonly budgetCost: number;
};

export type Size = { readonly least: number; readonly most: number; readonly yearlyCost: number; readonly capitalCost: number };

/** Columns of the sizes, and of the charge that the year begins and ends with. */
export type SizeColumns = { readonly batteryKw: number; readonly batteryKwh: number; readonly solarKw: number; readonly windKw: number; readonly startKwh: number };

/** Columns of the sizes, the row of the budget, and the state that the year begins and ends with. */
export function addSizes(sized: SizedEquipment, builder: ProgramBuilder): SizeColumns {
  const column = ({ least, most, yearlyCost }: Size) => builder.column(yearlyCost, least, most);
  const [batteryKw, batteryKwh, solarKw, windKw] = [column(sized.batteryKw), column(sized.batteryKwh), column(sized.solar), column(sized.wind)];
  if (sized.budgetCost < Infinity) {
    builder.row(-Infinity, sized.budgetCost);
    for (const [size, { capitalCost }] of [[batteryKw, sized.batteryKw], [batteryKwh, sized.batteryKwh], [solarKw, sized.solar], [windKw, sized.wind]] as const) builder.entry(size, capitalCost);
  }
  return { batteryKw, batteryKwh, solarKw, windKw, startKwh: builder.column(0, 0, Infinity) };
}

/** What the sizes allow in a step. @returns columns of solar and wind used, kW */
export function addSizedStep(builder: ProgramBuilder, sized: SizedEquipment, sizes: SizeColumns, i: number, { charge, discharge, soc }: { readonly charge: number; readonly discharge: number; readonly soc: number }): number[] {
  const atMost = (one: number, size: number, factor: number) => {
    builder.row(-Infinity, 0);
    builder.entry(one, 1);
    builder.entry(size, -factor);
  };
  atMost(charge, sizes.batteryKw, sized.chargePowerFraction);
  atMost(discharge, sizes.batteryKw, 1);
  atMost(soc, sizes.batteryKwh, sized.socMaxFraction);
  if (sized.socMinFraction > 0) {
    builder.row(0, Infinity);
    builder.entry(soc, 1);
    builder.entry(sizes.batteryKwh, -sized.socMinFraction);
  }
  const used: number[] = [];
  for (const [size, perKw] of [[sizes.solarKw, sized.solar.perKw], [sizes.windKw, sized.wind.perKw]] as const) {
    if ((perKw[i] as number) <= 0) continue;
    const column = builder.column(0, 0, Infinity);
    atMost(column, size, perKw[i] as number);
    used.push(column);
  }
  return used;
}
