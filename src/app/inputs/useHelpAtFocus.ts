import { useEffect } from "preact/hooks";
import { helpOpen } from "./fieldRow.tsx";

/** Opens the help of the field that has the focus, when the pointer that brought it is up again. */
export function useHelpAtFocus(host: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    let isDown = false;
    let waiting: string | null = null;
    const down = () => { isDown = true; };
    const up = () => {
      isDown = false;
      if (waiting !== null) helpOpen.value = waiting;
      waiting = null;
    };
    const focus = (event: FocusEvent) => {
      const field = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-field]")?.dataset["field"] ?? null : null;
      if (field === null) return;
      if (isDown) waiting = field;
      else helpOpen.value = field;
    };
    element.addEventListener("pointerdown", down);
    addEventListener("pointerup", up);
    addEventListener("pointercancel", up);
    element.addEventListener("focusin", focus);
    return () => {
      element.removeEventListener("pointerdown", down);
      removeEventListener("pointerup", up);
      removeEventListener("pointercancel", up);
      element.removeEventListener("focusin", focus);
    };
  }, []);
}
