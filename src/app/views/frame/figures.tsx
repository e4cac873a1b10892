import type { ComponentChildren } from "preact";
import type { RunResult } from "../../../core/result.ts";
import { doesNothing, isYear } from "../../../text/findings.ts";
import { exact, exactMoney, figure, integer, money, percent, quantity, quantityText, signed } from "../../../text/numbers.ts";
import { page } from "../../../text/page.ts";
import { highestImportStep } from "../dispatch/presets.ts";
import { bandNames } from "../../../text/events.ts";
import { attained } from "../../state/attained.ts";
import { result } from "../../state/results.ts";
import { scored } from "../../state/score.ts";
import { carbonShown } from "../../state/view.ts";
import { showStep } from "../dispatch/showStep.ts";
import "./figures.css";

/** More do not fit a row; the last of them are the least. */
const MOST_CELLS = 6;

type Cell = {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly unit: string;
  /** The whole number, for who points at it. */
  readonly exact: string;
  readonly note: ComponentChildren;
  /** The view that shows its making; absent where `onClick` shows it here. */
  readonly href?: string;
  /** A figure that should not be there at all. */
  readonly isBad?: boolean;
  readonly onClick?: () => void;
};

/** What the year comes to, against doing nothing; each value leads to its making. */
export function Figures() {
  const run = result.value;
  return (
    <section class="figures" aria-label={page.figures.label} tabIndex={0}>
      {run === null ? null : cellsOf(run).map(({ id, label, value, unit, exact: whole, note, href, isBad, onClick }) => (
        <div key={id} class="figure" data-figure={id}>
          <span class="figure-label">{label}</span>
          <Value isBad={isBad === true} href={href} title={whole} onClick={onClick}>{value}{unit === "" ? null : <span class="figure-unit"> {unit}</span>}</Value>
          <span class="figure-note">{note}</span>
        </div>
      ))}
    </section>
  );
}

type ValueProps = { readonly isBad: boolean; readonly href: string | undefined; readonly title: string; readonly onClick: (() => void) | undefined; readonly children: ComponentChildren };

function Value({ isBad, href, children, ...rest }: ValueProps) {
  const looks = { class: "figure-value", "data-side": isBad ? "worse" : undefined, ...rest };
  return href === undefined ? <button type="button" aria-haspopup="dialog" {...looks}>{children}</button> : <a href={href} {...looks}>{children}</a>;
}

