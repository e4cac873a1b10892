import type { Tuner } from "../core/studies/tuner.ts";
import { axisTexts, type AxisScale } from "../text/designText.ts";
import { counted } from "../text/numbers.ts";
import { differenceText, figureScale } from "../text/studyFigures.ts";
import { tunerWords as words } from "../text/studyTuner.ts";
import type { StudyChart } from "./made.ts";
import type { Mark, Size } from "./mark.ts";
import { crisp, emptyNote, label, level, upright } from "./marks.ts";
import { niceRange, ticks } from "./scale.ts";
import { textWidth } from "./textWidth.ts";

export type TunedGainModel = { /** By its id. */ readonly figure: string; readonly currency: string; readonly trainingSeeds: number; /** +1 where more of the figure is better, −1 where less is. */ readonly sign: 1 | -1; readonly heldBack: Tuner["heldBack"] };

/** What the tuned inputs gain over those that stand: on the seeds that were searched on, and on seeds held back with how sure that is. */
export const tunedGain: StudyChart<TunedGainModel> = {
  title: words.gain,
  subtitle(model, width) {
    const { heldBack } = model;
    const { unit: shown } = scaleOf(model);
    return width < NARROW || heldBack === null ? words.gainUnit(shown) : `${words.gainUnit(shown)} · ${words.intervalNote(heldBack.seeds)}`;
  },
  layout,
  summary({ heldBack, figure, currency }) {
    if (heldBack === null) return words.noHeldBack;
    const text = (value: number) => differenceText(figure, value, currency);
    const { trainingGain, heldBackGain, gainInterval, seeds } = heldBack;
    return `${words.gain}: ${text(trainingGain)} ${words.onTraining}; ${text(heldBackGain)} ${words.onHeldBack} (${counted(seeds, "seed", "seeds")})${gainInterval === null ? "" : `, ${words.intervalOf(text(gainInterval[0]), text(gainInterval[1]))}`}.`;
  },
  toTable(model) {
    const { heldBack, sign } = model;
    const shown = scaleOf(model);
    const at = (value: number | null | undefined) => (value === null || value === undefined ? null : value / shown.divisor);
    const columns = [{ title: words.seedsColumn, unit: "" }, { title: words.gainColumn, unit: shown.unit }, { title: words.lowColumn, unit: shown.unit }, { title: words.highColumn, unit: shown.unit }, { title: "P10", unit: shown.unit }, { title: "P90", unit: shown.unit }];
    if (heldBack === null) return { columns, rows: [] };
    const [p10, p90] = seedRange(heldBack, sign);
    return {
      columns,
      rows: [[words.training, at(heldBack.trainingGain), null, null, null, null], [words.heldBack, at(heldBack.heldBackGain), at(heldBack.gainInterval?.[0]), at(heldBack.gainInterval?.[1]), at(p10), at(p90)]],
    };
  },
};

const NARROW = 520;
const AXIS = 26;

/** P10 to P90 of the gain seed by seed. */
function seedRange({ difference }: NonNullable<Tuner["heldBack"]>, sign: 1 | -1): readonly [number, number] {
  return sign > 0 ? [difference.p10, difference.p90] : [-difference.p90, -difference.p10];
}

function largest({ trainingGain, gainInterval, difference }: NonNullable<Tuner["heldBack"]>): number {
  return Math.max(...[trainingGain, ...(gainInterval ?? []), difference.p10, difference.p90].map(Math.abs));
}

function scaleOf({ heldBack, figure, currency }: TunedGainModel): AxisScale {
  const most = heldBack === null ? 1 : largest(heldBack);
  return figureScale(figure, most, most, currency);
}

function layout(model: TunedGainModel, size: Size): Mark[] {
  const { heldBack, figure, currency, sign, trainingSeeds } = model;
  if (heldBack === null) return [emptyNote({ left: 0, top: 0, ...size }, words.noHeldBack)];
  const isNarrow = size.width < NARROW;
  const { trainingGain, heldBackGain, gainInterval, seeds } = heldBack;
  const [p10, p90] = seedRange(heldBack, sign);
  const names = [[words.training, words.seeds(trainingSeeds)], [words.heldBack, words.seeds(seeds)]] as const;
  const values = [trainingGain, heldBackGain, p10, p90, 0, ...(gainInterval ?? [])];
  const [low, high] = niceRange(Math.min(...values), Math.max(...values), 4);
  const scale = scaleOf(model);
  const valueTexts = [trainingGain, heldBackGain].map((value) => differenceText(figure, value, currency));
  const left = isNarrow ? 10 : 14 + Math.max(...names.flat().map((name) => textWidth(name, 11, true)));
  const right = size.width - 14 - (isNarrow ? 0 : Math.max(...valueTexts.map((text) => textWidth(text, 11, true))));
  const xOf = (value: number): number => left + ((value - low) / (high - low || 1)) * (right - left);
  const bottom = Math.max(40, size.height - AXIS);
  const pitch = bottom / 2;
  const levels = ticks(low, high, isNarrow ? 3 : 5);
  const texts = axisTexts(levels, scale);
  const rows = [{ gain: trainingGain, at: 0 }, { gain: heldBackGain, at: 1 }].flatMap(({ gain, at }): Mark[] => {
    const y = Math.round((at + (isNarrow ? 0.65 : 0.5)) * pitch);
    const [name, note] = names[at]!;
    return [
      ...(isNarrow
        ? [label(left, y - 14, `${name}: ${valueTexts[at]!}`, { fill: "ink-1", bold: true, halo: true })]
        : [label(0, y - 2, name, { fill: "ink-1", bold: true }), label(0, y + 12, note, { fill: "ink-3" }), label(size.width, y + 4, valueTexts[at]!, { fill: "ink-1", anchor: "end", bold: true, id: "value" })]),
      ...(at === 0 ? [] : [
        level(xOf(p10), xOf(p90), y, "q-fan@0.5", 3, { id: "seeds" }),
        ...(gainInterval === null ? [] : [level(xOf(gainInterval[0]), xOf(gainInterval[1]), y, "q-fan", 7, { id: "interval" })]),
      ]),
      { kind: "dot", x: xOf(gain), y, radius: 5.5, fill: at === 0 ? "surface" : "ink-1", stroke: at === 0 ? "ink-1" : "surface", id: at === 0 ? "training" : "heldBack" },
    ];
  });
  return [
    ...levels.flatMap((value, k): Mark[] => {
      const half = textWidth(texts[k]!, 11) / 2;
      return [upright(crisp(xOf(value)), 0, bottom, value === 0 ? "axis" : "grid", value === 0 ? 1.5 : 1), label(Math.min(Math.max(xOf(value), half), size.width - half), bottom + 16, texts[k]!, { anchor: "middle" })];
    }),
    ...rows,
  ];
}
