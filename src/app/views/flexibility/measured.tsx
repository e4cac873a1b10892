import type { ComponentChildren } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import { measuredEvent, measuredEventModel } from "../../../charts/measuredEvent.ts";
import { madeChart } from "../../../charts/made.ts";
import { InputError, type Issue } from "../../../core/errors.ts";
import { parseStamp } from "../../../core/market/demandResponse/programme.ts";
import type { MeteredCall, MeteredCalls } from "../../../core/measures/meteredCalls.ts";
import { PHOENIX_SOURCE, phoenixFigures } from "../../../core/measures/score/phoenixEvent.ts";
import { civilAt, clockText, dayText } from "../../../text/dates.ts";
import { explain } from "../../../text/explain.ts";
import { measured as words, measuredFinding } from "../../../text/measured.ts";
import { exactMoney, figure, NONE, percent, quantityText, scaled, scaleFor, wholeMoney } from "../../../text/numbers.ts";
import { warningText } from "../../../text/warnings.ts";
import { documentNow } from "../../state/document.ts";
import { breadth } from "../../state/view.ts";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/select.tsx";
import { ChartPart } from "../charts/chartPart.tsx";
import { Facts, StudyTable } from "../studyFrame.tsx";
import { netOf } from "./eventPart.tsx";
import {
  askedFraction, chooseProgramme, committedKw, isReading, judged, listedEvents, meterFailure, meterLog, programmeChoices, programmeId, readChosen, readEvents, readLog, showExample, shownCall, typedCall, type MeterLog, type PowerUnit,
} from "./meterLog.ts";

/** A power log, the calls on it, and what they show: read off the log alone, and settled by a programme where one is chosen. */
export function Measured() {
  const log = meterLog.value;
  const found = judged.value;
  return (
    <div class="meter" onDragOver={(event) => { event.preventDefault(); }} onDrop={dropLog}>
      <div class="meter-form">
        <LogChoice log={log} />
        {log === null ? null : <CallChoice />}
        {log === null ? null : <ProgrammeChoice />}
      </div>
      {meterFailure.value === null ? null : <p class="study-note" data-kind="warn" role="alert">{explain(meterFailure.value)}</p>}
      {isReading.value ? <p class="study-note" role="status">{words.waiting}</p> : null}
      {found === null ? null : <Found found={found} log={log!} />}
    </div>
  );
}

/** A log that is dropped here is no part of the scenario: the page's own drop does not see it. */
function dropLog(event: DragEvent): void {
  const [file] = event.dataTransfer?.files ?? [];
  if (file === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  void readLog(file);
}

function FileButton({ title, onFile }: { readonly title: string; readonly onFile: (file: File) => void }) {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => { chooser.current?.click(); }}>{title}</Button>
      <input
        ref={chooser} type="file" hidden aria-label={title}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = "";
          if (file !== undefined) onFile(file);
        }}
      />
    </>
  );
}

