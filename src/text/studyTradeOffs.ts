import type { Pareto } from "../core/studies/pareto.ts";
import type { Sweep } from "../core/studies/sweep.ts";
import { settingsText } from "./designText.ts";
import { figureLabel, figureOf, figureText } from "./studyFigures.ts";
import type { Finding, SentencePart } from "./findings.ts";
import { counted, integer } from "./numbers.ts";

/** Words of the sweep, the front and their charts. */
export const tradeOffWords = {
  questions: "Trade-offs",
  kinds: { front: "Front", sweep: "Sweep" },
  about: { front: "What one figure costs in another: scenarios that no other beats in both, and the knee between them.", sweep: "Every figure over lists and ranges of any inputs." },
  front: "Front",
  axes: (up: string, across: string) => `${up} against ${across}`,
  better: { lower: "less is better", higher: "more is better" },
  frontNote: (front: number, rows: number) => `${integer(front)} of ${counted(rows, "row", "rows")} that none beats, joined`,
  knee: "knee",
  kneeName: "Knee",
  current: "As it stands",
  onFront: "front",
  beaten: "beaten",
  place: "Place",
  row: "Row",
  noRows: "No row has these figures.",
  parallel: "All inputs and figures",
  parallelNote: "drag along an axis, or move its two handles, to keep a part",
  keptOf: (kept: number, count: number) => (kept === count ? counted(count, "row", "rows") : `${integer(kept)} of ${counted(count, "row", "rows")} kept`),
  thinned: (count: number) => `${integer(count)} of them drawn`,
  fromTo: (from: string, to: string) => `${from} to ${to}`,
  handle: { from: (axis: string) => `${axis}, keep from`, to: (axis: string) => `${axis}, keep to` },
  clear: "Keep all rows",
  map: "Map of two inputs",
  mapNote: "mean of the rows in a cell",
  overAnd: (across: string, up: string) => `${across} across, ${up} up`,
  best: "best",
  median: "median",
  across: "Across",
  up: "Up",
  figure: "Figure",
  noMap: "A map needs two inputs that vary.",
  picture: "Picture",
  pictures: { front: "Front", map: "Map", parallel: "All inputs" },
  keys: {
    front: "Trade-offs. Left and right go from row to row, with Shift along the front; Enter picks a row, Escape lets it go.",
    parallel: "Rows over all inputs. Left and right go from row to row that is kept; Enter picks a row, Escape lets it go.",
    map: "Map. Arrows go from cell to cell; Enter picks its first row, Escape lets it go.",
  },
  rows: "Rows",
  onlyFront: "Front",
  allRows: "All",
  keptRows: "Kept",
  which: "Rows shown",
  open: "Open as scenario",
  openRow: (row: number) => `Open row ${row} as a scenario`,
  opened: (row: number) => `Row ${row} opened`,
  picked: (row: number) => `Row ${integer(row)}`,
  inputs: { design: "Rows", front: "Figures", lists: "Lists", equipment: "Equipment prices" },
  designNote: "how many, and how they lie",
  frontNoteInputs: "what is traded, and how rows are made",
  traded: ["Against", "Figure", "Figure 3", "Figure 4"],
  weights: "Weights of carbon",
  weightsHelp: (currency: string) => `In ${currency} per kg of CO₂e beside the bill; nobody pays it. Parted by blanks.`,
  notNumbers: "Numbers from 0 to 100, parted by blanks.",
  listsNote: (count: number) => (count === 0 ? "none" : counted(count, "list", "lists")),
  listsHelp: "Each value with each of the others, parted by semicolons.",
  strategies: "Add strategies",
  addList: "Add a list of this input",
  list: (title: string) => `Values of ${title}`,
  remove: (title: string) => `Remove ${title}`,
  emptyList: "At least one value.",
  edited: "Inputs that vary",
  costNote: "Cost with equipment counts the run's cost without wear and a year's share of what battery, solar and wind cost to buy. Prices are assumptions (?): set your own under Equipment prices.",
  scoreNote: "The score is not computed for every row yet: switch on With the score.",
  summary: (rows: number | null, figures: string) => `${rows === null ? "" : `${counted(rows, "row", "rows")}, `}${figures}`,
  rowsShown: (shown: number, count: number) => `The first ${integer(shown)} of ${counted(count, "row", "rows")}; all are in the table that is saved.`,
} as const;

