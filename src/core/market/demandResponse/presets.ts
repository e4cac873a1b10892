import type { ProgrammeRecord } from "./programme.ts";

/** A built-in programme, and what of it is open. */
export type ProgrammePreset = ProgrammeRecord & {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly verified: false;
  /** As the programme's own papers count it, before it is turned into months. */
  readonly nativePay?: string;
  /** What the figures leave open; shown beside them. */
  readonly open?: string;
};

const weekdays = [0, 1, 2, 3, 4];
const COMPILED = "dr-simulator, us_program_parameters.csv (hand-compiled, MIT); not compared with the tariff sheet.";
const [JUNE_TO_AUGUST, JUNE_TO_SEPTEMBER, JUNE_TO_OCTOBER, MAY_TO_SEPTEMBER, MAY_TO_OCTOBER] = [[6, 7, 8], [6, 7, 8, 9], [6, 7, 8, 9, 10], [5, 6, 7, 8, 9], [5, 6, 7, 8, 9, 10]];
const everyMonth = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const tenOfTen = { method: "average-of-days", days: 10, pick: 10 } as const;

function preset(id: string, name: string, record: Omit<ProgrammePreset, "id" | "name" | "source" | "verified"> & { readonly source?: string }): ProgrammePreset {
  return { source: COMPILED, ...record, id, name, verified: false };
}

const caBip = (minutes: number) => preset(`ca-bip-${minutes}`, `California Base Interruptible Program, ${minutes} min`, {
  source: `${COMPILED} Size, six hours, ten events a month and 180 hours: the utility's page (Southern California Edison, help "Base Interruptible Program").`,
  eligibility: { minKw: 100 }, limits: { maxHours: 6, eventsPerDay: 1, eventsPerSeason: 120, hoursPerSeason: 180 }, notice: { noticeMinutes: minutes },
  ask: { kind: "capAt" }, baseline: { method: "firm-level" }, pay: { energyPerKwh: 0 }, behaviour: { mandatory: true, optOut: false },
  open: "Credit by season and size, and the excess-energy charge over the firm level, are not stated.",
});

const caElrp = (id: string, name: string, notice: ProgrammeRecord["notice"]) => preset(id, name, {
  eligibility: {}, season: { months: MAY_TO_OCTOBER }, window: { startHour: 16, endHour: 21 }, limits: { minHours: 1, maxHours: 5, eventsPerDay: 1, hoursPerSeason: 60 }, notice,
  ask: { kind: "reduceBy" }, baseline: tenOfTen, pay: { capacityPerKwMonth: 0, energyPerKwh: 2 }, open: "Least size is not stated.",
});

const ladwp = (id: string, name: string, capacityPerKwMonth: number, notice: ProgrammeRecord["notice"]) => preset(id, name, {
  eligibility: { minKw: 100 }, season: { months: JUNE_TO_OCTOBER, daysOfWeek: weekdays }, window: { startHour: 13, endHour: 18 }, limits: { maxHours: 4, eventsPerDay: 1, eventsPerSeason: 12 }, notice,
  ask: { kind: "reduceBy" }, baseline: { method: "average-of-days", days: 10, pick: 3 }, pay: { capacityPerKwMonth, energyPerKwh: 0.25 }, open: "Poor performance lowers the incentive; by how much is not stated.",
});

const conedDlrp = (id: string, name: string, noticeMinutes: number) => preset(id, name, {
  source: `${COMPILED} Notice, payments and months: the utility's page (Con Edison, "Smart Usage Rewards").`,
  eligibility: { minKw: 50 }, season: { months: MAY_TO_SEPTEMBER }, window: { startHour: 6, endHour: 24 }, limits: { minHours: 4 }, notice: { noticeMinutes },
  ask: { kind: "reduceBy" }, baseline: { method: "average-of-days", days: 10, pick: 5 }, pay: { capacityPerKwMonth: 18, energyPerKwh: 1 },
  nativePay: "18 $/kW-month in tier 1 networks, 25 in tier 2", open: "Tier 2 networks pay 25 $/kW-month.",
});

const connectedSolutions = (id: string, name: string, perSeason: number, season: ProgrammeRecord["season"], limits: ProgrammeRecord["limits"], open: string) => preset(id, name, {
  season: { ...season, excludeHolidays: true }, window: { startHour: 14, endHour: 19 }, limits, notice: { noticeMinutes: 0, noticeClock: "day-ahead 13:00" },
  ask: { kind: "reduceBy" }, baseline: tenOfTen, pay: { capacityPerKwMonth: perSeason / 4, energyPerKwh: 0 }, nativePay: `${perSeason} $/kW-season`, open,
});

const dukePowerShare = (id: string, name: string, perYear: number, months: readonly number[], limits: ProgrammeRecord["limits"]) => preset(id, name, {
  eligibility: { minKw: 100 }, season: { months: [...months] }, limits, notice: { noticeMinutes: 120 },
  ask: { kind: "reduceBy" }, baseline: { ...tenOfTen, adjust: { mode: "none" } }, pay: { capacityPerKwMonth: perYear / 12, capacityMonths: everyMonth, energyPerKwh: 0.05 }, nativePay: `${perYear} $/kW-year`,
  open: "The baseline is the mean load in exposure hours, taken here as that of the ten days before; buy-through and non-compliance charges are not stated; economic events have notice and hours of their own.",
});

