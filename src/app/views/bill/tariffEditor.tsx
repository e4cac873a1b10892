import { useComputed } from "@preact/signals";
import { useState } from "preact/hooks";
import type { Issue } from "../../../core/errors.ts";
import {
  addPeriod, addTier, bareRecord, changeTier, flatDemand, rateNumber, rateTable, rateValue, removePart, removePeriod, removeTier, startPart, withRateValue,
  type RatePart, type RateRecord, type RateTable, type StructureKey,
} from "../../../document/rateRecord.ts";
import { explainIssue } from "../../../text/explain.ts";
import { exact, SPACE } from "../../../text/numbers.ts";
import { page } from "../../../text/page.ts";
import { strings } from "../../../text/strings.ts";
import { tariffText } from "../../../text/tariff.ts";
import { openFile } from "../../commands/openFile.ts";
import { edit, preview, scenario, settle } from "../../state/document.ts";
import { download, fileStem } from "../../state/download.ts";
import { Button } from "../../ui/button.tsx";
import { NumberInput } from "../../ui/numberInput.tsx";
import { Segment } from "../../ui/segment.tsx";
import { HourMap } from "./hourMap.tsx";
import { periodLooks } from "./periodLooks.ts";
import "./tariffEditor.css";

/** What the rate charges and when: hours painted by period, prices, demand, rules. Each stroke and each number is one step of undo; the bill beside it follows. */
export function TariffEditor() {
  const record = useComputed(() => scenario.value.tariff.urdb).value;
  const [issues, tell] = useState<readonly Issue[]>([]);
  const [part, setPart] = useState<RatePart>("energy");
  const [period, setPeriod] = useState(0);
  const change: Change = (title, by) => { tell(edit(tariffText.edits.changed(title), (draft) => { draft.tariff = { ...draft.tariff, urdb: by(draft.tariff.urdb ?? {}) }; })); };
  const head = (
    <header class="tariff-head">
      <h2 id="tariff-title">{tariffText.title}</h2>
      <Button kind="link" onClick={openFile.run}>{tariffText.open}</Button>
      {record === undefined ? null : <Button kind="link" onClick={() => { saveRecord(record); }}>{tariffText.save}</Button>}
      {record === undefined ? null : <p class="part-note">{tariffText.of(textAt(record, "utility"), textAt(record, "name"))}</p>}
    </header>
  );
  if (record === undefined) {
    return (
      <section class="bill-part tariff" aria-labelledby="tariff-title">
        {head}
        <p class="part-note">{tariffText.none}</p>
        <Button onClick={() => { change(tariffText.start, () => startPart({ name: scenario.value.name }, "energy")); }}>{tariffText.start}</Button>
      </section>
    );
  }
  const table = rateTable(record, part);
  const chosen = Math.min(period, (table?.periods.length ?? 1) - 1);
  return (
    <section class="bill-part tariff" aria-labelledby="tariff-title">
      {head}
      <Segment label={tariffText.partLabel} value={part} options={(["energy", "demand"] as const).map((value) => ({ value, title: tariffText.parts[value] }))} onChange={(next) => { setPart(next); setPeriod(0); }} />
      {issues.length === 0 ? null : <p class="tariff-refused" role="alert">{issues.map(explainIssue).join(" ")} {tariffText.refused}</p>}
      {table === null
        ? (
          <div class="tariff-none">
            <p class="part-note">{tariffText.noPart}</p>
            <Button onClick={() => { change(tariffText.parts[part], (before) => startPart(before, part)); }}>{tariffText.startPart}</Button>
          </div>
        )
        : (
          <>
            {(["weekday", "weekend"] as const).map((day) => <HourMap key={`${part} ${day}`} part={part} day={day} table={table} period={chosen} onPeriod={setPeriod} onRefused={tell} />)}
            <Periods part={part} table={table} chosen={chosen} onChoose={setPeriod} change={change} tell={tell} />
          </>
        )}
      <Flat record={record} change={change} tell={tell} />
      <Rules record={record} tell={tell} />
    </section>
  );
}

type Change = (title: string, by: (record: RateRecord) => RateRecord) => void;
type Tell = (issues: readonly Issue[]) => void;

const textAt = (record: RateRecord, key: string): string => {
  const value = rateValue(record, key);
  return typeof value === "string" ? value : "";
};

function saveRecord(record: RateRecord): void {
  const bare = bareRecord(record);
  download(`${JSON.stringify(bare, null, 2)}\n`, `${fileStem(textAt(bare, "name") || scenario.value.name)}-urdb.json`, "application/json");
}

type PeriodsProps = { readonly part: RatePart; readonly table: RateTable; readonly chosen: number; readonly onChoose: (period: number) => void; readonly change: Change; readonly tell: Tell };

