import type { ComponentChildren } from "preact";
import type { RunResult } from "../../../core/result.ts";
import { scoreBands } from "../../../core/measures/score/score.ts";
import type { ScoredYear } from "../../../core/measures/score/scoredYear.ts";
import { leverName, flexibility as words } from "../../../text/flexibility.ts";
import { bandNames } from "../../../text/events.ts";
import { fixed, integer, percent, quantityText, signed } from "../../../text/numbers.ts";
import { periodText } from "../../../text/dates.ts";
import { study as studyWords } from "../../../text/study.ts";
import { scored } from "../../state/score.ts";
import { followedStudy } from "../../state/studies.ts";
import { Select } from "../../ui/select.tsx";
import { StudyProgress } from "../studyFrame.tsx";
import { chooseYear, type shownYear } from "./requests.ts";

export const levers = followedStudy("scoreLevers", { reads: (scenario) => scenario });

/** The score on its scale, the parts that add to it, the axes that multiply, what would raise it, and the site as the grid sees it. */
export function ScorePanel({ shown, axis }: { readonly shown: ShownYear; readonly axis: RunAxis }) {
  const { year, index } = shown;
  return (
    <div class="score-panel">
      <Gauge shown={shown} axis={axis} />
      <PartsOfScore year={year} />
      <Axes year={year} />
      <Levers year={index} />
      <GridSide year={year} />
      <AsBattery year={year} />
    </div>
  );
}

function Section({ id, title, note, children }: { readonly id: string; readonly title: string; readonly note?: string; readonly children: ComponentChildren }) {
  return (
    <section class="score-part" aria-labelledby={`score-${id}`}>
      <h2 id={`score-${id}`}>{title}{note === undefined ? null : <span class="part-note">{note}</span>}</h2>
      {children}
    </section>
  );
}

/** A share of a track; where a value may lie on either side of nought the nought is a tick. */
function Bar({ from = 0, to, tone }: { readonly from?: number; readonly to: number; readonly tone: "accent" | "ink" | "better" | "worse" }) {
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  return (
    <svg class="score-bar" data-tone={tone} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      {from === 0 ? <rect class="score-track" width="100" height="6" /> : null}
      <rect class="score-fill" x={100 * low} width={Math.max(0, 100 * (high - low))} height="6" />
      {from === 0 ? null : <line class="score-zero" x1={100 * from} x2={100 * from} y1="-3" y2="9" />}
    </svg>
  );
}

type ShownYear = NonNullable<typeof shownYear.value>;
type RunAxis = RunResult["axis"];

/** The civil time of one of the years of a run. */
function periodOf(axis: RunAxis, firstStep: number, endStep: number): string {
  return periodText(axis, firstStep, Math.min(axis.length, endStep));
}

function Gauge({ shown: { year: { score, band, firstStep }, index, count, endStep }, axis }: { readonly shown: ShownYear; readonly axis: RunAxis }) {
  const period = periodOf(axis, firstStep, endStep);
  const years = scored.value?.years ?? [];
  const from = scoreBands.findLast((one) => score >= one.from)?.from ?? 0;
  const to = scoreBands.find((one) => one.from > from)?.from ?? 100;
  return (
    <section class="score-part" aria-label={words.scoreOf(period)}>
      <div class="score-head">
        <strong class="score-number">{integer(score)}</strong>
        <p><strong>{words.ofHundred(bandNames[band])}</strong><span>{words.scoreOf(period)}</span></p>
      </div>
      {count < 2 ? null : (
        <div class="score-years">
          <Select<string> label={words.year} value={String(index)} options={years.map((one, k) => ({ value: String(k), title: words.yearOf(k + 1, count, periodOf(axis, one.firstStep, years[k + 1]?.firstStep ?? Infinity)) }))} onChange={(value) => { chooseYear(Number(value)); }} />
        </div>
      )}
      <svg class="score-scale" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={words.scale(fixed(score, 1), bandNames[band])}>
        <rect class="score-track" y="2" width="100" height="6" />
        <rect class="score-band" x={from} y="2" width={to - from} height="6" />
        <rect class="score-fill" y="2" width={score} height="6" />
        {scoreBands.slice(1).map((one) => <line key={one.id} class="score-edge" x1={one.from} x2={one.from} y1="2" y2="8" />)}
        <line class="score-mark" x1={score} x2={score} y1="-1" y2="11" />
      </svg>
      <div class="score-ticks" aria-hidden="true">{[...scoreBands.map((one) => one.from), 100].map((value) => <span key={value} style={{ left: `${value}%` }}>{value}</span>)}</div>
      <p class="score-bands">{scoreBands.map(({ id }) => <span key={id} data-here={id === band || undefined}>{bandNames[id]}</span>)}</p>
    </section>
  );
}

