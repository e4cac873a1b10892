import type { Lifetime } from "../core/studies/lifetime.ts";
import { chartSentences } from "../text/chartSentences.ts";
import { figure, fixed, money, percent } from "../text/numbers.ts";
import { strings } from "../text/strings.ts";
import { moneyScale } from "./billStack.ts";
import { legendRow, type LegendEntry } from "./legend.ts";
import type { StudyChart } from "./made.ts";
import type { Mark, Pattern, Size, Table, Token } from "./mark.ts";
import { crisp, emptyNote, label, laneName, level, upright } from "./marks.ts";
import { niceRange, ticks, valueScale } from "./scale.ts";
import { stackColumn } from "./stackColumn.ts";
import { textWidth } from "./textWidth.ts";

type BandId = keyof typeof strings.charts.cashFlow.bands;
type Band = { readonly id: BandId; readonly token: Token; readonly pattern?: Pattern };

/** In the order of the stack, from zero: what comes in above, what goes out below. */
const bands: readonly Band[] = [
  { id: "bill", token: "q-energy-charge" },
  { id: "other", token: "q-dr-revenue" },
  { id: "tax", token: "q-fixed", pattern: "slash" },
  { id: "upkeep", token: "q-fixed" },
  { id: "capital", token: "q-demand-charge" },
  { id: "renewal", token: "q-demand-charge", pattern: "slash" },
];

export type CashFlowModel = {
  readonly currency: string;
  readonly years: readonly {
    readonly year: number;
    readonly calendarYear: number;
    /** Nominal; they add up to the year's flow. */
    readonly amounts: Readonly<Record<BandId, number>>;
    readonly flow: number;
    readonly discountedSum: number;
    /** Battery capacity at the year's end, share of when it was new; null where it was not followed. */
    readonly capacityFraction: number | null;
    readonly isRenewed: boolean;
  }[];
  readonly bands: readonly Band[];
  readonly netPresentValue: number;
  readonly discountedPaybackYears: number | null;
};

export function cashFlowModel({ years, currency, netPresentValue, discountedPaybackYears }: Lifetime): CashFlowModel {
  const shown = years.map((row) => ({
    year: row.year, calendarYear: row.calendarYear, flow: row.netRevenue, discountedSum: row.cumulativeDiscountedRevenue, capacityFraction: row.capacityAtEndFraction, isRenewed: row.replaced,
    amounts: {
      bill: row.billSavingRevenue, other: row.fuelSavingRevenue + row.programmeRevenue + row.unpaidSavingRevenue, tax: row.taxCreditRevenue - row.taxCost, upkeep: -row.omCost,
      capital: row.residualRevenue - row.capitalCost, renewal: -row.replacementCost,
    },
  }));
  return { currency, years: shown, bands: bands.filter(({ id }) => shown.some(({ amounts }) => Math.abs(amounts[id]) >= 0.5)), netPresentValue, discountedPaybackYears };
}

/** Cash flow by year, stacked by what it is of, the discounted sum as a line; below it what age has left of the battery. */
export const cashFlow: StudyChart<CashFlowModel> = {
  title: strings.charts.cashFlow.title,
  subtitle({ currency, years }, width) {
    const unit = moneyScale(highest(years)).of(currency);
    return width < NARROW ? unit : `${chartSentences.aYear(unit)}, ${strings.charts.cashFlow.hint}`;
  },
  layout,
  summary({ years, netPresentValue, discountedPaybackYears, currency }) {
    if (years.length < 2) return strings.charts.cashFlow.empty;
    const last = years.findLast(({ capacityFraction }) => capacityFraction !== null)?.capacityFraction ?? null;
    const renewals = years.filter(({ isRenewed }) => isRenewed).length;
    return chartSentences.cashFlow(
      years.length - 1, money(netPresentValue, currency),
      discountedPaybackYears === null ? chartSentences.neverPaidBack : chartSentences.paidBack(fixed(discountedPaybackYears, 1)),
      last === null ? "" : chartSentences.batteryEnds(percent(last, 0), renewals),
    );
  },
  toTable({ years, bands: shown, currency }): Table {
    const words = strings.charts.cashFlow;
    return {
      columns: [
        { title: words.year, unit: "" }, ...shown.map(({ id }) => ({ title: words.bands[id], unit: currency })), { title: words.flow, unit: currency }, { title: words.sum, unit: currency },
        { title: words.capacity, unit: "%" },
      ],
      rows: years.map(({ calendarYear, amounts, flow, discountedSum, capacityFraction }) => [
        calendarYear, ...shown.map(({ id }) => Math.round(amounts[id])), Math.round(flow), Math.round(discountedSum), capacityFraction === null ? null : Math.round(capacityFraction * 1000) / 10,
      ]),
    };
  },
};

const NARROW = 520;
const AXIS = 22;
/** Share of the plot that the battery's capacity takes, where it was followed. */
const FADE_SHARE = 0.24;

