import type { CarbonAccount, CarbonInputs, PreparedCarbon } from "../market/carbon.ts";
import type { RunColumns } from "../result.ts";
import type { PlantRatings } from "../site/plant.ts";

type AccountColumns = Pick<RunColumns, "importKw" | "exportKw" | "pvKw" | "windKw" | "generatorKw" | "chargeKw" | "dischargeKw" | "servedKw" | "socKwh">;

export type AccountedRun = {
  readonly columns: AccountColumns;
  readonly passive: Pick<RunColumns, "importKw" | "exportKw">;
  readonly carbon: PreparedCarbon;
  readonly inputs: Pick<CarbonInputs, "residualMixGPerKwh" | "matching">;
  readonly ratings: Pick<PlantRatings, "chargeEfficiency" | "dischargeEfficiency" | "initialSocKwh">;
  readonly stepHours: number;
  readonly scope1Kg: number;
};

export function carbonAccount(run: AccountedRun): CarbonAccount {
  const { columns, passive, carbon, stepHours, scope1Kg } = run;
  const { averageGPerKwh, marginalGPerKwh } = carbon;
  let location = 0;
  for (let i = 0; i < averageGPerKwh.length; i++) location += columns.importKw[i]! * averageGPerKwh[i]!;
  const locationBasedKg = (location * stepHours) / 1000;
  return {
    locationBasedKg, ...marketBased(run, locationBasedKg), scope1Kg,
    avoidedKg: avoidedKg(passive.importKw, columns.importKw, marginalGPerKwh, stepHours),
    exportAvoidedKg: avoidedKg(columns.exportKw, passive.exportKw, marginalGPerKwh, stepHours),
    ...carbonFreeScore(run),
  };
}

/** Σ (base − case) × marginal intensity; kg. Only ever of a difference. */
export function avoidedKg(baseKw: Float64Array, caseKw: Float64Array, marginalGPerKwh: Float64Array, stepHours: number): number {
  let grams = 0;
  for (let i = 0; i < baseKw.length; i++) grams += (baseKw[i]! - caseKw[i]!) * marginalGPerKwh[i]!;
  return (grams * stepHours) / 1000;
}

type MarketBased = Pick<CarbonAccount, "marketBasedKg" | "residualBasis" | "matching" | "coveredKwh">;

/** Contracts cover import in the order in which they are given; what they have beyond it covers nothing. */
function marketBased({ columns: { importKw }, carbon: { contracts, averageGPerKwh }, inputs, stepHours }: AccountedRun, locationBasedKg: number): MarketBased {
  const { residualMixGPerKwh: residual, matching } = inputs;
  let [importedKwh, coveredKwh, contractG, uncoveredG] = [0, 0, 0, 0];
  for (let i = 0; i < importKw.length; i++) importedKwh += importKw[i]! * stepHours;
  if (matching === "annual") {
    let openKwh = importedKwh;
    for (const { kw, gPerKwh } of contracts) {
      let givenKwh = 0;
      for (let i = 0; i < kw.length; i++) givenKwh += kw[i]! * stepHours;
      const usedKwh = Math.min(openKwh, givenKwh);
      openKwh -= usedKwh;
      contractG += usedKwh * gPerKwh;
    }
    coveredKwh = importedKwh - openKwh;
    uncoveredG = residual === undefined ? (importedKwh > 0 ? (openKwh / importedKwh) * locationBasedKg * 1000 : 0) : openKwh * residual;
  } else {
    for (let i = 0; i < importKw.length; i++) {
      let openKw = importKw[i]!;
      for (const { kw, gPerKwh } of contracts) {
        const usedKw = Math.min(openKw, kw[i]!);
        openKw -= usedKw;
        contractG += usedKw * stepHours * gPerKwh;
      }
      coveredKwh += (importKw[i]! - openKw) * stepHours;
      uncoveredG += openKw * stepHours * (residual ?? averageGPerKwh[i]!);
    }
  }
  return { marketBasedKg: (contractG + uncoveredG) / 1000, residualBasis: residual === undefined ? "gridAverage" : "residualMix", matching, coveredKwh };
}

/** A store whose layers leave in the order in which they came, each with its carbon-free share: those from `first` to `end`. */
type Layers = { readonly kwh: Float64Array; readonly share: Float64Array; first: number; end: number };

/** Room for the layer of the start and one of each step. */
function addLayer(layers: Layers, kwh: number, share: number): void {
  layers.kwh[layers.end] = kwh;
  layers.share[layers.end] = share;
  layers.end++;
}

