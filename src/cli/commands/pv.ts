import { checkInputs } from "../../core/check.ts";
import { InputError } from "../../core/errors.ts";
import { pvArray, solarInputs, type SolarInputs } from "../../core/site/pv.ts";
import { pvChain, type PvStages } from "../../core/site/pvChain.ts";
import { aboveAxis, acrossAxis, trackerAzimuthDegrees, trackerFrame, trackerRotation, trackerTiltDegrees } from "../../core/site/tracker.ts";
import { fileSky, rowInstantsMs, type SunlitSky } from "../../core/site/weatherRows.ts";
import { civilDate, DAY_MS, MINUTE_MS, utcText } from "../../core/time/civil.ts";
import type { Series } from "../../core/time/series.ts";
import { readFile } from "../../files/read/index.ts";
import { quantityText } from "../../text/numbers.ts";
import type { Args, Command } from "../command.ts";

export const pv: Command = {
  name: "pv",
  summary: "Computes the output of a photovoltaic array from a weather file, row by row.",
  operands: [],
  options: [
    { name: "weather", value: "FILE", summary: "EPW, TMY3, NSRDB or SAM CSV, PVGIS." },
    { name: "dc-kw", value: "kW", summary: "Sum of the modules' nameplates." },
    { name: "chain", value: "MODEL", summary: "PVWatts v8, or the single stages of pvlib with the lines of PVWatts v5.", choices: ["pvwatts-v8", "pvlib"], default: "pvwatts-v8" },
    { name: "tilt", value: "DEGREES", summary: "Of a fixed rack, from the horizontal. Default: 20." },
    { name: "azimuth", value: "DEGREES", summary: "Where a fixed rack faces; 180 is south. Default: 180." },
    { name: "tracking", value: "KIND", summary: "A tracker instead of a fixed rack.", choices: ["one-axis"] },
    { name: "axis-azimuth", value: "DEGREES", summary: "Where the tracker's axis points. Default: 180." },
    { name: "max-angle", value: "DEGREES", summary: "Largest rotation to either side. Default: 60." },
    { name: "gcr", value: "R", summary: "Ground cover ratio of the rows of trackers. Default: 0.4." },
    { name: "backtrack", summary: "The tracker turns back at low sun (default)." },
    { name: "no-backtrack", summary: "The tracker faces the sun whatever the rows shade." },
    { name: "dc-ac-ratio", value: "R", summary: "Modules over inverter.", default: "1.2" },
    { name: "losses", value: "FRACTION", summary: "System losses together.", default: "0.1408" },
    { name: "gamma", value: "PER_C", summary: "Change of power per °C of the cells.", default: "-0.0037" },
    { name: "albedo", value: "FRACTION", summary: "What the ground throws back.", default: "0.2" },
    { name: "transposition", value: "MODEL", summary: "How the sky's light falls onto the plane.", choices: ["perez", "hay-davies"], default: "perez" },
    { name: "out", value: "FILE.csv", summary: "Write every row with its stages." },
    { name: "json", summary: "Print one JSON object." },
  ],
  details: `--json prints {"annualKwh","monthlyKwh":[12],"planeOfArrayKwhPerM2","capacityFactor"}; the capacity factor is AC energy
over DC rating. The sun stands at each row's own instant in the file's year; 2018 where a typical year mixes its years.
Months are those of the file's own clock. Of more than a year, figures are means of a year.`,
  async run(args, io) {
    const path = args.requiredText("weather");
    const inputs = solarOf(args);
    const imported = readFile(await io.readFile(path), path);
    if (imported.weather === undefined) throw new InputError([{ where: { file: path }, found: imported.kind === "weather" ? "weather without its place" : imported.kind, allowed: "a weather file with its place: EPW, TMY3, NSRDB or SAM CSV, PVGIS" }]);
    for (const { message } of imported.issues) io.stderr(`${path}: ${message}\n`);
    const { weather } = imported;
    const sunlit = fileSky(weather, path);
    const lead = (weather.columns.ghi ?? weather.columns.dni) as Series;
    const stages = pvChain(pvArray(inputs), sunlit.sun, sunlit.sky, weather.altitudeM, lead.stepMinutes / 60);
    const year = yearOf(stages, lead, inputs.dcKw);
    if (Math.abs(year.days - 365.5) > 0.6) io.stderr(`${path}: covers ${Math.round(year.days * 100) / 100} days${year.days > 366 ? "; figures are means of a year" : ", not a year"}.\n`);
    if (inputs.mount === "oneAxis" && inputs.backtracking) io.stderr("Diffuse light is not masked between the rows: 1.4 to 2.1 % above SAM's tracker with backtracking.\n");
    const out = args.text("out");
    if (out !== undefined) await io.writeFile(out, stagesCsv(lead, sunlit, stages, inputs));
    const { annualKwh, monthlyKwh, planeOfArrayKwhPerM2, capacityFactor } = year;
    if (args.has("json")) io.stdout(`${JSON.stringify({ annualKwh, monthlyKwh, planeOfArrayKwhPerM2, capacityFactor })}\n`);
    else {
      io.stdout([
        `AC energy       ${quantityText(annualKwh, "kWh")} a year`,
        `Plane of array  ${quantityText(planeOfArrayKwhPerM2, "kWh/m²")} a year`,
        `Capacity factor ${quantityText(100 * capacityFactor, "%")} of the DC rating`,
        ...monthlyKwh.map((kwh, month) => `${MONTHS[month]}             ${quantityText(kwh, "kWh")}`),
        "",
      ].join("\n"));
    }
    return 0;
  },
};

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const HOURS_OF_MONTH = [31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].map((days) => days * 24);

