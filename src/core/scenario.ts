import * as z from "zod/mini";
import { checkInputs } from "./check.ts";
import { assert, InputError } from "./errors.ts";
import { choiceField, field, fieldRegistry, group, integerField, numberField, textField } from "./field.ts";
import { carbonInputs } from "./market/carbon.ts";
import { demandResponseInputs, demandResponseIssues } from "./market/demandResponse/inputs.ts";
import { priceInputs } from "./market/price.ts";
import { tariffInputs, tariffIssues } from "./market/tariff/inputs.ts";
import { batteryInputs, batteryIssues } from "./site/battery.ts";
import { connectionInputs } from "./site/connection.ts";
import { facilityInputs, facilityIssues } from "./site/facility.ts";
import { generatorInputs, generatorIssues } from "./site/generator.ts";
import { outageInputs } from "./site/outages.ts";
import { solarInputs } from "./site/pv.ts";
import { weatherInputs } from "./site/weather.ts";
import { windInputs, windIssues } from "./site/wind.ts";
import { loadInputs, loadIssues } from "./site/workload.ts";
import { needsSolver, batteryPolicies, coolingPolicies, workPolicies } from "./strategies/index.ts";
import { isTimeZone } from "./time/zone.ts";

/** Where the site stands, whose clock it keeps and in what money it pays. */
export const siteInputs = group({ title: "Site", help: "Where the data centre stands, whose clock it keeps and in what money it pays." }, {
  latitude: numberField({ title: "Latitude", help: "Degrees north of the equator; south is negative.", min: -90, max: 90, default: 39.043, step: 0.01 }),
  longitude: numberField({ title: "Longitude", help: "Degrees east of Greenwich; west is negative.", min: -180, max: 180, default: -77.487, step: 0.01 }),
  altitudeM: numberField({ title: "Altitude", help: "Above sea level: air pressure and clear sky follow from it.", unit: "m", min: -430, max: 6000, default: 95, step: 1 }),
  timeZone: field(
    z.string().check(z.minLength(1), z.maxLength(64), z.refine(isTimeZone, { error: 'an IANA zone such as "America/New_York" or "Etc/GMT+5"' })),
    { title: "Time zone", help: "IANA name. Tariff hours, days and months follow its civil clock.", control: "text", default: "America/New_York" },
  ),
  currency: field(
    z.string().check(z.regex(/^[A-Z]{3}$/, { error: 'a currency of ISO 4217 in capitals: "USD", "EUR"' })),
    { title: "Currency", help: "ISO 4217. Every amount of the scenario is in it; nothing is converted.", control: "text", default: "USD" },
  ),
});

export type SiteInputs = z.infer<typeof siteInputs>;

/** The time axis, and nothing else. */
export const timeInputs = group({ title: "Time", help: "Which days are simulated, in steps of what length, by which clock." }, {
  start: field(
    z.string().check(z.refine(isDate, { error: "a day of the calendar, 1970-01-01 … 2099-12-31" })),
    { title: "First day", help: "The run begins at its midnight. The calendar decides weekends and daylight saving.", control: "dates", default: "2025-01-01" },
  ),
  days: integerField({ title: "Days", help: "Length of the run; 365 is a year.", unit: "days", min: 1, max: 3660, default: 365 }),
  stepMinutes: field(
    z.enum({ "5 min": 5, "10 min": 10, "15 min": 15, "20 min": 20, "30 min": 30, "1 h": 60 } as const),
    { title: "Step", help: "Everything is the mean over a step of this length.", unit: "min", default: 15, options: { 5: "5 min", 10: "10 min", 15: "15 min", 20: "20 min", 30: "30 min", 60: "1 h" } },
  ),
  clock: choiceField(["civil", "standard"], {
    title: "Clock", help: "Standard ignores daylight saving, as SAM and REopt do.", default: "civil", options: { civil: "Civil, with daylight saving", standard: "Standard time all year" },
  }),
});

export type TimeInputs = z.infer<typeof timeInputs>;

/** What stands behind a scenario's figures; shown on the page and carried into reports. */
const note = z.strictObject({
  kind: z.enum(["source", "assumption", "rule", "limit", "licence"]),
  text: z.string().check(z.minLength(1), z.maxLength(2000)).register(fieldRegistry, { title: "Text", help: "In sentences." }),
}).register(fieldRegistry, { title: "Note", help: "A source, an assumption, a rule that applies at the site, a limit of the model here, or a licence." });

