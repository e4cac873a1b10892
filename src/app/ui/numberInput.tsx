import { useEffect, useRef, useState } from "preact/hooks";
import { parseNumber } from "../../text/numbers.ts";
import "./numberInput.css";

type Props = {
  readonly id: string;
  /** As it is shown and typed. */
  readonly value: number | undefined;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  /** One press of an arrow; ten with Shift. */
  readonly step: number;
  /** One press of Page up or down. */
  readonly page: number;
  readonly format: (value: number) => string;
  readonly describedBy?: string | undefined;
  readonly invalid: boolean;
  readonly placeholder?: string | undefined;
  /** A usable number was typed or stepped to. */
  readonly onInput: (value: number) => void;
  /** Typing ended: the edit is one step of undo. */
  readonly onCommit: () => void;
  /** What was typed cannot be used: not a number (NaN) or out of range; null when it is mended. */
  readonly onRefused: (typed: { readonly text: string; readonly value: number } | null) => void;
};

/** Characters of number and unit that the narrow box holds; what is being typed does not widen it under the hand. */
const MOST_IN_NARROW = 11;

/**
 * A number in a box with its unit. It takes 1,5 and 1.5 alike, never rewrites what is being typed, and keeps the last
 * good value where the text is none.
 */
export function NumberInput({ id, value, unit, min, max, step, page, format, describedBy, invalid, placeholder, onInput, onCommit, onRefused }: Props) {
  const box = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const settled = value === undefined ? "" : format(value);
  const shown = typed ?? settled;

  // A slider, an undo or another scenario changed the value: what was left in the box gives way, unless it is being typed.
  useEffect(() => { if (document.activeElement !== box.current) setTyped(null); }, [value]);

  const take = (text: string) => {
    setTyped(text);
    const read = parseNumber(text);
    if (read >= min && read <= max) {
      onRefused(null);
      onInput(read);
    } else onRefused({ text, value: read });
  };
  const finish = () => {
    setTyped(null);
    onRefused(null);
    onCommit();
  };
  const stepTo = (by: number) => {
    const from = value ?? 0;
    // Steps land on multiples, so that 37 goes to 40 and not to 47.
    const next = Math.round((from + by) / Math.abs(by)) * Math.abs(by);
    setTyped(null);
    onRefused(null);
    onInput(Math.min(max, Math.max(min, Number(next.toPrecision(12)))));
  };

  return (
    <span class="number-input" data-invalid={invalid || undefined} data-wide={unit.length > 4 || settled.length + unit.length > MOST_IN_NARROW || undefined}>
      <input
        ref={box} id={id} type="text" inputMode="decimal" autoComplete="off" spellcheck={false} value={shown} placeholder={placeholder}
        aria-invalid={invalid} aria-describedby={describedBy}
        onFocus={(event) => { event.currentTarget.select(); }}
        onInput={(event) => { take(event.currentTarget.value); }}
        onBlur={finish}
        onKeyDown={(event) => {
          const by = { ArrowUp: step, ArrowDown: -step, PageUp: page, PageDown: -page }[event.key];
          if (by !== undefined) {
            event.preventDefault();
            stepTo(event.shiftKey && event.key.startsWith("Arrow") ? 10 * by : by);
          } else if (event.key === "Enter") {
            finish();
            event.currentTarget.select();
          } else if (event.key === "Escape" && typed !== null) {
            event.stopPropagation();
            setTyped(null);
            onRefused(null);
          }
        }}
      />
      {unit === "" ? null : <span class="number-unit" aria-hidden="true">{unit}</span>}
    </span>
  );
}
