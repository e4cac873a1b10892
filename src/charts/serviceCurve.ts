import type { BuildForm, Deployment, DeploymentPlan } from "../core/studies/deployment.ts";
import { deploymentWords as words } from "../text/deployment.ts";
import { figure, integer, quantityText, scaleFor, type Scale } from "../text/numbers.ts";
import type { StudyChart } from "./made.ts";
import type { Mark, Size, Token } from "./mark.ts";
import { crisp, emptyNote, label, level, Occupied, textBox, upright } from "./marks.ts";
import { niceRange, ticks, valueScale } from "./scale.ts";
import { stepPoints } from "./stackedArea.ts";
import { textWidth } from "./textWidth.ts";

type Curve = { readonly form: BuildForm; readonly p10: readonly number[]; readonly p50: readonly number[]; readonly p90: readonly number[]; readonly leadTimeDays: number };
export type ServiceCurveModel = { readonly connection: DeploymentPlan["connection"]; readonly draws: number; readonly curves: readonly Curve[]; readonly unit: Scale };

/** One value a month, at its end; months after all is in service in nine of ten draws are left out. */
export function serviceCurveModel({ plans }: Deployment, connection: DeploymentPlan["connection"], draws: number): ServiceCurveModel {
  const shown = (["modular", "stick"] as const).flatMap((form) => plans.filter((plan) => plan.form === form && plan.connection === connection));
  const whole = Math.max(0, ...shown.flatMap(({ serviceMw }) => serviceMw.p90));
  const lastChange = Math.max(0, ...shown.map(({ serviceMw }) => serviceMw.p10.findIndex((mw) => mw >= whole - 1e-9)));
  const months = Math.min(lastChange + 4, Math.max(0, ...shown.map(({ serviceMw }) => serviceMw.p50.length)));
  return {
    connection, draws, unit: scaleFor(whole, "MW"),
    curves: shown.map(({ form, serviceMw, leadTimeDays }) => ({ form, leadTimeDays, p10: serviceMw.p10.slice(0, months), p50: serviceMw.p50.slice(0, months), p90: serviceMw.p90.slice(0, months) })),
  };
}

const styles: Readonly<Record<BuildForm, { readonly token: Token; readonly width: number }>> = { modular: { token: "q-fan", width: 2 }, stick: { token: "ink-3", width: 1.5 } };

/** How capacity comes into service, month by month, with its spread. */
export const serviceCurve: StudyChart<ServiceCurveModel> = {
  title: words.curve,
  subtitle: ({ connection, draws }, width) => (width < NARROW ? words.curveShort : words.curveNote(words.connections[connection], draws)),
  layout,
  summary({ curves, connection }) {
    if (curves.every(({ p50 }) => p50.length === 0)) return words.noPlan;
    return `${words.under(words.curve, words.connections[connection])} ${curves.map(({ form, p50, leadTimeDays }) => words.curveOf(words.forms[form], leadTimeDays, quantityText(p50.at(-1)!, "MW"), p50.findIndex((mw) => mw >= p50.at(-1)! - 1e-9) + 1)).join("; ")}.`;
  },
  toTable({ curves }) {
    const months = Math.max(0, ...curves.map(({ p50 }) => p50.length));
    return {
      columns: [{ title: words.month, unit: "" }, ...curves.flatMap(({ form }) => (["P10", "P50", "P90"] as const).map((p) => ({ title: `${words.forms[form]} ${p}`, unit: "MW" })))],
      rows: Array.from({ length: months }, (_, m) => [m + 1, ...curves.flatMap(({ p10, p50, p90 }) => [p10[m] ?? null, p50[m] ?? null, p90[m] ?? null])]),
    };
  },
};

const NARROW = 520;
const AXIS = 34;

