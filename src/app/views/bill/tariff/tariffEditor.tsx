import { useComputed } from "@preact/signals";
import { useState } from "preact/hooks";
import type { Issue } from "../../../../core/errors.ts";
import { bareRecord, flatDemand, rateTable, startPart, type RatePart, type RateRecord, type RateTable } from "../../../../document/rateRecord.ts";
import { explainIssue } from "../../../../text/explain.ts";
import { tariffText } from "../../../../text/tariff.ts";
import { openFile } from "../../../commands/openFile.ts";
import { edit, scenario } from "../../../state/document.ts";
import { download, fileStem } from "../../../state/download.ts";
import { result } from "../../../state/results.ts";
import { Button } from "../../../ui/button.tsx";
import { Segment } from "../../../ui/segment.tsx";
import { textAt, type Change, type Tell } from "./edits.ts";
import { HourMap } from "./hourMap.tsx";
import { MonthStrip } from "./monthStrip.tsx";
import { Peaks } from "./peaks.tsx";
import { Periods } from "./periods.tsx";
import { RangePainter } from "./rangePainter.tsx";
import { Rules } from "./rules.tsx";
import { SellPrices } from "./sellPrices.tsx";
import "./tariffEditor.css";

const parts = ["energy", "demand", "flat"] as const satisfies readonly RatePart[];

/** What the rate charges and when: hours and months painted by period, prices, rules. Each stroke and each number is one step of undo; the bill beside it follows. */
export function TariffEditor() {
  const record = useComputed(() => scenario.value.tariff.urdb).value;
  const [issues, tell] = useState<readonly Issue[]>([]);
  const [part, setPart] = useState<RatePart>("energy");
  const change: Change = (title, by) => { tell(edit(tariffText.edits.changed(title), (draft) => { draft.tariff = { ...draft.tariff, urdb: by(draft.tariff.urdb ?? {}) }; })); };
  const run = result.value;
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
  return (
    <section class="bill-part tariff" aria-labelledby="tariff-title">
      {head}
      <Segment label={tariffText.partLabel} value={part} options={parts.map((value) => ({ value, title: tariffText.parts[value] }))} onChange={setPart} />
      {issues.length === 0 ? null : <p class="tariff-refused" role="alert">{issues.map(explainIssue).join(" ")} {tariffText.refused}</p>}
      <Part key={part} record={record} part={part} change={change} tell={tell} />
      {run === null ? null : <Peaks run={run} />}
      <Rules record={record} tell={tell} />
    </section>
  );
}

type PartProps = { readonly record: RateRecord; readonly part: RatePart; readonly change: Change; readonly tell: Tell };

/** One charge: when which period holds, and what the periods cost. */
function Part({ record, part, change, tell }: PartProps) {
  const [period, setPeriod] = useState(0);
  const table = part === "flat" ? flatDemand(record) : rateTable(record, part);
  if (table === null) {
    return (
      <div class="tariff-none">
        <p class="part-note">{tariffText.noPart[part]}</p>
        <Button onClick={() => { change(tariffText.parts[part], (before) => startPart(before, part)); }}>{tariffText.startPart[part]}</Button>
      </div>
    );
  }
  const chosen = Math.min(period, table.periods.length - 1);
  const isByMonth = "months" in table;
  const holds = (one: number) => (isByMonth ? tariffText.monthsHeld(table.months.filter((month) => month === one).length) : tariffText.hours(hoursOf(table, one)));
  return (
    <>
      {isByMonth
        ? <MonthStrip table={table} period={chosen} change={change} />
        : (["weekday", "weekend"] as const).map((day) => <HourMap key={day} part={part as "energy" | "demand"} day={day} table={table} period={chosen} onPeriod={setPeriod} onRefused={tell} />)}
      <Periods record={record} part={part} periods={table.periods} holds={holds} chosen={chosen} onChoose={setPeriod} change={change} tell={tell} />
      {isByMonth ? null : <RangePainter part={part as "energy" | "demand"} period={chosen} change={change} />}
      {isByMonth || part !== "energy" ? null : <SellPrices table={table} change={change} tell={tell} />}
    </>
  );
}

/** Days of a common year's months, of which 5 in 7 are weekdays: what the share of a period looks like, before any holiday. */
const daysIn = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
function hoursOf({ weekday, weekend }: RateTable, period: number): number {
  return Math.round(daysIn.reduce((sum, days, month) => sum + days * ((weekday[month]!.filter((one) => one === period).length * 5 + weekend[month]!.filter((one) => one === period).length * 2) / 7), 0));
}

function saveRecord(record: RateRecord): void {
  const bare = bareRecord(record);
  download(`${JSON.stringify(bare, null, 2)}\n`, `${fileStem(textAt(bare, "name") || scenario.value.name)}-urdb.json`, "application/json");
}
