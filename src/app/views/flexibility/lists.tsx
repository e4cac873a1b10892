import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ScoredYear } from "../../../core/measures/score/scoredYear.ts";
import type { RunResult } from "../../../core/result.ts";
import type { ProgrammeComparison } from "../../../core/studies/programmeComparison.ts";
import { civilOf, dayText, periodText, stepText } from "../../../text/dates.ts";
import { hoursText } from "../../../text/events.ts";
import { runName, spanWord } from "../../../text/findings.ts";
import { flexibility as words } from "../../../text/flexibility.ts";
import { exactMoney, fixed, integer, NONE, percent, quantityText, scaled, scaleFor, wholeMoney } from "../../../text/numbers.ts";
import { lower } from "../../../text/page.ts";
import { study as studyWords } from "../../../text/study.ts";
import { warningText } from "../../../text/warnings.ts";
import { followedStudy } from "../../state/studies.ts";
import { breadth } from "../../state/view.ts";
import { Segment } from "../../ui/segment.tsx";
import { showStep } from "../dispatch/showStep.ts";
import { StudyProgress, StudyTable } from "../studyFrame.tsx";
import { eventOpened, netOf } from "./eventPart.tsx";
import { Measured } from "./measured.tsx";
import { isJoined, openedProgramme, ProgrammeDialog } from "./programmeDialog.tsx";
import { chooseRequest, requests, shownRequest, type Request } from "./requests.ts";
import { takingPart } from "./takingPart.ts";

type Shown = "requests" | "worst" | "programmes" | "measured";
const shown = signal<Shown>("requests");

const programmes = followedStudy("programmes", { reads: (scenario) => scenario });

/** What was asked and given, the hours that set the promise, or what each programme would pay. */
export function Lists({ year, run }: { readonly year: ScoredYear | null; readonly run: RunResult }) {
  const now = shown.value;
  const only = run.response?.programmes.length === 1 ? run.response.programmes[0]!.name : null;
  const note = now === "requests" ? (requests.value.length === 0 ? "" : words.requestsNote(only ?? words.several(run.response?.programmes.length ?? 0), requests.value.length))
    : now === "worst" ? words.worstNote : now === "measured" ? words.measuredNote : programmes.answer.value === null ? "" : programmesNote(programmes.answer.value.finding);
  return (
    <section class="flex-lists" aria-labelledby="flex-lists-title">
      <header class="flex-lists-head">
        <h2 id="flex-lists-title">{words[now]}<span class="part-note">{note}</span></h2>
        <Segment<Shown> label={words.lists} value={now} onChange={(next) => { shown.value = next; }} options={(["requests", "worst", "programmes", "measured"] as const).map((value) => ({ value, title: words[value] }))} />
      </header>
      {now === "requests" ? <Requests run={run} /> : now === "worst" ? (year === null ? null : <Worst year={year} run={run} />) : now === "measured" ? <Measured /> : <Programmes currency={run.bill.currency} />}
      {now === "measured" ? null : <><Conflicts run={run} /><Worth run={run} /></>}
    </section>
  );
}

