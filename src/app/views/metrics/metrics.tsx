import { signal } from "@preact/signals";
import { metricsWords as words } from "../../../text/metrics.ts";
import { Segment } from "../../ui/segment.tsx";
import { Matrix } from "./matrix.tsx";
import { Placement } from "./placement.tsx";
import "./metrics.css";

type Shown = "metrics" | "placement";
const shown = signal<Shown>("metrics");

/** What a decision costs and emits in three places, and where each workload belongs. */
export function Metrics() {
  const View = shown.value === "metrics" ? Matrix : Placement;
  return <View switcher={<Segment<Shown> label={words.label} value={shown.value} onChange={(next) => { shown.value = next; }} options={(["metrics", "placement"] as const).map((value) => ({ value, title: words[value] }))} />} />;
}
