import {
  addPeriod, addTier, changeTier, demandUnitKey, rateValue, removePart, removePeriod, removeTier, withRateValue, type RatePart, type RatePeriods, type RateRecord,
} from "../../../../document/rateRecord.ts";
import { tariffText } from "../../../../text/tariff.ts";
import { scenario } from "../../../state/document.ts";
import { Button } from "../../../ui/button.tsx";
import { Select } from "../../../ui/select.tsx";
import type { Change, Tell } from "./edits.ts";
import { periodLooks } from "./periodLooks.ts";
import { PriceInput } from "./priceInput.tsx";

type Props = {
  readonly record: RateRecord; readonly part: RatePart; readonly periods: RatePeriods;
  /** What each period holds: "5,111 h a year", "4 months". */
  readonly holds: (period: number) => string;
  readonly chosen: number; readonly onChoose: (period: number) => void; readonly change: Change; readonly tell: Tell;
};

/** Prices of the periods; the chosen one is what hours and months are painted with. */
export function Periods({ record, part, periods, holds, chosen, onChoose, change, tell }: Props) {
  const { currency } = scenario.value.site;
  const unit = `${currency}/${part === "energy" ? "kWh" : demandUnit(record, part)}`;
  const step = part === "energy" ? 0.001 : 0.1;
  const looks = periodLooks(periods);
  return (
    <div class="tariff-periods" role="radiogroup" aria-label={tariffText.paintWith}>
      <table data-whole={periods.every((tiers) => tiers.length === 1) || undefined}>
        <thead>
          <tr>
            <th scope="col">{tariffText.paintWith}</th><th scope="col">{tariffText.tier}</th>
            <th scope="col">{tariffText.rate} <span class="unit">{unit}</span></th><th scope="col">{tariffText.adj} <span class="unit">{unit}</span></th><td />
          </tr>
        </thead>
        <tbody>
          {periods.flatMap((tiers, index) => tiers.map((tier, at) => {
            const numberOf = (what: "rate" | "adj" | "max", label: string, value: number | undefined, by: number) => (
              <PriceInput
                label={tariffText.fieldOf(label, index, at, tiers.length)} value={value} step={by} min={what === "max" ? 0 : -1_000} max={what === "max" ? 1e12 : 100_000} tell={tell}
                write={(before, next) => changeTier(before, part, index, at, { [what]: next })}
              />
            );
            return (
              <tr key={`${index} ${at}`} aria-current={index === chosen || undefined}>
                <th scope="row">
                  {at > 0 ? null : (
                    <button type="button" class="tariff-period" role="radio" aria-checked={index === chosen} onClick={() => { onChoose(index); }}>
                      <span class="hour-cell" data-part={part} data-dark={looks[index]!.isDark || undefined} data-share={looks[index]!.share}>{index + 1}</span>
                      <span>{tariffText.period(index)}<small>{holds(index)}</small></span>
                    </button>
                  )}
                </th>
                <td>{tier.max === undefined ? <span class="part-note">{tiers.length > 1 ? tariffText.above : tariffText.noBound}</span> : numberOf("max", tariffText.tier, tier.max, 100)}</td>
                <td>{numberOf("rate", tariffText.rate, tier.rate, step)}</td>
                <td>{numberOf("adj", tariffText.adj, tier.adj, step)}</td>
                <td class="tariff-acts">
                  {at === tiers.length - 1 ? <Button kind="quiet" icon="plus" name={tariffText.addTier(index)} onClick={() => { change(tariffText.addTier(index), (before) => addTier(before, part, index)); }} /> : null}
                  {tiers.length > 1
                    ? <Button kind="quiet" icon="close" name={tariffText.removeTier(index, at)} onClick={() => { change(tariffText.removeTier(index, at), (before) => removeTier(before, part, index, at)); }} />
                    : periods.length > 1 ? <Button kind="quiet" icon="close" name={tariffText.removePeriod(index)} onClick={() => { onChoose(0); change(tariffText.removePeriod(index), (before) => removePeriod(before, part, index)); }} /> : null}
                </td>
              </tr>
            );
          }))}
        </tbody>
      </table>
      <div class="tariff-links">
        <Button kind="link" onClick={() => { change(tariffText.addPeriod, (before) => addPeriod(before, part, chosen)); onChoose(periods.length); }}>{tariffText.addPeriod}</Button>
        {part === "energy" ? null : <Button kind="link" onClick={() => { change(tariffText.endPart, (before) => removePart(before, part)); }}>{tariffText.endPart}</Button>}
        {part === "energy" ? null : <DemandUnit record={record} part={part} change={change} />}
      </div>
    </div>
  );
}

const demandUnits = ["kW", "kW daily", "kVA", "kVA daily", "hp", "hp daily"] as const;

/** What a rate bills demand in, as one of ours; kW where it says nothing. */
function demandUnit(record: RateRecord, part: "demand" | "flat"): (typeof demandUnits)[number] {
  const written = rateValue(record, demandUnitKey[part]);
  return demandUnits.find((unit) => typeof written === "string" && unit.toLowerCase() === written.trim().toLowerCase()) ?? "kW";
}

function DemandUnit({ record, part, change }: { readonly record: RateRecord; readonly part: "demand" | "flat"; readonly change: Change }) {
  return (
    <label class="tariff-unit">
      <span>{tariffText.demandUnit}</span>
      <Select
        value={demandUnit(record, part)} options={demandUnits.map((value) => ({ value, title: tariffText.demandUnits[value] }))}
        onChange={(unit) => { change(`${tariffText.demandUnit} ${tariffText.demandUnits[unit]}`, (before) => withRateValue(before, demandUnitKey[part], unit === "kW" ? undefined : unit)); }}
      />
    </label>
  );
}
