import { useComputed } from "@preact/signals";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { presets } from "../../../document/presets.ts";
import { page } from "../../../text/page.ts";
import { workbench } from "../../../text/workbench.ts";
import { keysText, type Command } from "../../commands/command.ts";
import { exportBill } from "../../commands/exportBill.ts";
import { exportMetrics } from "../../commands/exportMetrics.ts";
import { exportParquet } from "../../commands/exportParquet.ts";
import { exportReport } from "../../commands/exportReport.ts";
import { exportResult } from "../../commands/exportResult.ts";
import { exportSeries } from "../../commands/exportSeries.ts";
import { exportWorkbook } from "../../commands/exportWorkbook.ts";
import { newScenario } from "../../commands/newScenario.ts";
import { openFile } from "../../commands/openFile.ts";
import { openPalette } from "../../commands/openPalette.ts";
import { redoCommand } from "../../commands/redo.ts";
import { saveScenario } from "../../commands/saveScenario.ts";
import { shareCommand } from "../../commands/share.ts";
import { showAbout } from "../../commands/showAbout.ts";
import { showShortcuts } from "../../commands/showShortcuts.ts";
import { showStored } from "../../commands/showStored.ts";
import { showTour } from "../../commands/showTour.ts";
import { undoCommand } from "../../commands/undo.ts";
import { documentNow, redoTitle, undoTitle } from "../../state/document.ts";
import { canSave, lowSpace, saving } from "../../state/autosave.ts";
import { csvDecimal } from "../../state/exports.ts";
import { isSaved, openPreset } from "../../state/library.ts";
import { breadth, screen, setTheme, theme, type Screen, type Theme } from "../../state/view.ts";
import { Button } from "../../ui/button.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { Menu, type MenuItem } from "../../ui/menu.tsx";
import { tabsThatFit } from "./tabsThatFit.ts";
import "./bar.css";

export const screens: readonly { readonly id: Screen; readonly title: string; readonly icon: IconName }[] = [
  { id: "dispatch", title: page.views.dispatch, icon: "wave" },
  { id: "bill", title: page.views.bill, icon: "bill" },
  { id: "compare", title: page.views.compare, icon: "bars" },
  { id: "flexibility", title: page.views.flexibility, icon: "flexibility" },
  { id: "study", title: page.views.study, icon: "study" },
  { id: "growth", title: page.views.growth, icon: "growth" },
  { id: "metrics", title: page.views.metrics, icon: "matrix" },
  { id: "deployment", title: page.views.deployment, icon: "gantt" },
  { id: "method", title: page.views.method, icon: "method" },
];

const themes: readonly { readonly id: Theme; readonly title: string; readonly icon: IconName }[] = [
  { id: "light", title: page.bar.light, icon: "sun" },
  { id: "dark", title: page.bar.dark, icon: "moon" },
  { id: "system", title: page.bar.system, icon: "system" },
];

export function Bar() {
  const host = useRef<HTMLElement>(null);
  const isPhone = breadth.value === "phone";
  const room = useRoom(host);
  return (
    <header class="bar" ref={host}>
      {isPhone
        ? <Menu name={page.bar.menu} button={<Icon name="menu" />} items={[...exportItems(), { kind: "line" }, ...themeItems()]} />
        : <span class="bar-mark"><Icon name="mark" /><span>{page.name}</span></span>}
      <ScenarioMenu />
      {isPhone && canSave.value ? null : <SavedState />}
      {isPhone ? null : <Tabs room={room} />}
      <div class="bar-tools">
        <Step command={undoCommand} title={undoTitle.value} icon="undo" />
        {isPhone ? null : <Step command={redoCommand} title={redoTitle.value} icon="redo" />}
        <Button kind="quiet" icon="share" name={workbench.share.command} onClick={shareCommand.run}>{breadth.value === "wide" ? workbench.share.command : undefined}</Button>
        {isPhone ? null : (
          <>
            <Menu
              name={page.bar.export} align="end" items={exportItems()}
              button={<><Icon name="download" />{breadth.value === "wide" ? <span>{page.bar.export}</span> : null}</>}
            />
            <Menu name={page.bar.theme} align="end" items={themeItems()} button={<Icon name={themes.find(({ id }) => id === theme.value)?.icon ?? "system"} />} />
          </>
        )}
      </div>
    </header>
  );
}

/** The least that the name of the scenario keeps. */
const NAME_PX = 176;

/** Width that the bar has for the views, px: what all the others leave, whatever language they speak. */
function useRoom(host: { readonly current: HTMLElement | null }): number {
  const [room, setRoom] = useState(Infinity);
  useLayoutEffect(() => {
    const bar = host.current;
    if (bar === null) return undefined;
    const measure = () => {
      const { paddingInlineStart, columnGap } = getComputedStyle(bar);
      const others = [...bar.children].filter((one) => !one.matches(".tabs, .menu"));
      const taken = others.reduce((sum, one) => sum + one.getBoundingClientRect().width + Number.parseFloat(columnGap), 0);
      setRoom(bar.clientWidth - 2 * Number.parseFloat(paddingInlineStart) - taken - NAME_PX - Number.parseFloat(columnGap));
    };
    measure();
    const observer = new ResizeObserver(measure);
    for (const one of [bar, ...bar.children]) if (!one.matches(".tabs, .menu")) observer.observe(one);
    return () => { observer.disconnect(); };
  }, [breadth.value]);
  return room;
}

