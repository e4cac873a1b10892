import type { Warning } from "./errors.ts";
import { noCalls, prepareCalls, type PreparedCalls } from "./market/demandResponse/calls.ts";
import { callsAreDrawn, callsByHeat, hasJoined } from "./market/demandResponse/inputs.ts";
import type { NonFirmInputs } from "./market/demandResponse/nonFirm.ts";
import { marketSignals, prepareMarket, type PreparedMarket } from "./market/market.ts";
import { priceIsDrawn } from "./market/price.ts";
import { peaksByHeat } from "./market/tariff/coincident.ts";
import type { Scenario } from "./scenario.ts";
import type { Almanac } from "./site/almanac.ts";
import { batteryRatings } from "./site/battery.ts";
import { facilityAround, prepareFacility, type Facility } from "./site/facility.ts";
import type { GeneratorInputs } from "./site/generator.ts";
import { prepareOutages, type Outages } from "./site/outages.ts";
import type { PlantRatings, SiteSeries } from "./site/plant.ts";
import { lightInPv, pvAvailableKw, readsLightInCells, readsSunOnArray, sunOnPv, type PvAvailable } from "./site/pv.ts";
import type { LightInCells, SunOnArray } from "./site/pvChain.ts";
import { prepareThrottling, type Throttling } from "./site/throttle.ts";
import { prepareWeather, weatherAlmanac, type Weather } from "./site/weather.ts";
import { windAvailableKw, type WindAvailable } from "./site/wind.ts";
import { drawsDemand, prepareDemand, prepareLoad, readsDemand, type Demand, type Load } from "./site/workload.ts";
import { makeAxis, type Axis } from "./time/axis.ts";
import type { DataFiles } from "./time/series.ts";
import { seedOfFamilies } from "./time/streams.ts";

export type PrepareOptions = {
  readonly seed: string;
  /** Files that the scenario names, by `dataKey`. */
  readonly data: DataFiles;
  /** Pieces of an earlier run that follow from the same inputs, seed and data; what is missing is made. */
  readonly prepared?: Partial<Pieces> | undefined;
};

/** The parts of site and market that are costly to lay on the axis, each on its own. */
export type Pieces = {
  readonly axis: Axis;
  /** Undefined for measured weather. */
  readonly almanac: Almanac | undefined;
  readonly weather: Weather;
  /** This and the next undefined where no array is modelled. */
  readonly sunOnArray: SunOnArray | undefined;
  readonly lightInCells: LightInCells | undefined;
  readonly pv: PvAvailable;
  readonly wind: WindAvailable;
  readonly facility: Facility;
  readonly demand: Demand;
  readonly load: Load;
  /** The facility drawn straight around the load, as plans see it. */
  readonly bus: Facility;
  /** Undefined where no work may be throttled. */
  readonly throttling: Throttling | undefined;
  readonly outages: Outages;
  readonly market: PreparedMarket;
  readonly calls: PreparedCalls;
};

type Piece<Id extends keyof Pieces = keyof Pieces> = {
  readonly id: Id;
  /** The inputs that the piece follows from, beside what it draws and data: while they are equal, so is the piece. Plain data, to be hashed. */
  reads(scenario: Scenario): unknown;
  /** Families of random components, "weather" of "weather/wind", that it follows from, in the pieces before it too: another seed that they draw alike under leaves it as it is. */
  draws(scenario: Scenario): readonly string[];
  /** @param options the seed is that of its own families: under it any other would draw alike, whatever the run's seed */
  make(scenario: Scenario, earlier: Pieces, options: PrepareOptions): Pieces[Id];
};

const nothing = (): readonly string[] => [];

const readsAxis = ({ time, site }: Scenario): unknown => [time, site.timeZone];
const readsWeather = (scenario: Scenario): unknown => [readsAxis(scenario), scenario.site.latitude, scenario.site.longitude, scenario.site.altitudeM, scenario.weather];
const drawsWeather = (scenario: Scenario): readonly string[] => (scenario.weather.kind === "synthetic" ? ["weather"] : []);
const readsFacility = (scenario: Scenario): unknown => [readsWeather(scenario), scenario.facility, scenario.load.itDesignKw];

const axis: Piece<"axis"> = {
  id: "axis", reads: readsAxis, draws: nothing,
  make: ({ time, site }) => makeAxis({ ...time, timeZone: site.timeZone }),
};

const almanac: Piece<"almanac"> = {
  id: "almanac", reads: readsWeather, draws: nothing,
  make: (scenario, earlier) => weatherAlmanac(scenario.weather, scenario.site, earlier.axis),
};

const weather: Piece<"weather"> = {
  id: "weather", reads: readsWeather, draws: drawsWeather,
  make: (scenario, earlier, { data, seed }) => prepareWeather(scenario.weather, scenario.site, earlier.axis, data, seed, earlier.almanac),
};

