import { useMemo } from "preact/hooks";

const COLUMNS = 320;
const HEIGHT = 100;

/** A series as a line of lowest and highest of each column: no peak is averaged away, a gap is a gap. */
export function SeriesPreview({ values, label, changed = [] }: { readonly values: Float64Array; readonly label: string; /** Rows that are not as in the file: marked at the foot. */ readonly changed?: readonly number[] }) {
  const path = useMemo(() => pathOf(values), [values]);
  return (
    <svg viewBox={`0 0 ${COLUMNS} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
      <path d={path} />
      {changed.length === 0 ? null : <path class="series-changed" d={marksOf(changed, values.length)} />}
    </svg>
  );
}

function pathOf(values: Float64Array): string {
  let [lowest, highest] = [0, 0];
  for (const value of values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  const yOf = (value: number) => (HEIGHT - 2 - ((value - lowest) / (highest - lowest || 1)) * (HEIGHT - 4)).toFixed(1);
  const columns = Math.min(COLUMNS, values.length);
  let path = "";
  let isDown = false;
  for (let column = 0; column < columns; column++) {
    const [from, to] = [Math.floor((column * values.length) / columns), Math.floor(((column + 1) * values.length) / columns)];
    let [low, high] = [Infinity, -Infinity];
    for (let i = from; i < to; i++) {
      if (values[i]! < low) low = values[i]!;
      if (values[i]! > high) high = values[i]!;
    }
    if (low > high) {
      isDown = false;
      continue;
    }
    const x = ((column + 0.5) * COLUMNS) / columns;
    path += `${isDown ? "L" : "M"}${x.toFixed(1)} ${yOf(low)}L${x.toFixed(1)} ${yOf(high)}`;
    isDown = true;
  }
  return path;
}

/** A tick for each column of the picture in which a row was changed. */
function marksOf(changed: readonly number[], count: number): string {
  const columns = new Set(changed.map((row) => Math.floor((row * COLUMNS) / count)));
  return [...columns].map((column) => `M${column + 0.5} ${HEIGHT}V${HEIGHT - 8}`).join("");
}