/** What the foot of the phone has room for; the rest stands under More. */
const footScreens: readonly Screen[] = ["dispatch", "compare", "flexibility", "bill"];

/** The views as links, as many as there is room for, px; on the phone they stand at the foot of the page, with icons. */
export function Tabs({ withIcons = false, room = Infinity }: { readonly withIcons?: boolean; readonly room?: number }) {
  const shown = withIcons ? footScreens.flatMap((id) => screens.filter((one) => one.id === id)) : screens.slice(0, tabsThatFit(screens.map(({ title }) => title), room, rootFontPx()));
  const rest = screens.filter((one) => !shown.includes(one));
  return (
    <nav class={withIcons ? "tabs-foot" : "tabs"} aria-label={page.views.label}>
      {shown.map(({ id, title, icon }) => (
        <a key={id} href={`#${id}`} aria-current={screen.value === id ? "page" : undefined}>
          {withIcons ? <Icon name={icon} /> : null}
          <span>{title}</span>
        </a>
      ))}
      {rest.length === 0 ? null : <MoreTabs rest={rest} withIcon={withIcons} />}
    </nav>
  );
}

const rootFontPx = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

function MoreTabs({ rest, withIcon }: { readonly rest: typeof screens; readonly withIcon: boolean }) {
  const current = rest.find(({ id }) => id === screen.value);
  return (
    <span class="tabs-more" data-current={current !== undefined || undefined}>
      <Menu
        align="end" button={<>{withIcon ? <Icon name={current?.icon ?? "more"} /> : null}<span>{current?.title ?? page.views.more}</span>{withIcon ? null : <Icon name="chevronDown" />}</>}
        items={rest.map(({ id, title, icon }) => ({ title, icon, checked: id === screen.value, run: () => { location.hash = id; } }))}
      />
    </span>
  );
}

function ScenarioMenu() {
  const name = useComputed(() => documentNow.value?.scenario.name ?? "").value;
  const origin = useComputed(() => documentNow.value?.origin).value;
  const items: MenuItem[] = [
    menuItem(newScenario, "plus"),
    { kind: "head", title: page.bar.examples },
    ...presets.map(({ id, title }): MenuItem => ({ title, checked: origin === id, run: () => { void openPreset(id); } })),
    { kind: "line" },
    menuItem(openFile, "open"),
    menuItem(saveScenario, "download"),
    menuItem(showStored, "versions"),
    { kind: "line" },
    menuItem(openPalette, "search"),
    menuItem(showShortcuts, "keys"),
    menuItem(showTour, "info"),
    menuItem(showAbout, "file"),
    { kind: "head", title: page.onThisMachine },
  ];
  return <Menu name={`${page.bar.scenario}: ${name}`} items={items} button={<><span class="bar-scenario">{name}</span><Icon name="chevronDown" /></>} />;
}

/** Whether the work is kept, in words; the way to all that is. */
function SavedState() {
  const state = saving.value;
  const isKept = state === "saved" || state === "saving" || state === "example";
  const text = state === "newer" ? workbench.saving.replaced : state === "saved" && isSaved.value ? page.saved.file : workbench.saving[state];
  return (
    <button type="button" class="bar-saved" data-state={isKept && lowSpace.value === null ? undefined : "warn"} title={workbench.saving.name} onClick={showStored.run}>
      {isKept ? null : <Icon name="warning" />}<span>{text}</span>
    </button>
  );
}

function Step({ command, title, icon }: { readonly command: Command; readonly title: string | null; readonly icon: IconName }) {
  return <Button kind="quiet" icon={icon} name={title === null ? command.title : `${command.title}: ${title}`} disabled={title === null} onClick={command.run} />;
}

function exportItems(): MenuItem[] {
  return [
    { ...menuItem(exportReport), detail: page.exports.reportDetail },
    { ...menuItem(exportWorkbook), detail: page.exports.workbookDetail },
    { ...menuItem(exportParquet), detail: page.exports.parquetDetail },
    { ...menuItem(exportSeries), detail: page.exports.seriesDetail },
    { ...menuItem(exportBill), detail: page.exports.billDetail },
    { ...menuItem(exportMetrics), detail: page.exports.metricsDetail },
    { ...menuItem(exportResult), detail: page.exports.resultDetail },
    { ...menuItem(saveScenario), title: page.exports.scenario, detail: page.exports.scenarioDetail },
    { kind: "line" },
    { kind: "head", title: page.exports.decimal },
    ...(["point", "comma"] as const).map((mark): MenuItem => ({ title: page.exports.decimals[mark], checked: csvDecimal.value === mark, run: () => { csvDecimal.value = mark; } })),
  ];
}

function themeItems(): MenuItem[] {
  return themes.map(({ id, title, icon }) => ({ title, icon, checked: theme.value === id, run: () => { setTheme(id); } }));
}

function menuItem(command: Command, icon?: IconName): Extract<MenuItem, { run: () => void }> {
  const keys = keysText(command);
  return {
    title: command.title, run: command.run, disabled: command.isEnabled?.() === false,
    ...(icon === undefined ? {} : { icon }), ...(keys === undefined ? {} : { keys }),
  };
}
