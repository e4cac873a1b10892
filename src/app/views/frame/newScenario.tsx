import { useEffect, useMemo, useState } from "preact/hooks";
import { miniatureMarks } from "../../../charts/miniature.ts";
import { toSvg } from "../../../charts/toSvg.ts";
import type { RunResult } from "../../../core/result.ts";
import { presets } from "../../../document/presets.ts";
import { quantityText } from "../../../text/numbers.ts";
import { page } from "../../../text/page.ts";
import { workbenchDialogs } from "../../../text/workbenchDialogs.ts";
import { openPreset } from "../../state/library.ts";
import { makePresetRuns, presetRuns } from "../../state/miniatures.ts";
import { newShown, shownTheme } from "../../state/view.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { presetWindow, stepsOf } from "../dispatch/presets.ts";
import "./newScenario.css";

/** The examples as cards: a week of each site as its own run draws it, its name, one line, its peak. */
export function NewScenario() {
  useEffect(makePresetRuns, []);
  const close = () => { newShown.value = false; };
  return (
    <Dialog title={workbenchDialogs.first.newTitle} size="large" closeName={page.import.close} onClose={close}>
      <ul class="new-cards">{presets.map(({ id, title }) => <Card key={id} id={id} title={title} onOpen={close} />)}</ul>
      <p class="new-note">{page.onThisMachine}</p>
    </Dialog>
  );
}

const SIZE = { width: 272, height: 84 };

function Card({ id, title, onOpen }: { readonly id: string; readonly title: string; readonly onOpen: () => void }) {
  const run = presetRuns.value.get(id);
  const [description, describe] = useState("");
  useEffect(() => { void presets.find((one) => one.id === id)?.load().then((scenario) => { describe(scenario.description); }); }, [id]);
  const [place, kind] = title.split(": ");
  return (
    <li>
      <button type="button" class="new-card" onClick={() => { void openPreset(id); onOpen(); }}>
        {run === undefined || run instanceof Error ? <span class="new-empty" aria-hidden="true" /> : <Week run={run} />}
        <strong>{kind === undefined ? place : kind.charAt(0).toUpperCase() + kind.slice(1)}</strong>
        <span class="new-place">{kind === undefined ? "" : place}</span>
        <span class="new-line">{description}</span>
        <span class="new-peak">{run === undefined ? workbenchDialogs.first.computing : run instanceof Error ? "" : workbenchDialogs.first.peak(quantityText(run.kpis.peakImportKw, "kW"))}</span>
      </button>
    </li>
  );
}

function Week({ run }: { readonly run: RunResult }) {
  const theme = shownTheme.value;
  const source = useMemo(() => {
    const { from, to } = stepsOf(run.axis, presetWindow("peakWeek", run));
    return `data:image/svg+xml,${encodeURIComponent(toSvg(miniatureMarks(run, from, to, SIZE), SIZE, theme))}`;
  }, [run, theme]);
  return <img class="new-week" src={source} width={SIZE.width} height={SIZE.height} alt={workbenchDialogs.first.week} />;
}