const sunOnArray: Piece<"sunOnArray"> = {
  // Of the weather it takes the sun alone, which nobody draws.
  id: "sunOnArray", reads: (scenario) => [readsWeather(scenario), readsSunOnArray(scenario.solar)], draws: nothing,
  make: ({ solar }, earlier) => sunOnPv(solar, earlier.weather),
};

const lightInCells: Piece<"lightInCells"> = {
  id: "lightInCells", reads: (scenario) => [readsWeather(scenario), readsLightInCells(scenario.solar)], draws: drawsWeather,
  make: ({ solar }, earlier) => lightInPv(solar, earlier.weather, earlier.axis.stepHours, earlier.sunOnArray),
};

const pv: Piece<"pv"> = {
  id: "pv", reads: (scenario) => [readsWeather(scenario), scenario.solar], draws: drawsWeather,
  make: ({ solar }, earlier, { data }) => pvAvailableKw(solar, earlier.weather, earlier.axis, data, earlier.lightInCells),
};

const wind: Piece<"wind"> = {
  id: "wind", reads: (scenario) => [readsWeather(scenario), scenario.wind], draws: drawsWeather,
  make: (scenario, earlier, { data }) => windAvailableKw(scenario.wind, earlier.weather, earlier.axis, data),
};

const facility: Piece<"facility"> = {
  id: "facility", reads: readsFacility, draws: drawsWeather,
  make: (scenario, earlier) => prepareFacility(scenario.facility, earlier.weather.sky.temperatureC, scenario.load.itDesignKw, earlier.axis.stepHours),
};

const demand: Piece<"demand"> = {
  id: "demand", reads: (scenario) => [readsAxis(scenario), readsDemand(scenario.load)], draws: ({ load: inputs }) => (drawsDemand(inputs) ? ["load"] : []),
  make: (scenario, earlier, { data, seed }) => prepareDemand(scenario.load, earlier.axis, data, seed),
};

// A facility's meter is split by the facility's model; anything else knows nothing of it.
const isBehindFacility = ({ load: { demand: given } }: Scenario): boolean => given.kind === "trace" && given.measures === "facility";

const load: Piece<"load"> = {
  id: "load",
  reads: (scenario) => [scenario.load, isBehindFacility(scenario) ? readsFacility(scenario) : readsAxis(scenario)],
  draws: (scenario) => [...demand.draws(scenario), ...(isBehindFacility(scenario) ? drawsWeather(scenario) : [])],
  make: (scenario, earlier) => prepareLoad(scenario.load, earlier.axis, earlier.facility, earlier.demand),
};

const bus: Piece<"bus"> = {
  id: "bus",
  // Only chillers bend with the load.
  reads: (scenario) => [readsFacility(scenario), scenario.facility.cooling.kind === "plant" ? load.reads(scenario) : null],
  draws: (scenario) => [...drawsWeather(scenario), ...(scenario.facility.cooling.kind === "plant" ? load.draws(scenario) : [])],
  make: (_scenario, earlier) => facilityAround(earlier.facility, earlier.load.itKw),
};

const throttling: Piece<"throttling"> = {
  id: "throttling", reads: (scenario) => [load.reads(scenario), bus.reads(scenario)], draws: (scenario) => [...load.draws(scenario), ...bus.draws(scenario)],
  make: (_scenario, earlier) => prepareThrottling(earlier.load.throttleable, earlier.bus.busPerIt),
};

const outages: Piece<"outages"> = {
  id: "outages", reads: (scenario) => [readsAxis(scenario), scenario.outages.events], draws: (scenario) => (scenario.outages.events.kind === "seeded" ? ["outages"] : []),
  make: (scenario, earlier, { seed }) => prepareOutages(scenario.outages, earlier.axis, seed),
};

const market: Piece<"market"> = {
  id: "market",
  reads: (scenario) => [peaksByHeat(scenario.tariff) ? readsWeather(scenario) : readsAxis(scenario), scenario.tariff, scenario.price, scenario.carbon, scenario.site.currency],
  draws: (scenario) => [
    ...(priceIsDrawn(scenario.price) ? ["price"] : []), ...(scenario.tariff.coincident.length > 0 ? ["coincident"] : []), ...(peaksByHeat(scenario.tariff) ? drawsWeather(scenario) : []),
  ],
  make: (scenario, earlier, { data, seed }) => prepareMarket(scenario, {
    axis: earlier.axis, currency: scenario.site.currency, seed, data, temperatureC: peaksByHeat(scenario.tariff) ? earlier.weather.sky.temperatureC : undefined,
  }),
};