function solarOf(args: Args): SolarInputs {
  const tracking = args.has("tracking");
  const foreign = (tracking ? ["tilt", "azimuth"] : ["axis-azimuth", "max-angle", "gcr", "backtrack", "no-backtrack"]).filter((name) => args.has(name));
  if (foreign.length > 0) throw new InputError(foreign.map((name) => ({ where: { path: `--${name}` }, found: tracking ? "given with --tracking" : "given without --tracking", allowed: tracking ? "a fixed rack" : "--tracking one-axis" })));
  if (args.has("backtrack") && args.has("no-backtrack")) throw new InputError([{ where: { path: "--no-backtrack" }, found: "given with --backtrack", allowed: "one of the two" }]);
  const dcKw = args.requiredNumber("dc-kw", { min: 0, max: 1e7 });
  if (dcKw === 0) throw new InputError([{ where: { path: "--dc-kw" }, found: "0", allowed: "a number above 0" }]);
  const given = {
    dcKw, chain: args.text("chain"), mount: tracking ? "oneAxis" : "rack",
    tiltDegrees: args.number("tilt", { min: 0, max: 90 }), azimuthDegrees: args.number("azimuth", { min: 0, max: 360 }),
    axisAzimuthDegrees: args.number("axis-azimuth", { min: 0, max: 360 }), maxAngleDegrees: args.number("max-angle", { min: 0, max: 90 }),
    gcr: args.number("gcr", { min: 0.01, max: 0.99 }), backtracking: !args.has("no-backtrack"),
    dcAcRatio: args.requiredNumber("dc-ac-ratio", { min: 0.3, max: 5 }), lossFraction: args.requiredNumber("losses", { min: 0, max: 0.99 }),
    gammaPerC: args.requiredNumber("gamma", { min: -0.01, max: 0 }), albedo: args.requiredNumber("albedo", { min: 0, max: 1 }), transposition: args.text("transposition"),
  };
  return checkInputs(solarInputs, Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));
}

type Year = { readonly annualKwh: number; readonly monthlyKwh: number[]; readonly planeOfArrayKwhPerM2: number; readonly capacityFactor: number; readonly days: number };

