import type { Foresight } from "../core/studies/foresight.ts";
import { integer, money, percent } from "../text/numbers.ts";
import { isOptimum } from "../text/optimum.ts";
import { figureScale, type FigureScale } from "../text/studyFigures.ts";
import { foresightWords as words } from "../text/studyForesight.ts";
import type { StudyChart } from "./made.ts";
import type { Mark, Size, Token } from "./mark.ts";
import { crisp, emptyNote, label, level, Occupied, textBox, upright } from "./marks.ts";
import { NARROW, plotFrame } from "./plotFrame.ts";
import { textWidth } from "./textWidth.ts";

export type ForesightCurveModel = Foresight & { readonly errorHorizonHours: number };

/** What a look-ahead costs by its horizon, a line a forecast, between doing nothing and the optimum; as it comes, monotone or not. */
export const foresightCurve: StudyChart<ForesightCurveModel> = {
  title: words.curve,
  subtitle: (model, width) => (width < NARROW ? words.curveShort : words.curveNote)(scaleOf(model).unit),
  layout,
  summary({ known, byHorizon, persistence, byError, currency }) {
    if (known === null) return words.nothing;
    const told = (cost: number) => money(cost, currency, 4);
    const line = (name: string, points: Foresight["byHorizon"]) => (points.length === 0 ? [] : [`${name} ${points.map(({ horizonHours, cost }) => `${words.horizon(horizonHours)} ${told(cost)}`).join(", ")}`]);
    return `${words.curve}: ${[
      `${words.idle} ${told(known.idleCost)}`, `${nameOfBest(known)} ${told(known.optimalCost)}`, ...line(words.perfect, byHorizon), ...line(words.persistence, persistence),
      ...byError.map(({ errorSdFraction, cost }) => `${words.noisy(words.error(errorSdFraction))} ${told(cost)}`),
    ].join("; ")}.`;
  },
  toTable(model) {
    const { known, byHorizon, persistence, byError, errorHorizonHours } = model;
    const { unit, divisor } = scaleOf(model);
    const row = (name: string, hours: number | null, cost: number, share: number | null) => [name, hours, cost / divisor, share === null ? null : share * 100];
    return {
      columns: [{ title: words.forecast, unit: "" }, { title: words.horizonTitle, unit: "h" }, { title: words.cost, unit }, { title: words.attained, unit: "%" }],
      rows: known === null ? [] : [
        row(words.idle, null, known.idleCost, 0), row(nameOfBest(known), null, known.optimalCost, 1),
        ...byHorizon.map(({ horizonHours, cost, attainedFraction }) => row(words.perfect, horizonHours, cost, attainedFraction)),
        ...persistence.map(({ horizonHours, cost, attainedFraction }) => row(words.persistence, horizonHours, cost, attainedFraction)),
        ...byError.map(({ errorSdFraction, cost, attainedFraction }) => row(words.noisy(words.error(errorSdFraction)), errorHorizonHours, cost, attainedFraction)),
      ],
    };
  },
};

const AXIS = 36;

function nameOfBest({ optimum }: NonNullable<Foresight["known"]>): string {
  return isOptimum(optimum) ? words.optimum : words.plan;
}

function costsOf({ known, byHorizon, persistence, byError }: ForesightCurveModel): number[] {
  return known === null ? [] : [known.idleCost, known.optimalCost, ...[...byHorizon, ...persistence, ...byError].map(({ cost }) => cost)];
}

function scaleOf(model: ForesightCurveModel): FigureScale {
  const costs = costsOf(model);
  return figureScale("fullCost", Math.max(0, ...costs.map(Math.abs)), costs.length === 0 ? 0 : Math.max(...costs) - Math.min(...costs), model.currency);
}

