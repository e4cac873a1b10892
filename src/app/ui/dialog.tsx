import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { Button } from "./button.tsx";
import "./dialog.css";

type Props = {
  /** The title is the question. */
  readonly title: string;
  readonly closeName: string;
  readonly size?: "small" | "large";
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** Buttons, the primary one last. */
  readonly foot?: ComponentChildren;
};

const FOCUSABLE = "select, input, textarea, button, a[href], summary";

/** The platform's own modal: focus stays inside, Esc closes, and the focus returns to where it came from. */
export function Dialog({ title, closeName, size = "small", onClose, children, foot }: Props) {
  const host = useRef<HTMLDialogElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    host.current?.showModal();
    host.current?.querySelector<HTMLElement>(`.dialog-body :is(${FOCUSABLE})`)?.focus();
    return () => { if (before instanceof HTMLElement && before.isConnected) before.focus(); };
  }, []);
  // Text alone that is longer than the dialog is scrolled by the keys too.
  useEffect(() => {
    const element = body.current;
    if (element === null) return;
    const isText = element.querySelector(FOCUSABLE) === null && element.scrollHeight > element.clientHeight;
    if (isText) element.tabIndex = 0;
    else element.removeAttribute("tabindex");
  });
  return (
    <dialog ref={host} class="dialog" data-size={size} aria-labelledby={id} onClose={onClose} onCancel={onClose}>
      <header class="dialog-head">
        <h2 id={id}>{title}</h2>
        <Button kind="quiet" icon="close" name={closeName} onClick={onClose} />
      </header>
      <div class="dialog-body" ref={body}>{children}</div>
      {foot === undefined ? null : <footer class="dialog-foot">{foot}</footer>}
    </dialog>
  );
}