/** Prices of the periods; the chosen one is what hours are painted with. */
function Periods({ part, table, chosen, onChoose, change, tell }: PeriodsProps) {
  const { currency } = scenario.value.site;
  const structure = `${part}ratestructure` as const;
  const unit = `${currency}/${part === "energy" ? "kWh" : "kW"}`;
  const looks = periodLooks(part, table.periods);
  const count = (period: number) => hoursOf(table, period);
  return (
    <div class="tariff-periods" role="radiogroup" aria-label={tariffText.paintWith}>
      <table>
        <thead>
          <tr>
            <th scope="col">{tariffText.paintWith}</th><th scope="col">{tariffText.tier}</th>
            <th scope="col">{tariffText.rate} <span class="unit">{unit}</span></th><th scope="col">{tariffText.adj} <span class="unit">{unit}</span></th><td />
          </tr>
        </thead>
        <tbody>
          {table.periods.flatMap((tiers, index) => tiers.map((tier, at) => {
            const numberOf = (what: "rate" | "adj" | "max", label: string, value: number | undefined, step: number) => (
              <PriceInput
                label={tariffText.fieldOf(label, index, at, tiers.length)} value={value} step={step} min={what === "max" ? 0 : -1_000} max={what === "max" ? 1e12 : 100_000} tell={tell}
                write={(record, next) => changeTier(record, structure, index, at, { [what]: next })}
              />
            );
            return (
              <tr key={`${index} ${at}`} aria-current={index === chosen || undefined}>
                <th scope="row">
                  {at > 0 ? null : (
                    <button type="button" class="tariff-period" role="radio" aria-checked={index === chosen} onClick={() => { onChoose(index); }}>
                      <span class="hour-cell" data-part={part} data-dark={looks[index]!.isDark || undefined} data-share={looks[index]!.share}>{index + 1}</span>
                      <span>{tariffText.period(index)}<small>{tariffText.hours(count(index))}</small></span>
                    </button>
                  )}
                </th>
                <td>{tier.max === undefined ? <span class="part-note">{tiers.length > 1 ? tariffText.above : tariffText.noBound}</span> : numberOf("max", tariffText.tier, tier.max, 100)}</td>
                <td>{numberOf("rate", tariffText.rate, tier.rate, part === "energy" ? 0.001 : 0.1)}</td>
                <td>{numberOf("adj", tariffText.adj, tier.adj, part === "energy" ? 0.001 : 0.1)}</td>
                <td class="tariff-acts">
                  {at === tiers.length - 1 ? <Button kind="quiet" icon="plus" name={tariffText.addTier(index)} onClick={() => { change(tariffText.addTier(index), (record) => addTier(record, structure, index)); }} /> : null}
                  {tiers.length > 1
                    ? <Button kind="quiet" icon="close" name={tariffText.removeTier(index, at)} onClick={() => { change(tariffText.removeTier(index, at), (record) => removeTier(record, structure, index, at)); }} />
                    : table.periods.length > 1 ? <Button kind="quiet" icon="close" name={tariffText.removePeriod(index)} onClick={() => { onChoose(0); change(tariffText.removePeriod(index), (record) => removePeriod(record, part, index)); }} /> : null}
                </td>
              </tr>
            );
          }))}
        </tbody>
      </table>
      <div class="tariff-links">
        <Button kind="link" onClick={() => { change(tariffText.addPeriod, (record) => addPeriod(record, structure, chosen)); onChoose(table.periods.length); }}>{tariffText.addPeriod}</Button>
        {part === "energy" ? null : <Button kind="link" onClick={() => { change(tariffText.endPart, (record) => removePart(record, part)); }}>{tariffText.endPart}</Button>}
      </div>
    </div>
  );
}

/** Days of a common year's months, of which 5 in 7 are weekdays: what the share of a period looks like, before any holiday. */
const daysIn = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
function hoursOf({ weekday, weekend }: RateTable, period: number): number {
  return Math.round(daysIn.reduce((sum, days, month) => sum + days * ((weekday[month]!.filter((one) => one === period).length * 5 + weekend[month]!.filter((one) => one === period).length * 2) / 7), 0));
}

/** Demand of each month, whenever its peak falls. */
function Flat({ record, change, tell }: { readonly record: RateRecord; readonly change: Change; readonly tell: Tell }) {
  const flat = flatDemand(record);
  const { currency } = scenario.value.site;
  if (flat === null) return <div class="tariff-links"><Button kind="link" onClick={() => { change(tariffText.flat, (before) => startPart(before, "flat")); }}>{tariffText.startFlat}</Button></div>;
  const structure: StructureKey = "flatdemandstructure";
  return (
    <div class="tariff-flat">
      <h3>{tariffText.flat} <span class="part-note">{currency}/kW</span></h3>
      <div class="tariff-months">
        {flat.months.map((period, month) => (
          <span key={month}>
            <span aria-hidden="true">{strings.months[month]}</span>
            <PriceInput
              label={tariffText.flatMonth(strings.months[month]!)} value={flat.periods[period]?.[0]?.rate ?? 0} step={0.1} min={-1_000} max={100_000} tell={tell}
              write={(before, next) => withMonthRate(before, structure, month, next)}
            />
          </span>
        ))}
      </div>
      <Button kind="link" onClick={() => { change(tariffText.endPart, (before) => removePart(before, "flat")); }}>{tariffText.endPart}</Button>
    </div>
  );
}

