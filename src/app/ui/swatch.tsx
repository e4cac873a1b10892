import { useLayoutEffect, useRef } from "preact/hooks";
import "./swatch.css";

/** How a series is drawn: a band with its pattern, a line, the edge of a sentence, a bar filled to a share. */
export type SwatchShape = "solid" | "slash" | "backslash" | "dense" | "cross" | "line" | "dashed" | "edge" | "bar";

type Props = { readonly token: string; readonly shape: SwatchShape; readonly isHidden?: boolean; readonly share?: number };

/** The colour of a quantity beside its name. Set on the element: a strict content policy refuses style attributes. */
export function Swatch({ token, shape, isHidden = false, share = 1 }: Props) {
  const host = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    host.current?.style.setProperty("--swatch", `var(--${token})`);
    host.current?.style.setProperty("--share", String(Math.min(1, Math.max(0, share))));
  }, [token, share]);
  return <span ref={host} class="swatch" data-shape={shape} data-hidden={isHidden || undefined} aria-hidden="true" />;
}