function Labelled({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return <label class="meter-field"><span>{name}</span>{children}</label>;
}

function LogChoice({ log }: { readonly log: MeterLog | null }) {
  return (
    <fieldset class="meter-row">
      <legend>{words.log}</legend>
      <p>{log === null ? words.noLog : log.name}</p>
      {log !== null && log.columns.length > 1 ? <Labelled name={words.column}><Select value={log.series.name} options={log.columns.map((value) => ({ value, title: value }))} onChange={(column) => { void readChosen({ unit: log.unit, column }); }} /></Labelled> : null}
      {log !== null && log.unit !== null ? <Labelled name={words.unit}><Select<PowerUnit> value={log.unit} options={(["kW", "W", "MW"] as const).map((value) => ({ value, title: words.units[value] }))} onChange={(unit) => { void readChosen({ unit, column: log.series.name }); }} /></Labelled> : null}
      <FileButton title={log === null ? words.chooseLog : words.otherLog} onFile={(file) => { void readLog(file); }} />
      {log?.isExample === true ? null : <Button kind="quiet" title={words.exampleNote} onClick={showExample}>{words.example}</Button>}
    </fieldset>
  );
}

function CallChoice() {
  const { from, to } = typedCall.value;
  const list = listedEvents.value;
  return (
    <fieldset class="meter-row">
      <legend>{words.call}</legend>
      {list === null ? (
        <>
          <Labelled name={words.from}><StampBox value={from} onChange={(next) => { typedCall.value = { from: next, to }; }} /></Labelled>
          <Labelled name={words.to}><StampBox value={to} onChange={(next) => { typedCall.value = { from, to: next }; }} /></Labelled>
        </>
      ) : <p>{words.listName(list.name, list.events.length)}</p>}
      <Labelled name={words.asked}><NumberBox value={Math.round(1000 * askedFraction.value) / 10} max={100} onChange={(value) => { askedFraction.value = value / 100; }} /></Labelled>
      {list === null ? <span title={words.eventsNote}><FileButton title={words.chooseEvents} onFile={(file) => { void readEvents(file); }} /></span> : <Button kind="quiet" onClick={() => { listedEvents.value = null; }}>{words.removeEvents}</Button>}
    </fieldset>
  );
}

function ProgrammeChoice() {
  return (
    <fieldset class="meter-row">
      <legend>{words.programme}</legend>
      <Select label={words.programme} value={programmeId.value} options={[{ value: "", title: words.noProgramme }, ...programmeChoices.value.map(({ id, name }) => ({ value: id, title: name }))]} onChange={chooseProgramme} />
      {programmeId.value === "" ? null : <Labelled name={words.committed}><NumberBox value={committedKw.value} max={1e7} onChange={(value) => { committedKw.value = value; }} /></Labelled>}
    </fieldset>
  );
}

/** A time by the log's clock; what is none is marked, and the last good one stays. */
function StampBox({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const [isRefused, setRefused] = useState(false);
  return (
    <input
      class="field-text meter-stamp" type="text" inputMode="numeric" autoComplete="off" placeholder={words.stamp} value={value.replace("T", " ")} aria-invalid={isRefused}
      onChange={(event) => {
        const typed = event.currentTarget.value.trim().replace(" ", "T");
        const isStamp = typed === "" || parseStamp(typed)?.local === true;
        setRefused(!isStamp);
        if (isStamp) onChange(typed);
      }}
    />
  );
}

function NumberBox({ value, max, onChange }: { readonly value: number; readonly max: number; readonly onChange: (value: number) => void }) {
  return <input class="field-text meter-number" type="number" min={0} max={max} step="any" value={value} onChange={(event) => { const typed = event.currentTarget.valueAsNumber; if (typed > 0 && typed <= max) onChange(typed); }} />;
}

function Found({ found, log }: { readonly found: MeteredCalls; readonly log: MeterLog }) {
  const { clock, calls, settlement, settlementIssues } = found;
  const index = Math.min(shownCall.value, calls.length - 1);
  const call = calls[index]!;
  const chart = useMemo(() => {
    const model = measuredEventModel(clock, log.series.values, call);
    return model === null ? null : madeChart(measuredEvent, model);
  }, [clock, log, call]);
  const scenario = documentNow.value?.scenario;
  return (
    <>
      {call.measured === null ? <Said issues={call.issues} /> : <p class="meter-finding">{measuredFinding(call.measured)}</p>}
      <div class="meter-found">
        {chart === null || scenario === undefined ? null : <ChartPart id="measured" title={callName(call, clock)} chart={chart} runs={[]} heightOf={() => (breadth.value === "phone" ? 220 : 252)} />}
        {call.measured === null ? null : <CallFacts call={call} isExample={log.isExample} />}
      </div>
      {calls.length > 1 || settlement !== null ? <Calls found={found} index={index} /> : null}
      {settlementIssues.length === 0 ? null : <Said issues={settlementIssues} />}
      {log.isExample ? <p class="study-note">{words.publishedNote}: {PHOENIX_SOURCE}.</p> : null}
    </>
  );
}

function Said({ issues }: { readonly issues: readonly Issue[] }) {
  return issues.length === 0 ? null : <p class="study-note" data-kind="warn">{explain(new InputError(issues))}</p>;
}

const callName = ({ fromMs, toMs }: MeteredCall, clock: MeteredCalls["clock"]): string => `${dayText(civilAt(clock, fromMs))}, ${clockText(civilAt(clock, fromMs))}–${clockText(civilAt(clock, toMs))}`;

/** What the log shows of one call; of the shipped one beside what was published. */
function CallFacts({ call, isExample }: { readonly call: MeteredCall; readonly isExample: boolean }) {
  const event = call.measured!;
  const { rows } = words;
  const facts = [
    ["baseKw", words.base, quantityText(event.baseKw, "kW")], ["meanKw", rows.mean, quantityText(event.meanKw, "kW")], ["magnitudeFraction", rows.magnitude, percent(event.magnitudeFraction, 2)], ["worstMagnitudeFraction", rows.worst, percent(event.worstMagnitudeFraction, 2)],
    ["deliveredFraction", rows.delivered, percent(event.deliveredFraction, 2)], ["onsetMinutes", rows.onset, words.minutes(event.onsetMinutes)], ["responseMinutes", rows.response, words.minutes(event.responseMinutes)], ["durationMinutes", rows.atGoal, words.minutes(event.durationMinutes)],
    ["recoveryMinutes", rows.recovery, words.minutes(event.recoveryMinutes)], ["reboundFraction", rows.rebound, percent(event.reboundFraction, 0)],
  ] as const;
  if (!isExample) return <Facts items={facts.map(([, name, value]) => [name, value] as const)} />;
  const published = (key: string): string => {
    const known = phoenixFigures.find((one) => one.key === key);
    if (known === undefined) return NONE;
    return known.unit === "kW" ? quantityText(known.expected, "kW") : known.unit === "min" ? words.minutes(known.expected) : percent(known.expected, key === "reboundFraction" ? 0 : 2);
  };
  return <StudyTable label={words.title} columns={[{ title: "" }, { title: words.ours }, { title: words.published }]} rows={facts.map(([key, name, value]) => [name, value, published(key)])} />;
}

function Calls({ found: { clock, calls, settlement }, index }: { readonly found: MeteredCalls; readonly index: number }) {
  const currency = documentNow.value?.scenario.site.currency ?? "USD";
  const money = (value: number) => <span title={exactMoney(value, currency)}>{wholeMoney(value, currency)}</span>;
  const energy = scaleFor(Math.max(...calls.map(({ settled }) => settled?.deliveredKwh ?? 0), 1), "kWh");
  const table = words.table;
  const isSettled = settlement !== null;
  return (
    <>
      <StudyTable
        label={words.title}
        columns={[
          { title: table.call }, { title: table.cut }, { title: table.delivered }, { title: table.response }, { title: table.recovery },
          ...(isSettled ? [{ title: table.credited, unit: energy.unit }, { title: table.payment }, { title: table.penalty }, { title: table.rebound4, unit: energy.unit }, { title: table.net }] : []),
        ]}
        rows={calls.map((call, row) => {
          const { measured: event, settled } = call;
          const name = <button key="name" type="button" aria-pressed={row === index} onClick={() => { shownCall.value = row; }}>{callName(call, clock)}</button>;
          return [
            name, event === null ? NONE : percent(event.magnitudeFraction, 1), event === null ? NONE : percent(event.deliveredFraction, 1), event === null ? NONE : words.minutes(event.responseMinutes), event === null ? NONE : words.minutes(event.recoveryMinutes),
            ...(!isSettled ? [] : settled === null ? Array.from({ length: 5 }, () => NONE) : [
              scaled(settled.deliveredKwh, energy), money(settled.capacityRevenue + settled.energyRevenue + settled.bonusRevenue), money(-settled.penaltyCost - settled.surchargeCost), figure(settled.reboundKwh / energy.divisor), <strong key="net">{money(netOf(settled))}</strong>,
            ]),
          ];
        })}
      />
      {settlement === null ? null : (
        <p class="flex-worth">
          <span>{settlement.name}</span>
          {settlement.warnings.map((warning, k) => <span key={k} data-kind="warn">{warningText(warning)}</span>)}
          <span class="flex-net">{words.total} {settlement.missing.length > 0 ? words.noTotal : <strong>{money(settlement.events.reduce((sum, event) => sum + netOf(event), 0))}</strong>}</span>
        </p>
      )}
    </>
  );
}
