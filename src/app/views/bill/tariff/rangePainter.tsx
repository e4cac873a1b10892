import { useState } from "preact/hooks";
import { paintHours, type DayKind, type HourPart } from "../../../../document/rateRecord.ts";
import { strings } from "../../../../text/strings.ts";
import { tariffText } from "../../../../text/tariff.ts";
import { Button } from "../../../ui/button.tsx";
import { Disclosure } from "../../../ui/disclosure.tsx";
import { Select } from "../../../ui/select.tsx";
import type { Change } from "./edits.ts";

type Props = { readonly part: HourPart; readonly period: number; readonly change: Change };
type Days = DayKind | "both";

const hours = Array.from({ length: 25 }, (_, hour) => ({ value: String(hour), title: tariffText.clock(hour) }));
const months = strings.months.map((title, month) => ({ value: String(month), title }));

/** Paints hours of months said in words rather than by hand: for a finger, to which an hour of the map is too small, and for what goes over midnight or the new year. */
export function RangePainter({ part, period, change }: Props) {
  const [days, setDays] = useState<Days>("weekday");
  const [firstMonth, setFirstMonth] = useState(5);
  const [lastMonth, setLastMonth] = useState(8);
  const [from, setFrom] = useState(16);
  const [to, setTo] = useState(21);
  const paint = () => {
    const cells = circle(firstMonth, lastMonth, 12).flatMap((month) => circle(from, (to + 23) % 24, 24).map((hour) => ({ month, hour })));
    const kinds: readonly DayKind[] = days === "both" ? ["weekday", "weekend"] : [days];
    change(tariffText.edits.range(strings.months[firstMonth]!, strings.months[lastMonth]!, from, to, tariffText.period(period)), (record) => kinds.reduce((painted, day) => paintHours(painted, part, day, cells, period), record));
  };
  const choice = (label: string, value: number, options: readonly { readonly value: string; readonly title: string }[], set: (value: number) => void) => (
    <Select label={label} value={String(value)} options={options} onChange={(next) => { set(Number(next)); }} />
  );
  return (
    <Disclosure class="tariff-range" title={tariffText.range.title}>
      <div>
        <Select<Days> label={tariffText.range.days} value={days} options={(["weekday", "weekend", "both"] as const).map((value) => ({ value, title: tariffText.range.dayKinds[value] }))} onChange={setDays} />
        <span>{choice(tariffText.range.firstMonth, firstMonth, months, setFirstMonth)} {tariffText.range.to} {choice(tariffText.range.lastMonth, lastMonth, months, setLastMonth)}</span>
        <span>{choice(tariffText.range.from, from, hours.slice(0, 24), setFrom)} {tariffText.range.to} {choice(tariffText.range.until, to, hours.slice(1), setTo)}</span>
        <Button onClick={paint}>{tariffText.range.paint(tariffText.period(period))}</Button>
      </div>
    </Disclosure>
  );
}

/** From the first to the last, both counted, over the end where the last comes before the first. */
function circle(first: number, last: number, size: number): readonly number[] {
  return Array.from({ length: ((last - first + size) % size) + 1 }, (_, index) => (first + index) % size);
}