export type ScenarioNote = z.infer<typeof note>;

/**
 * One shape a policy, told apart by the key `policy`; beside it stand the inputs that the policy itself declares.
 * Where none is named it is the first.
 */
function policyChoice(policies: readonly { readonly id: string; readonly title: string; readonly summary: string; readonly inputs: z.ZodMiniType }[], title: string, help: string) {
  const shapes = policies.map(({ id, title: name, summary, inputs }) =>
    z.strictObject({ policy: z.literal(id), ...declaredShape(inputs) }).register(fieldRegistry, { title: name, help: summary }));
  const choice = z.discriminatedUnion("policy", shapes as [(typeof shapes)[number], ...typeof shapes]);
  const declared = z.prefault(choice, { policy: (policies[0] as { readonly id: string }).id });
  fieldRegistry.add(declared, { title, help, default: { policy: policies[0]?.id } });
  return declared as unknown as z.ZodMiniType<StrategyChoice>;
}

/** The id of a registered policy, and the inputs that it declares, defaults filled in. */
export type StrategyChoice = { readonly policy: string; readonly [input: string]: unknown };

/** A policy declares its inputs as a group of its own; here they stand beside the key that names it. */
function declaredShape(inputs: z.ZodMiniType): z.core.$ZodShape {
  let schema = inputs as unknown as z.core.$ZodTypes;
  while (schema._zod.def.type === "prefault" || schema._zod.def.type === "default") schema = schema._zod.def.innerType as z.core.$ZodTypes;
  const { def } = schema._zod;
  assert(def.type === "object", `a policy's inputs are a group, not a ${def.type}`);
  return def.shape;
}

/** Who decides: one policy for the battery, one for the work that can wait. */
export const strategyInputs = group({ title: "Strategy", help: "Who decides what the battery and the work that can wait do in each step." }, {
  battery: policyChoice(batteryPolicies, "Battery", "What the battery does in each step."),
  work: policyChoice(workPolicies, "Work", "When work that can wait is done."),
  cooling: policyChoice(coolingPolicies, "Cooling", "What the cold store does, where the site has one."),
});

export type StrategyInputs = { readonly battery: StrategyChoice; readonly work: StrategyChoice; readonly cooling: StrategyChoice };

/** The whole scenario: what a run is a function of, beside the seed and the data files that it names. */
export const scenarioSchema = z.strictObject({
  version: z._default(z.literal(1), 1).register(fieldRegistry, { title: "Version", help: "Of the form of this document.", default: 1 }),
  name: textField({ title: "Name", help: "Stands over charts and in exports.", default: "Data centre", maxLength: 200 }),
  description: textField({ title: "Description", help: "What the site is, in a few sentences.", default: "", maxLength: 4000 }),
  notes: field(z.array(note).check(z.maxLength(100)), { title: "Sources and assumptions", help: "What stands behind the figures.", control: "json", default: [] }),
  site: siteInputs,
  time: timeInputs,
  weather: weatherInputs,
  solar: solarInputs,
  wind: windInputs,
  load: loadInputs,
  facility: facilityInputs,
  battery: batteryInputs,
  generator: generatorInputs,
  outages: outageInputs,
  connection: connectionInputs,
  tariff: tariffInputs,
  price: priceInputs,
  carbon: carbonInputs,
  demandResponse: demandResponseInputs,
  strategy: strategyInputs,
});

export type Scenario = z.infer<typeof scenarioSchema>;

/**
 * A scenario of the present version, checked and with every default filled in; `document/parse.ts` reads one from text.
 * Throws `InputError` with every issue by its path.
 * @param checked a scenario that came from here: what the value shares with it, as the same object, is not gone through again
 */
export function checkScenario(value: unknown, checked?: Scenario): Scenario {
  const scenario = (checked === undefined ? undefined : withCheckedParts(value, checked)) ?? checkInputs(scenarioSchema, value);
  // What the declaration of single fields cannot hold, each rule beside the fields that it holds together.
  const issues = [...loadIssues(scenario.load), ...facilityIssues(scenario.facility), ...batteryIssues(scenario.battery), ...generatorIssues(scenario.generator),
    // The only one that takes long.
    ...(scenario.tariff === checked?.tariff ? [] : tariffIssues(scenario.tariff)), ...windIssues(scenario.wind),
    ...demandResponseIssues(scenario.demandResponse, scenario.connection.importLimitKw)];
  if (issues.length > 0) throw new InputError(issues);
  return scenario;
}

