import { signal } from "@preact/signals";
import { programmePreset } from "../../../core/market/demandResponse/presets.ts";
import { resolveProgramme } from "../../../core/market/demandResponse/programme.ts";
import type { ComparedProgramme } from "../../../core/studies/programmeComparison.ts";
import { flexibility as words } from "../../../text/flexibility.ts";
import { integer, percent, quantityText, wholeMoney } from "../../../text/numbers.ts";
import { programmeRows } from "../../../text/programmes.ts";
import { edit, scenario } from "../../state/document.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Facts } from "../studyFrame.tsx";

/** The programme whose record is looked at. */
export const openedProgramme = signal<ComparedProgramme | null>(null);

export function isJoined(id: string): boolean {
  return scenario.value.demandResponse.programmes.some((record) => (record.id ?? record.preset ?? "programme") === id);
}

/** One programme with every figure of its record, what of it is assumed or open, and the way into it or out. */
export function ProgrammeDialog() {
  const programme = openedProgramme.value;
  if (programme === null) return null;
  const { id, name, record, committedKw, verified } = programme;
  const preset = record.preset === undefined ? undefined : programmePreset(record.preset);
  const { source, ...resolved } = resolveProgramme(record, preset);
  const close = () => { openedProgramme.value = null; };
  const joined = isJoined(id);
  const change = () => {
    edit(joined ? words.leaving(name) : words.joining(name), (draft) => {
      const others = draft.demandResponse.programmes.filter((one) => (one.id ?? one.preset ?? "programme") !== id);
      draft.demandResponse = { ...draft.demandResponse, programmes: joined ? others : [...others, structuredClone(record)] };
    });
    close();
  };
  const rows = words.record;
  const { currency } = scenario.value.site;
  const table = words.programmeTable;
  const money = (value: number) => wholeMoney(value, currency);
  return (
    <Dialog title={name} closeName={words.close} onClose={close} foot={<Button kind={joined ? "plain" : "primary"} onClick={change}>{joined ? words.leave : words.join(quantityText(committedKw, "kW"))}</Button>}>
      <div class="programme-record">
        {programme.failure !== null ? <p class="study-note" data-kind="warn">{programme.failure}</p> : (
          <section>
            <h3>{programme.joined ? words.comparedJoined : words.compared}</h3>
            <Facts items={[
              [table.events, integer(programme.events)], [table.delivered, quantityText(programme.deliveredKwh, "kWh")], ...(programme.performanceFraction === null ? [] : [[table.performance, percent(programme.performanceFraction, 0)] as const]),
              [table.payment, money(programme.paymentRevenue)], [table.penalty, money(-programme.penaltyCost)], [table.extra, money(-programme.extraCost)], [table.net, programme.netValue === null ? words.missing : money(programme.netValue)],
            ]} />
          </section>
        )}
        {verified ? null : <p class="study-note" data-kind="warn">{words.assumed}</p>}
        <Facts items={[
          ...programmeRows({ source, ...resolved }, currency),
          ...(preset?.nativePay === undefined ? [] : [[rows.native, preset.nativePay] as const]),
        ]} />
        {preset?.open === undefined ? null : <p class="study-note"><strong>{rows.open}:</strong> {preset.open}</p>}
        {source === "" ? null : <p class="study-note"><strong>{rows.source}:</strong> {source}</p>}
      </div>
    </Dialog>
  );
}
