import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";
import "./disclosure.css";

/** What is shown when it is asked for: the platform's own, with our mark. */
export function Disclosure({ title, class: extra, children }: { readonly title: ComponentChildren; readonly class?: string; readonly children: ComponentChildren }) {
  return (
    <details class={extra === undefined ? "disclosure" : `disclosure ${extra}`}>
      <summary><Icon name="chevronRight" />{title}</summary>
      {children}
    </details>
  );
}
