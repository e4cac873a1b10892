import * as z from "zod/mini";
import type { Issue } from "../../errors.ts";
import { choiceField, field, fieldRegistry, group, integerField, numberField, optionalField, switchField } from "../../field.ts";
import { seriesFile, seriesInput } from "../../time/series.ts";
import { nonFirmInputs } from "./nonFirm.ts";
import { SIMPLE_LEVEL_FRACTIONS } from "./openAdrSignals.ts";
import { programmePreset, programmePresets } from "./presets.ts";
import { isNoticeClock, parseStamp, programmeShape } from "./programme.ts";
import { reserveInputs } from "./reserve.ts";

const callInput = z.strictObject({
  start: z.string().check(z.refine((text) => parseStamp(text) !== null, { error: "a time such as 2025-07-16T16:00 by the site's clock, or with Z or an offset" })).register(fieldRegistry, { title: "Start", help: "By the site's clock: 2025-07-16T16:00.", control: "text" }),
  durationHours: z.number().check(z.gte(0.05), z.lte(168)).register(fieldRegistry, { title: "Duration", help: "Of the event.", unit: "h", min: 0.05, max: 168 }),
  reduceKw: z.optional(z.number().check(z.gte(0))).register(fieldRegistry, { title: "Reduce by", help: "In place of the programme's commitment.", unit: "kW" }),
  capKw: z.optional(z.number().check(z.gte(0))).register(fieldRegistry, { title: "Cap at", help: "In place of the programme's firm level.", unit: "kW" }),
});

const eventFile = z.strictObject(seriesFile.shape).register(fieldRegistry, { title: "File", help: "OpenADR 3 (JSON) or 2.0b (XML), beside the scenario or dropped onto the page.", control: "series" });

export const callSeeds = ["price", "system-load", "heat", "random"] as const;

const callSource = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }).register(fieldRegistry, { title: "No events", help: "The programme calls nobody." }),
  z.strictObject({
    kind: z.literal("list"),
    events: field(z.array(callInput).check(z.maxLength(1000)), { title: "Events", help: "Start by the site's clock, and duration.", control: "json", default: [] }),
  }).register(fieldRegistry, { title: "List", help: "Events that you name." }),
  z.strictObject({
    kind: z.literal("seeded"),
    by: choiceField(callSeeds, {
      title: "Called by", help: "Which of the days that the programme's rules allow are called: the dearest, those of the highest system load, the hottest, or drawn.", default: "heat",
      options: { "price": "Highest price", "system-load": "Highest system load", "heat": "Hottest days", "random": "Drawn" },
    }),
    perYear: numberField({ title: "Events a year", help: "As far as the programme's limits allow.", unit: "1/year", min: 0, max: 366, default: 6, step: 1, assumed: true, source: "Design choice; Con Edison's programmes called about as often in recent summers (not confirmed)." }),
    durationHours: numberField({ title: "Duration", help: "Of each event, within the programme's limits.", unit: "h", min: 0.25, max: 24, default: 4, step: 0.25 }),
  }).register(fieldRegistry, { title: "Seeded", help: "Events within the programme's rules, drawn from the seed." }),
  z.strictObject({
    kind: z.literal("file"),
    data: eventFile,
    levelFractions: field(z.array(z.number().check(z.gte(0), z.lte(1))).check(z.length(4)), { title: "Levels 0 to 3", help: "Share of the commitment that each level of a SIMPLE signal asks for.", control: "json", default: SIMPLE_LEVEL_FRACTIONS, assumed: true, source: "Design choice: OpenADR leaves the meaning of levels to the programme." }),
    prices: choiceField(["replace", "add"], { title: "Prices", help: "A PRICE of the file stands in place of the tariff's price, or comes beside it.", default: "replace", options: { replace: "In place of the tariff's", add: "Beside the tariff's" } }),
  }).register(fieldRegistry, { title: "OpenADR file", help: "Events as a utility's server sent them." }),
]).register(fieldRegistry, { title: "Events", help: "When the programme calls." });

export type CallSource = z.infer<typeof callSource>;

/** None of the built-in figures was compared with its tariff sheet: each is marked as assumed. */
const presetTitles = Object.fromEntries(programmePresets.map(({ id, name, verified }) => [id, verified ? name : `${name} (?)`]));

const enrolled = z.strictObject({
  ...programmeShape,
  preset: z.optional(z.string().check(z.maxLength(200))).register(fieldRegistry, {
    title: "Preset", help: "A programme that is built in; what stands below wins over it. (?): its figures are assumed, not compared with the tariff sheet.", control: "choice", options: presetTitles,
  }),
  events: field(callSource, { title: "Events", help: "When the programme calls.", default: { kind: "seeded", by: "heat", perYear: 6, durationHours: 4 } }),
}).register(fieldRegistry, { title: "Programme", help: "A programme that the site has joined." });

