import { billStack } from "../../charts/billStack.ts";
import { dispatch, dispatchHeight } from "../../charts/dispatch.ts";
import { envelope, envelopeModel } from "../../charts/envelope.ts";
import { heatMap } from "../../charts/heatMap.ts";
import { loadDuration } from "../../charts/loadDuration.ts";
import type { StudyChart } from "../../charts/made.ts";
import { savingByCharge, savingByChargeModel } from "../../charts/savingByCharge.ts";
import { toSvg } from "../../charts/toSvg.ts";
import { assert } from "../../core/errors.ts";
import type { ScoredYear } from "../../core/measures/score/scoredYear.ts";
import { column } from "../../core/time/frame.ts";
import { bandNames } from "../../text/events.ts";
import { civilOf, midnightMs, monthText, periodText, stepAt, stepText } from "../../text/dates.ts";
import { dispatchFinding, doesNothing, isYear, runName, type Sentence } from "../../text/findings.ts";
import { flexibility } from "../../text/flexibility.ts";
import { shownValue, withUnit } from "../../text/inputValue.ts";
import { counted, exactMoney, figure, fixed, integer, NONE, percent, quantityText, signed, wholeMoney } from "../../text/numbers.ts";
import { aboutWords } from "../../text/about.ts";
import { page } from "../../text/page.ts";
import { strategyFindingTexts } from "../../text/strategyFindings.ts";
import { strings } from "../../text/strings.ts";
import { warningText } from "../../text/warnings.ts";
import { exported } from "../../text/workbook.ts";
import { cssString, html, raw, type Html } from "./html.ts";
import { reportStyle } from "./reportStyle.ts";
import { billRows, eventRows, figureRows, inputRows } from "./runTables.ts";
import { RANDOM_ALGORITHM, type FinishedRun } from "./writer.ts";

/** Marks are laid out in px of this width and scaled to the page's. */
const WIDTH = 720;

/**
 * The run as one HTML file that needs nothing beside it and prints on A4 and Letter: finding, figures, inputs that were changed, dispatch, bill, the
 * difference from doing nothing, score, events, warnings and assumptions, provenance. It runs no script and asks nobody for anything.
 */