const calls: Piece<"calls"> = {
  id: "calls",
  reads: (scenario) => [readsAxis(scenario), scenario.demandResponse, hasJoined(scenario.demandResponse)
    ? [market.reads(scenario), callsByHeat(scenario.demandResponse) ? readsWeather(scenario) : null, scenario.connection.importLimitKw, scenario.generator.demandResponse] : null],
  draws: (scenario) => (hasJoined(scenario.demandResponse) ? [
    ...(callsAreDrawn(scenario.demandResponse) ? ["calls", "reserve"] : []), ...market.draws(scenario), ...(callsByHeat(scenario.demandResponse) ? drawsWeather(scenario) : []),
  ] : []),
  make(scenario, earlier, { data, seed }) {
    if (!hasJoined(scenario.demandResponse)) return noCalls(earlier.axis, scenario.demandResponse);
    return prepareCalls(scenario.demandResponse, {
      axis: earlier.axis, seed, data, currency: scenario.site.currency, holidayDates: scenario.tariff.holidayDates, pricePerKwh: marketSignals(earlier.market).buyPerKwh,
      temperatureC: earlier.weather.sky.temperatureC, importLimitKw: scenario.connection.importLimitKw ?? Infinity, generatorServes: scenario.generator.demandResponse,
    });
  },
};

/** In the order in which they are made: each reads those before it. */
export const pieces = [axis, almanac, weather, sunOnArray, lightInCells, pv, wind, facility, demand, load, bus, throttling, outages, market, calls] as const satisfies readonly Piece[];

/** All that is fixed before anyone decides: the pieces, and the site that they make together. */
export type Prepared = Pieces & {
  readonly site: SiteSeries;
  readonly ratings: PlantRatings;
  readonly generator: GeneratorInputs | undefined;
  readonly nonFirm: NonFirmInputs;
  readonly costs: { readonly valueOfLostLoadPerKwh: number; readonly lostWorkCostPerKwh: number };
  /** Draws that the run itself makes, as a generator's failures, begin anew from it in every run. */
  readonly seed: string;
  readonly warnings: readonly Warning[];
};

/** @throws InputError where a file is missing, does not cover the run, or a tariff cannot be billed */
export function prepare(scenario: Scenario, options: PrepareOptions): Prepared {
  const made: Partial<Record<keyof Pieces, unknown>> = { ...options.prepared };
  for (const piece of pieces) made[piece.id] ??= piece.make(scenario, made as Pieces, { ...options, seed: seedOfFamilies(options.seed, piece.draws(scenario)) });
  const all = made as Pieces;
  const ratings = { ...batteryRatings(scenario.battery, all.axis.stepHours), hallItKw: all.load.hallItKw };
  const site = siteSeries(scenario, all, ratings);
  return {
    ...all, ratings, site,
    generator: scenario.generator.ratingKw > 0 ? scenario.generator : undefined,
    nonFirm: scenario.demandResponse.nonFirm,
    costs: { valueOfLostLoadPerKwh: scenario.outages.valueOfLostLoadPerKwh, lostWorkCostPerKwh: scenario.load.lostWorkCostPerKwh },
    seed: options.seed,
    warnings: [...all.weather.warnings, ...all.pv.warnings, ...all.wind.warnings, ...all.load.warnings, ...all.outages.warnings, ...all.market.warnings, ...all.calls.warnings],
  };
}

function siteSeries({ connection, demandResponse }: Scenario, { calls: { nonFirmKw }, axis: { length }, weather: { sky }, pv, wind, bus: facility, load, outages: { gridOut } }: Pieces, { auxiliaryKw }: PlantRatings): SiteSeries {
  const whileThere = (limitKw: number) => {
    const limits = new Float64Array(length).fill(limitKw);
    for (let i = 0; i < length; i++) if (gridOut[i] === 1) limits[i] = 0;
    return limits;
  };
  const importLimitKw = whileThere(connection.importLimitKw ?? Infinity);
  const busFixedKw = new Float64Array(length);
  for (let i = 0; i < length; i++) busFixedKw[i] = facility.busFixedKw[i]! + auxiliaryKw;
  // Where a breach is paid for, the limit binds whoever keeps it and not the wire.
  if (demandResponse.nonFirm.whenShort === "unserved") for (let i = 0; i < nonFirmKw.length; i++) if (nonFirmKw[i]! < importLimitKw[i]!) importLimitKw[i] = nonFirmKw[i]!;
  return {
    mustRunItKw: load.mustRunItKw,
    deferrableArrivalItKw: load.deferrable.map(({ arrivalItKw }) => arrivalItKw),
    deferrableWindowSteps: load.deferrable.map(({ windowSteps }) => windowSteps),
    deferrableRateItKw: load.deferrable.map(({ rateItKw }) => rateItKw),
    busPerIt: facility.busPerIt,
    busFixedKw,
    pvAvailableKw: pv.availableKw,
    windAvailableKw: wind.availableKw,
    temperatureC: sky.temperatureC,
    importLimitKw,
    exportLimitKw: whileThere(connection.exportLimitKw),
    gridOut,
  };
}
