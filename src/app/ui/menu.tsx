import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Icon, type IconName } from "./icon.tsx";
import "./menu.css";

export type MenuItem =
  | { readonly kind?: "action"; readonly title: string; readonly detail?: string; readonly icon?: IconName; readonly keys?: string; readonly checked?: boolean; readonly disabled?: boolean; readonly run: () => void }
  | { readonly kind: "head"; readonly title: string }
  | { readonly kind: "line" };

type Props = {
  /** The name of the button, where its content does not say it. */
  readonly name?: string;
  readonly button: ComponentChildren;
  readonly items: readonly MenuItem[];
  readonly align?: "start" | "end";
  readonly look?: "quiet" | "plain";
};

/** A button that opens a list of actions: arrows move, Enter acts, Esc closes and gives the focus back. */
export function Menu({ name, button, items, align = "start", look = "quiet" }: Props) {
  const [open, setOpen] = useState(false);
  const host = useRef<HTMLDivElement>(null);
  const id = useId();

  const entries = () => [...(host.current?.querySelectorAll<HTMLButtonElement>("[role^=menuitem]:not(:disabled)") ?? [])];
  const close = (giveBack: boolean) => {
    setOpen(false);
    if (giveBack) host.current?.querySelector<HTMLButtonElement>(":scope > button")?.focus();
  };

  useEffect(() => {
    if (!open) return undefined;
    entries()[0]?.focus();
    const outside = (event: PointerEvent) => { if (event.target instanceof Node && host.current?.contains(event.target) !== true) setOpen(false); };
    document.addEventListener("pointerdown", outside);
    return () => { document.removeEventListener("pointerdown", outside); };
  }, [open]);

  const move = (event: KeyboardEvent) => {
    if (!open) return;
    const list = entries();
    const at = list.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: (at + 1) % list.length, ArrowUp: (at - 1 + list.length) % list.length, Home: 0, End: list.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      list[to]?.focus();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      close(true);
    } else if (event.key === "Tab") setOpen(false);
  };

  return (
    <div class="menu" ref={host} role="presentation" onKeyDown={move}>
      <button type="button" class="button" data-kind={look} aria-label={name} title={name} aria-haspopup="menu" aria-expanded={open} aria-controls={id} onClick={() => { setOpen(!open); }}>
        {button}
      </button>
      {open
        ? (
          <div class="menu-list" id={id} role="menu" aria-label={name} data-align={align}>
            {items.map((item, index) => {
              if (item.kind === "line") return <div key={index} class="menu-line" role="separator" />;
              if (item.kind === "head") return <div key={index} class="menu-head" role="presentation">{item.title}</div>;
              return (
                <button
                  key={index} type="button" class="menu-item" tabIndex={-1} disabled={item.disabled ?? false}
                  role={item.checked === undefined ? "menuitem" : "menuitemradio"} aria-checked={item.checked}
                  onClick={() => { close(true); item.run(); }}
                >
                  <span class="menu-icon">{item.checked === true ? <Icon name="check" /> : item.icon === undefined ? null : <Icon name={item.icon} />}</span>
                  <span class="menu-title">
                    {item.title}
                    {item.detail === undefined ? null : <span class="menu-detail">{item.detail}</span>}
                  </span>
                  {item.keys === undefined ? null : <kbd>{item.keys}</kbd>}
                </button>
              );
            })}
          </div>
        )
        : null}
    </div>
  );
}