const words = (text: string): SentencePart => ({ text });
const strong = (text: string): SentencePart => ({ text, strong: true });
const labelOf = (figure: string): string => figureLabel(figure).toLowerCase();

/** What the knee gives and takes, from the end of the front that is best in the first figure. */
export function frontFinding({ figures, table, front, knee }: Pareto, currency: string): Finding {
  const [first, second] = figures as readonly [string, string];
  const count = table.parameters[0]?.values.length ?? 0;
  const at = (figure: string, row: number) => table.figures[figure]?.[row] ?? 0;
  const settings = (row: number) => settingsText(table.parameters, table.parameters.map(({ values }) => values[row] ?? null), currency);
  const start = front[0];
  if (start === undefined) return { parts: [words(tradeOffWords.noRows)], phone: [words(tradeOffWords.noRows)] };
  const best = (row: number) => strong(figureText(first, at(first, row), currency));
  if (front.length === 1) {
    return {
      parts: [words("One row of "), strong(integer(count)), words(` is best in everything: ${settings(start)}, ${labelOf(first)} `), best(start), words(`, ${labelOf(second)} `), strong(figureText(second, at(second, start), currency)), words(".")],
      phone: [words("One row is best in everything: "), best(start), words(".")],
    };
  }
  const gain = (from: number, to: number) => `${figureText(second, Math.abs(at(second, to) - at(second, from)), currency)} ${figureOf(second)?.better === "higher" ? "more" : "less"}`;
  const price = (from: number, to: number) => figureText(first, Math.abs(at(first, to) - at(first, from)), currency);
  const end = front.at(-1)!;
  if (knee === null) {
    return {
      parts: [strong(integer(front.length)), words(` of ${counted(count, "row", "rows")} are beaten by none; the front has no knee: from end to end ${labelOf(second)} ${gain(start, end)} for `), strong(price(start, end)), words(` of ${labelOf(first)}.`)],
      phone: [strong(integer(front.length)), words(" rows are beaten by none; no knee.")],
    };
  }
  return {
    parts: [
      words("The knee of the front, "), strong(settings(knee)), words(`, has ${labelOf(second)} `), strong(gain(start, knee)), words(" for "), strong(price(start, knee)), words(` of ${labelOf(first)}; the end beyond it, ${gain(knee, end)} for ${price(knee, end)}.`),
    ],
    phone: [words("Knee: "), strong(gain(start, knee)), words(" for "), strong(price(start, knee)), words(".")],
  };
}

/** The best row of a sweep in one figure, and how far the worst lies behind it. */
export function sweepFinding({ rows, inputs, best, table }: Sweep, figure: string, currency: string): Finding {
  const found = best[figure] ?? null;
  const facts = figureOf(figure);
  if (found === null || facts === undefined) {
    const many = [words(`${counted(rows, "row", "rows")} over ${counted(inputs.length, "input", "inputs")}.`)];
    return { parts: many, phone: many };
  }
  const values = table?.figures[figure]?.filter((value) => value !== null) ?? [];
  const worst = values.length === 0 ? null : facts.better === "lower" ? values.reduce((most, value) => Math.max(most, value), -Infinity) : values.reduce((least, value) => Math.min(least, value), Infinity);
  const text = figureText(figure, found.value, currency, worst === null ? undefined : Math.abs(worst - found.value));
  return {
    parts: [
      words(`Of ${counted(rows, "row", "rows")}, ${labelOf(figure)} is ${facts.better === "higher" ? "highest" : "lowest"} at `), strong(settingsText(inputs, found.parameters, currency)), words(": "), strong(text),
      words(worst === null ? "." : `; the worst row lies ${figureText(figure, Math.abs(worst - found.value), currency)} behind.`),
    ],
    phone: [words(`Best ${labelOf(figure)}: `), strong(text), words(".")],
  };
}