/** The value with its changed parts checked; undefined where one fails or the keys are others, so that the whole declaration tells why. */
function withCheckedParts(value: unknown, checked: Scenario): Scenario | undefined {
  const shape: Readonly<Record<string, z.core.$ZodType>> = scenarioSchema.def.shape;
  if (typeof value !== "object" || value === null || Object.keys(value).length !== Object.keys(shape).length) return undefined;
  const parts: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(shape)) {
    if (!Object.hasOwn(value, key)) return undefined;
    const part: unknown = value[key as keyof typeof value];
    if (part === checked[key as keyof Scenario]) parts[key] = part;
    else {
      const result = z.safeParse(schema, part, { jitless: true });
      if (!result.success) return undefined;
      parts[key] = result.data;
    }
  }
  return parts as Scenario;
}

/** "peak-shaving", or "peak-shaving+price-defer" where the work does not simply run when it arrives, and "+cheap-cold" where cold is made ahead. */
export function strategyName({ battery, work, cooling = "idle" }: { readonly battery: string; readonly work: string; readonly cooling?: string | undefined }): string {
  // A policy that plans would, named alone, plan the work too.
  const planning = needsSolver({ battery: { policy: battery }, work: { policy: "run-now" } });
  return [battery, ...(work === "run-now" && !planning ? [] : [work]), ...(cooling === "idle" ? [] : [cooling])].join("+");
}

/**
 * The scenario under another strategy. A name is a battery, work or cooling policy, or several joined by "+"; what it leaves
 * out stays as the scenario has it, except that "idle" alone is the do-nothing run (all idle, work run at once), and that a battery policy
 * that plans ("optimal", "mpc") plans the work with it (joint), and "optimal" the cold store. A policy that the
 * scenario already has keeps its inputs, another takes its defaults.
 * @throws InputError at `path` for a name that is none
 */
export function withStrategy(scenario: Scenario, name: string, path = "strategy"): Scenario {
  const batteries: readonly string[] = batteryPolicies.map(({ id }) => id);
  const works: readonly string[] = workPolicies.map(({ id }) => id);
  // "idle" names the battery's: idle cooling goes without saying.
  const coolings: readonly string[] = coolingPolicies.map(({ id }) => id).filter((id) => id !== "idle");
  const parts = name.split("+");
  const battery = parts.filter((part) => batteries.includes(part));
  const work = parts.filter((part) => works.includes(part));
  const cooling = parts.filter((part) => coolings.includes(part));
  if (battery.length + work.length + cooling.length !== parts.length || battery.length > 1 || work.length > 1 || cooling.length > 1) {
    throw new InputError([{ where: { path }, found: JSON.stringify(name), allowed: `${batteries.join(", ")}, ${works.join(", ")}, ${coolings.join(", ")}, or one of each joined by +` }]);
  }
  const now: StrategyInputs = scenario.strategy;
  const planning = work.length === 0 && battery.length > 0 && needsSolver({ battery: { policy: battery[0] as string }, work: { policy: "run-now" } });
  // Of a site that has a cold store the best use of it is a part of the optimum.
  const plansCold = cooling.length === 0 && battery[0] === "optimal" && scenario.facility.cooling.kind === "plant" && scenario.facility.cooling.coldStoreKwh > 0;
  const chosen = (id: string | undefined, choice: StrategyChoice): StrategyChoice => (id === undefined || id === choice.policy ? choice : { policy: id });
  const strategy = {
    battery: chosen(battery[0], now.battery), work: chosen(name === "idle" ? "run-now" : planning ? "joint" : work[0], now.work), cooling: chosen(name === "idle" ? "idle" : plansCold ? "planned-cold" : cooling[0], now.cooling),
  };
  return { ...scenario, strategy: checkInputs(strategyInputs, strategy, ["strategy"]) };
}

function isDate(text: string): boolean {
  const [, year, month, day] = (/^(19[7-9]\d|20\d\d)-(\d\d)-(\d\d)$/.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined || month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
}