function layout({ curves, unit }: ServiceCurveModel, size: Size): Mark[] {
  const isNarrow = size.width < NARROW;
  const months = Math.max(0, ...curves.map(({ p50 }) => p50.length));
  const [left, right, top] = [isNarrow ? 34 : 44, Math.max(60, size.width - 12), 10];
  const height = Math.max(20, size.height - top - AXIS);
  if (months === 0) return [emptyNote({ left, top, width: right - left, height }, words.noPlan)];
  const [low, high] = niceRange(0, Math.max(...curves.flatMap(({ p90 }) => p90)), 4);
  const scale = valueScale(low, high, top, height);
  const xOf = (month: number): number => left + (month / months) * (right - left);
  const edges = Float64Array.from({ length: months + 1 }, (_, m) => xOf(m));
  const grid = ticks(low, high, height < 140 ? 2 : 4).flatMap((mw): Mark[] => [level(left, right, crisp(scale(mw)), mw === 0 ? "axis" : "grid"), label(left - 7, scale(mw) + 4, figure(mw / unit.divisor), { anchor: "end" })]);
  const every = [1, 2, 3, 6, 12, 24, 60].find((step) => (months / step) * 30 < right - left) ?? 120;
  const monthMarks = Array.from({ length: Math.floor(months / every) + 1 }, (_, i) => i * every).flatMap((month): Mark[] => [
    upright(crisp(xOf(month)), top + height, top + height + 4, "axis"), label(xOf(month), top + height + 16, integer(month), { anchor: month === 0 ? "start" : xOf(month) > right - 8 ? "end" : "middle" }),
  ]);
  // The plan that is quicker last, so that it lies on top.
  const drawn = curves.toReversed();
  const steps = (values: readonly number[]): Float64Array => stepPoints(edges, Float64Array.from(values, scale));
  const band = ({ form, p10, p90 }: Curve): Mark[] => {
    const [lower, upper] = [steps(p10), steps(p90)];
    const back = Array.from({ length: lower.length / 2 }, (_, i) => [lower[lower.length - 2 - 2 * i]!, lower[lower.length - 1 - 2 * i]!]).flat();
    return [
      { kind: "area", points: Float64Array.from([...upper, ...back]), fill: styles[form].token, opacity: "tint", id: `band-${form}` },
      { kind: "line", points: upper, stroke: styles[form].token, width: 1 }, { kind: "line", points: lower, stroke: styles[form].token, width: 1 },
    ];
  };
  const lines = drawn.map(({ form, p50 }): Mark => ({ kind: "line", points: steps(p50), stroke: styles[form].token, width: styles[form].width, halo: true, id: `p50-${form}` }));
  return [...grid, ...monthMarks, label(right, top + height + 29, words.monthsAxis, { anchor: "end", fill: "ink-3" }), ...drawn.flatMap(band), ...lines, ...names()];

  /** Each curve at the first step of its P50, on its own side: the quicker above left, the slower below right. */
  function names(): Mark[] {
    const occupied = new Occupied();
    return curves.flatMap(({ form, p10, p50 }): Mark[] => {
      const first = p50.findIndex((mw) => mw > 0);
      if (first < 0) return [];
      const name = words.forms[form];
      const half = p50.findIndex((mw) => mw >= p50.at(-1)! / 2 - 1e-9);
      const width = textWidth(name, 11, true);
      const places = form === "modular"
        ? [{ x: xOf(half) - width - 10, y: scale(p50[half]!) - 6 }, { x: xOf(first) + 8, y: top + 11 }, { x: left + 6, y: top + 11 }]
        : [{ x: xOf(p10.findIndex((mw) => mw > 0)) + 8, y: scale(0) - 8 }, { x: right - width - 6, y: scale(0) - 8 }, { x: right - width - 6, y: scale(0) - 24 }, { x: right - width - 6, y: top + 26 }];
      for (const { x, y } of places) {
        const box = textBox(x, y, name, "start", true);
        if (!occupied.isFree(box) || box.left < left || box.left + box.width > size.width || y < 9) continue;
        occupied.add(box);
        return [label(x, y, name, { fill: "ink-1", bold: true, halo: true, id: "name" })];
      }
      return [];
    });
  }
}
