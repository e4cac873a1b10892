import "./segment.css";

type Props<Value extends string> = {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly title: string; readonly disabled?: boolean }[];
  /** None is chosen where the state lies between the choices, as a window drawn by hand does. */
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
};

/** Two to five choices side by side, of which one holds. */
export function Segment<Value extends string>({ label, options, value, onChange }: Props<Value>) {
  return (
    <div class="segment" role="group" aria-label={label}>
      {options.map((option) => (
        <button key={option.value} type="button" aria-pressed={option.value === value} disabled={option.disabled ?? false} onClick={() => { onChange(option.value); }}>
          {option.title}
        </button>
      ))}
    </div>
  );
}
