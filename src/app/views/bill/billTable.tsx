import { useMemo } from "preact/hooks";
import type { BillLine, BillMonth, ChargeKind } from "../../../core/market/signals.ts";
import type { RunResult } from "../../../core/result.ts";
import { monthText, stepText } from "../../../text/dates.ts";
import { exactMoney, quantityText, rate } from "../../../text/numbers.ts";
import { billWords } from "../../../text/bill.ts";
import { strings } from "../../../text/strings.ts";
import { result } from "../../state/results.ts";
import { breadth, screen } from "../../state/view.ts";
import { Select } from "../../ui/select.tsx";
import { showStep } from "../dispatch/showStep.ts";
import { moneyColumn } from "./moneyColumn.ts";
import { shownMonth } from "./shownMonth.ts";

type Row = { readonly id: string; readonly kind: ChargeKind; readonly label: string; readonly months: readonly (BillLine | undefined)[]; readonly sum: number };

const kindOrder: readonly ChargeKind[] = ["energy", "demandFlat", "demandTou", "coincident", "contract", "capacity", "fixed", "minimum", "levy", "exportCredit"];

/** The bill line by line: a row a charge, a column a month; what set a peak is a link to the step. On the phone, one month at a time. */
export function BillTable({ run }: { readonly run: RunResult }) {
  const { bill } = run;
  const rows = useMemo(() => rowsOf(bill.months), [bill]);
  const column = moneyColumn(Math.max(0, ...bill.months.map(({ total }) => Math.abs(total))), bill.currency, true);
  return breadth.value === "phone" ? <OneMonth run={run} rows={rows} /> : (
    <section class="bill-part">
      <h2 id="bill-table-title">{billWords.table} <span class="part-note">{billWords.tableNote(column.unit)}</span></h2>
      <div class="bill-scroll" role="region" tabIndex={0} aria-labelledby="bill-table-title">
        <table class="bill-table" data-months>
          <thead>
            <tr>
              <th scope="col">{billWords.charge}</th>
              {bill.months.map(({ year, month }) => <th key={`${year}-${month}`} scope="col" title={monthText(year, month)}>{strings.months[month - 1]}</th>)}
              <th scope="col">{bill.months.length === 12 ? billWords.year : billWords.total}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row" title={row.label}>{row.label}</th>
                {row.months.map((line, index) => <td key={index}>{line === undefined ? "" : <Amount run={run} line={line} text={column.text(signedAmount(line))} />}</td>)}
                <td title={exactMoney(row.sum, bill.currency)}>{column.text(row.sum)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{billWords.total}</th>
              {bill.months.map((month) => <td key={`${month.year}-${month.month}`} title={exactMoney(month.total, bill.currency)}>{column.text(month.total)}</td>)}
              <td title={exactMoney(bill.total, bill.currency)}>{column.text(bill.total)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}

function OneMonth({ run, rows }: { readonly run: RunResult; readonly rows: readonly Row[] }) {
  const { bill } = run;
  const at = Math.min(shownMonth.value, bill.months.length - 1);
  const month = at < 0 ? undefined : bill.months[at];
  const options = [{ value: "-1", title: billWords.year }, ...bill.months.map(({ year, month: number }, index) => ({ value: String(index), title: monthText(year, number) }))];
  return (
    <section class="bill-part">
      <header class="chart-head">
        <h2 id="bill-table-title">{billWords.table}</h2>
        <Select label={billWords.month} value={String(at)} options={options} onChange={(value) => { shownMonth.value = Number(value); }} />
      </header>
      <table class="bill-table" data-single>
        <tbody>
          {rows.map((row) => {
            const line = month === undefined ? undefined : row.months[at];
            const amount = month === undefined ? row.sum : line === undefined ? 0 : signedAmount(line);
            return <tr key={row.id}><th scope="row">{row.label}</th><td>{line === undefined ? exactMoney(amount, bill.currency) : <Amount run={run} line={line} text={exactMoney(amount, bill.currency)} />}</td></tr>;
          })}
        </tbody>
        <tfoot><tr><th scope="row">{billWords.total}</th><td>{exactMoney(month?.total ?? bill.total, bill.currency)}</td></tr></tfoot>
      </table>
    </section>
  );
}

/** One amount; where a step set it, the way to that step. */
function Amount({ run, line, text }: { readonly run: RunResult; readonly line: BillLine; readonly text: string }) {
  const { currency } = run.bill;
  const quantity = line.unit === "kWh" || line.unit === "kW" ? quantityText(line.quantity, line.unit, 4) : `${line.quantity} ${line.unit}`;
  const made = `${exactMoney(signedAmount(line), currency)} = ${quantity}${line.rate === undefined ? "" : ` × ${rate(line.rate, currency, line.unit)}`}`;
  const { step } = line;
  if (step === undefined) return <span title={line.setBy === undefined ? made : `${made}. ${billWords.setBy} ${line.setBy}`}>{text}</span>;
  const where = stepText(run.axis, step);
  return (
    <a
      href="#dispatch" title={`${made}. ${billWords.setBy} ${where}`} aria-label={`${text}, ${billWords.showStep} ${where}`}
      onClick={() => {
        const now = result.value;
        if (now !== null) showStep(now, step);
        screen.value = "dispatch";
      }}
    >
      {text}
    </a>
  );
}

/** Credits are held positive and taken off: here they carry their sign. */
function signedAmount({ kind, amountCost }: BillLine): number {
  return kind === "exportCredit" ? -amountCost : amountCost;
}

function rowsOf(months: readonly BillMonth[]): readonly Row[] {
  const rows = new Map<string, { id: string; kind: ChargeKind; label: string; months: (BillLine | undefined)[]; sum: number }>();
  for (const [index, { lines }] of months.entries()) {
    for (const line of lines) {
      const key = `${line.kind} ${line.id}`;
      let row = rows.get(key);
      if (row === undefined) {
        row = { id: key, kind: line.kind, label: line.label, months: Array.from({ length: months.length }, () => undefined), sum: 0 };
        rows.set(key, row);
      }
      row.months[index] = line;
      row.sum += signedAmount(line);
    }
  }
  return [...rows.values()].filter(({ sum, months: lines }) => sum !== 0 || lines.some((line) => line !== undefined && line.amountCost !== 0))
    .sort((a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind));
}
