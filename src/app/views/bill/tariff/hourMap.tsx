import { useMemo, useRef, useState } from "preact/hooks";
import type { Issue } from "../../../../core/errors.ts";
import { paintHours, type DayKind, type HourPart, type RateTable } from "../../../../document/rateRecord.ts";
import { lower } from "../../../../text/page.ts";
import { strings } from "../../../../text/strings.ts";
import { tariffText } from "../../../../text/tariff.ts";
import { preview, settle } from "../../../state/document.ts";
import { periodLooks } from "./periodLooks.ts";

type Cell = { readonly month: number; readonly hour: number };
type Props = {
  readonly part: HourPart; readonly day: DayKind; readonly table: RateTable; readonly period: number;
  readonly onPeriod: (period: number) => void; readonly onRefused: (issues: readonly Issue[]) => void;
};

const hours = Array.from({ length: 24 }, (_, hour) => hour);

/** Months by hours, each cell the number and colour of its period. A stroke over cells paints them, one step of undo; so does Enter, and a digit chooses. */
export function HourMap({ part, day, table, period, onPeriod, onRefused }: Props) {
  const [focus, setFocus] = useState<Cell>({ month: 0, hour: 0 });
  const host = useRef<HTMLTableElement>(null);
  const stroke = useRef<Map<string, Cell> | null>(null);
  const looks = useMemo(() => periodLooks(table.periods), [table.periods]);
  const schedule = table[day];
  const name = tariffText.period(period);

  const paint = (cells: readonly Cell[]) => {
    const kept = stroke.current ?? new Map<string, Cell>();
    stroke.current = kept;
    for (const cell of cells) kept.set(`${cell.month} ${cell.hour}`, cell);
    onRefused(preview((draft) => { draft.tariff = { ...draft.tariff, urdb: paintHours(draft.tariff.urdb ?? {}, part, day, cells, period) }; }));
  };
  const end = () => {
    const painted = stroke.current;
    stroke.current = null;
    if (painted !== null) settle(tariffText.edits.painted(painted.size, name, lower(tariffText.parts[part])));
  };
  const all = (cells: readonly Cell[]) => {
    paint(cells);
    end();
  };
  const cellAt = (x: number, y: number): Cell | null => {
    const cell = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-cell]");
    if (cell === null || cell === undefined || host.current?.contains(cell) !== true) return null;
    const [month = 0, hour = 0] = cell.dataset["cell"]!.split(" ").map(Number);
    return { month, hour };
  };
  const down = (event: PointerEvent) => {
    const cell = event.button === 0 ? cellAt(event.clientX, event.clientY) : null;
    if (cell === null) return;
    host.current?.setPointerCapture(event.pointerId);
    setFocus(cell);
    paint([cell]);
  };
  const move = (event: PointerEvent) => {
    if (stroke.current === null) return;
    const cell = cellAt(event.clientX, event.clientY);
    if (cell !== null && !stroke.current.has(`${cell.month} ${cell.hour}`)) paint([cell]);
  };
  const go = (to: Cell) => {
    setFocus(to);
    host.current?.querySelector<HTMLElement>(`[data-cell="${to.month} ${to.hour}"]`)?.focus();
  };
  const key = (event: KeyboardEvent) => {
    const { month, hour } = focus;
    const to = {
      ArrowLeft: { month, hour: Math.max(0, hour - 1) }, ArrowRight: { month, hour: Math.min(23, hour + 1) },
      ArrowUp: { month: Math.max(0, month - 1), hour }, ArrowDown: { month: Math.min(11, month + 1), hour }, Home: { month, hour: 0 }, End: { month, hour: 23 },
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      // With Shift the stroke goes along.
      if (event.shiftKey) paint([focus, to]);
      go(to);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      all([focus]);
    } else if (/^[1-9]$/.test(event.key) && Number(event.key) <= table.periods.length) {
      event.preventDefault();
      onPeriod(Number(event.key) - 1);
    }
  };

  return (
    <div class="hour-map">
      <h3 id={`hours-${part}-${day}`}>{tariffText.days[day]}</h3>
      <p id={`hint-${part}-${day}`} class="visually-hidden">{tariffText.hint}</p>
      <table
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- the grid pattern of the ARIA guide on a table: cells take keys
        ref={host} role="grid" aria-labelledby={`hours-${part}-${day}`} aria-describedby={`hint-${part}-${day}`} title={tariffText.hint}
        onPointerDown={down} onPointerMove={move} onPointerUp={end} onPointerCancel={end} onKeyDown={key}
        onKeyUp={(event) => { if (event.key === "Shift") end(); }} onFocusOut={() => { if (stroke.current !== null && !document.activeElement?.closest(".hour-map")) end(); }}
      >
        <thead>
          <tr>
            <td />
            {hours.map((hour) => (
              <th key={hour} scope="col">
                <button type="button" tabIndex={-1} aria-label={tariffText.hour(hour, name)} onClick={() => { all(schedule.map((_, month) => ({ month, hour }))); }}>{hour % 3 === 0 ? hour : <span class="hour-tick" />}</button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {schedule.map((row, month) => (
            <tr key={month}>
              <th scope="row"><button type="button" tabIndex={-1} aria-label={tariffText.month(strings.months[month]!, name)} onClick={() => { all(hours.map((hour) => ({ month, hour }))); }}>{strings.months[month]}</button></th>
              {row.map((one, hour) => (
                <td
                  key={hour} class="hour-cell" data-cell={`${month} ${hour}`} data-part={part} data-share={looks[one]?.share} data-dark={looks[one]?.isDark || undefined}
                  tabIndex={focus.month === month && focus.hour === hour ? 0 : -1} aria-label={tariffText.cell(strings.months[month]!, hour, tariffText.period(one))} onFocus={() => { setFocus({ month, hour }); }}
                >
                  {one + 1}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