function PartsOfScore({ year: { U, P, wP, wR, C, D, R, stake, score } }: { readonly year: ScoredYear }) {
  const [price, rules] = [100 * wP * P, 100 * wR * R];
  return (
    <section class="score-part" aria-label={words.parts}>
      <p class="score-line"><span>{words.price}</span><span><strong>{fixed(price, 1)}</strong> <span class="unit">{words.of(fixed(100 * wP, 0))}</span></span></p>
      <Bar to={wP > 0 ? P : 0} tone="accent" />
      <p class="score-told">{stake > 0 ? words.priceNote(percent(P, 0)) : words.priceNothing}</p>
      <p class="score-line"><span>{words.rules}</span><span><strong>{fixed(rules, 1)}</strong> <span class="unit">{words.of(fixed(100 * wR, 0))}</span></span></p>
      <Bar to={R} tone="accent" />
      <p class="score-told">{words.rulesNote(fixed(C, 2), fixed(D, 2))}</p>
      <p class="score-line score-sum"><span>{words.uptime}</span><span class="unit">({fixed(price, 1)} + {fixed(rules, 1)}) × <strong>{fixed(U, 3)}</strong> = {fixed(score, 1)}</span></p>
    </section>
  );
}

function Axes({ year }: { readonly year: ScoredYear }) {
  return (
    <Section id="promise" title={words.promise} note={words.promiseNote}>
      <dl class="score-rows">
        {(["magnitude", "duration", "responseTime", "frequency"] as const).map((axis) => (
          <div key={axis} title={words.axesTold[axis]}><dt>{words.axes[axis]}</dt><dd><Bar to={year[axis]} tone="ink" /><span>{fixed(year[axis], 2)}</span></dd></div>
        ))}
        <div class="score-total"><dt>{words.promiseSum}</dt><dd><span>{fixed(year.C, 2)}</span></dd></div>
      </dl>
    </Section>
  );
}

/** Less than this is no change worth a row. */
const LEAST_GAIN = 0.1;
/** Less than this reads as nought. */
const LEAST_SHOWN = 0.05;

function Levers({ year }: { readonly year: number }) {
  const answered = levers.answer.value;
  // What can be built or agreed is told even where it helps little: that is an answer too.
  const ofYear = answered?.finding.years[year];
  const rows = (ofYear ?? []).filter(({ gain, kind }) => kind === "run" || gain >= LEAST_GAIN);
  const most = Math.max(...rows.map(({ gain }) => gain), 1);
  return (
    <Section id="levers" title={words.raise} note={words.raiseNote}>
      <StudyProgress study={levers} />
      {answered === null || ofYear === undefined ? <p class="score-told">{levers.failure.value?.message ?? studyWords.waiting}</p> : rows.length === 0 ? <p class="score-told">{words.raiseNothing}</p> : (
        <dl class="score-rows" data-kind="levers" data-stale={levers.isStale.value || undefined}>
          {rows.map((lever) => (
            <div key={lever.id + (lever.name ?? "")}>
              <dt>{lever.id === "notice" ? words.leverNotice(answered.inputs.noticeMinutes) : leverName(lever)}</dt>
              <dd><Bar to={Math.max(0, lever.gain) / most} tone="better" /><span data-side={lever.gain >= LEAST_SHOWN ? "better" : lever.gain <= -LEAST_SHOWN ? "worse" : undefined}>{signed(fixed(lever.gain, 1))}</span></dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}

function GridSide({ year: { gridSide } }: { readonly year: ScoredYear }) {
  const rows = (["cost", "carbon", "ramping", "dailyPeak", "annualPeak", "oneMinusLoadFactor"] as const).flatMap((id) => {
    const value = gridSide[id];
    return value === null ? [] : [{ id, value }];
  });
  // Every bar on one scale, nought being no change.
  const most = Math.max(...rows.map(({ value }) => Math.abs(value - 1)), 0.01);
  return (
    <Section id="grid" title={words.grid} note={words.gridNote}>
      <dl class="score-rows" data-kind="signed">
        {rows.map(({ id, value }) => {
          const side = Math.abs(value - 1) < 0.005 ? undefined : value < 1 ? "better" : "worse";
          return <div key={id}><dt>{words.gridRows[id]}</dt><dd><Bar from={0.5} to={0.5 + (value - 1) / most / 2} tone={side ?? "ink"} /><span data-side={side}>{fixed(value, value >= 10 ? 1 : 2)}</span></dd></div>;
        })}
      </dl>
    </Section>
  );
}

function AsBattery({ year: { virtualBattery: { dischargeKw, chargeKw, energyKwh, shiftedShare, roundTrip } } }: { readonly year: ScoredYear }) {
  const rows = [
    ["dischargeKw", quantityText(dischargeKw, "kW")], ["chargeKw", quantityText(chargeKw, "kW")], ["energyKwh", quantityText(energyKwh, "kWh")], ["shiftedShare", percent(shiftedShare)],
    ["roundTrip", roundTrip === null ? words.noRoundTrip : percent(roundTrip, 1)],
  ] as const;
  return (
    <Section id="battery" title={words.asBattery} note={words.asBatteryNote}>
      <dl class="score-rows" data-kind="plain">{rows.map(([id, value]) => <div key={id}><dt>{words.batteryRows[id]}</dt><dd><span>{value}</span></dd></div>)}</dl>
    </Section>
  );
}