function Requests({ run }: { readonly run: RunResult }) {
  const all = requests.value;
  const { axis, bill: { currency }, response } = run;
  if (all.length === 0) return <p class="flex-empty">{words.noRequests(periodText(axis, 0, axis.length))}</p>;
  const rows = all.map((request) => rowOf(request, axis.stepMinutes / 60));
  const most = Math.max(...rows.map(({ askedKw, meterKw }) => Math.max(askedKw ?? 0, meterKw ?? 0)), 1);
  const scale = scaleFor(most, "kW");
  const energy = scaleFor(Math.max(...all.map(({ settled }) => settled?.reboundKwh ?? 0), 1), "kWh");
  const kw = (value: number | null) => (value === null ? NONE : scaled(value, scale));
  const money = (value: number) => <span title={exactMoney(value, currency)}>{wholeMoney(value, currency)}</span>;
  const hasSeveral = (response?.programmes.length ?? 0) + (response?.nonFirm === null ? 0 : 1) > 1;
  const table = words.table;
  return (
    <div class="study-scroll" role="region" aria-label={words.requests} tabIndex={0}>
      <table class="study-table flex-requests" data-several={hasSeveral || undefined}>
        <thead>
          <tr>
            <th scope="col">{table.event}</th>{hasSeveral ? <th scope="col" data-text data-rank="3">{table.programme}</th> : null}<th scope="col">{table.window}</th><th scope="col">{table.asked} <span class="unit">{scale.unit}</span></th><th scope="col">{table.meter} <span class="unit">{scale.unit}</span></th>
            <th scope="col" class="flex-bar-head" data-rank="3">{table.against}</th><th scope="col" data-rank="1">{table.withoutLost} <span class="unit">{scale.unit}</span></th><th scope="col" data-rank="2">{table.ratio}</th><th scope="col" data-rank="2">{table.rebound2}</th>
            <th scope="col" data-rank="2">{table.rebound4} <span class="unit">{energy.unit}</span></th><th scope="col" data-rank="1" title={table.creditedNote}>{table.credited} <span class="unit">{scale.unit}</span></th><th scope="col" data-rank="3">{table.payment}</th><th scope="col" data-rank="3">{table.penalty}</th><th scope="col">{table.net}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ request: { call, programme, settled, judged }, askedKw, meterKw, neutralKw, creditedKw }, index) => {
            const penalty = settled === undefined ? 0 : settled.penaltyCost + settled.surchargeCost;
            return (
              <tr key={index} aria-selected={index === shownRequest.value} onClick={() => { open(index); }}>
                <th scope="row"><button type="button" aria-pressed={index === shownRequest.value} aria-label={`${words.open}: ${dayText(civilOf(axis, call.step))}`} onClick={(event) => { event.stopPropagation(); open(index); }}>{dayText(civilOf(axis, call.step))}</button></th>
                {hasSeveral ? <td data-text data-rank="3"><span class="flex-name" title={programme?.name}>{programme?.name ?? words.connection}</span></td> : null}
                <td>{hoursText(axis, call.step, call.step + call.steps)}</td><td>{kw(askedKw)}</td><td>{kw(meterKw)}</td>
                <td data-rank="3"><AskedBar asked={askedKw} given={meterKw} most={most} /></td>
                <td data-rank="1">{kw(neutralKw)}</td><td data-rank="2">{judged === undefined ? NONE : fixed(judged.ratio, 2)}</td><td data-rank="2">{judged === undefined ? NONE : percent(judged.reboundFraction, 0)}</td>
                <td data-rank="2">{settled === undefined ? NONE : scaled(settled.reboundKwh, energy)}</td>
                <td data-rank="1">{settled === undefined ? NONE : kw(creditedKw)}</td>
                <td data-rank="3">{settled === undefined ? NONE : money(settled.capacityRevenue + settled.energyRevenue + settled.bonusRevenue)}</td>
                <td data-rank="3" data-side={penalty > 0 ? "worse" : undefined}>{settled === undefined ? NONE : money(-penalty)}</td>
                <td><strong>{settled === undefined ? NONE : money(netOf(settled))}</strong></td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** One kW cannot be sold twice: said where it is. */
function Conflicts({ run: { warnings } }: { readonly run: RunResult }) {
  const conflicts = warnings.filter(({ code }) => CONFLICTS.includes(code));
  return <>{conflicts.map((warning, index) => <p key={index} class="study-note" data-kind="warn">{warningText(warning)}</p>)}</>;
}

const CONFLICTS: readonly string[] = ["programmesOverlap", "reserveBesideProgrammes", "eventsTied"];

function open(index: number): void {
  chooseRequest(index);
  if (breadth.value === "phone") eventOpened.value = true;
}

type Row = { readonly request: Request; readonly askedKw: number | null; readonly meterKw: number | null; readonly neutralKw: number | null; readonly creditedKw: number | null };

/** Means over the window, kW: against doing nothing, as the score reads them, and what the programme's own baseline credits. */
function rowOf(request: Request, stepHours: number): Row {
  const { call, settled, judged } = request;
  const hours = call.steps * stepHours;
  return {
    request,
    askedKw: judged !== undefined ? judged.requestedKwh / hours : settled === undefined ? call.reduceKw : settled.askedKw,
    meterKw: judged === undefined ? null : judged.ratioAtMeter * judged.requestedKwh / hours,
    neutralKw: judged === undefined ? null : judged.ratio * judged.requestedKwh / hours,
    creditedKw: settled === undefined ? null : settled.deliveredKwh / hours,
  };
}

function AskedBar({ asked, given, most }: { readonly asked: number | null; readonly given: number | null; readonly most: number }) {
  const at = (kw: number) => (100 * Math.max(0, kw)) / most;
  return (
    <svg class="flex-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      {given === null ? null : <rect width={at(given)} height="8" />}
      {asked === null ? null : <line x1={at(asked)} x2={at(asked)} y1="-3" y2="11" />}
    </svg>
  );
}

/** The lowest tenth of each kind of start: the hours that hold the promise down. */
function Worst({ year: { heldAtStart, hardStarts, spreadStarts, firstStep, meanLoadKw }, run }: { readonly year: ScoredYear; readonly run: RunResult }) {
  const four = heldAtStart.find(({ hours }) => hours === 4);
  const lowest = (["hard", "spread"] as const).flatMap((kind) => {
    const starts = kind === "hard" ? hardStarts : spreadStarts;
    const held = (four?.[kind] ?? []).map((share, index) => ({ kind, share, step: firstStep + starts[index]! }));
    return held.toSorted((a, b) => a.share - b.share || a.step - b.step).slice(0, Math.max(1, Math.ceil(held.length / 10)));
  });
  const scale = scaleFor(Math.max(...lowest.map(({ share }) => share * meanLoadKw), 1), "kW");
  const table = words.worstTable;
  return (
    <StudyTable
      label={words.worst}
      columns={[{ title: table.start }, { title: table.kind, isText: true }, { title: table.held, unit: scale.unit }, { title: table.share }]}
      rows={lowest.map(({ kind, share, step }) => [
        <a key={step} href="#dispatch" onClick={() => { showStep(run, step); }}>{stepText(run.axis, step)}</a>, words.kinds[kind], scaled(share * meanLoadKw, scale), percent(share),
      ])}
    />
  );
}

function Programmes({ currency }: { readonly currency: string }) {
  useEffect(programmes.follow, []);
  const answered = programmes.answer.value;
  const table = words.programmeTable;
  if (answered === null) return <div class="flex-empty"><StudyProgress study={programmes} />{programmes.failure.value === null ? studyWords.waiting : programmes.failure.value.message}</div>;
  const rows = answered.finding.programmes;
  const money = (value: number) => <span title={exactMoney(value, currency)}>{wholeMoney(value, currency)}</span>;
  const energy = scaleFor(Math.max(...rows.map(({ deliveredKwh }) => deliveredKwh), 1), "kWh");
  const best = rows[0]?.netValue ?? null;
  return (
    <div class="flex-programmes">
      <StudyProgress study={programmes} />
      <StudyTable
        label={words.programmes}
        columns={[{ title: table.name }, { title: table.events }, { title: table.delivered, unit: energy.unit }, { title: table.performance }, { title: table.payment }, { title: table.penalty }, { title: table.extra }, { title: table.net }]}
        quiet={rows.flatMap(({ netValue }, index) => (netValue === null ? [index] : []))}
        rows={rows.map((one) => {
          const name = (
            <span key="name" class="flex-programme">
              <button type="button" onClick={() => { openedProgramme.value = one; }}>{one.name}</button>
              {isJoined(one.id) ? <strong class="part-note">{words.joined(quantityText(one.committedKw, "kW"))}</strong> : null}{one.verified ? null : <span class="part-note">{words.unverified}</span>}
            </span>
          );
          if (one.failure !== null) return [name, ...Array.from({ length: 6 }, () => NONE), <span key="why" title={one.failure}>{words.failedRun}</span>];
          return [
            name, integer(one.events), scaled(one.deliveredKwh, energy), one.performanceFraction === null ? NONE : percent(one.performanceFraction, 0), money(one.paymentRevenue), money(-one.penaltyCost), money(-one.extraCost),
            one.netValue === null ? <span key="net" title={one.missing.join(", ")}>{words.missing}</span>
              : <span key="net" data-side={one.netValue < 0 ? "worse" : undefined}>{one.netValue === best && best > 0 ? <strong>{money(one.netValue)}</strong> : money(one.netValue)}</span>,
          ];
        })}
      />
      <ProgrammeDialog />
    </div>
  );
}

/** What answers the events need not be the run in view: its figures differ from the ledger's then. */
function programmesNote({ committedKw, strategy }: ProgrammeComparison): string {
  return words.programmesNote(quantityText(committedKw, "kW"), lower(runName({ strategy })));
}

/** Net of taking part: the same strategy with the programmes less without them. */
function Worth({ run }: { readonly run: RunResult }) {
  useEffect(takingPart.follow, []);
  const { bill: { currency }, response } = run;
  if (response === undefined) return <p class="flex-worth part-note">{words.noProgramme}</p>;
  const answered = takingPart.answer.value;
  const ledger = answered?.finding.ledger ?? null;
  if (answered === null || ledger === null) return <p class="flex-worth part-note">{takingPart.failure.value === null ? words.ledgerWaiting : takingPart.failure.value.message} <StudyProgress study={takingPart} /></p>;
  const settled = answered.finding.response ?? response;
  const { run: line } = ledger;
  const sum = (of: (one: RunProgramme) => number) => settled.programmes.reduce((total, one) => total + of(one), 0);
  const [capacity, energy] = [sum(({ capacityRevenue }) => capacityRevenue), sum(({ energyRevenue }) => energyRevenue)];
  const items = [
    [words.ledgerRows.capacity, capacity], [words.ledgerRows.energy, energy], [words.ledgerRows.other, line.paymentRevenue - capacity - energy], [words.ledgerRows.penalty, -line.penaltyCost],
    [line.extraEnergyCost > 0 ? words.ledgerRows.extraEnergy : words.ledgerRows.energySaved, -line.extraEnergyCost], [line.extraDemandCost > 0 ? words.ledgerRows.demand : words.ledgerRows.demandSaved, -line.extraDemandCost], [words.ledgerRows.wear, -line.wearCost - line.fuelCost - line.lostWorkCost - line.unservedCost],
    [words.ledgerRows.bill, -line.extraOtherCost - line.residualValueCost],
  ] as const;
  const over = ` ${spanWord(run)}`;
  return (
    <div class="flex-worth" role="group" aria-label={words.ledger} data-stale={takingPart.isStale.value || undefined}>
      {items.filter(([, value]) => Math.abs(value) >= 0.5).map(([name, value]) => <span key={name}>{name} <strong title={exactMoney(value, currency)} data-side={value < 0 ? "worse" : undefined}>{wholeMoney(value, currency)}</strong></span>)}
      <span class="flex-net">{words.net} {line.netValue === null ? words.netMissing : <><strong title={exactMoney(line.netValue, currency)}>{wholeMoney(line.netValue, currency)}</strong>{over}</>}</span>
    </div>
  );
}

type RunProgramme = NonNullable<RunResult["response"]>["programmes"][number];
