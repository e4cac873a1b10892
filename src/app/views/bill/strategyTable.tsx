import { withStrategy } from "../../../core/scenario.ts";
import type { RunResult } from "../../../core/result.ts";
import { explain } from "../../../text/explain.ts";
import { exactMoney, fixed, percent, scaled, scaleFor, signed } from "../../../text/numbers.ts";
import { billWords } from "../../../text/bill.ts";
import { lower } from "../../../text/page.ts";
import { policyName } from "../../../text/strings.ts";
import { edit, scenario } from "../../state/document.ts";
import { compared, comparedName, isComparedStale, type Compared } from "../../state/results.ts";
import { Recomputing } from "../recomputing.tsx";
import { moneyColumn } from "./moneyColumn.ts";

/** Every strategy on the same site: what each costs and does, as the difference from doing nothing. */
export function StrategyTable() {
  const rows = compared.value;
  const idle = rows[0]?.outcome;
  const notes = isComparedStale.value ? <Recomputing /> : null;
  return (
    <section class="bill-part">
      <h2 id="strategies-title">
        {billWords.strategies} <span class="part-note">{billWords.strategiesNote(lower(policyName(scenario.value.strategy.work.policy)))}{notes}</span>
      </h2>
      {idle === undefined || idle === null || idle instanceof Error ? <p class="part-note">{billWords.waiting}</p> : <Rows rows={rows} idle={idle} chosen={comparedName(scenario.value.strategy)} />}
    </section>
  );
}

type RowsProps = { readonly rows: readonly Compared[]; readonly idle: RunResult; readonly chosen: string };

function Rows({ rows, idle, chosen }: RowsProps) {
  const { currency } = idle.bill;
  const cost = moneyColumn(Math.abs(idle.bill.total), currency);
  const results = rows.flatMap(({ outcome }) => (outcome === null || outcome instanceof Error ? [] : [outcome]));
  const peak = scaleFor(Math.max(...results.map(({ kpis }) => kpis.peakImportKw)), "kW");
  const energy = scaleFor(idle.kpis.importKwh, "kWh");
  const emissions = scaleFor(idle.kpis.emissionsKg, "kg");
  const cycleDecimals = Math.max(...results.map(({ kpis }) => kpis.equivalentFullCycles)) < 100 ? 1 : 0;
  const hasWork = results.some(({ kpis }) => kpis.missedKwh > 0);
  const best = Math.min(...results.map(costOf));
  return (
    <div class="bill-scroll" role="region" tabIndex={0} aria-labelledby="strategies-title">
      <table class="bill-table strategy-table">
        <thead>
          <tr>
            <th scope="col">{billWords.strategy}</th>
            <th scope="col">{billWords.cost} <span class="unit">{cost.unit}</span></th>
            <th scope="col" colSpan={2}>{billWords.difference} <span class="unit">{cost.unit}</span></th>
            <th scope="col">{billWords.stored} <span class="unit">{cost.unit}</span></th>
            <th scope="col" colSpan={2}>{billWords.peak} <span class="unit">{peak.unit}</span></th>
            <th scope="col">{billWords.energy} <span class="unit">{energy.unit}</span></th>
            <th scope="col" colSpan={2}>{billWords.emissions} <span class="unit">{emissions.unit}</span></th>
            <th scope="col">{billWords.cycles}</th>
            {hasWork ? <th scope="col">{billWords.late} <span class="unit">MWh</span></th> : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const { strategy, outcome } = row;
            const isChosen = strategy === chosen;
            const name = nameOf(row);
            if (outcome === null || outcome instanceof Error) {
              return <tr key={strategy}><th scope="row">{name}</th><td class="row-note" colSpan={hasWork ? 11 : 10}>{outcome === null ? billWords.waiting : explain(outcome)}</td></tr>;
            }
            const isIdle = outcome === idle;
            const { kpis, bill } = outcome;
            return (
              <tr key={strategy} aria-selected={isChosen}>
                <th scope="row">
                  {isChosen
                    ? <strong>{name}<span class="visually-hidden">, {billWords.chosen}</span></strong>
                    : <button type="button" class="strategy-use" title={billWords.use} onClick={() => { use(row); }}>{name}</button>}
                </th>
                <td title={exactMoney(bill.total, currency)} data-best={costOf(outcome) === best || undefined}>{cost.text(bill.total)}</td>
                {isIdle ? <td colSpan={2} /> : <Delta by={bill.total - idle.bill.total} of={idle.bill.total} text={cost.text} />}
                <td>{kpis.residualValueCost === 0 ? "" : signed(cost.text(kpis.residualValueCost))}</td>
                <td>{scaled(kpis.peakImportKw, peak)}</td>
                {isIdle ? <td /> : <Share by={kpis.peakImportKw - idle.kpis.peakImportKw} of={idle.kpis.peakImportKw} />}
                <td>{scaled(kpis.importKwh, energy)}</td>
                <td>{fixed(kpis.emissionsKg / emissions.divisor, emissions.decimals)}</td>
                {isIdle ? <td /> : <Share by={kpis.emissionsKg - idle.kpis.emissionsKg} of={idle.kpis.emissionsKg} />}
                <td>{fixed(kpis.equivalentFullCycles, cycleDecimals)}</td>
                {hasWork ? <td>{fixed(kpis.missedKwh / 1000, 1)}</td> : null}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Delta({ by, of, text }: { readonly by: number; readonly of: number; readonly text: (value: number) => string }) {
  return (
    <>
      <td data-side={sideOf(by, of)}>{signed(text(by))}</td>
      <Share by={by} of={of} />
    </>
  );
}

function Share({ by, of }: { readonly by: number; readonly of: number }) {
  const share = of === 0 ? 0 : by / Math.abs(of);
  return <td class="delta" data-side={sideOf(by, of)}>{signed(percent(share, Math.abs(share) < 0.1 ? 1 : 0))}</td>;
}

/** Less is better of everything here; what rounds to nothing has no side. */
function sideOf(by: number, of: number): "better" | "worse" | undefined {
  if (Math.abs(by) < 5e-4 * Math.abs(of)) return undefined;
  return by < 0 ? "better" : "worse";
}

/** What strategies are ranked by: the bill, and what the store ends with more or less than at its start. */
const costOf = ({ kpis }: RunResult): number => kpis.totalCost + kpis.residualValueCost;

/** How work is placed stands above the table: it is the same in every row but the first. */
function nameOf({ strategy, battery, work }: Compared): string {
  if (battery !== "idle" || strategy === "idle") return policyName(battery);
  return policyName(work === "run-now" ? scenario.value.strategy.cooling.policy : work);
}

function use(row: Compared): void {
  edit(`${billWords.strategy}: ${nameOf(row)}`, (draft) => { draft.strategy = withStrategy(scenario.value, row.strategy).strategy; });
}