const hecoFastDr = (calls: number, capacityPerKwMonth: number) => preset(`heco-fastdr-${calls}`, `Hawaiian Electric Fast DR, ${calls} calls`, {
  eligibility: { minKw: 50 }, season: { daysOfWeek: weekdays }, window: { startHour: 7, endHour: 21 }, limits: { maxHours: 1, eventsPerSeason: calls }, notice: { noticeMinutes: 10 },
  ask: { kind: "reduceBy" }, baseline: { ...tenOfTen, intervalMinutes: 5 }, pay: { capacityPerKwMonth, energyPerKwh: 0.5 }, open: "The energy payment is per kW reduced, taken as per kWh; poor performance cuts the nomination.",
});

/** Built-in programmes by id. None was compared with its tariff sheet; money that is left out must be typed before any is shown. */
export const programmePresets: readonly ProgrammePreset[] = [
  caBip(15),
  caBip(30),
  caElrp("ca-elrp-dayof", "California Emergency Load Reduction, day of", { noticeMinutes: 0 }),
  caElrp("ca-elrp-dayahead", "California Emergency Load Reduction, day ahead", { noticeClock: "day-ahead 15:00" }),
  ladwp("ladwp-dayof", "Los Angeles Water and Power, day of", 12, { noticeMinutes: 120 }),
  ladwp("ladwp-dayahead", "Los Angeles Water and Power, day ahead", 8, { noticeClock: "day-ahead 12:00" }),
  conedDlrp("coned-dlrp-contingency", "Con Edison Distribution Load Relief, contingency", 120),
  conedDlrp("coned-dlrp-immediate", "Con Edison Distribution Load Relief, immediate", 0),
  connectedSolutions("connectedsolutions-targeted", "ConnectedSolutions, targeted dispatch", 35, { months: JUNE_TO_SEPTEMBER, daysOfWeek: weekdays }, { minHours: 3, maxHours: 3, eventsPerSeason: 8 }, "Weekend events pay 10 $/kW-season more; in Connecticut the window is 15 to 20 h."),
  connectedSolutions("connectedsolutions-daily", "ConnectedSolutions, daily dispatch", 200, { months: JUNE_TO_SEPTEMBER }, { minHours: 2, maxHours: 3, eventsPerSeason: 60 }, "In Connecticut the window is 15 to 20 h."),
  preset("pjm-capacity-2023", "PJM emergency capacity (2023)", {
    eligibility: { minKw: 100 }, limits: { maxHours: 6, eventsPerSeason: 10 }, notice: { noticeMinutes: 60 }, ask: { kind: "capAt" }, baseline: { method: "firm-level" },
    pay: { capacityPerKwMonth: 15 / 12, energyPerKwh: 0 }, behaviour: { mandatory: true, optOut: false }, nativePay: "10 to 20 $/kW-year, the middle taken; later auctions cleared far higher",
    open: "Energy is paid at the market's price, which is not counted here; the penalty is called substantial and not stated.",
  }),
  dukePowerShare("duke-powershare-0/5", "Duke PowerShare 0/5", 12, JUNE_TO_AUGUST, { maxHours: 4, eventsPerSeason: 5 }),
  dukePowerShare("duke-powershare-0/16", "Duke PowerShare 0/16", 33, everyMonth, { maxHours: 4, eventsPerSeason: 16 }),
  dukePowerShare("duke-powershare-160h/16", "Duke PowerShare 160 h/16", 42, everyMonth, { maxHours: 8, eventsPerSeason: 16, hoursPerSeason: 160 }),
  preset("alliant-interruptible", "Alliant interruptible service", {
    eligibility: { minKw: 200 }, notice: { noticeMinutes: 0 }, ask: { kind: "capAt" }, baseline: { method: "firm-level" }, pay: { capacityPerKwMonth: 8.21, energyPerKwh: 0 },
    penalty: { perKw: 26.27, escalation: "doubling" }, behaviour: { mandatory: true, optOut: false }, open: "Whether 8.21 $ is per kW and month is not confirmed; notice is between none and two hours, none taken; length of events is not stated.",
  }),
  preset("xcel-co-peak-partner", "Xcel Energy Colorado Peak Partner", {
    eligibility: { minKw: 25 }, season: { months: JUNE_TO_SEPTEMBER, daysOfWeek: weekdays }, window: { startHour: 12, endHour: 20 }, limits: { maxHours: 4, eventsPerDay: 1, eventsPerSeason: 15, hoursPerSeason: 60 },
    notice: { noticeMinutes: 60 }, ask: { kind: "reduceBy" }, baseline: { method: "average-of-days", days: 10, pick: 5, intervalMinutes: 15 }, open: "Reservation rate and performance credit are not stated.",
  }),
  hecoFastDr(40, 5),
  hecoFastDr(80, 10),
  preset("tnmp-load-mgmt", "Texas-New Mexico Power load management", {
    eligibility: { minKw: 40 }, season: { months: JUNE_TO_SEPTEMBER, daysOfWeek: weekdays }, window: { startHour: 13, endHour: 19 }, limits: { maxHours: 4, eventsPerSeason: 4 }, notice: { noticeMinutes: 30 },
    ask: { kind: "reduceBy" }, baseline: { method: "average-of-days", days: 5, pick: 3 }, pay: { capacityPerKwMonth: 40 / 12, capacityMonths: everyMonth, energyPerKwh: 0 }, nativePay: "40 $/kW-year",
    open: "The baseline, high 3-of-5 of the Texas Technical Reference Manual, is not confirmed.",
  }),
];

export type ProgrammePresetId = string;

export function programmePreset(id: string): ProgrammePreset | undefined {
  return programmePresets.find((one) => one.id === id);
}
