import { select } from "d3";
import type { ChartKind, Size } from "../../charts/mark.ts";
import type { Chart, PickEvents } from "./chart.ts";
import { paint } from "./paint.ts";

/**
 * A chart without a time axis: painted, named for who cannot see it, and its parts (marks with an id that `pick` knows)
 * answer to a click.
 */
export function create<Model>(host: HTMLElement, kind: Pick<ChartKind<Model, never>, "layout" | "summary" | "title">, on?: PickEvents & { hit(model: Model, size: Size, x: number, y: number): string | null }): Chart<Model> {
  const canvas = select(host).append("canvas").style("display", "block");
  const element = canvas.node()!;
  let drawn: { model: Model; size: Size } | null = null;
  if (on !== undefined) {
    const hitAt = (event: MouseEvent): string | null => {
      if (drawn === null) return null;
      const { left, top } = element.getBoundingClientRect();
      return on.hit(drawn.model, drawn.size, event.clientX - left, event.clientY - top);
    };
    canvas.on("click", (event: MouseEvent) => on.pick(hitAt(event)));
    canvas.on("pointermove", (event: MouseEvent) => canvas.style("cursor", hitAt(event) === null ? "default" : "pointer"));
  }
  return {
    draw(model, size, theme) {
      drawn = { model, size };
      // An image from its first drawing on: until then there is nothing to name.
      canvas.attr("role", "img").attr("aria-label", kind.summary(model));
      paint(element, kind.layout(model, size), size, theme);
    },
    destroy() {
      canvas.remove();
    },
  };
}
