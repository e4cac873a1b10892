import { changeTier, hasSellPrices, withSellPrices, type RateTable } from "../../../../document/rateRecord.ts";
import { tariffText } from "../../../../text/tariff.ts";
import { scenario } from "../../../state/document.ts";
import { Button } from "../../../ui/button.tsx";
import type { Change, Tell } from "./edits.ts";
import { PriceInput } from "./priceInput.tsx";

/** What the rate pays for exported energy, block by block; billed where the site's metering pays the rate's own prices. */
export function SellPrices({ table, change, tell }: { readonly table: RateTable; readonly change: Change; readonly tell: Tell }) {
  if (!hasSellPrices(table)) return <Button kind="link" onClick={() => { change(tariffText.startSell, (record) => withSellPrices(record, true)); }}>{tariffText.startSell}</Button>;
  return (
    <div class="tariff-flat">
      <h3>{tariffText.sell} <span class="part-note">{scenario.value.site.currency}/kWh, {tariffText.sellNote}</span></h3>
      <div class="tariff-sold">
        {table.periods.flatMap((tiers, period) => tiers.map((tier, at) => (
          <span key={`${period} ${at}`}>
            <span aria-hidden="true">{tariffText.blockOf(period, at, tiers.length)}</span>
            <PriceInput
              label={tariffText.fieldOf(tariffText.sell, period, at, tiers.length)} value={tier.sell ?? 0} step={0.001} min={-1_000} max={100_000} tell={tell}
              write={(record, next) => changeTier(record, "energy", period, at, { sell: next })}
            />
          </span>
        )))}
      </div>
      <Button kind="link" onClick={() => { change(tariffText.endSell, (record) => withSellPrices(record, false)); }}>{tariffText.endSell}</Button>
    </div>
  );
}
