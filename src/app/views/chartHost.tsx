import { useEffect, useRef } from "preact/hooks";
import type { Size } from "../../charts/mark.ts";
import { isForced, shownTheme } from "../state/view.ts";
import "./chartHost.css";

/** What a chart module gives: created once in its host, drawn often, destroyed with the view. */
export type Drawn<Model> = { draw(model: Model, size: Size, theme: "light" | "dark", options?: { readonly hold?: boolean }): void; destroy(): void };

type Props<Model, Made extends Drawn<Model>> = {
  readonly create: (host: HTMLElement) => Made;
  readonly model: Model;
  /** Height in px for a width, where the chart and not the page decides; else the host's own. */
  readonly heightOf?: (width: number) => number;
  readonly label: string;
  /** Keeps the value axis while something is dragged: it only widens. */
  readonly hold?: boolean;
  /** Runs after each drawing, for what is drawn over it. */
  readonly after?: (chart: Made) => void;
};

/**
 * Gives a chart its place on the page: draws in the frame after the model, the theme or the size changed, and several
 * changes in one frame are one drawing.
 */
export function ChartHost<Model, Made extends Drawn<Model>>({ create, model, heightOf, label, hold = false, after }: Props<Model, Made>) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<Made | null>(null);
  const latest = useRef({ model, after, heightOf, hold });
  latest.current = { model, after, heightOf, hold };
  const size = useRef<Size>({ width: 0, height: 0 });
  const waiting = useRef(0);
  const theme = shownTheme.value;
  const forced = isForced.value;
  const themeNow = useRef(theme);
  themeNow.current = theme;

  const draw = () => {
    waiting.current = 0;
    const { width, height } = size.current;
    const made = chart.current;
    if (made === null || width < 2 || height < 2) return;
    made.draw(latest.current.model, size.current, themeNow.current, { hold: latest.current.hold });
    latest.current.after?.(made);
  };
  const ask = () => { if (waiting.current === 0) waiting.current = requestAnimationFrame(draw); };

  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    chart.current = create(element);
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const width = Math.floor(entry.contentRect.width);
      const wanted = latest.current.heightOf?.(width);
      if (wanted !== undefined) element.style.setProperty("--chart-height", `${wanted}px`);
      size.current = { width, height: wanted ?? Math.floor(entry.contentRect.height) };
      ask();
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      cancelAnimationFrame(waiting.current);
      waiting.current = 0;
      chart.current?.destroy();
      chart.current = null;
    };
  }, []);

  useEffect(ask, [model, theme, forced, after, hold]);

  return <div class="chart-host" ref={host} data-own-height={heightOf !== undefined || undefined} aria-label={label} role="group" />;
}
