import { useMemo } from "preact/hooks";
import { ledgerDays, ledgerOf, ledgerSum, type Ledger as MonthLedger, type LedgerDay, type LedgerLine, type LedgerMark } from "../../../core/measures/ledger.ts";
import type { RunResult } from "../../../core/result.ts";
import { reasons } from "../../../core/site/reason.ts";
import { column } from "../../../core/time/frame.ts";
import { civilOf, dayText, monthText, stepText } from "../../../text/dates.ts";
import { reasonText } from "../../../text/findings.ts";
import { ledgerFinding, ledgerWords as words } from "../../../text/ledger.ts";
import { exactMoney, fixed, MINUS, price, priceUnit, quantityText, rate, scaled, scaleFor, signed } from "../../../text/numbers.ts";
import { billWords } from "../../../text/bill.ts";
import { shownUnit } from "../../inputs/shown.ts";
import { billSpan, ledgerStep } from "../../state/ledger.ts";
import { failure, idleResult, result } from "../../state/results.ts";
import { aboutShown, breadth, screen } from "../../state/view.ts";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/select.tsx";
import { showStep } from "../dispatch/showStep.ts";
import { Failure, Parts } from "../frame/finding.tsx";
import { BillSpans } from "./billSpans.tsx";
import "./ledger.css";

/** A month of the bill told by the days and the steps that made it; it adds up to the bill, and shows that it does. */
export function Ledger() {
  const run = result.value;
  const at = run === null ? 0 : shownMonth(run);
  const ledger = useMemo(() => (run === null || run.bill.months.length === 0 ? null : ledgerOf(run, at)), [run, at]);
  const days = useMemo(() => (run === null || ledger === null ? [] : ledgerDays(run, ledger)), [run, ledger]);
  const finding = run === null || ledger === null ? null : ledgerFinding(ledger, days, run.bill.currency);
  return (
    <>
      <div class="finding">
        <h1 aria-live="polite">{finding === null ? words.waiting : <Parts sentence={breadth.value === "phone" ? finding.phone : finding.parts} />}</h1>
        <BillSpans />
      </div>
      {failure.value === null ? null : <Failure error={failure.value} />}
      <div class="view ledger">
        {run === null || ledger === null ? null : (
          <>
            <Days run={run} ledger={ledger} days={days} at={at} />
            <Hours run={run} ledger={ledger} day={shownDay(days)} />
          </>
        )}
      </div>
    </>
  );
}

/** The month of the chosen step, else the dearest. */
function shownMonth({ axis, bill }: RunResult): number {
  const step = ledgerStep.value;
  if (step !== null && step < axis.length) {
    const { year, month } = civilOf(axis, step);
    const index = bill.months.findIndex((one) => one.year === year && one.month === month);
    if (index >= 0) return index;
  }
  return bill.months.reduce((dearest, { total }, index) => (total > (bill.months[dearest]?.total ?? -Infinity) ? index : dearest), 0);
}

/** The day of the chosen step, else the dearest. */
function shownDay(days: readonly LedgerDay[]): LedgerDay | undefined {
  const step = ledgerStep.value;
  return days.find(({ from, to }) => step !== null && step >= from && step < to) ?? days.reduce<LedgerDay | undefined>((dearest, day) => (dearest === undefined || day.sumCost > dearest.sumCost ? day : dearest), undefined);
}

type DaysProps = { readonly run: RunResult; readonly ledger: MonthLedger; readonly days: readonly LedgerDay[]; readonly at: number };