/** Takes from the oldest layers; returns the carbon-free energy in what was taken. */
function takeOldest(layers: Layers, wantedKwh: number): number {
  let left = wantedKwh;
  let free = 0;
  while (left > 0 && layers.first < layers.end) {
    const held = layers.kwh[layers.first]!;
    const taken = Math.min(held, left);
    free += taken * layers.share[layers.first]!;
    left -= taken;
    layers.kwh[layers.first] = held - taken;
    if (taken < held) break;
    layers.first++;
  }
  return free;
}

/**
 * CFE = min(contracted, load) + (load − contracted)⁺ × the grid's share, step by step. Own sun and wind count where they are used; import, own generation and discharge feed
 * load and charge as one mix; the battery gives back the mix that it took, oldest first, and what it loses is load. A contract counts as carbon-free where its factor is 0.
 * What the store holds at the start counts as the grid's mean mix; what it holds at the end is not counted.
 */
function carbonFreeScore({ columns, carbon: { carbonFreeFraction, contracts }, ratings, stepHours }: AccountedRun): Pick<CarbonAccount, "carbonFreeScoreFraction" | "annualMatchFraction"> {
  const { importKw, exportKw, pvKw, windKw, generatorKw, chargeKw, dischargeKw, servedKw, socKwh } = columns;
  const clean = contracts.filter(({ gPerKwh }) => gPerKwh === 0);
  const { length } = importKw;
  let meanShare = 0;
  for (let i = 0; i < length; i++) meanShare += carbonFreeFraction[i]! / length;
  const layers: Layers = { kwh: new Float64Array(length + 1), share: new Float64Array(length + 1), first: 0, end: 0 };
  addLayer(layers, ratings.initialSocKwh, meanShare);
  let freeKwh = 0;
  let loadKwh = 0;
  let contractedKwh = 0;
  let ownKwh = 0;
  let heldKwh = ratings.initialSocKwh;
  for (let i = 0; i < length; i++) {
    let contractedKw = 0;
    for (let k = 0; k < clean.length; k++) contractedKw += clean[k]!.kw[i]!;
    contractedKwh += contractedKw * stepHours;
    const generatedKw = pvKw[i]! + windKw[i]!;
    const ownKw = Math.max(0, generatedKw - exportKw[i]!);
    const coveredKw = Math.min(contractedKw, importKw[i]!);
    const importFreeKw = coveredKw + (importKw[i]! - coveredKw) * carbonFreeFraction[i]!;
    ownKwh += ownKw * stepHours;
    const discharge = dischargeKw[i]!;
    const charge = chargeKw[i]!;
    // Discharge: the energy leaves the store before its losses; those are load of this step.
    const drawnKwh = discharge > 0 ? (discharge / ratings.dischargeEfficiency) * stepHours : 0;
    // Rest: whatever the balance of the store lacks beside charge and discharge.
    const storedKwh = charge * ratings.chargeEfficiency * stepHours;
    const restKwh = Math.max(0, heldKwh + storedKwh - drawnKwh - socKwh[i]!);
    heldKwh = socKwh[i]!;
    const restFreeKwh = restKwh > 0 ? takeOldest(layers, restKwh) : 0;
    const drawnFreeKwh = drawnKwh > 0 ? takeOldest(layers, drawnKwh) : 0;
    const givenFreeKw = drawnKwh > 0 ? (drawnFreeKwh / drawnKwh) * discharge : 0;
    // What export takes beyond own generation comes from the rest of the mix.
    const sourcesKw = ownKw + importKw[i]! + generatorKw[i]! + discharge;
    const usedKw = Math.max(0, sourcesKw - Math.max(0, exportKw[i]! - generatedKw));
    const share = sourcesKw > 0 ? (ownKw + importFreeKw + givenFreeKw) / sourcesKw : 0;
    const toLoadKw = Math.min(servedKw[i]!, usedKw);
    freeKwh += toLoadKw * share * stepHours + restFreeKwh + (drawnFreeKwh - givenFreeKw * stepHours);
    loadKwh += toLoadKw * stepHours + restKwh + (drawnKwh - discharge * stepHours);
    if (charge > 0) {
      addLayer(layers, storedKwh, share);
      const lostKwh = charge * stepHours - storedKwh;
      freeKwh += lostKwh * share;
      loadKwh += lostKwh;
    }
  }
  if (loadKwh <= 0) return { carbonFreeScoreFraction: null, annualMatchFraction: null };
  return { carbonFreeScoreFraction: freeKwh / loadKwh, annualMatchFraction: Math.min(1, (contractedKwh + ownKwh) / loadKwh) };
}