/** Sums of a year and its months by the file's own clock; of more than a year, means. */
function yearOf({ acKw, beamWm2, skyWm2, groundWm2 }: PvStages, lead: Series, dcKw: number): Year {
  const stepHours = lead.stepMinutes / 60;
  const starts = rowInstantsMs(lead, 0);
  const monthlyKwh = new Array<number>(12).fill(0);
  const hours = new Array<number>(12).fill(0);
  let totalKwh = 0;
  let planeWh = 0;
  for (let i = 0; i < acKw.length; i++) {
    const month = civilDate(Math.floor(((starts[i] as number) + lead.utcOffsetMinutes * MINUTE_MS) / DAY_MS)).month - 1;
    const kwh = (acKw[i] as number) * stepHours;
    monthlyKwh[month]! += kwh;
    hours[month]! += stepHours;
    totalKwh += kwh;
    planeWh += ((beamWm2[i] as number) + (skyWm2[i] as number) + (groundWm2[i] as number)) * stepHours;
  }
  const days = (acKw.length * stepHours) / 24;
  const capacityFactor = totalKwh / (dcKw * days * 24);
  if (days <= 366) return { annualKwh: totalKwh, monthlyKwh, planeOfArrayKwhPerM2: planeWh / 1000, capacityFactor, days };
  const means = monthlyKwh.map((kwh, month) => (hours[month]! > 0 ? (kwh / hours[month]!) * HOURS_OF_MONTH[month]! : 0));
  return { annualKwh: means.reduce((sum, kwh) => sum + kwh, 0), monthlyKwh: means, planeOfArrayKwhPerM2: ((planeWh / 1000) * 365.25) / days, capacityFactor, days };
}

/** One row an interval: its start, weather, every stage; of a tracker also where it looks. */
function stagesCsv(lead: Series, { sky, sun }: SunlitSky, stages: PvStages, inputs: SolarInputs): string {
  const starts = rowInstantsMs(lead, 0);
  const tracker = inputs.mount === "oneAxis" ? trackerFrame(inputs) : undefined;
  const names = ["time_utc", "time_local", "ghiWm2", "dniWm2", "dhiWm2", "temperatureC", "windMs", "apparentZenithDegrees", "planeOfArrayWm2", "effectiveWm2", "cellC", "dcKw", "acKw"];
  const lines = [[...names, ...(tracker ? ["tiltDegrees", "azimuthDegrees"] : [])].join(",")];
  for (let i = 0; i < stages.acKw.length; i++) {
    const startMs = starts[i] as number;
    const at = (column: Float64Array) => column[i] as number;
    const cells = [
      at(sky.ghiWm2), at(sky.dniWm2), at(sky.dhiWm2), at(sky.temperatureC), at(sky.windMs), (at(sun.zenith) * 180) / Math.PI,
      at(stages.beamWm2) + at(stages.skyWm2) + at(stages.groundWm2), at(stages.effectiveWm2), at(stages.cellC), at(stages.dcKw), at(stages.acKw),
    ];
    if (tracker !== undefined) {
      const [east, north, up] = [at(sun.east), at(sun.north), at(sun.up)];
      const rotation = up > 0 ? trackerRotation(tracker, acrossAxis(tracker, east, north), aboveAxis(tracker, east, north, up)) : 0;
      cells.push(trackerTiltDegrees(tracker, rotation), trackerAzimuthDegrees(tracker, inputs.axisAzimuthDegrees, rotation));
    }
    lines.push([utcText(startMs), localText(startMs, lead.utcOffsetMinutes), ...cells].join(","));
  }
  return `${lines.join("\n")}\n`;
}

/** ISO 8601 in the file's standard clock: "2018-01-01T00:30:00-05:00". */
function localText(ms: number, utcOffsetMinutes: number): string {
  const size = Math.abs(utcOffsetMinutes);
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  return `${utcText(ms + utcOffsetMinutes * MINUTE_MS).slice(0, -1)}${utcOffsetMinutes < 0 ? "-" : "+"}${two(size / 60)}:${two(size % 60)}`;
}
