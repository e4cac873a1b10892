import { join } from "node:path";
import { requestLoad, servedByServer, type RequestLoad } from "../../core/measures/inference.ts";
import { metricsOf, type MetricsFinding } from "../../core/studies/metricsStudy.ts";
import { placeIds, type MetricRecord } from "../../core/studies/sevenMetrics.ts";
import type { SevenMetricsInputs } from "../../core/studies/sevenMetricsInputs.ts";
import { simulate } from "../../core/simulate.ts";
import { scenarioHash, studyHash } from "../../document/hash.ts";
import { version } from "../../document/version.ts";
import { loadSolver } from "../../engine/solver.ts";
import { readFile } from "../../files/read/index.ts";
import { requestTrace } from "../../files/read/requests.ts";
import { writeFocus } from "../../files/write/focus.ts";
import { writeRequests } from "../../files/write/requestsCsv.ts";
import { sevenMetricsCsv } from "../../files/write/sevenMetricsCsv.ts";
import { strategyName } from "../../core/scenario.ts";
import { counted, exact, exactMoney, fixed, NONE, percent, SPACE } from "../../text/numbers.ts";
import { nullReasonText } from "../../text/nullReasons.ts";
import { warningText } from "../../text/warnings.ts";
import type { Args, Command, ExitCode, Io } from "../command.ts";
import { withScenario } from "../scenarioFile.ts";
import { seedOption } from "../seedOption.ts";

export const metrics: Command = {
  name: "metrics",
  summary: "The seven metrics side by side for cloud, on premises and edge; running cost and budgets.",
  operands: [{ name: "SCENARIO.json", summary: "A scenario; places, servers, prices and budgets stand under studies.metrics in it, or take their defaults." }],
  options: [
    { name: "requests", value: "FILE", summary: "Single requests with time stamp, input and output tokens: their power and cost over time." },
    { name: "step-seconds", value: "N", summary: "Interval that requests are counted in.", default: "60" },
    { name: "servers", value: "N", summary: "Servers that serve the requests; else as few as carry the busiest interval." },
    { name: "out", value: "DIR", summary: "Write seven-metrics.csv, focus.csv (costs in FOCUS columns, with decisions and tokens) and, with --requests, requests.csv there." },
    seedOption,
    { name: "json", summary: "Print one JSON object." },
  ],
  details: `The simulated site is one of the three places (studies.metrics.simulatedPlace); its energy, price, carbon and score come from the
run, the others take declared figures. 1: kWh a decision, $/kWh and their product. 2: kg CO2e of 1,000 decisions by location,
market, margin, and embodied. 3: growth. 4: cost against the cloud. 5: flexibility score. 6: deployment. 7: hybrid cost.
--json prints {"records":[{"id","metric","place","value","reason","unit","lower","upper","method","steps","source","columns"}],
"prices","decisions","months","timing","ownCosts","cloudCostPerMtok","finops":{"days","charges","periods","actions"},"requests",…};
a value of null says why in reason. A period of a budget carries its alerts and both forecasts day by day.`,
  run: (args, io) => withScenario(args.operand("SCENARIO.json"), io, async (scenario, data, { studies }): Promise<ExitCode> => {
    const seed = args.requiredText("seed");
    const solve = await loadSolver();
    const inputs = studies.metrics;
    const found = metricsOf({ scenario, inputs, seed, data, others: studies }, { solve });
    for (const warning of found.warnings) io.stderr(`${warningText(warning)}\n`);
    const requests = await requestsOf(args, io, inputs, found);
    const hash = scenarioHash(scenario, data);
    const { battery, work, cooling } = scenario.strategy;
    const provenance = { strategy: strategyName({ battery: battery.policy, work: work.policy, cooling: cooling.policy }), seed, version, scenarioHash: hash, studyHash: studyHash(hash, "metrics", inputs) };
    const out = args.text("out");
    if (out !== undefined) {
      const { itKwhPerDecision } = servedByServer(inputs.serving);
      await io.writeFile(join(out, "focus.csv"), writeFocus({ scenario, result: simulate(scenario, { seed, data, solve }), provenance }, {}, { itKwhPerDecision, outputTokens: inputs.serving.outputTokens }));
      await io.writeFile(join(out, sevenMetricsCsv.fileName), sevenMetricsCsv.write({ scenario, finding: found, provenance }));
      if (requests !== undefined) await io.writeFile(join(out, "requests.csv"), writeRequests(requests, scenario.site.currency));
    }
    if (args.has("json")) io.stdout(`${JSON.stringify({ ...found, ...(requests === undefined ? {} : { requests: plainRequests(requests) }), currency: scenario.site.currency, ...provenance })}\n`);
    else io.stdout(`${[`${scenario.name}, ${provenance.strategy}, seed ${seed}`, ...matrixLines(found, scenario.site.currency), ...budgetLines(found, scenario.site.currency), ...(requests === undefined ? [] : requestLines(requests, scenario.site.currency))].join("\n")}\n`);
    return 0;
  }),
};

