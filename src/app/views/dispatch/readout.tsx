import { reasonTokens, dispatchReadout, type DispatchModel, type ReadoutRow, type SeriesId } from "../../../charts/dispatch.ts";
import type { RunResult } from "../../../core/result.ts";
import { column } from "../../../core/time/frame.ts";
import { civilOf, durationText, monthText, stepText } from "../../../text/dates.ts";
import { doesNothing } from "../../../text/findings.ts";
import { exact, exactMoney, MINUS, money, scaled, signed, SPACE, type Scale } from "../../../text/numbers.ts";
import { readoutWords } from "../../../text/readout.ts";
import { shortName } from "../../../text/strings.ts";
import { whyLines } from "../../../text/why.ts";
import { billSpan, ledgerStep } from "../../state/ledger.ts";
import { idleResult, result } from "../../state/results.ts";
import { breadth, cursor, hiddenSeries, isolateSeries, toggleSeries } from "../../state/view.ts";
import { Button } from "../../ui/button.tsx";
import { Swatch } from "../../ui/swatch.tsx";
import { Parts } from "../frame/finding.tsx";
import { dispatchModelNow } from "./model.ts";
import { readStep } from "./window.ts";
import "./readout.css";

/**
 * The legend is the readout: every series with its value at the cursor, each sum shown; a row is the switch of its series.
 * Below it why the battery and the work did what they did, what the step cost, and how near each limit was.
 */
export function Readout() {
  const run = result.value;
  const model = dispatchModelNow.value;
  if (run === null || model === null) return null;
  return <At run={run} model={model} step={readStep.value} />;
}

const loadIds: ReadonlySet<SeriesId> = new Set<SeriesId>(["it", "deferrable", "cooling"]);

function At({ run, model, step }: { readonly run: RunResult; readonly model: DispatchModel; readonly step: number }) {
  const { axis } = run;
  const { locked, step: chosen } = cursor.value;
  const readout = dispatchReadout(model, step);
  const { supply, use, signals, supplySum, useSum } = readout;
  const all = [...supply, ...use, ...signals].map(({ id }) => id as string).concat("demand");
  const rows = (list: readonly ReadoutRow[]) => list.map((row) => <Series key={row.id} row={row} all={all} whole={wholeValue(model, row.id, step)} />);
  const beside = use.filter(({ id }) => !loadIds.has(id));
  const [charge, exported] = [model.values.charge[step] ?? 0, model.values.export[step] ?? 0];
  const demandRow: ReadoutRow = { id: "demand", name: useSum.name, token: "ink-1", swatch: "line", value: useSum.value, unit: useSum.unit, isHidden: hiddenSeries.value.has("demand") };
  return (
    <div class="readout">
      <header class="readout-head">
        <h2>{stepText(axis, step)}</h2>
        <span title={chosen === null ? readoutWords.highest : undefined}>{chosen === null ? readoutWords.highest : durationText(axis.stepMinutes)}</span>
        <Button
          kind="quiet" icon={locked ? "lock" : "unlock"} name={locked ? readoutWords.unlock : readoutWords.lock} aria-pressed={locked}
          onClick={() => { cursor.value = locked ? { step: null, locked: false } : { step, locked: true }; }}
        />
      </header>
      <div class="readout-rows">
        <div class="readout-group">
          <h3>{readoutWords.supply}</h3>
          {rows(supply)}
          <Sum name={supplySum.name} value={supplySum.value} unit={supplySum.unit} />
        </div>
        <div class="readout-group">
          <h3>{readoutWords.use}</h3>
          {rows(use.filter(({ id }) => loadIds.has(id)))}
          <Series row={demandRow} all={all} whole={wholeValue(model, "demand", step)} isSum />
          {rows(beside.map(asTakenOff))}
          {beside.length === 0 ? null : <Sum name={supplySum.name} value={scaled((model.values.demand[step] ?? 0) - missed(model, step) + charge + exported, model.powerUnit)} unit={useSum.unit} />}
        </div>
        <div class="readout-group">
          <h3>{readoutWords.signals}</h3>
          {rows(signals)}
        </div>
      </div>
      <Why run={run} step={step} />
      <StepMoney run={run} step={step} />
      <Limits run={run} step={step} scale={model.powerUnit} />
    </div>
  );
}

/** What is not served counts against the demand above it: it carries its sign, so that the column adds up. */
function asTakenOff(row: ReadoutRow): ReadoutRow {
  return row.id === "shed" || row.id === "unserved" ? { ...row, value: /[1-9]/.test(row.value) ? `${MINUS}${row.value}` : row.value } : row;
}

/** What was asked for and not served. */
function missed(model: DispatchModel, step: number): number {
  return (model.values.shed[step] ?? 0) + (model.values.unserved[step] ?? 0);
}

type SeriesProps = { readonly row: ReadoutRow; readonly all: readonly string[]; readonly whole: string; readonly isSum?: boolean };

function Series({ row, all, whole, isSum = false }: SeriesProps) {
  const { id, name, token, swatch, pattern, value, unit, isHidden } = row;
  return (
    <button
      type="button" class="readout-row" data-sum={isSum || undefined} aria-pressed={!isHidden} title={whole}
      onClick={(event) => { if (event.altKey) isolateSeries(id, all); else toggleSeries(id); }}
    >
      <Swatch token={token} shape={swatch === "band" ? pattern ?? "solid" : swatch === "dash" ? "dashed" : "line"} isHidden={isHidden} />
      <span class="readout-name">{breadth.value === "phone" ? shortName(id) ?? name : name}</span>
      <span class="readout-value">{value}</span>
      <span class="readout-unit">{unit}</span>
    </button>
  );
}

