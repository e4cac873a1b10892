import { signal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { RunResult } from "../../../core/result.ts";
import { eventInspector, eventInspectorModel } from "../../../charts/eventInspector.ts";
import { madeChart } from "../../../charts/made.ts";
import { civilOf, dayText } from "../../../text/dates.ts";
import { askText } from "../../../text/events.ts";
import { flexibility as words } from "../../../text/flexibility.ts";
import { exactMoney, percent, quantityText, wholeMoney } from "../../../text/numbers.ts";
import { policyName } from "../../../text/strings.ts";
import { finished, idleResult } from "../../state/results.ts";
import { breadth } from "../../state/view.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ChartPart } from "../charts/chartPart.tsx";
import { showStep } from "../dispatch/showStep.ts";
import { Facts } from "../studyFrame.tsx";
import { chargedInCall } from "./chargedInCall.ts";
import { requests, shownRequest, type Request } from "./requests.ts";
import { eventLedger } from "./takingPart.ts";

/** On a phone the event opens over the whole screen. */
export const eventOpened = signal(false);

/** The event that is looked at, beside the envelope; on a phone a dialog of its own. */
export function EventPart() {
  const made = finished.value;
  const request = requests.value[shownRequest.value];
  if (made === null || request === undefined) return null;
  if (breadth.value !== "phone") return <div class="flex-chart"><Inspector request={request} /></div>;
  if (!eventOpened.value) return null;
  return <Dialog title={words.inspector} size="large" closeName={words.close} onClose={() => { eventOpened.value = false; }}><Inspector request={request} /></Dialog>;
}

function Inspector({ request }: { readonly request: Request }) {
  const { result: run, scenario } = finished.value!;
  const idle = idleResult.value;
  const { call, settled } = request;
  const chart = useMemo(() => madeChart(eventInspector, eventInspectorModel(run, idle, call, settled)), [run, idle, call, settled]);
  const title = `${dayText(civilOf(run.axis, call.step))}: ${lower(askText({ ...call, reduceKw: call.capKw === null ? settled?.askedKw ?? call.reduceKw : null }))}`;
  return (
    <>
      <ChartPart
        id="event" title={title} chart={chart} runs={[{ scenario, result: run }]} heightOf={() => (breadth.value === "phone" ? 240 : 252)}
        tools={<a class="flex-link" href="#dispatch" onClick={() => { eventOpened.value = false; showStep(run, call.step); }}>{words.showInDispatch}</a>}
      />
      <EventFacts request={request} run={run} />
    </>
  );
}

function EventFacts({ request: { call, programme, settled, judged }, run }: { readonly request: Request; readonly run: RunResult }) {
  const { currency } = run.bill;
  const chargedKwh = call.capKw !== null || (call.reduceKw ?? 0) > 0 ? chargedInCall(run, call) : 0;
  const money = (value: number) => <span title={exactMoney(value, currency)}>{wholeMoney(value, currency)}</span>;
  const facts = words.facts;
  const paid = settled === undefined ? [] : ([[facts.capacity, settled.capacityRevenue], [facts.energy, settled.energyRevenue], [facts.bonus, settled.bonusRevenue]] as const).filter(([, value]) => value !== 0);
  const due = settled === undefined ? [] : ([[facts.penalty, settled.penaltyCost], [facts.surcharge, settled.surchargeCost]] as const).filter(([, value]) => value !== 0);
  const net = settled === undefined ? 0 : netOf(settled);
  // Several calls that fall together cannot be told apart: the ledger counts them as one.
  const costs = eventLedger.value.get(call.step);
  const hours = settled === undefined ? 0 : (settled.endMs - settled.startMs) / 3_600_000;
  return (
    <div class="event-facts">
      <Facts items={[
        ...(settled === undefined ? [] : [
          [facts.credited, `${quantityText(settled.deliveredKwh, "kWh")}${settled.askedKw > 0 ? `, ${words.ofAsked(percent(settled.deliveredKwh / (settled.askedKw * hours), 0))}` : ""}`] as const,
        ]),
        ...(judged === undefined ? [] : [[facts.meter, `${quantityText(judged.ratioAtMeter * judged.requestedKwh, "kWh")}, ${words.ofAsked(percent(judged.ratioAtMeter, 0))}`] as const]),
        ...(judged === undefined ? [] : [[facts.withoutLost, `${quantityText(judged.ratio * judged.requestedKwh, "kWh")}, ${words.ofAsked(percent(judged.ratio, 0))}`] as const]),
        ...(settled === undefined ? [] : [[facts.baseline, `${words.methods[programme?.method ?? ""] ?? programme?.method ?? ""}${settled.baselineDaysWanted > 0 ? `, ${words.days(settled.baselineDays, settled.baselineDaysWanted, settled.mirroredDays)}` : ""}`] as const]),
        ...(settled === undefined ? [] : [[facts.rebound4, quantityText(settled.reboundKwh, "kWh")] as const]),
        ...(judged === undefined ? [] : [[facts.rebound2, words.ofAsked(percent(judged.reboundFraction, 0))] as const]),
      ]} />
      {settled === undefined ? null : (
        <Facts items={[
          ...paid.map(([name, value]) => [name, money(value)] as const), ...due.map(([name, value]) => [name, money(-value)] as const),
          [facts.net, <strong key="net">{money(net)}</strong>],
          ...(settled.performanceFraction === null ? [] : [[facts.performance, percent(settled.performanceFraction, 0)] as const]),
          ...(costs === undefined ? [] : [
            ...([[facts.extraEnergy, facts.energySaved, costs.extraEnergyCost], [facts.wear, facts.wearSaved, costs.wearCost], [facts.lostWork, facts.workKept, costs.lostWorkCost]] as const)
              .filter(([, , cost]) => Math.abs(cost) >= 0.5).map(([costly, spared, cost]) => [cost > 0 ? costly : spared, money(-cost)] as const),
            [costs.programmes.length > 1 ? facts.netTogether : facts.netOfEvent, <strong key="worth">{money(costs.netValue)}</strong>] as const,
          ]),
        ]} />
      )}
      {settled?.optedOut === true ? <p class="study-note" data-kind="warn">{facts.optedOut}</p> : null}
      {chargedKwh > 0 ? <p class="study-note" data-kind="warn">{facts.charged(quantityText(chargedKwh, "kWh"), policyName(run.strategy.battery), policyName("event-reserve"))}</p> : null}
    </div>
  );
}

export function netOf({ capacityRevenue, energyRevenue, bonusRevenue, penaltyCost, surchargeCost }: NonNullable<Request["settled"]>): number {
  return capacityRevenue + energyRevenue + bonusRevenue - penaltyCost - surchargeCost;
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
