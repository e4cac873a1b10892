import "./switch.css";

type Props = { readonly id?: string; readonly isOn: boolean; readonly describedBy?: string; readonly onChange: (isOn: boolean) => void };

/** For what acts at once. Its name is the label that names its id, or that it stands in. */
export function Switch({ id, isOn, describedBy, onChange }: Props) {
  return <input type="checkbox" role="switch" class="switch" id={id} aria-checked={isOn} aria-describedby={describedBy} checked={isOn} onChange={(event) => { onChange(event.currentTarget.checked); }} />;
}
