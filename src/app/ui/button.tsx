import type { ComponentChildren, JSX } from "preact";
import { Icon, type IconName } from "./icon.tsx";
import "./button.css";

type Props = Omit<JSX.IntrinsicElements["button"], "icon" | "class"> & {
  readonly class?: string;
  readonly icon?: IconName | undefined;
  readonly kind?: "primary" | "plain" | "quiet" | "link";
  /** The name where the icon stands alone; it is shown as the browser's tooltip too. */
  readonly name?: string;
  readonly children?: ComponentChildren;
};

/** A verb with its object; with an icon alone it needs a `name`. */
export function Button({ icon, kind = "plain", name, children, class: extra, ...rest }: Props) {
  return (
    <button type="button" class={extra === undefined ? "button" : `button ${extra}`} data-kind={kind} data-alone={children === undefined || undefined} aria-label={name} title={name} {...rest}>
      {icon === undefined ? null : <Icon name={icon} />}
      {children === undefined ? null : <span>{children}</span>}
    </button>
  );
}