export type EnrolledRecord = z.infer<typeof enrolled>;

/** What the site has promised the grid: programmes, reserve, and a connection that may be cut back. */
export const demandResponseInputs = group({ title: "Demand response", help: "Programmes that the site has joined, reserve that it holds, and a connection that may be cut back." }, {
  programmes: field(z.array(enrolled).check(z.maxLength(8)), {
    title: "Programmes", help: "Each by a preset and what differs from it, or as a whole record.", control: "json", default: [],
  }),
  reserve: reserveInputs,
  nonFirm: nonFirmInputs,
  systemLoad: optionalField(seriesInput({ title: "System load", help: "Load of the grid: calls events and names the hard hours of the flexibility score.", unit: "kW" }), { title: "System load", help: "Load of the grid: calls events and names the hard hours of the flexibility score.", control: "series" }),
  historyDays: integerField({ title: "History before the run", help: "Days mirrored from the first of the run, so that baselines of its first weeks have days to look back on.", unit: "days", min: 0, max: 90, default: 45, assumed: true, source: "Baselines look back at most 45 calendar days." }),
  chaseCoincidentPeaks: switchField({ title: "Chase coincident peaks", help: "Policies that answer events also answer the forecast of the tariff's coincident peaks.", default: true }),
});

export type DemandResponseInputs = z.infer<typeof demandResponseInputs>;

/** Whether anything can ever call on the site. */
export function hasJoined({ programmes, reserve, nonFirm, systemLoad }: DemandResponseInputs): boolean {
  return programmes.length > 0 || reserve.heldKw > 0 || nonFirm.flexibleKw > 0 || systemLoad !== undefined;
}

/** Whether a seed has a part in what calls on the site: events by chance, those of a file, which may begin at random, and a reserve's. */
export function callsAreDrawn(inputs: DemandResponseInputs): boolean {
  return inputs.reserve.heldKw > 0 || sourcesOf(inputs).some((source) => source.kind === "file" || (source.kind === "seeded" && source.by === "random"));
}

/** Whether the weather says when the site is called; for want of a system's load it stands in for one. */
export function callsByHeat(inputs: DemandResponseInputs): boolean {
  return sourcesOf(inputs).some((source) => source.kind === "seeded" && (source.by === "heat" || (source.by === "system-load" && inputs.systemLoad === undefined)));
}

const sourcesOf = ({ programmes, nonFirm: { calls } }: DemandResponseInputs) => [...programmes.map(({ events }) => events), calls];

/** What single fields cannot hold: presets that exist, windows that are open, notice clocks that can be read. */
export function demandResponseIssues({ programmes, nonFirm, reserve }: DemandResponseInputs, importLimitKw: number | undefined): Issue[] {
  const issues: Issue[] = [];
  if (nonFirm.flexibleKw > (importLimitKw ?? 0)) {
    issues.push({ where: { path: "demandResponse.nonFirm.flexibleKw" }, found: String(nonFirm.flexibleKw), allowed: importLimitKw === undefined ? "0 where connection.importLimitKw is not given" : `at most connection.importLimitKw, ${importLimitKw}` });
  }
  if (reserve.fromClockHour >= reserve.toClockHour) issues.push({ where: { path: "demandResponse.reserve.fromClockHour" }, found: String(reserve.fromClockHour), allowed: `below toClockHour, ${reserve.toClockHour}` });
  const ids = new Set<string>();
  programmes.forEach((record, index) => {
    const path = `demandResponse.programmes[${index}]`;
    if (record.preset !== undefined && programmePreset(record.preset) === undefined) {
      issues.push({ where: { path: `${path}.preset` }, found: JSON.stringify(record.preset), allowed: programmePresets.map(({ id }) => id).join(", ") });
    }
    const id = record.id ?? record.preset ?? "programme";
    if (ids.has(id)) issues.push({ where: { path: `${path}.id` }, found: JSON.stringify(id), allowed: "an id that no other programme here has" });
    ids.add(id);
    const { startHour, endHour } = record.window ?? {};
    if (startHour !== undefined && endHour !== undefined && startHour >= endHour) issues.push({ where: { path: `${path}.window.startHour` }, found: String(startHour), allowed: `below endHour, ${endHour}` });
    const clock = record.notice?.noticeClock;
    if (clock !== undefined && !isNoticeClock(clock)) issues.push({ where: { path: `${path}.notice.noticeClock` }, found: JSON.stringify(clock), allowed: '"day-ahead 13:00"' });
  });
  return issues;
}