function cellsOf(run: RunResult): Cell[] {
  const { kpis, idle, bill, axis } = run;
  const { currency } = bill;
  const peak = quantity(kpis.peakImportKw, "kW");
  const energy = quantity(kpis.importKwh, "kWh");
  const emissions = emissionsOf(kpis.emissionsKg);
  const cells: Cell[] = [
    {
      id: "bill", label: isYear(axis.days) ? page.figures.bill : page.figures.billOf(axis.days), value: money(bill.total, currency), unit: "", exact: exactMoney(bill.total, currency), href: "#bill",
      note: <Delta run={run} by={bill.total - idle.bill.total} of={idle.bill.total} text={(by) => money(by, currency)} />,
    },
    {
      id: "peak", label: page.figures.peak, ...peak, exact: exact(kpis.peakImportKw, "kW"), href: "#dispatch", onClick: () => { showStep(run, highestImportStep(run)); },
      note: <Delta run={run} by={kpis.peakImportKw - idle.kpis.peakImportKw} of={idle.kpis.peakImportKw} text={(by) => quantityText(by, "kW")} />,
    },
    {
      id: "energy", label: page.figures.energy, ...energy, exact: exact(kpis.importKwh, "kWh"), href: "#dispatch",
      note: <Delta run={run} by={kpis.importKwh - idle.kpis.importKwh} of={idle.kpis.importKwh} text={(by) => quantityText(by, "kWh")} />,
    },
    {
      id: "emissions", label: page.figures.emissions, ...emissions, exact: `${exact(kpis.emissionsKg, "kg")} CO₂e, ${page.figures.locationBased}`, onClick: () => { carbonShown.value = true; },
      note: <Delta run={run} by={kpis.emissionsKg - idle.kpis.emissionsKg} of={idle.kpis.emissionsKg} text={(by) => quantityText(by, "kg").replace(/\s?CO₂e$/, "")} />,
    },
  ];
  const best = attainedCell(run);
  if (best !== null) cells.splice(1, 0, best);
  if (kpis.unservedKwh > 0) {
    cells.push({
      id: "unserved", label: page.figures.unserved, ...quantity(kpis.unservedKwh, "kWh"), exact: exact(kpis.unservedKwh, "kWh"), href: "#dispatch", isBad: true,
      note: <Delta run={run} by={kpis.unservedKwh - idle.kpis.unservedKwh} of={idle.kpis.unservedKwh} text={(by) => quantityText(by, "kWh")} />,
    });
  }
  if (kpis.pvKwh > 0) {
    cells.push({
      id: "pv", label: page.figures.pv, ...quantity(kpis.pvKwh, "kWh"), exact: exact(kpis.pvKwh, "kWh"), href: "#dispatch",
      note: <>{percent(kpis.selfConsumptionFraction)} {page.figures.ownUse}</>,
    });
  }
  if (kpis.dischargeKwh > 0) {
    cells.push({
      id: "battery", label: page.figures.battery, value: figure(kpis.equivalentFullCycles), unit: "", exact: exact(kpis.dischargeKwh, "kWh"), href: "#dispatch",
      note: <>{quantityText(kpis.dischargeKwh, "kWh")} {page.figures.given}</>,
    });
  }
  // The last of the row; while a newer one is made the score of before stays.
  const [year] = scored.value?.years ?? [];
  if (year === undefined) return cells.slice(0, MOST_CELLS);
  const scoreCell: Cell = {
    id: "score", label: page.figures.score, value: integer(year.score), unit: page.figures.of100, exact: exact(year.score), href: "#flexibility", note: <>{bandNames[year.band]}</>,
  };
  return [...cells.slice(0, MOST_CELLS - 1), scoreCell];
}

/** Null where the best that was possible is not known. */
function attainedCell({ bill: { currency } }: RunResult): Cell | null {
  if (attained.value === null) return null;
  const { fraction, optimalCost, isSolved } = attained.value;
  return {
    id: "attained", label: page.figures.attained, value: integer(100 * fraction), unit: page.figures.attainedUnit, href: "#compare", note: <>{page.figures.optimum(money(optimalCost, currency))}</>,
    exact: `${page.figures.attainedHint}${isSolved ? "" : `, ${page.figures.byBattery}`}: ${exactMoney(optimalCost, currency)}`,
  };
}

/** Tonnes, and thousands of them where five figures would not fit the cell. */
function emissionsOf(kg: number): { readonly value: string; readonly unit: string } {
  const tonnes = kg / 1000;
  return tonnes < 1e5 ? { value: figure(tonnes, 4), unit: "t" } : { value: figure(tonnes / 1000, 4), unit: "kt" };
}

type DeltaProps = {
  readonly run: RunResult;
  /** Ours less doing nothing; more is worse for every figure here. */
  readonly by: number;
  readonly of: number;
  readonly text: (by: number) => string;
};

function Delta({ run, by, of, text }: DeltaProps) {
  if (doesNothing(run)) return <>{page.figures.doNothing}</>;
  const share = of === 0 ? 0 : by / Math.abs(of);
  if (Math.abs(share) < 5e-5) return <>{page.figures.same}</>;
  return (
    <>
      <span data-side={by < 0 ? "better" : "worse"}>{signed(text(by))}</span> <span class="figure-share">{signed(shortPercent(share))}</span>
    </>
  );
}

function shortPercent(share: number): string {
  const size = Math.abs(share);
  return percent(share, size >= 0.1 ? 0 : size >= 0.01 ? 1 : 2);
}