function Days({ run, ledger, days, at }: DaysProps) {
  const { bill, axis } = run;
  const { currency } = bill;
  const idle = idleResult.value;
  const idleDays = useMemo(() => (idle === null || idle.bill.months.length !== bill.months.length ? null : ledgerDays(idle, ledgerOf(idle, at))), [idle, bill, at]);
  const shown = shownDay(days);
  const hasExport = days.some(({ exportCost }) => exportCost !== 0);
  const kwh = useMemo(() => days.map(({ from, to }) => energyOf(run, from, to)), [run, days]);
  const energyScale = scaleFor(Math.max(...kwh), "kWh");
  const ofMonth = ledger.ofMonth.reduce((sum, { amountCost }) => sum + amountCost, 0);
  const peaks = ledger.marks.reduce((sum, { amountCost }) => sum + amountCost, 0);
  const [energy, exported] = [sumOf(days, "energyCost"), sumOf(days, "exportCost")];
  const total = ledgerSum(ledger);
  const money = (value: number) => fixed(value, 2);
  const columns = 5 + (hasExport ? 1 : 0) + (idleDays === null ? 0 : 1);
  return (
    <section class="ledger-part">
      <header class="chart-head">
        <div><h2 id="ledger-days">{words.days} <span class="part-note">{words.daysNote(shownUnit("currency", currency))}</span></h2></div>
        <Select
          label={words.month} value={String(at)} options={bill.months.map(({ year, month }, index) => ({ value: String(index), title: monthText(year, month) }))}
          onChange={(value) => { ledgerStep.value = ledgerOf(run, Number(value)).from; }}
        />
      </header>
      <div class="bill-scroll" role="region" tabIndex={0} aria-labelledby="ledger-days">
        <table class="ledger-table">
          <thead>
            <tr>
              <th scope="col">{words.day}</th><th scope="col" data-wide>{words.imported} <span class="unit">{energyScale.unit}</span></th><th scope="col">{words.energy}</th>
              {hasExport ? <th scope="col">{words.exported}</th> : null}
              <th scope="col">{words.peaks}</th>{idleDays === null ? null : <th scope="col" data-wide>{words.against}</th>}<th scope="col">{words.sum}</th>
            </tr>
          </thead>
          <tbody>
            {days.map((day, index) => {
              const name = dayText(civilOf(axis, day.from));
              const before = idleDays?.[index]?.sumCost;
              return (
                <tr key={day.day} data-day={day.day} aria-selected={day === shown}>
                  <th scope="row"><button type="button" class="link" title={words.showDay(name)} onClick={() => { ledgerStep.value = day.from; }}>{name}</button></th>
                  <td data-wide>{scaled(kwh[index]!, energyScale)}</td><td>{money(day.energyCost)}</td>
                  {hasExport ? <td>{money(day.exportCost)}</td> : null}
                  <td>{day.marks.map((mark) => <Mark key={mark.line.id} run={run} mark={mark} />)}</td>
                  {idleDays === null ? null : <Against by={before === undefined ? null : day.sumCost - before} />}
                  <td><button type="button" class="link" title={words.showDay(name)} onClick={() => { ledgerStep.value = day.from; }}>{money(day.sumCost)}</button></td>
                </tr>
              );
            })}
          </tbody>
          <tbody>
            <tr class="ledger-sum"><th scope="row">{words.allDays}</th><td data-wide>{scaled(kwh.reduce((sum, one) => sum + one, 0), energyScale)}</td><td>{money(energy)}</td>{hasExport ? <td>{money(exported)}</td> : null}<td>{money(peaks)}</td>{idleDays === null ? null : <td data-wide />}<td>{money(energy + exported + peaks)}</td></tr>
            {ledger.ofMonth.map((one) => <MonthLine key={one.line.id} run={run} one={one} columns={columns} />)}
          </tbody>
        </table>
      </div>
      <table class="ledger-table ledger-totals" aria-label={words.total}>
        <tbody>
          <tr><th scope="row">{words.total}</th><td>{money(energy + exported + peaks + ofMonth)}</td></tr>
          <tr>
            <th scope="row">{words.billed}, {monthText(ledger.year, ledger.month)} <span class="unit">{words.differs(exactMoney(Math.abs(total - ledger.billedCost) < 0.005 ? 0 : total - ledger.billedCost, currency))}</span></th>
            <td><button type="button" class="link" onClick={() => { billSpan.value = "year"; }}>{money(ledger.billedCost)}</button></td>
          </tr>
        </tbody>
      </table>
      {ledger.shared.length === 0 ? null : <p class="part-note">{words.shared(ledger.shared.join(", "))}</p>}
      <p class="part-note"><Button kind="link" onClick={() => { aboutShown.value = true; }}>{words.source}</Button></p>
    </section>
  );
}