/** Real requests on the simulated place's servers: its own ratio of facility to IT energy, price and carbon. */
async function requestsOf(args: Args, io: Io, { serving }: SevenMetricsInputs, { served, prices }: MetricsFinding): Promise<RequestLoad | undefined> {
  const path = args.text("requests");
  if (path === undefined) return undefined;
  const file = readFile(await io.readFile(path), path);
  const stepSeconds = args.requiredNumber("step-seconds", { min: 1, max: 86_400 });
  return requestLoad(requestTrace(file, path), {
    idleKw: serving.idleKw, fullKw: serving.fullKw, fullTokensPerSecond: serving.fullTokensPerSecond, inputTokenWeight: serving.inputTokenWeight, servers: args.number("servers", { min: 1 }),
    pue: served.itKwh > 0 ? served.facilityKwh / served.itKwh : 1, pricePerKwh: prices.netPerFacilityKwh ?? 0, carbonGPerKwh: served.facilityKwh > 0 ? (served.emissionsKg * 1000) / served.facilityKwh : 0,
  }, stepSeconds);
}

function plainRequests({ total, startMs, stepSeconds, servers, ...columns }: RequestLoad) {
  return { startMs, stepSeconds, servers, total, ...Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, Array.from(values)])) };
}

function matrixLines({ records, timing }: MetricsFinding, currency: string): string[] {
  const ids = [...new Set(records.map(({ id }) => id))];
  return [
    `${"".padEnd(42)}${["cloud", "on premises", "edge"].map((name) => name.padStart(22)).join("")}`,
    ...ids.map((id) => {
      const rows = records.filter((record) => record.id === id);
      const label = rows[0]?.label ?? id;
      const all = rows.find(({ place }) => place === "all");
      if (all !== undefined) return `${label.padEnd(42)}${valueText(all, currency).padStart(22)}${all.lower === null ? "" : `   (${[all.lower, all.upper].map((value) => valueText({ ...all, value }, currency)).join(" … ")})`}`;
      return `${label.padEnd(42)}${placeIds.map((place) => { const row = rows.find((record) => record.place === place); return (row === undefined ? "" : valueText(row, currency)).padStart(22); }).join("")}`;
    }),
    ...[...new Set(records.flatMap(({ reason }) => (reason === undefined ? [] : [reason])))].map((reason) => `${NONE} ${nullReasonText(reason)}`),
    ...timing.filter(({ decisions }) => decisions > 0).map(({ id, timedCostPerMillion, meanPriceCostPerMillion }) => `${id === "arrival" ? "Work at once" : "Work that waits"}: a million decisions ${exactMoney(timedCostPerMillion ?? 0, currency)} at the prices of its steps, ${exactMoney(meanPriceCostPerMillion ?? 0, currency)} at the mean`),
  ];
}

/** Energy and money of one decision are too small to read: they are told for a thousand and a million. */
function valueText({ value, unit, id }: Pick<MetricRecord, "value" | "unit" | "id">, currency: string): string {
  if (value === null) return NONE;
  if (id === "energyPerDecision") return `${fixed(value * 1000, 4)}${SPACE}Wh`;
  if (id === "energyCostPerDecision") return `${exactMoney(value * 1e6, currency)}${SPACE}per million`;
  if (unit === "%") return percent(value, 1);
  if (unit === "currency") return exactMoney(value, currency);
  return exact(Number(value.toPrecision(5)), unit.replace("currency", currency));
}

function budgetLines({ finops: { periods, actions } }: MetricsFinding, currency: string): string[] {
  const money = (value: number) => exactMoney(value, currency);
  return [
    ...periods.flatMap(({ budget, period, amountCost, spentCost, alerts }) => [
      `${budget}, ${period}: ${money(spentCost)} of ${money(amountCost)}`,
      ...alerts.map((alert) => `  day ${alert.day}: ${alert.type} ${percent(alert.budgetFraction, 0)}, ${money(alert.spentCost)} spent${alert.forecastCost === null ? "" : `, ${money(alert.forecastCost)} forecast`}; ${alert.driver.label}`),
    ]),
    ...actions.map((done) => `${done.action} on ${done.days} days: bill ${money(done.billDifferenceCost)}${done.cloudCost > 0 ? `, cloud ${money(done.cloudCost)}` : ""}${done.estimated ? " (energy lines alone, counted from the run)" : " (run again)"}`),
  ];
}

function requestLines({ total, servers }: RequestLoad, currency: string): string[] {
  return [`${total.requests} requests in ${fixed(total.hours, 2)}${SPACE}h on ${counted(servers, "server", "servers")}, mean use ${percent(total.meanUseFraction, 1)}: ${fixed(total.facilityKwh, 1)}${SPACE}kWh, ${exactMoney(total.cost, currency)}; ${fixed(total.whPerRequest ?? 0, 3)}${SPACE}Wh a request, ${fixed(total.whPer1000OutputTokens ?? 0, 2)}${SPACE}Wh per 1,000 output tokens`];
}
