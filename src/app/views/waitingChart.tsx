import type { ComponentChildren } from "preact";
import type { StudyId } from "../../core/studies/index.ts";
import { SPACE } from "../../text/numbers.ts";
import type { FollowedStudy } from "../state/studies.ts";
import "./chartHost.css";
import "./charts/chartPart.css";
import "./waiting.css";

/** How far the first answer is, as a thin line under the head of the view; the head says it in words. Without a study: that its code is on its way. */
export function WaitingBar({ study }: { readonly study?: Pick<FollowedStudy<StudyId>, "progress"> }) {
  if (study === undefined) return <div class="waiting-bar" data-code aria-hidden="true" />;
  const fraction = study.progress.value;
  return <div class="waiting-bar" aria-hidden="true">{fraction === null ? null : <span style={{ width: `${fraction * 100}%` }} />}</div>;
}

type ChartProps = { readonly title: string; /** In px; absent: what its place leaves. */ readonly height?: number; readonly tools?: ComponentChildren };

/** The head and the empty axes of a chart. */
export function WaitingChart({ title, height, tools }: ChartProps) {
  return (
    <section class="chart-part">
      <header class="chart-head"><div><h2>{title}</h2><p>{SPACE}</p></div>{tools === undefined ? null : <div class="chart-tools">{tools}</div>}</header>
      <div class="waiting-plot" style={height === undefined ? undefined : { height: `${height}px` }} />
    </section>
  );
}