/** A month that shares its price with others gets a period of its own when it is changed. */
function withMonthRate(record: RateRecord, structure: StructureKey, month: number, rate: number): RateRecord {
  const flat = flatDemand(record);
  const period = flat?.months[month];
  if (flat === null || period === undefined) return record;
  if (flat.months.filter((one) => one === period).length === 1) return changeTier(record, structure, period, 0, { rate });
  const more = addPeriod(record, structure, period);
  return changeTier(withRateValue(more, "flatdemandmonths", flat.months.map((one, at) => (at === month ? flat.periods.length : one))), structure, flat.periods.length, 0, { rate });
}

/** What does not depend on the hour. */
function Rules({ record, tell }: { readonly record: RateRecord; readonly tell: Tell }) {
  const { currency } = scenario.value.site;
  const unit = textAt(record, "fixedchargeunits").split("/")[1]?.trim() ?? "month";
  const percent = rateNumber(record, "lookbackpercent") ?? 0;
  const range = rateNumber(record, "lookbackrange");
  return (
    <div class="tariff-rules">
      <h3>{tariffText.rules}</h3>
      <label>
        <span>{tariffText.fixed} <span class="unit">{currency} {tariffText.perUnit(unit)}</span></span>
        <PriceInput
          label={tariffText.fixed} value={rateNumber(record, "fixedchargefirstmeter") ?? 0} step={1} min={0} max={1e9} tell={tell}
          write={(before, next) => { const changed = withRateValue(before, "fixedchargefirstmeter", next); return rateValue(changed, "fixedchargeunits") === undefined ? withRateValue(changed, "fixedchargeunits", "$/month") : changed; }}
        />
      </label>
      <label>
        <span>{tariffText.minimum} <span class="unit">{currency} {tariffText.perUnit("month")}</span></span>
        <PriceInput label={tariffText.minimum} value={rateNumber(record, "minmonthlycharge") ?? 0} step={1} min={0} max={1e9} tell={tell} write={(before, next) => withRateValue(before, "minmonthlycharge", next === 0 ? undefined : next)} />
      </label>
      <label title={tariffText.ratchetHelp}>
        <span>{tariffText.ratchet} <span class="unit">%</span></span>
        <PriceInput
          label={tariffText.ratchet} value={100 * (percent > 1 ? percent / 100 : percent)} step={5} min={0} max={100} tell={tell}
          write={(before, next) => { const changed = withRateValue(before, "lookbackpercent", next / 100); return hasRatchetMonths(changed) ? changed : withRateValue(changed, "lookbackrange", range === undefined || range === 0 ? 11 : range); }}
        />
      </label>
      {percent === 0 || hasRatchetMonths(record) ? null : (
        <label>
          <span>{tariffText.ratchetMonths}</span>
          <PriceInput label={tariffText.ratchetMonths} value={range ?? 11} step={1} min={1} max={12} tell={tell} write={(before, next) => withRateValue(before, "lookbackrange", Math.round(next))} />
        </label>
      )}
    </div>
  );
}

function hasRatchetMonths(record: RateRecord): boolean {
  const months = rateValue(record, "lookbackmonths");
  return Array.isArray(months) && months.some((one) => Number(one) !== 0);
}

type PriceProps = {
  readonly label: string; readonly value: number | undefined; readonly step: number; readonly min: number; readonly max: number;
  readonly write: (record: RateRecord, value: number) => RateRecord; readonly tell: Tell;
};

/** A number of the record: the bill follows while it is typed, the step of undo comes when it is left. */
function PriceInput({ label, value, step, min, max, write, tell }: PriceProps) {
  const [isRefused, refuse] = useState(false);
  const id = `tariff-${label.replaceAll(/\W+/g, "-").toLowerCase()}`;
  return (
    <>
      <label class="visually-hidden" for={id}>{label}</label>
      <NumberInput
        id={id} value={value} unit="" min={min} max={max} step={step} page={10 * step} format={(number) => exact(Number(number.toPrecision(10)))} invalid={isRefused}
        onInput={(next) => { refuse(false); tell(preview((draft) => { draft.tariff = { ...draft.tariff, urdb: write(draft.tariff.urdb ?? {}, next) }; })); }}
        onCommit={() => { settle(tariffText.edits.changed(`${label}${value === undefined ? "" : SPACE + exact(value)}`)); }}
        onRefused={(typed) => { refuse(typed !== null); tell(typed === null ? [] : [{ where: { path: label }, found: typed.text, allowed: page.tune.range(exact(min), exact(max), "") }]); }}
      />
    </>
  );
}
