import { useState } from "preact/hooks";
import type { BillLine } from "../../../../core/market/signals.ts";
import type { RunResult } from "../../../../core/result.ts";
import { monthText, stepText } from "../../../../text/dates.ts";
import { money, quantityText } from "../../../../text/numbers.ts";
import { tariffText } from "../../../../text/tariff.ts";
import { screen } from "../../../state/view.ts";
import { Select } from "../../../ui/select.tsx";
import { showStep } from "../../dispatch/showStep.ts";

/** What set the demand that a month is billed for: level, step and money of each charge; the dearest month unless another is chosen. */
export function Peaks({ run }: { readonly run: RunResult }) {
  const { months, currency } = run.bill;
  const [chosen, choose] = useState<number | null>(null);
  const costs = months.map(({ lines }) => lines.filter(isPeak).reduce((sum, { amountCost }) => sum + amountCost, 0));
  const at = Math.min(chosen ?? costs.indexOf(Math.max(...costs)), months.length - 1);
  const month = months[at];
  const lines = (month?.lines ?? []).filter(isPeak);
  if (costs.every((cost) => cost === 0)) return null;
  return (
    <section class="tariff-peaks" aria-labelledby="tariff-peaks-title">
      <header>
        <h3 id="tariff-peaks-title">{tariffText.peaks.title}</h3>
        <Select label={tariffText.peaks.month} value={String(at)} options={months.map(({ year, month: number }, index) => ({ value: String(index), title: monthText(year, number) }))} onChange={(next) => { choose(Number(next)); }} />
      </header>
      {lines.length === 0 ? <p class="part-note">{tariffText.peaks.none}</p> : (
        <ul>
          {lines.map((line) => (
            <li key={line.id}>
              <span>{line.label}</span>
              <span><strong>{quantityText(line.quantity, "kW")}</strong> <When run={run} line={line} />{line.meteredKw === undefined ? "" : `, ${tariffText.peaks.ratchet(quantityText(line.meteredKw, "kW"))}`}</span>
              <span>{money(line.amountCost, currency)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const isPeak = ({ kind, unit, amountCost }: BillLine): boolean => unit === "kW" && amountCost !== 0 && (kind === "demandTou" || kind === "demandFlat" || kind === "coincident");

/** The step that set the level, as the way to it; or the earlier month that did. */
function When({ run, line: { step, setBy } }: { readonly run: RunResult; readonly line: BillLine }) {
  if (step === undefined) return setBy === undefined ? null : <span class="part-note">{tariffText.peaks.setBy(setBy)}</span>;
  return <a href="#dispatch" onClick={() => { showStep(run, step); screen.value = "dispatch"; }}>{stepText(run.axis, step)}</a>;
}
