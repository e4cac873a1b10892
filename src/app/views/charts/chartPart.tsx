import type { ComponentChildren } from "preact";
import { useCallback, useMemo, useState } from "preact/hooks";
import type { MadeChart } from "../../../charts/index.ts";
import type { ChartKind } from "../../../charts/mark.ts";
import { page } from "../../../text/page.ts";
import { createStill } from "../../charts/index.ts";
import { breadth } from "../../state/view.ts";
import { Icon } from "../../ui/icon.tsx";
import { Menu } from "../../ui/menu.tsx";
import { ChartHost, type Drawn } from "../chartHost.tsx";
import { DataTable } from "../dataTable.tsx";
import type { Shown } from "./exportChart.ts";
import { exportItems } from "./exportItems.ts";
import "./chartPart.css";

type Props = {
  readonly id: string;
  readonly title: string;
  readonly chart: MadeChart;
  /** Burnt into what leaves the page. */
  readonly runs: readonly Shown[];
  /** Where the chart and not the page decides. */
  readonly heightOf?: (width: number) => number;
  /** How it answers to the hand; painted alone where absent. */
  readonly create?: (host: HTMLElement) => Drawn<MadeChart>;
  readonly after?: (drawn: Drawn<MadeChart>) => void;
  /** At the right of the title, before the menu. */
  readonly tools?: ComponentChildren;
  /** In place of the plain title, with the same id. */
  readonly heading?: ComponentChildren;
  /** Behind the subtitle: what is not right in it at the moment. */
  readonly note?: ComponentChildren;
};

/** One chart with all that a chart owes its reader: title, unit, period and zone, its sentence, its table, and the ways out of the page. */
export function ChartPart({ id, title, chart, runs, heightOf, create, after, tools, note, heading }: Props) {
  const [isTable, setTable] = useState(false);
  const still = useCallback((host: HTMLElement) => createStill(host, stillOf(title)), [title]);
  const table = useMemo(() => (isTable ? chart.toTable() : null), [isTable, chart]);
  const height = heightOf?.(EXPORT_WIDTH) ?? EXPORT_HEIGHT;
  return (
    <section class="chart-part" aria-labelledby={`chart-${id}`}>
      <header class="chart-head">
        <div>
          {heading ?? <h2 id={`chart-${id}`}>{title}</h2>}
          <p title={chart.subtitle(EXPORT_WIDTH)}>{chart.subtitle(breadth.value === "phone" ? 360 : 560)}{note}</p>
        </div>
        <div class="chart-tools">
          {tools}
          <Menu
            name={page.chart.tools(title)} align="end" button={<Icon name="more" />}
            items={[{ title: isTable ? page.chart.chart : page.chart.table, icon: "table", run: () => { setTable(!isTable); } }, { kind: "line" }, ...exportItems(id, title, chart, height, runs)]}
          />
        </div>
      </header>
      {table === null
        ? <ChartHost key={height} create={create ?? still} model={chart} label={title} {...(heightOf === undefined ? {} : { heightOf })} {...(after === undefined ? {} : { after })} />
        : <div class="chart-part-table"><DataTable table={table} label={title} /></div>}
    </section>
  );
}

const EXPORT_WIDTH = 928;
const EXPORT_HEIGHT = 420;

function stillOf(title: string): Pick<ChartKind<MadeChart, never>, "layout" | "summary" | "title"> {
  return { title, layout: (chart, size) => chart.layout(size), summary: (chart) => chart.summary() };
}
