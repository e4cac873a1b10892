import type { ComponentType } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { groupSummary } from "../../../text/groupSummary.ts";
import { page } from "../../../text/page.ts";
import { scenario } from "../../state/document.ts";
import { importing } from "../../state/library.ts";
import { result } from "../../state/results.ts";
import { aboutShown, breadth, carbonShown, hasInputs, lastTouched, newShown, paletteShown, screen, shareShown, shortcutsShown, showTune, storedShown, toast, tourShown, tuneShown, type Screen } from "../../state/view.ts";
import { Icon } from "../../ui/icon.tsx";
import { Toast } from "../../ui/toast.tsx";
import { Dispatch } from "../dispatch/dispatch.tsx";
import { LazyView } from "../lazyView.tsx";
import { WaitingBar } from "../waitingChart.tsx";
import { Bar, Tabs } from "./bar.tsx";
import { DropZone } from "./dropZone.tsx";
import { Figures } from "./figures.tsx";
import { Finding } from "./finding.tsx";
import "./frame.css";

/** A view whose code is not there yet is a line that grows under the bar. */
const lazy = (load: () => Promise<ComponentType>): ComponentType => () => <LazyView load={load} waiting={<WaitingBar />} />;

/** Each view with what stands at its side. The first is part of the page, the others come when they are asked for. What compares runs brings its own sentence and figures. */
const views: Readonly<Record<Screen, { readonly View: ComponentType; readonly Aside: ComponentType | null; readonly hasOwnHead?: true }>> = {
  dispatch: { View: Dispatch, Aside: lazy(async () => (await import("../dispatch/readout.tsx")).Readout) },
  bill: { View: lazy(async () => (await import("../bill/bill.tsx")).Bill), Aside: null, hasOwnHead: true },
  compare: { View: lazy(async () => (await import("../compare/compare.tsx")).Compare), Aside: null, hasOwnHead: true },
  flexibility: { View: lazy(async () => (await import("../flexibility/flexibility.tsx")).Flexibility), Aside: null, hasOwnHead: true },
  study: { View: lazy(async () => (await import("../study/study.tsx")).Study), Aside: null, hasOwnHead: true },
  growth: { View: lazy(async () => (await import("../growth/growth.tsx")).Growth), Aside: null, hasOwnHead: true },
  metrics: { View: lazy(async () => (await import("../metrics/metrics.tsx")).Metrics), Aside: null, hasOwnHead: true },
  deployment: { View: lazy(async () => (await import("../deployment/deployment.tsx")).Deployment), Aside: null, hasOwnHead: true },
  method: { View: lazy(async () => (await import("../method/method.tsx")).Method), Aside: null, hasOwnHead: true },
};

/** The frame of every view: bar, inputs, one sentence, figures, the view, and its readout. */
export function App() {
  const { View, Aside, hasOwnHead } = views[screen.value];
  const isPhone = breadth.value === "phone";
  return (
    <div class="frame" data-tune={!hasInputs.value ? "none" : breadth.value === "wide" && tuneShown.value ? "open" : "rail"}>
      <a class="skip" href="#view" onClick={(event) => { event.preventDefault(); document.querySelector<HTMLElement>("#view")?.focus(); }}>{page.skip}</a>
      <Bar />
      {hasInputs.value ? <TunePlace /> : null}
      <div class="stage" data-aside={Aside === null ? "none" : "side"}>
        <main class="main" id="view" tabIndex={-1}>
          {hasOwnHead === true ? null : <><Finding /><Figures /></>}
          <View />
        </main>
        {Aside === null ? null : <aside class="aside" aria-label={page.readout}><Aside /></aside>}
        <Toast toast={toast.value} onDone={(id) => { if (toast.value?.id === id) toast.value = null; }} />
      </div>
      {isPhone ? <Tabs withIcons /> : null}
      {aboutShown.value ? <LazyView load={async () => (await import("./about.tsx")).About} /> : null}
      {carbonShown.value ? <LazyView load={async () => (await import("./carbon.tsx")).Carbon} /> : null}
      {newShown.value ? <LazyView load={async () => (await import("./newScenario.tsx")).NewScenario} /> : null}
      {tourShown.value && result.value !== null ? <LazyView load={async () => (await import("./tour.tsx")).Tour} /> : null}
      {shareShown.value ? <LazyView load={async () => (await import("./share.tsx")).Share} /> : null}
      {storedShown.value ? <LazyView load={async () => (await import("./stored.tsx")).Stored} /> : null}
      {paletteShown.value ? <LazyView load={async () => (await import("./palette.tsx")).Palette} /> : null}
      {shortcutsShown.value ? <LazyView load={async () => (await import("./shortcuts.tsx")).Shortcuts} /> : null}
      {importing.value === null ? null : <LazyView load={async () => (await import("./importDialog.tsx")).ImportDialog} />}
      <DropZone />
    </div>
  );
}

/** Frame and first result do not wait for the forms. */
const loadTune = async () => (await import("../../inputs/tune.tsx")).Tune;

/** The inputs beside the view, as a rail that opens over it, or as a sheet under it. */
function TunePlace() {
  const host = useRef<HTMLElement>(null);
  const isShown = tuneShown.value;
  const size = breadth.value;
  useEffect(() => {
    // On the phone the chart comes to the top, so that it stays in sight above the sheet.
    if (isShown && size === "phone") document.querySelector("#view > .view")?.scrollIntoView({ block: "start" });
  }, [isShown, size]);
  const close = () => {
    showTune(false);
    requestAnimationFrame(() => { host.current?.querySelector<HTMLElement>("button")?.focus(); });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented || size === "wide") return;
    event.preventDefault();
    close();
  };
  const isDrawer = size === "laptop" || size === "tablet";
  return (
    <section class="frame-tune" aria-label={page.tune.label} ref={host}>
      {size === "phone" ? <Handle /> : isShown && !isDrawer ? null : <Rail />}
      {isShown ? <div class={size === "wide" ? "frame-tune-inner" : "tune-drawer"} role="presentation" onKeyDown={onKey}><LazyView load={loadTune} /></div> : null}
    </section>
  );
}

function Rail() {
  return (
    <button type="button" class="tune-rail" aria-expanded={tuneShown.value} title={`${page.tune.open} ([)`} onClick={() => { showTune(!tuneShown.value); }}>
      <Icon name="tune" /><span>{page.tune.title}</span>
    </button>
  );
}

function Handle() {
  return (
    <button type="button" class="tune-handle" aria-expanded={tuneShown.value} onClick={() => { showTune(!tuneShown.value); }}>
      <Icon name="tune" /><span>{page.tune.title}</span>
      <span>{lastTouched.value ?? `${page.views.battery} ${groupSummary("battery", scenario.value)}`}</span>
      <Icon name={tuneShown.value ? "chevronDown" : "chevronUp"} />
    </button>
  );
}
