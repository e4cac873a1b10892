import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { page } from "../../../text/page.ts";
import { workbenchDialogs } from "../../../text/workbenchDialogs.ts";
import { endTour, showTune } from "../../state/view.ts";
import { Button } from "../../ui/button.tsx";
import "./tour.css";

/** What each step points at, and where the note stands beside it. */
const targets = [".frame-tune", "#view .finding", ".tabs, .tabs-foot"] as const;

/** Three notes for the first visit: tune, read, compare. They cover nothing that they speak of, take no focus from the page, and go with Esc. */
export function Tour() {
  const [step, setStep] = useState(0);
  const note = useRef<HTMLElement>(null);
  const text = workbenchDialogs.first.tour[step]!;
  const isLast = step === targets.length - 1;
  useEffect(() => { if (step === 0 && matchMedia("(min-width: 1280px)").matches) showTune(true); }, [step]);
  useLayoutEffect(() => {
    const place = () => {
      const target = document.querySelector(targets[step]!)?.getBoundingClientRect();
      const own = note.current;
      if (target === undefined || own === null) return;
      const isBeside = target.width < innerWidth / 2 && target.right + own.offsetWidth + 24 < innerWidth;
      const left = isBeside ? target.right + 12 : Math.max(16, Math.min(target.left, innerWidth - own.offsetWidth - 16));
      const isBelow = target.bottom + own.offsetHeight + 24 < innerHeight;
      const top = isBeside ? Math.min(target.top + 56, innerHeight - own.offsetHeight - 16) : isBelow ? target.bottom + 12 : target.top - own.offsetHeight - 12;
      own.style.left = `${left}px`;
      own.style.top = `${Math.max(8, top)}px`;
    };
    place();
    addEventListener("resize", place);
    return () => { removeEventListener("resize", place); };
  }, [step]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => { if (event.key === "Escape" && document.querySelector("dialog[open]") === null) endTour(); };
    addEventListener("keydown", onKey);
    return () => { removeEventListener("keydown", onKey); };
  }, []);
  return (
    <section class="tour" ref={note} aria-label={workbenchDialogs.first.tourName} aria-live="polite">
      <h2>{text.title}</h2>
      <p>{text.text}</p>
      {step === 0 ? <p class="tour-note">{page.onThisMachine}</p> : null}
      <footer>
        <span>{workbenchDialogs.first.stepOf(step + 1, targets.length)}</span>
        {isLast ? null : <Button kind="quiet" onClick={endTour}>{workbenchDialogs.first.skip}</Button>}
        <Button kind="primary" onClick={() => { if (isLast) endTour(); else setStep(step + 1); }}>{isLast ? workbenchDialogs.first.done : workbenchDialogs.first.next}</Button>
      </footer>
    </section>
  );
}