function Sum({ name, value, unit }: { readonly name: string; readonly value: string; readonly unit: string }) {
  return (
    <div class="readout-row" data-sum>
      <span class="readout-name">{name}</span>
      <span class="readout-value">{value}</span>
      <span class="readout-unit">{unit}</span>
    </div>
  );
}

/** The value as it is held, with its unit. */
function wholeValue(model: DispatchModel, id: SeriesId, step: number): string {
  const value = model.values[id][step] ?? Number.NaN;
  if (id === "price") return `${exact(value)} ${model.currency}/kWh`;
  return exact(value, id === "soc" ? "kWh" : id === "carbon" ? "gCO2e/kWh" : "kW");
}

function Why({ run, step }: { readonly run: RunResult; readonly step: number }) {
  const lines = whyLines(run, step);
  if (lines.length === 0) return null;
  return (
    <section class="readout-part">
      <h3>{readoutWords.why}</h3>
      {lines.map(({ reason, sentence }, index) => (
        <p key={index} class="why"><Swatch token={reasonTokens[reason] ?? "axis"} shape="edge" /><span><Parts sentence={sentence} /></span></p>
      ))}
    </section>
  );
}

/** Energy money of the step at the price of the moment; what peaks cost is a matter of the month and stands in the bill. */
function StepMoney({ run, step }: { readonly run: RunResult; readonly step: number }) {
  const idle = idleResult.value;
  const { currency } = run.bill;
  const hours = run.axis.stepMinutes / 60;
  const cost = (of: RunResult, flow: string, rate: string) => column(of.frame, flow)[step]! * column(of.frame, rate)[step]! * hours;
  const bought = cost(run, "importKw", "buyPerKwh");
  const sold = cost(run, "exportKw", "sellPerKwh");
  const against = idle === null || doesNothing(run) || idle.axis.length !== run.axis.length ? null : bought - sold - (cost(idle, "importKw", "buyPerKwh") - cost(idle, "exportKw", "sellPerKwh"));
  return (
    <section class="readout-part">
      <h3 class="quiet">{readoutWords.money}</h3>
      <p class="money-row"><span>{readoutWords.energyCost}</span><span title={exactMoney(bought, currency)}>{money(bought, currency)}</span></p>
      {sold > 0 ? <p class="money-row"><span>{readoutWords.exportRevenue}</span><span title={exactMoney(-sold, currency)}>{money(-sold, currency)}</span></p> : null}
      {against === null ? null : (
        <p class="money-row">
          <span>{readoutWords.against}</span>
          <span data-side={Math.abs(against) < 0.005 ? undefined : against < 0 ? "better" : "worse"} title={exactMoney(against, currency)}>{signed(money(against, currency))}</span>
        </p>
      )}
      <p><a href="#bill" onClick={() => { ledgerStep.value = step; billSpan.value = "ledger"; }}>{readoutWords.ledger}</a></p>
    </section>
  );
}

/** How near the step was to what binds: the connection, the battery's rating, the month's billed levels. */
function Limits({ run, step, scale }: { readonly run: RunResult; readonly step: number; readonly scale: Scale }) {
  const { importLimitKw, batteryKw } = run.site;
  const at = (name: string) => column(run.frame, name)[step]!;
  const bars: { readonly name: string; readonly value: number; readonly limit: number; readonly token: string }[] = [];
  if (importLimitKw !== null && importLimitKw > 0) bars.push({ name: readoutWords.connection, value: at("importKw"), limit: importLimitKw, token: "q-import" });
  if (batteryKw > 0) {
    const isCharging = at("chargeKw") > at("dischargeKw");
    bars.push({
      name: isCharging ? readoutWords.batteryCharge : readoutWords.batteryPower, value: Math.max(at("chargeKw"), at("dischargeKw")),
      limit: batteryKw, token: isCharging ? "q-charge" : "q-discharge",
    });
  }
  const { year, month } = civilOf(run.axis, step);
  const counts = (id: string) => {
    const bit = run.site.demandCharges.findIndex((charge) => charge.id === id);
    return bit < 0 || Math.floor(at("demandCharges") / 2 ** bit) % 2 === 1;
  };
  const billed = run.bill.months.find((one) => one.year === year && one.month === month);
  for (const line of billed?.lines ?? []) {
    const isDemand = line.kind === "demandTou" || line.kind === "demandFlat";
    if (isDemand && line.unit === "kW" && line.quantity > 0 && counts(line.id) && bars.length < 5 && bars.every(({ name }) => name !== line.label)) {
      bars.push({ name: line.label, value: at("importKw"), limit: line.quantity, token: "q-demand-charge" });
    }
  }
  if (bars.length === 0) return null;
  return (
    <section class="readout-part" title={monthText(year, month)}>
      <h3 class="quiet">{readoutWords.limits}</h3>
      {bars.map(({ name, value, limit, token }) => (
        <div key={name} class="limit">
          <p class="money-row"><span>{name}</span><span>{scaled(value, scale)} <span class="quiet">{readoutWords.of} {scaled(limit, scale)}{SPACE}{scale.unit}</span></span></p>
          <Swatch token={token} shape="bar" share={limit > 0 ? value / limit : 0} />
        </div>
      ))}
    </section>
  );
}
