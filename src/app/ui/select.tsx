import { Icon } from "./icon.tsx";
import "./select.css";

type Props<Value extends string> = {
  readonly id?: string;
  readonly label?: string;
  readonly options: readonly { readonly value: Value; readonly title: string; readonly disabled?: boolean }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly describedBy?: string;
};

/** A menu of choices: the platform's own list in our frame. */
export function Select<Value extends string>({ id, label, options, value, onChange, describedBy }: Props<Value>) {
  return (
    <span class="select">
      <select id={id} aria-label={label} aria-describedby={describedBy} value={value} onChange={(event) => { onChange(event.currentTarget.value as Value); }}>
        {options.map((option) => <option key={option.value} value={option.value} disabled={option.disabled ?? false}>{option.title}</option>)}
      </select>
      <Icon name="chevronDown" />
    </span>
  );
}
