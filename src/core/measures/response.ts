import type { MeteredSite } from "../market/demandResponse/baseline.ts";
import { excludedDays, type PreparedCalls } from "../market/demandResponse/calls.ts";
import { settleNonFirm, type NonFirmInputs } from "../market/demandResponse/nonFirm.ts";
import { settleReserve } from "../market/demandResponse/reserve.ts";
import { settleProgramme } from "../market/demandResponse/settleProgramme.ts";
import type { ResponseSummary } from "../market/demandResponse/summary.ts";
import type { RunColumns, StrategyFinding } from "../result.ts";
import type { PlantRatings } from "../site/plant.ts";
import type { Axis } from "../time/axis.ts";
import { MINUTE_MS } from "../time/civil.ts";
import type { ScoreRequest } from "./score/input.ts";

export type ResponseSite = { readonly axis: Axis; readonly calls: PreparedCalls; readonly ratings: PlantRatings; readonly gridOut: Uint8Array; readonly nonFirm: NonFirmInputs };

/** Undefined where the site has joined nothing. */
export function measureResponse({ axis, calls: prepared, ratings, gridOut, nonFirm }: ResponseSite, passive: RunColumns, run: RunColumns, findings: readonly StrategyFinding[]): ResponseSummary | undefined {
  const { calls, programmes, reserve, nonFirmKw } = prepared;
  if (programmes.length === 0 && reserve === undefined && nonFirmKw.length === 0) return undefined;
  const site: MeteredSite = { axis, importKw: run.importKw, excludedDay: excludedDays(axis, calls, gridOut), restDay: prepared.restDay, historyDays: prepared.historyDays };
  const declined = new Set(findings.flatMap((finding) => (finding.kind === "eventDeclined" ? [finding.step] : [])));
  const settled = programmes.map((programme, index) => settleProgramme(programme, site, calls.filter((call) => call.programme === index && call.socTarget === undefined).map(({ step, steps, reduceKw, capKw, surchargePerKwh }) => ({
    step, steps, reduceKw, firmKw: capKw, surchargePerKwh, optedOut: declined.has(step),
  })), { idleImportKw: passive.importKw, proRataMonths: true }));
  const held = reserve === undefined ? null : settleReserve(reserve, axis, ratings, run);
  const connection = nonFirmKw.length === 0 ? null : settleNonFirm(nonFirm, nonFirmKw, prepared.nonFirmCalls, prepared.refusedCalls, axis.stepHours, run, passive);
  const totals = settled.map(({ total }) => total);
  return {
    calls: calls.map(({ programme, step, steps, noticeStep, reduceKw = null, capKw = null, pricePerKwh = null, socTarget = null }) => ({
      programme: programmes[programme]?.id ?? "non-firm", step, steps, startMs: axis.startMs + step * axis.stepMinutes * MINUTE_MS, noticeStep, reduceKw, capKw, pricePerKwh, socTarget,
    })),
    programmes: settled, reserve: held, nonFirm: connection,
    netRevenue: totals.includes(null) ? null
      : totals.reduce<number>((sum, total) => sum + (total ?? 0), 0) + (held === null ? 0 : held.revenue - held.penaltyCost) - (connection?.penaltyCost ?? 0),
  };
}

/** What the site was asked for, as the score reads it; a price is judged by the price. */
export function scoreRequests({ calls }: PreparedCalls): ScoreRequest[] {
  return calls.flatMap(({ step, steps, reduceKw, capKw }): ScoreRequest[] => {
    if (capKw !== undefined) return [{ start: step, steps, capKw }];
    return reduceKw !== undefined && reduceKw > 0 ? [{ start: step, steps, reduceKw }] : [];
  });
}
