import type { Pareto } from "../core/studies/pareto.ts";
import type { Sweep } from "../core/studies/sweep.ts";
import { settingsText } from "./designText.ts";
import { figureLabel, figureOf, figureText } from "./studyFigures.ts";
import type { Finding, SentencePart } from "./findings.ts";
import { counted, integer } from "./numbers.ts";

/** Words of the sweep, the front and their charts. */
export const tradeOffWords = {
  kind: "Rows for",
  kinds: { front: "Front", sweep: "Sweep" },
  question: { front: "What does one figure cost in another?", sweep: "How does every figure move over any inputs?" },
  about: {
    front: "Runs the site over inputs that vary, or its optimum for several weights of carbon, and finds the rows that no other beats in both figures: the front, with its knee.",
    sweep: "Runs the site over lists and ranges of any inputs: a map of two of them, all of them side by side, and a table whose rows open as scenarios.",
  },
  take: { front: "Take the inputs of the front", sweep: "Take the inputs of the sweep" },
  everyFigure: "every figure",
  and: " against ",
  tooMany: "More rows than a page holds: save the table, or ask on the command line with --out.",
  front: "Front",
  axes: (up: string, across: string) => `${up} against ${across}`,
  better: { lower: "less is better", higher: "more is better" },
  frontNote: (front: number, rows: number) => `${integer(front)} of ${counted(rows, "row", "rows")} that none beats`,
  knee: "knee",
  kneeName: "Knee",
  current: "As it stands",
  currentBeyond: (text: string) => `as it stands beyond, at ${text}`,
  onFront: "front",
  beaten: "beaten",
  place: "Place",
  row: "Row",
  noRows: "No row has these figures.",
  frontOf: (front: number, rows: number, first: string, last: string) => `${counted(front, "row", "rows")} of ${integer(rows)}, from ${first} to ${last}`,
  parallel: "All inputs and figures",
  parallelNote: "drag along an axis, or move its two handles, to keep a part",
  keptOf: (kept: number, count: number) => (kept === count ? counted(count, "row", "rows") : `${integer(kept)} of ${counted(count, "row", "rows")}`),
  thinned: (count: number) => `${integer(count)} of them drawn`,
  fromTo: (from: string, to: string) => `${from} to ${to}`,
  handle: { from: (axis: string) => `${axis}, keep from`, to: (axis: string) => `${axis}, keep to` },
  clear: "Keep all rows",
  map: "Map of two inputs",
  mapNote: "mean of the rows in a cell",
  overAnd: (across: string, up: string) => `${across} across, ${up} up`,
  bestAt: (cell: string) => `best at ${cell}`,
  over: (rows: string, axes: string) => `${rows}, over ${axes}`,
  median: "median",
  across: "Across",
  up: "Up",
  figure: "Figure",
  picture: "Picture",
  pictures: { front: "Front", map: "Map", parallel: "All inputs" },
  keys: {
    front: "Trade-offs. Left and right go from row to row, with Shift along the front; Enter picks a row, Escape lets it go.",
    parallel: "Rows over all inputs. Left and right go from row to row that is kept; Enter picks a row, Escape lets it go.",
    map: "Map. Arrows go from cell to cell; Enter picks its first row, Escape lets it go.",
  },
  pointAtRow: "Point at a row to read it, pick it to open it.",
  letGo: "Let the row go",
  rows: "Rows",
  onlyFront: "Front",
  allRows: "All",
  keptRows: "Kept",
  which: "Rows shown",
  on: "on",
  off: "off",
  open: "Open as scenario",
  openShort: "Open",
  openRow: (row: number) => `Open row ${row} as a scenario`,
  opened: (row: number) => `Row ${row} opened`,
  picked: (row: number) => `Row ${integer(row)}`,
  inputs: { how: "How rows are made", points: "Runs", equipment: "Equipment prices (?)" },
  tradedTitle: "Figures",
  tradedNote: "traded against each other",
  traded: (place: number) => (place === 0 ? "Across" : place === 1 ? "Up" : `Figure ${place + 1}`),
  addFigure: "Add a figure",
  costNote: "Cost with equipment: the run's cost, and what battery, solar and wind cost to buy and keep for as many days.",
  weights: "Weights of carbon",
  weightsHelp: (currency: string) => `${currency} per kg of CO₂e that the plan counts beside the bill; nobody pays it. Parted by semicolons.`,
  notNumbers: "Numbers from 0 to 100, parted by semicolons.",
  lists: "Lists",
  listsNote: (count: number) => (count === 0 ? "none" : counted(count, "list", "lists")),
  listsHelp: "Each value with each of the others, parted by semicolons or lines.",
  strategies: "Compare strategies",
  strategy: "Strategy",
  addList: "Add a list of values",
  remove: (title: string) => `Remove ${title}`,
  emptyList: "At least one value, parted by semicolons.",
  edited: "Inputs that vary",
  noRanges: "none",
  listsAlone: "The rows are those of the lists; a range would be drawn over beside them.",
  siteAlone: "The site as it stands, for every weight; a range or a list makes rows of other sites.",
  sizesNote: "sizes (?)",
  sizesHelp: "Chosen by the page: from none to twice what the site has, or more. Set ends of your own, or add and remove.",
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
      parts: [strong(integer(front.length)), words(` of ${counted(count, "row", "rows")} are beaten by none; no knee: from end to end ${gain(start, end)} for `), strong(price(start, end)), words(".")],
      phone: [strong(integer(front.length)), words(" rows are beaten by none; no knee.")],
    };
  }
  return {
    parts: [
      words("The knee, "), strong(settings(knee)), words(", has "), strong(gain(start, knee)), words(" for "), strong(price(start, knee)), words(`; the end beyond it, ${gain(knee, end)} for ${price(knee, end)}.`),
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
      words(`${facts.better === "higher" ? "Highest" : "Lowest"} ${labelOf(figure)}: `), strong(text), words(" at "), strong(settingsText(inputs, found.parameters, currency)),
      words(worst === null ? "." : `; ${counted(rows, "row", "rows")} range over ${figureText(figure, Math.abs(worst - found.value), currency)}.`),
    ],
    phone: [words(`Best ${labelOf(figure)}: `), strong(text), words(".")],
  };
}
