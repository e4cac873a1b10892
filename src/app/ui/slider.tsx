import { useLayoutEffect, useRef } from "preact/hooks";
import "./slider.css";

type Props = {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Equal ways are equal ratios: for ranges of more than two decades. */
  readonly log: boolean;
  /** Where the default stands. */
  readonly tick?: number | undefined;
  readonly valueText: string;
  readonly onInput: (value: number) => void;
  readonly onCommit: () => void;
};

/** Places of the thumb on a logarithmic track. */
const LOG_PLACES = 400;

/** A slider that speaks its value with its unit; the track is filled to the thumb and marked at the default. */
export function Slider({ label, value, min, max, step, log, tick, valueText, onInput, onCommit }: Props) {
  const host = useRef<HTMLSpanElement>(null);
  const scale = log ? logScale(min, max) : linearScale(min, max);
  const share = clampShare(scale.toShare(value));
  const tickShare = tick === undefined ? undefined : clampShare(scale.toShare(tick));

  // Set on the element and not as markup: a strict content policy refuses style attributes.
  useLayoutEffect(() => {
    host.current?.style.setProperty("--share", String(share));
    host.current?.style.setProperty("--tick", String(tickShare ?? 0));
  }, [share, tickShare]);

  return (
    <span class="slider" ref={host} data-tick={tickShare !== undefined || undefined}>
      <input
        type="range" aria-label={label} aria-valuetext={valueText}
        min={log ? 0 : min} max={log ? LOG_PLACES : max} step={log ? 1 : step} value={log ? Math.round(share * LOG_PLACES) : value}
        onInput={(event) => {
          const place = event.currentTarget.valueAsNumber;
          onInput(log ? roundTo(scale.toValue(place / LOG_PLACES), step) : place);
        }}
        onChange={onCommit}
      />
    </span>
  );
}

type ShareScale = { readonly toShare: (value: number) => number; readonly toValue: (share: number) => number };

function linearScale(min: number, max: number): ShareScale {
  return { toShare: (value) => (value - min) / (max - min), toValue: (share) => min + share * (max - min) };
}

/** A range that starts at zero keeps zero at the left end: log(1 + x / knee), linear below the knee. */
function logScale(min: number, max: number): ShareScale {
  const knee = (max - min) / 1000;
  const whole = Math.log1p((max - min) / knee);
  return { toShare: (value) => Math.log1p(Math.max(0, value - min) / knee) / whole, toValue: (share) => min + Math.expm1(share * whole) * knee };
}

/** Three significant figures, and no finer than the step: 1,230 rather than 1,233.7. */
function roundTo(value: number, step: number): number {
  const coarse = Number(value.toPrecision(3));
  return Number((Math.round(coarse / step) * step).toPrecision(12));
}

const clampShare = (share: number): number => Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0));