function Mark({ run, mark: { line, amountCost, step } }: { readonly run: RunResult; readonly mark: LedgerMark }) {
  const where = stepText(run.axis, step);
  const made = `${line.label}: ${quantityText(line.quantity, line.unit === "kW" ? "kW" : line.unit, 4)}${line.rate === undefined ? "" : ` × ${rate(line.rate, run.bill.currency, line.unit)}`}, ${where}`;
  return <a class="ledger-mark" href="#dispatch" title={made} aria-label={`${fixed(amountCost, 2)}, ${words.sets(line.label)}, ${words.show(where)}`} onClick={() => { toStep(run, step); }}>{fixed(amountCost, 2)}</a>;
}

/** A line that no day made leads to its row in the bill. */
function MonthLine({ run, one: { line, amountCost }, columns }: { readonly run: RunResult; readonly one: LedgerLine; readonly columns: number }) {
  return (
    <tr>
      <th scope="row" colSpan={columns - 1}>{line.label} <span class="unit">{words.ofMonth.toLowerCase()}{line.setBy === undefined ? "" : `, ${billWords.setBy.toLowerCase()} ${line.setBy}`}</span></th>
      <td><button type="button" class="link" title={`${exactMoney(amountCost, run.bill.currency)}. ${words.showLine(line.label)}`} onClick={() => { billSpan.value = "year"; }}>{fixed(amountCost, 2)}</button></td>
    </tr>
  );
}

function Against({ by }: { readonly by: number | null }) {
  if (by === null) return <td data-wide />;
  return <td class="delta" data-wide data-side={Math.abs(by) < 0.005 ? undefined : by < 0 ? "better" : "worse"}>{signed(fixed(by, 2))}</td>;
}