export function writeReport(run: FinishedRun): string {
  const { scenario, result, provenance } = run;
  const { axis, frame } = result;
  assert(frame.length === axis.length, `a report of ${axis.length} steps from a frame of ${frame.length}: was the run asked for its summary alone?`);
  const name = runName(result);
  const words = exported.report;
  const made = `${page.name} ${provenance.version} · ${exported.seed.toLowerCase()} ${provenance.seed} · ${provenance.scenarioHash.slice(0, 16)}`;
  const document = html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${scenario.name}, ${name}</title>
<style>${raw(reportStyle)}
@page { @top-left { content: ${raw(cssString(`${scenario.name}, ${name}`))}; } @bottom-left { content: ${raw(cssString(made))}; } }</style>
</head>
<body>
<header><p>${scenario.name}</p><p>${name} · ${periodText(axis, 0, axis.length)} · ${axis.timeZone}</p></header>
<main>
<h1>${sentence(dispatchFinding(result).parts)}</h1>
${scenario.description === "" ? "" : html`<p class="lead">${scenario.description}</p>`}
${figures(run)}
${inputs(run)}
<section><h2>${words.dispatch}</h2>
${timeChart(run, words.peakWeek, peakWeek(run))}
${timeChart(run, words.theYear, { from: 0, to: axis.length })}
${chart(loadDuration, loadDuration.model(result, { from: 0, to: axis.length, name, before: doesNothing(result) ? null : run.beside?.idle ?? null }), strings.charts.loadDuration, 240)}
${chart(heatMap, heatMap.model(result, {}), strings.charts.heatMap, 240)}
</section>
<section><h2>${words.bill}</h2>
${chart(billStack, billStack.model(result, {}), strings.charts.billStack, 240)}
${bill(run)}
</section>
${comparison(run)}
${score(run)}
${events(run)}
${warnings(run)}
${provenanceOf(run)}
</main>
</body>
</html>
`;
  return document.text;
}

function sentence(parts: Sentence): readonly Html[] {
  return parts.map(({ text, strong }) => (strong === true ? html`<strong>${text}</strong>` : html`${text}`));
}

function chart<Model>(kind: StudyChart<Model>, model: Model, title: string, height: number): Html {
  const size = { width: WIDTH, height };
  return html`<figure><figcaption><strong>${title}</strong> <span>${kind.subtitle(model, WIDTH)}</span></figcaption>
${raw(toSvg(kind.layout(model, size), size, "light"))}
<p class="summary">${kind.summary(model)}</p></figure>`;
}

function timeChart({ result }: FinishedRun, title: string, window: { readonly from: number; readonly to: number }): Html {
  const model = dispatch.model(result, window);
  return chart(dispatch, model, title, dispatchHeight(WIDTH, model));
}

function figures({ result }: FinishedRun): Html {
  const { currency } = result.bill;
  const shown = figureRows(result).filter(({ value, idle }) => value !== 0 || idle !== 0);
  const text = (value: number, unit: string): string => (unit === currency ? wholeMoney(value, currency) : unit === "%" ? fixed(value, 1) : Math.abs(value) < 1000 ? figure(value, 4) : integer(value));
  return html`<section><h2>${exported.report.figures} <small>${exported.report.figuresNote(isYear(result.axis.days))}</small></h2>
<table><thead><tr><th scope="col">${exported.figure}</th><th scope="col">${exported.unit}</th><th scope="col" class="n">${exported.thisRun}</th><th scope="col" class="n">${exported.idle}</th><th scope="col" class="n">${exported.difference}</th></tr></thead>
<tbody>${shown.map(({ label, unit, value, idle }) => html`<tr><th scope="row">${label}</th><td>${unit}</td><td class="n">${text(value, unit)}</td><td class="n">${text(idle, unit)}</td><td class="n">${signed(text(value - idle, unit))}</td></tr>`)}</tbody></table></section>`;
}

function inputs({ scenario }: FinishedRun): Html {
  const all = inputRows(scenario).filter(({ path }) => !/^(?:version|name|description|notes)\b/.test(path));
  const changed = all.filter(({ differs }) => differs);
  const text = (row: (typeof all)[number], value: unknown): string => {
    if (typeof value === "number") return withUnit(figureOf(value), row.unit);
    return value === undefined ? NONE : shownValue(row.field, value, scenario.site.currency);
  };
  return html`<section><h2>${exported.report.inputs} <small>${exported.report.inputsNote(integer(changed.length), integer(all.length))}</small></h2>
<table class="inputs"><thead><tr><th scope="col">${exported.group}</th><th scope="col">${exported.input}</th><th scope="col" class="n">${exported.value}</th><th scope="col" class="n">${exported.default}</th></tr></thead>
<tbody>${changed.map((row) => html`<tr><td>${row.group}</td><th scope="row">${row.title}</th><td class="n">${text(row, row.value)}</td><td class="n">${text(row, row.default)}</td></tr>`)}</tbody></table></section>`;
}

const figureOf = (value: number): string => (Number.isInteger(value) ? integer(value) : String(Number(value.toPrecision(8))).replace("-", "\u2212"));

function bill({ result }: FinishedRun): Html {
  const { currency, months, total } = result.bill;
  const rows = billRows(result);
  // A year of months does not fit the width of a page: the halves stand under one another.
  const halves = months.length > 6 ? [months.slice(0, 6), months.slice(6)] : [months];
  return html`${halves.map((half, part) => html`<table class="bill"><thead><tr><th scope="col">${part === 0 ? `${exported.charge}, ${currency}` : exported.charge}</th>${half.map(({ year, month }) => html`<th scope="col" class="n">${strings.months[month - 1]!} ${String(year)}</th>`)}${part === halves.length - 1 ? html`<th scope="col" class="n">${exported.total}</th>` : ""}</tr></thead>
<tbody>${rows.map((row) => html`<tr><th scope="row">${row.label}</th>${half.map((_, index) => html`<td class="n">${fixed(row.months[part * 6 + index]!, 0)}</td>`)}${part === halves.length - 1 ? html`<td class="n">${fixed(row.total, 0)}</td>` : ""}</tr>`)}</tbody>
<tfoot><tr><th scope="row">${exported.total}</th>${half.map((month) => html`<td class="n">${fixed(month.total, 0)}</td>`)}${part === halves.length - 1 ? html`<td class="n">${fixed(total, 0)}</td>` : ""}</tr></tfoot></table>`)}
${list(exported.billNotes, result.bill.notes)}`;
}

function comparison({ result }: FinishedRun): Html | "" {
  if (doesNothing(result)) return "";
  const model = savingByChargeModel({ letter: "A", name: exported.idle, bill: result.idle.bill }, [{ letter: "B", name: runName(result), bill: result.bill, isFocus: true }]);
  const size = { width: WIDTH, height: 110 };
  return html`<section><h2>${exported.report.comparison}</h2><figure><figcaption><strong>${strings.charts.savingByCharge}</strong> <span>${savingByCharge.subtitle(model)}</span></figcaption>
${raw(toSvg(savingByCharge.layout(model, size), size, "light"))}
<p class="summary">${savingByCharge.summary(model)}</p></figure></section>`;
}

/** The score of each year, the parts that make it, the cut behind its promise, and the site as the grid sees it. */
function score({ result: { axis }, beside }: FinishedRun): Html | "" {
  if (beside === undefined) return "";
  const { score: years } = beside;
  if (years.length === 0) return html`<section><h2>${exported.report.score}</h2><p>${flexibility.noScore}</p></section>`;
  return html`<section>${years.map((year, index) => scoreOfYear(year, periodText(axis, year.firstStep, years[index + 1]?.firstStep ?? axis.length)))}</section>`;
}

function scoreOfYear(year: ScoredYear, period: string): Html {
  const { U, P, wP, wR, C, D, R, stake, gridSide } = year;
  const words = flexibility;
  const [price, rules] = [100 * wP * P, 100 * wR * R];
  const parts = [
    [words.price, fixed(price, 1), fixed(100 * wP, 0), stake > 0 ? words.priceNote(percent(P, 0)) : words.priceNothing],
    [words.rules, fixed(rules, 1), fixed(100 * wR, 0), words.rulesNote(fixed(C, 2), fixed(D, 2))],
    [words.uptime, fixed(U, 3), "", words.scoreSum(price, rules, U, year.score)],
  ] as const;
  const axes = (["magnitude", "duration", "responseTime", "frequency"] as const).map((axis) => [words.axes[axis], fixed(year[axis], 2), words.axesTold[axis]] as const);
  const grid = (["cost", "carbon", "ramping", "dailyPeak", "annualPeak", "oneMinusLoadFactor"] as const).flatMap((id) => (gridSide[id] === null ? [] : [[words.gridRows[id], fixed(gridSide[id], 2)] as const]));
  const { part, points, most, made } = exported.report.scoreParts;
  return html`<h2>${exported.report.score} <small>${period}</small></h2>
<p class="score"><strong>${integer(year.score)}</strong> ${words.ofHundred(bandNames[year.band])}</p>
<table><thead><tr><th scope="col">${part}</th><th scope="col" class="n">${points}</th><th scope="col" class="n">${most}</th><th scope="col">${made}</th></tr></thead>
<tbody>${parts.map(([name, value, of, told]) => html`<tr><th scope="row">${name}</th><td class="n">${value}</td><td class="n">${of}</td><td>${told}</td></tr>`)}</tbody></table>
<table><thead><tr><th scope="col">${words.promise}, ${words.promiseNote}</th><th scope="col" class="n">${exported.value}</th><th scope="col">${made}</th></tr></thead>
<tbody>${axes.map(([name, value, told]) => html`<tr><th scope="row">${name}</th><td class="n">${value}</td><td>${told}</td></tr>`)}</tbody><tfoot><tr><th scope="row">${words.promiseSum}</th><td class="n">${fixed(C, 2)}</td><td></td></tr></tfoot></table>
${chart(envelope, envelopeModel(year), words.envelope, 260)}
<table><thead><tr><th scope="col">${words.grid}</th><th scope="col" class="n">${words.gridNote}</th></tr></thead>
<tbody>${grid.map(([name, value]) => html`<tr><th scope="row">${name}</th><td class="n">${value}</td></tr>`)}</tbody></table>`;
}

function events({ result }: FinishedRun): Html | "" {
  const rows = eventRows(result);
  if (rows.length === 0) return "";
  const { currency } = result.bill;
  const money = (value: number | null): string => (value === null ? NONE : exactMoney(value, currency));
  return html`<section><h2>${exported.report.events}</h2><table><thead><tr><th scope="col">${exported.programme}</th><th scope="col">${exported.start}</th><th scope="col" class="n">${exported.hours}</th><th scope="col">${exported.asked}</th><th scope="col" class="n">${exported.delivered}</th><th scope="col" class="n">${exported.revenue}</th><th scope="col" class="n">${exported.penalty}</th></tr></thead>
<tbody>${rows.map(({ programme, step, hours, asked, askedKw, deliveredKwh, revenue, penalty }) => html`<tr><th scope="row">${programme}</th><td>${stepText(result.axis, step)}</td><td class="n">${figure(hours)}</td><td>${exported.asks[asked as keyof typeof exported.asks] ?? asked} ${askedKw === null ? "" : quantityText(askedKw, "kW")}</td><td class="n">${deliveredKwh === null ? NONE : integer(deliveredKwh)}</td><td class="n">${money(revenue)}</td><td class="n">${money(penalty)}</td></tr>`)}</tbody></table></section>`;
}

function warnings({ scenario, result }: FinishedRun): Html {
  const assumed = inputRows(scenario).filter(({ field, differs }) => field.meta.assumed === true && !differs);
  return html`<section><h2>${exported.report.warnings}</h2>
${result.warnings.length === 0 ? html`<p>${exported.noWarnings}</p>` : list(exported.warnings, result.warnings.map(warningText))}
${list(exported.strategyNotes, strategyFindingTexts(result))}
${list(exported.notes, scenario.notes.map(({ kind, text }) => `${aboutWords.kinds[kind]} ${text}`))}
${list(exported.assumed, assumed.map(({ group, title, field, default: value }) => `${group}, ${title}: ${shownValue(field, valueHeld(field, value), scenario.site.currency)}. ${field.meta.source ?? ""}`.trim()))}</section>`;
}

/** `inputRows` gives fractions in per cent; `shownValue` takes them as held. */
function valueHeld(field: Parameters<typeof shownValue>[0], value: unknown): unknown {
  return typeof value === "number" && field.meta.unit === "%" && field.path.findLast((key) => typeof key === "string")?.endsWith("Fraction") === true ? value / 100 : value;
}

function list(title: string, lines: readonly string[]): Html | "" {
  return lines.length === 0 ? "" : html`<h3>${title}</h3><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

function provenanceOf({ scenario, result, provenance }: FinishedRun): Html {
  const facts = [
    [exported.scenario, scenario.name], [exported.strategy, `${runName(result)} (${provenance.strategy})`], [exported.version, `${page.name} ${provenance.version}`], [exported.seed, provenance.seed],
    [exported.hash, provenance.scenarioHash], [exported.random, RANDOM_ALGORITHM], [exported.period, `${monthText(civilOf(result.axis, 0).year, civilOf(result.axis, 0).month)}, ${counted(result.axis.days, "day", "days")}, ${result.axis.timeZone}`],
  ] as const;
  return html`<section><h2>${exported.report.provenance}</h2><dl>${facts.map(([term, value]) => html`<dt>${term}</dt><dd>${value}</dd>`)}</dl><p>${exported.report.provenanceNote}</p></section>`;
}

/** Monday to Sunday around the highest import. */
function peakWeek({ result: { axis, frame } }: FinishedRun): { readonly from: number; readonly to: number } {
  const importKw = column(frame, "importKw");
  let highest = 0;
  for (let step = 1; step < importKw.length; step++) if (importKw[step]! > importKw[highest]!) highest = step;
  const { year, month, day, weekday } = civilOf(axis, highest);
  const at = (offset: number): number => Math.min(Math.max(0, stepAt(axis, midnightMs(axis, year, month, day - weekday + offset))), axis.length);
  return { from: at(0), to: at(7) };
}
