import { useState } from "preact/hooks";

type Props = {
  readonly id?: string;
  readonly label?: string;
  readonly value: string;
  readonly placeholder: string;
  readonly inputMode?: "text" | "numeric";
  /** Typing ended, with a text that is another. */
  readonly onCommit: (text: string) => void;
};

/** A line of text that nothing rewrites while it is being typed, whatever is computed meanwhile. */
export function TextInput({ id, label, value, placeholder, inputMode = "text", onCommit }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      id={id} aria-label={label} class="field-text" type="text" inputMode={inputMode} autoComplete="off" spellcheck={false} value={typed ?? value} placeholder={placeholder}
      onInput={(event) => { setTyped(event.currentTarget.value); }}
      onBlur={() => { setTyped(null); }}
      onChange={(event) => {
        setTyped(null);
        onCommit(event.currentTarget.value.trim());
      }}
    />
  );
}