/** The day hour by hour: what was bought at what price, what the battery did and why, which hour set a peak. */
function Hours({ run, ledger, day }: { readonly run: RunResult; readonly ledger: MonthLedger; readonly day: LedgerDay | undefined }) {
  if (day === undefined) return null;
  const { axis, frame, bill, site } = run;
  const hours = hoursOf(run, day);
  const stepHours = axis.stepMinutes / 60;
  const mean = (name: string, from: number, to: number) => part(column(frame, name), from, to) / (to - from);
  const scale = scaleFor(Math.max(...hours.map(({ from, to }) => mean("importKw", from, to))), "kW");
  const hasBattery = site.batteryKw > 0 && site.batteryKwh > 0;
  const name = dayText(civilOf(axis, day.from));
  const hasExport = day.exportCost !== 0;
  return (
    <section class="ledger-part ledger-hours">
      <header class="chart-head"><div><h2 id="ledger-hours">{words.hours(name)} <span class="part-note">{words.hoursNote}</span></h2></div></header>
      <div class="bill-scroll" role="region" tabIndex={0} aria-labelledby="ledger-hours">
        <table class="ledger-table">
          <thead>
            <tr>
              <th scope="col">{words.hour}</th><th scope="col">{words.imported} <span class="unit">{scale.unit}</span></th><th scope="col">{words.price} <span class="unit">{priceUnit(bill.currency).unit}</span></th>
              <th scope="col">{words.energy}</th>{hasExport ? <th scope="col">{words.exported}</th> : null}
              {hasBattery ? <><th scope="col">{words.battery} <span class="unit">{scale.unit}</span></th><th scope="col" class="ledger-why">{words.why}</th></> : null}
            </tr>
          </thead>
          <tbody>
            {hours.map(({ from, to, text }) => {
              const cost = part(ledger.energyCost, from - ledger.from, to - ledger.from);
              const kwh = part(column(frame, "importKw"), from, to) * stepHours;
              const batteryKw = mean("dischargeKw", from, to) - mean("chargeKw", from, to);
              const marks = day.marks.filter(({ step }) => step >= from && step < to);
              const period = site.periodNames[column(frame, "energyPeriod")[from]!] ?? "";
              return (
                <tr key={from} data-hour={text}>
                  <th scope="row"><a href="#dispatch" title={words.show(stepText(axis, from))} onClick={() => { toStep(run, from); }}>{text}</a></th>
                  <td>{scaled(mean("importKw", from, to), scale)}</td>
                  <td title={period}>{kwh > 0 ? price(cost / kwh, bill.currency).value : ""}</td>
                  <td><a href="#dispatch" title={words.show(stepText(axis, from))} onClick={() => { toStep(run, from); }}>{fixed(cost, 2)}</a></td>
                  {hasExport ? <td>{fixed(part(ledger.exportCost, from - ledger.from, to - ledger.from), 2)}</td> : null}
                  {hasBattery ? <><td>{Math.abs(batteryKw) < scale.divisor * 0.005 ? "" : batteryKw > 0 ? scaled(batteryKw, scale) : `${MINUS}${scaled(-batteryKw, scale)}`}</td><td class="ledger-why">{whyOf(run, from, to)}{marks.map((mark) => <span key={mark.line.id} class="ledger-sets"> {words.sets(mark.line.label)}: <Mark run={run} mark={mark} /></span>)}</td></> : null}
                </tr>
              );
            })}
          </tbody>
          <tfoot><tr><th scope="row">{words.sum}</th><td>{quantityText(energyOf(run, day.from, day.to), "kWh")}</td><td /><td>{fixed(day.energyCost, 2)}</td>{hasExport ? <td>{fixed(day.exportCost, 2)}</td> : null}{hasBattery ? <><td /><td /></> : null}</tr></tfoot>
        </table>
      </div>
    </section>
  );
}

/** The reason that held longest in the hour, of those for which something was done. */
function whyOf({ frame }: RunResult, from: number, to: number): string {
  const codes = column(frame, "batteryReason");
  const counts = new Map<number, number>();
  for (let step = from; step < to; step++) if (codes[step]! > 0) counts.set(codes[step]!, (counts.get(codes[step]!) ?? 0) + 1);
  const [longest] = [...counts].toSorted((a, b) => b[1] - a[1]);
  return longest === undefined ? "" : reasonText(reasons[longest[0]] ?? "none");
}

/** Hours of the day by the clock: 23 or 25 where it changes, and then told apart by the offset. */
function hoursOf({ axis }: RunResult, { from, to }: LedgerDay): readonly { readonly from: number; readonly to: number; readonly text: string }[] {
  const hours: { from: number; to: number; text: string }[] = [];
  const stride = Math.max(1, Math.round(60 / axis.stepMinutes));
  for (let step = from; step < to; step += stride) hours.push({ from: step, to: Math.min(to, step + stride), text: stepText(axis, step).replace(/^.*?, /, "") });
  return hours;
}

function toStep(run: RunResult, step: number): void {
  showStep(run, step);
  screen.value = "dispatch";
}

function energyOf({ axis, frame }: RunResult, from: number, to: number): number {
  return (part(column(frame, "importKw"), from, to) * axis.stepMinutes) / 60;
}

function part(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let step = from; step < to; step++) sum += values[step]!;
  return sum;
}

function sumOf(days: readonly LedgerDay[], key: "energyCost" | "exportCost"): number {
  return days.reduce((sum, day) => sum + day[key], 0);
}
