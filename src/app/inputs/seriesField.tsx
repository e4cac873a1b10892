import { useRef } from "preact/hooks";
import { page } from "../../text/page.ts";
import { importFile } from "../state/library.ts";
import { Button } from "../ui/button.tsx";
import type { FieldNode } from "./declaration.ts";
import { FieldRow, fieldId, useField } from "./fieldRow.tsx";
import { shownValue } from "./shown.ts";

/** A series that lives in a file: its name, and a way to put another in its place. */
export function SeriesField({ field, groupTitle }: { readonly field: FieldNode; readonly groupTitle: string }) {
  const access = useField(field, groupTitle);
  const chooser = useRef<HTMLInputElement>(null);
  const { value } = access;
  const file = typeof value === "object" && value !== null && "file" in value ? String(value.file) : null;
  const id = fieldId(field.path);
  return (
    <FieldRow
      field={field} access={access} groupTitle={groupTitle} control={<span class="field-summary">{file === null ? shownValue(field, value, access.currency) : ""}</span>}
      below={(
        <div class="field-file">
          {file === null ? null : <strong>{file}</strong>}
          <span>
            {page.tune.drop} <Button kind="link" id={id} onClick={() => { chooser.current?.click(); }}>{file === null ? page.tune.choose : page.tune.replace}</Button>
          </span>
          <input
            ref={chooser} type="file" hidden aria-label={field.meta.title}
            onChange={(event) => {
              const [chosen] = event.currentTarget.files ?? [];
              event.currentTarget.value = "";
              if (chosen !== undefined) void importFile(chosen);
            }}
          />
        </div>
      )}
    />
  );
}
