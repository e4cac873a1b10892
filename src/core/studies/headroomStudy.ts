import * as z from "zod/mini";
import { InputError } from "../errors.ts";
import { field, group, numberField, optionalField, switchField } from "../field.ts";
import { dataKey, seriesInput, type DataFiles, type Series, type SeriesInput } from "../time/series.ts";
import { isTimeZone } from "../time/zone.ts";
import { curtailedSite, type CurtailedSite } from "./curtailedSite.ts";
import { headroom, type Headroom } from "./headroom.ts";
import { withoutRuns, type Question, type StudyTools } from "./study.ts";
import { cleanSystemLoad } from "./systemLoad.ts";

export const headroomInputs = group({ title: "Headroom", help: "How much new load fits under a system's past peaks if it may be curtailed." }, {
  load: optionalField(seriesInput({ title: "Load of the area", help: "Of a balancing area, a year of hours at least.", unit: "kW" }), { title: "Load of the area", help: "Of a balancing area, a year of hours at least.", unit: "kW", control: "series" }),
  timeZone: optionalField(z.string().check(z.maxLength(64), z.refine(isTimeZone, { error: 'an IANA zone such as "America/New_York"' })), { title: "Clock of the seasons", help: "IANA name. Empty: the site's.", control: "text" }),
  curtailmentFractions: field(z.array(z.number().check(z.gt(0), z.lt(1))).check(z.minLength(1), z.maxLength(20)), {
    title: "Curtailment", help: "Shares of the new load's energy that may be curtailed, above 0 and below 1.", default: [0.0025, 0.005, 0.01, 0.05], control: "json", source: "Norris et al. 2025, Duke University.",
  }),
  replaySite: switchField({ title: "Replay this site", help: "Runs the scenario under the curtailment that each limit asks for: can it live with it, and at what cost?", default: false }),
  firmKw: numberField({ title: "Firm part of its connection", help: "Never curtailed; what is left of the import limit is.", unit: "kW", default: 0, min: 0, max: 1e8 }),
});
export type HeadroomInputs = z.output<typeof headroomInputs>;

/** What was found, and what was done to the load before. */
export type HeadroomFinding = Headroom & { readonly missingHours: number; readonly outlierHours: number; readonly repeatedHoursLeftOut: number; /** Absent where the site is not replayed. */ readonly site?: CurtailedSite | undefined };

export const headroomStudy = withoutRuns({
  id: "headroom", title: "Headroom", summary: "How much new load fits under a system's past peaks if it may be curtailed.", inputs: headroomInputs, needsSolver: true,
  answer({ inputs, scenario, seed, data }: Question<HeadroomInputs>, { solve }: StudyTools): HeadroomFinding {
    const load = cleanSystemLoad(givenSeries(inputs.load, data), inputs.timeZone ?? scenario.site.timeZone);
    const { missingHours, outlierHours, repeatedHoursLeftOut } = load;
    const found = headroom(load, inputs.curtailmentFractions);
    const site = inputs.replaySite ? curtailedSite(scenario, load, found, { seed, data, solve, firmKw: inputs.firmKw }) : undefined;
    return { ...found, missingHours, outlierHours, repeatedHoursLeftOut, ...(site === undefined ? {} : { site }) };
  },
});

function givenSeries(input: SeriesInput | undefined, data: DataFiles): Pick<Series, "startMs" | "stepMinutes" | "values"> {
  const path = "studies.headroom.load";
  if (input === undefined) throw new InputError([{ where: { path }, found: "nothing", allowed: "a file with the load of a balancing area, a year of hours at least" }]);
  // Seasons need dates, and numbers alone have none.
  if (!("file" in input)) throw new InputError([{ where: { path }, found: "values without dates", allowed: "a file with time stamps" }]);
  const series = data.get(dataKey(input))?.series;
  if (series === undefined) throw new InputError([{ where: { path, file: input.file }, found: "no such file", allowed: "a file beside the scenario, or dropped onto the page" }]);
  return series;
}
