import { rateNumber, rateValue, withRateValue, type RateRecord } from "../../../../document/rateRecord.ts";
import { tariffText } from "../../../../text/tariff.ts";
import { scenario } from "../../../state/document.ts";
import { textAt, type Tell } from "./edits.ts";
import { PriceInput } from "./priceInput.tsx";

/** What does not depend on the hour. */
export function Rules({ record, tell }: { readonly record: RateRecord; readonly tell: Tell }) {
  const { currency } = scenario.value.site;
  const unit = textAt(record, "fixedchargeunits").split("/")[1]?.trim() ?? "month";
  const percent = rateNumber(record, "lookbackpercent") ?? 0;
  const range = rateNumber(record, "lookbackrange");
  return (
    <div class="tariff-rules">
      <h3>{tariffText.rules}</h3>
      <label>
        <span>{tariffText.fixed} <span class="unit">{currency} {tariffText.perUnit(unit)}</span></span>
        <PriceInput
          label={tariffText.fixed} value={rateNumber(record, "fixedchargefirstmeter") ?? 0} step={1} min={0} max={1e9} tell={tell}
          write={(before, next) => { const changed = withRateValue(before, "fixedchargefirstmeter", next); return rateValue(changed, "fixedchargeunits") === undefined ? withRateValue(changed, "fixedchargeunits", "$/month") : changed; }}
        />
      </label>
      <label>
        <span>{tariffText.minimum} <span class="unit">{currency} {tariffText.perUnit("month")}</span></span>
        <PriceInput label={tariffText.minimum} value={rateNumber(record, "minmonthlycharge") ?? 0} step={1} min={0} max={1e9} tell={tell} write={(before, next) => withRateValue(before, "minmonthlycharge", next === 0 ? undefined : next)} />
      </label>
      <label title={tariffText.ratchetHelp}>
        <span>{tariffText.ratchet} <span class="unit">%</span></span>
        <PriceInput
          label={tariffText.ratchet} value={100 * (percent > 1 ? percent / 100 : percent)} step={5} min={0} max={100} tell={tell}
          write={(before, next) => { const changed = withRateValue(before, "lookbackpercent", next / 100); return hasRatchetMonths(changed) ? changed : withRateValue(changed, "lookbackrange", range === undefined || range === 0 ? 11 : range); }}
        />
      </label>
      {percent === 0 || hasRatchetMonths(record) ? null : (
        <label>
          <span>{tariffText.ratchetMonths}</span>
          <PriceInput label={tariffText.ratchetMonths} value={range ?? 11} step={1} min={1} max={12} tell={tell} write={(before, next) => withRateValue(before, "lookbackrange", Math.round(next))} />
        </label>
      )}
    </div>
  );
}

function hasRatchetMonths(record: RateRecord): boolean {
  const months = rateValue(record, "lookbackmonths");
  return Array.isArray(months) && months.some((one) => Number(one) !== 0);
}
