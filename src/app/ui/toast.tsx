import { useEffect, useRef } from "preact/hooks";
import { Button } from "./button.tsx";
import "./toast.css";

export type ToastText = { readonly id: number; readonly text: string; readonly action?: { readonly title: string; readonly run: () => void } };

const SHOWN_MS = 6_000;

/** What was just done, with one way back; it stays while it is hovered or holds the focus. */
export function Toast({ toast, onDone }: { readonly toast: ToastText | null; readonly onDone: (id: number) => void }) {
  const held = useRef(false);
  const done = useRef(onDone);
  done.current = onDone;
  const id = toast?.id;
  useEffect(() => {
    if (id === undefined) return undefined;
    let timer = 0;
    const wait = () => { timer = window.setTimeout(() => { if (held.current) wait(); else done.current(id); }, SHOWN_MS); };
    wait();
    return () => { clearTimeout(timer); };
  }, [id]);
  return (
    <div class="toasts" role="status">
      {toast === null ? null : (
        <div
          class="toast"
          onPointerEnter={() => { held.current = true; }} onPointerLeave={() => { held.current = false; }}
          onFocusIn={() => { held.current = true; }} onFocusOut={() => { held.current = false; }}
        >
          <span>{toast.text}</span>
          {toast.action === undefined ? null : <Button kind="link" onClick={() => { toast.action?.run(); onDone(toast.id); }}>{toast.action.title}</Button>}
        </div>
      )}
    </div>
  );
}