function layout(model: ForesightCurveModel, size: Size): Mark[] {
  const { known, byHorizon, persistence, byError, errorHorizonHours } = model;
  if (known === null) return [emptyNote({ left: 0, top: 0, ...size }, words.nothing)];
  const { divisor } = scaleOf(model);
  const { left, right, top, height, scale, grid } = plotFrame(costsOf(model), size, { divisor, top: 18, foot: AXIS, right: size.width - 14 });
  const foot = top + height;
  const hours = [...new Set([...byHorizon, ...persistence].map(({ horizonHours }) => horizonHours).concat(byError.length === 0 ? [] : [errorHorizonHours]))].sort((a, b) => a - b);
  // Room at both ends for dots, at the right for what is written beside them.
  const nameWidth = Math.max(...[byHorizon.length > 0 ? words.perfect : "", persistence.length > 0 ? words.persistence : ""].map((text) => textWidth(text, 11, true)));
  const [first, last] = [left + 24, right - Math.min(nameWidth + 44, (right - left) * 0.4)];
  const [low, high] = [Math.log(hours[0] ?? 1), Math.log(hours.at(-1) ?? 1)];
  const xOf = (horizon: number): number => (high > low ? first + ((Math.log(horizon) - low) / (high - low)) * (last - first) : (first + last) / 2);
  const occupied = new Occupied();
  const names: Mark[] = [];
  const name = (x: number, y: number, text: string, more: { fill?: Token; bold?: boolean; anchor?: "start" | "end" | "middle"; id?: string }, places: readonly (readonly [dx: number, dy: number])[]) => {
    for (const [dx, dy] of places) {
      const box = textBox(x + dx, y + dy, text, more.anchor ?? "start", more.bold);
      if (!occupied.isFree(box) || box.left < left - 2 || box.left + box.width > size.width || box.top < 0) continue;
      occupied.add(box);
      names.push(label(x + dx, y + dy, text, { halo: true, id: "name", ...more }));
      return;
    }
  };
  const [idleY, bestY] = [scale(known.idleCost), scale(known.optimalCost)];
  const marks: Mark[] = [
    level(left, right, crisp(idleY), "ink-2", 1, { dash: [5, 3], id: "idle" }), level(left, right, crisp(bestY), "ink-1", 1, { id: "optimum" }),
  ];
  const lineOf = (points: Foresight["byHorizon"], stroke: Token, dash?: readonly number[]): Mark[] => (points.length === 0 ? [] : [
    { kind: "line", points: Float64Array.from(sorted(points).flatMap(({ horizonHours, cost }) => [xOf(horizonHours), scale(cost)])), stroke, width: 2, halo: true, id: "line", ...(dash === undefined ? {} : { dash }) },
    ...sorted(points).map(({ horizonHours, cost }): Mark => ({ kind: "dot", x: xOf(horizonHours), y: scale(cost), radius: 3.5, fill: dash === undefined ? stroke : "surface", stroke: dash === undefined ? "surface" : stroke, id: "point" })),
  ]);
  for (const { horizonHours, cost } of [...byHorizon, ...persistence]) occupied.add({ left: xOf(horizonHours) - 5, top: scale(cost) - 5, width: 10, height: 10 });
  const errorDots = byError.map(({ cost }): Mark => ({ kind: "dot", x: xOf(errorHorizonHours), y: scale(cost), radius: 3.5, fill: "ink-1", stroke: "surface", id: "error" }));
  for (const { cost } of byError) occupied.add({ left: xOf(errorHorizonHours) - 5, top: scale(cost) - 5, width: 10, height: 10 });
  name(right, idleY, words.idle, { fill: "ink-2", anchor: "end" }, [[0, -5], [0, 14]]);
  name(left, bestY, nameOfBest(known), { fill: "ink-1", bold: true }, [[4, 14], [4, -5]]);
  for (const [points, text, fill] of [[byHorizon, words.perfect, "q-fan"], [persistence, words.persistence, "ink-2"]] as const) {
    const end = sorted(points).at(-1);
    if (end !== undefined) name(xOf(end.horizonHours), scale(end.cost), text, { fill, bold: true }, [[9, 4], [9, 16], [9, -8], [9, 28], [9, -20]]);
  }
  for (const { errorSdFraction, cost } of byError) name(xOf(errorHorizonHours), scale(cost), words.error(errorSdFraction), { fill: "ink-1" }, [[8, 4], [8, 13], [8, -5], [-36, 4], [-36, 13], [-36, -5]]);
  const ticks = hours.flatMap((hour, k): Mark[] => {
    const x = xOf(hour);
    const near = hours[k - 1];
    return [upright(crisp(x), foot, foot + 4, "axis"), ...(near !== undefined && x - xOf(near) < 22 ? [] : [label(x, foot + 16, integer(hour), { anchor: "middle" })])];
  });
  return [
    ...grid, level(left, right, crisp(foot), "axis"), ...ticks, label(right, foot + 31, words.horizonAxis, { anchor: "end", fill: "ink-3" }),
    ...marks, ...lineOf(persistence, "ink-2", [4, 3]), ...lineOf(byHorizon, "q-fan"), ...errorDots, ...names,
    ...shareAxis(),
  ];

  /** The share of the attainable saving, at the right: what the levels between the two lines mean. */
  function shareAxis(): Mark[] {
    if (known === null || idleY >= bestY - 40) return [];
    return [0.25, 0.5, 0.75].flatMap((share): Mark[] => {
      const y = idleY + share * (bestY - idleY);
      return occupied.isFree(textBox(right, y + 4, percent(share, 0), "end")) ? [upright(crisp(right - 1), y - 0.5, y + 0.5, "axis"), label(right, y + 4, percent(share, 0), { anchor: "end", fill: "ink-3", halo: true, id: "share" })] : [];
    });
  }
}

function sorted<Point extends { readonly horizonHours: number }>(points: readonly Point[]): Point[] {
  return points.toSorted((a, b) => a.horizonHours - b.horizonHours);
}
