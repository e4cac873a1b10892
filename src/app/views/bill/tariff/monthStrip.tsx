import { paintMonths, type MonthTable } from "../../../../document/rateRecord.ts";
import { strings } from "../../../../text/strings.ts";
import { tariffText } from "../../../../text/tariff.ts";
import type { Change } from "./edits.ts";
import { periodLooks } from "./periodLooks.ts";

/** The period of each month's demand at any time; a month is put under the chosen one by a click. */
export function MonthStrip({ table, period, change }: { readonly table: MonthTable; readonly period: number; readonly change: Change }) {
  const looks = periodLooks(table.periods);
  return (
    <div class="month-strip" role="group" aria-label={tariffText.months}>
      {table.months.map((one, month) => {
        const name = strings.months[month]!;
        return (
          <button
            key={month} type="button" aria-label={tariffText.monthCell(name, tariffText.period(one), tariffText.period(period))}
            onClick={() => { change(tariffText.monthTo(name, tariffText.period(period)), (record) => paintMonths(record, [month], period)); }}
          >
            <span>{name}</span>
            <span class="hour-cell" data-part="flat" data-dark={looks[one]?.isDark || undefined} data-share={looks[one]?.share}>{one + 1}</span>
          </button>
        );
      })}
    </div>
  );
}