function layout(model: CashFlowModel, size: Size): Mark[] {
  const { years, netPresentValue, currency } = model;
  const words = strings.charts.cashFlow;
  const [low, high] = niceRange(...rangeOf(years), 5);
  const { divisor } = moneyScale(highest(years));
  const left = Math.max(size.width < NARROW ? 36 : 48, ...ticks(low, high, 5).map((value) => textWidth(figure(value / divisor), 11) + 9));
  const right = size.width - 8;
  if (years.length < 2) return [emptyNote({ left: 0, top: 0, width: size.width, height: size.height }, words.empty)];
  const entries: LegendEntry[] = [
    ...model.bands.map(({ id, token, pattern }): LegendEntry => ({ id, text: words.bands[id], token, shape: "bar", pattern })),
    { id: "sum", text: words.sum, token: "ink-1", shape: "line" },
  ];
  const { marks: legend, bottom } = legendRow(entries, left, right);
  const top = bottom + 18;
  const whole = Math.max(24, size.height - top - AXIS);
  const fades = years.some(({ capacityFraction }) => capacityFraction !== null) && whole > 120;
  const height = fades ? Math.round(whole * (1 - FADE_SHARE)) - 22 : whole;
  const scale = valueScale(low, high, top, height);
  const pitch = (right - left) / years.length;
  const xOf = (index: number): number => left + (index + 0.5) * pitch;
  const grid = ticks(scale.low, scale.high, height < 160 ? 3 : 5).flatMap((value): Mark[] => [
    level(left, right, crisp(scale(value)), value === 0 ? "axis" : "grid"), label(left - 7, scale(value) + 4, figure(value / divisor), { anchor: "end" }),
  ]);
  const width = Math.max(2, Math.min(40, Math.round(pitch * 0.64)));
  const columns = years.flatMap(({ amounts }, index) => stackColumn(model.bands.map((band) => ({ ...band, amount: amounts[band.id] })), Math.round(xOf(index) - width / 2), width, scale));
  const sumLine: Mark = { kind: "line", points: Float64Array.from(years.flatMap(({ discountedSum }, index) => [xOf(index), scale(discountedSum)])), stroke: "ink-1", width: 2, halo: true, id: "sum" };
  const worth = money(netPresentValue, currency);
  // At the end of its line; clear of the last column, so that neither hides the other.
  const amounts = Object.values(years.at(-1)!.amounts);
  const [under, over] = [-1, 1].map((sign) => scale(sign * amounts.reduce((sum, amount) => sum + Math.max(0, sign * amount), 0))) as [number, number];
  const end = scale(netPresentValue);
  const named = label(right, end > under + 4 ? Math.min(top + height - 4, end + 16) : Math.max(top + 10, Math.min(over, end) - 7), worth, { fill: "ink-1", bold: true, anchor: "end", halo: true, id: "sum" });
  return [
    ...legend, ...grid, ...columns, level(left, right, crisp(scale(0)), "axis"), ...paybackMarks(model, left, pitch, top, height), sumLine, named,
    ...yearNames(model, left, pitch, top + height + 15), ...(fades ? fadeMarks(model, left, right, pitch, top + height + 22, whole - height - 22 + 4) : []),
  ];
}

/** Where the discounted sum rises out of the red. */
function paybackMarks({ discountedPaybackYears }: CashFlowModel, left: number, pitch: number, top: number, height: number): Mark[] {
  if (discountedPaybackYears === null) return [];
  const x = crisp(left + (discountedPaybackYears + 0.5) * pitch);
  const text = `${strings.charts.cashFlow.payback} ${fixed(discountedPaybackYears, 1)}`;
  const fits = x - textWidth(text, 11) - 6 > left;
  return [upright(x, top, top + height, "better", 1, { dash: [3, 3], id: "payback" }), label(fits ? x - 5 : x + 5, top + 10, text, { fill: "better", anchor: fits ? "end" : "start", halo: true, id: "payback" })];
}

/** Every year where there is room, else as many as fit. */
function yearNames({ years }: CashFlowModel, left: number, pitch: number, y: number): Mark[] {
  const every = Math.ceil((textWidth("2000", 11) + 8) / pitch);
  const last = years.length - 1;
  return years.flatMap(({ calendarYear }, index): Mark[] => (index % every === 0 && (index === last || index + every <= last || pitch * (last - index) > 20)
    ? [label(left + (index + 0.5) * pitch, y, String(calendarYear), { anchor: "middle" })] : []));
}

/** Share of the first capacity at each year's end: falling with age, whole again where the battery is renewed. */
function fadeMarks({ years }: CashFlowModel, left: number, right: number, pitch: number, top: number, height: number): Mark[] {
  const words = strings.charts.cashFlow;
  const shares = years.flatMap(({ capacityFraction }) => (capacityFraction === null ? [] : [capacityFraction]));
  const low = Math.floor(Math.min(...shares) * 10) / 10;
  const plotTop = top + 20;
  const scale = valueScale(Math.min(low, 0.9), 1, plotTop, Math.max(12, height - 22));
  const points = years.flatMap(({ capacityFraction, isRenewed }, index): number[] => {
    if (capacityFraction === null) return [];
    const x = left + (index + 0.5) * pitch;
    return isRenewed ? [x, scale(capacityFraction), x, scale(1)] : [x, scale(capacityFraction)];
  });
  const grid = [scale.low, 1].flatMap((value): Mark[] => [level(left, right, crisp(scale(value)), "grid"), label(left - 7, scale(value) + 4, percent(value, 0), { anchor: "end" })]);
  return [...grid, ...laneName(left, top + 10, words.capacity, words.capacityHint).marks, { kind: "line", points: Float64Array.from(points), stroke: "q-soc", width: 2, id: "capacity" }];
}

function rangeOf(years: CashFlowModel["years"]): readonly [number, number] {
  let [low, high] = [0, 0];
  for (const { amounts, discountedSum } of years) {
    const values = Object.values(amounts);
    high = Math.max(high, discountedSum, values.reduce((sum, amount) => sum + Math.max(0, amount), 0));
    low = Math.min(low, discountedSum, values.reduce((sum, amount) => sum + Math.min(0, amount), 0));
  }
  return [low, high];
}

function highest(years: CashFlowModel["years"]): number {
  const [low, high] = rangeOf(years);
  return Math.max(high, -low);
}
