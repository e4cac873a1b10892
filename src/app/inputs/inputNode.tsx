import { useComputed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { fieldRegistry } from "../../core/field.ts";
import { explainIssue } from "../../text/explain.ts";
import { page } from "../../text/page.ts";
import { edit, inputs, openedInputs } from "../state/document.ts";
import { Button } from "../ui/button.tsx";
import { Select } from "../ui/select.tsx";
import { choiceOf, fieldsOf, openedValueOf, sameValue, setAt, valueAt, type FieldNode, type GroupNode, type InputNode, type ListNode, type UnionNode } from "./declaration.ts";
import { FieldRow, fieldId, useField } from "./fieldRow.tsx";
import { NumberField } from "./numberField.tsx";
import { ChoiceField, DatesField, JsonField, MonthsField, SwitchField, TableField, TextField } from "./plainFields.tsx";
import { SeriesField } from "./seriesField.tsx";
import "./inputNode.css";

/** Which fields are drawn: all, those that a search finds, those that changed. */
export type Shown = (field: FieldNode) => boolean;
type Props<Node extends InputNode> = { readonly node: Node; readonly groupTitle: string; readonly shown: Shown };

export function Input({ node, groupTitle, shown }: Props<InputNode>) {
  switch (node.kind) {
    case "field": return shown(node) ? <FieldOf field={node} groupTitle={groupTitle} /> : null;
    case "group": return <Group node={node} groupTitle={groupTitle} shown={shown} />;
    case "union": return <Union node={node} groupTitle={groupTitle} shown={shown} />;
    case "list": return <List node={node} groupTitle={groupTitle} shown={shown} />;
  }
}

function FieldOf({ field, groupTitle }: { readonly field: FieldNode; readonly groupTitle: string }) {
  switch (field.control) {
    case "number": return <NumberField field={field} groupTitle={groupTitle} />;
    case "switch": return <SwitchField field={field} groupTitle={groupTitle} />;
    case "choice": return <ChoiceField field={field} groupTitle={groupTitle} />;
    case "text": return <TextField field={field} groupTitle={groupTitle} />;
    case "months": return <MonthsField field={field} groupTitle={groupTitle} />;
    case "table12x24": return <TableField field={field} groupTitle={groupTitle} />;
    case "series": return <SeriesField field={field} groupTitle={groupTitle} />;
    case "dates": return <DatesField field={field} groupTitle={groupTitle} />;
    case "json": return <JsonField field={field} groupTitle={groupTitle} />;
  }
}

/** Inputs that belong together inside a panel. */
function Group({ node, shown }: Props<GroupNode>) {
  const isShown = useComputed(() => fieldsOf(node, inputs.value).some(shown)).value;
  if (!isShown) return null;
  return (
    <fieldset class="input-group">
      <legend>{node.meta.title}</legend>
      {node.children.map((child) => <Input key={child.path.join(".")} node={child} groupTitle={node.meta.title} shown={shown} />)}
    </fieldset>
  );
}

/** A choice of shape, and under it the inputs of the one that is chosen. */
function Union({ node, groupTitle, shown }: Props<UnionNode>) {
  const choice = useMemo(() => choiceOf(node), [node]);
  const access = useField(choice, groupTitle);
  const chosen = node.options.find(({ value }) => value === access.value);
  const options = [
    ...(node.optional ? [{ value: "", title: page.tune.none }] : []),
    ...node.options.map(({ value, title }) => ({ value, title })),
  ];
  const choose = (value: string) => {
    const option = node.options.find((one) => one.value === value);
    const issues = edit(`${node.meta.title}: ${option?.title ?? page.tune.none}`, (draft) => {
      // What the scenario was opened with comes back when its shape is chosen again.
      const before = valueAt(openedInputs.value, node.path);
      const known = valueAt(before, [node.discriminator]) === value ? structuredClone(before) : undefined;
      setAt(draft, node.path, option === undefined ? undefined : known ?? { [node.discriminator]: value });
    });
    const needsFile = option?.children.some((child) => child.kind === "field" && child.control === "series") === true;
    access.refuse(issues.length === 0 ? null : needsFile ? page.tune.needsFile(option?.title ?? "") : issues.map(explainIssue).join(" "));
  };
  return (
    <div class="input-union">
      {shown(choice)
        ? (
          <FieldRow
            field={choice} access={access} groupTitle={groupTitle}
            control={<Select id={fieldId(choice.path)} options={options} value={typeof access.value === "string" ? access.value : ""} onChange={choose} />}
          />
        )
        : null}
      {chosen?.children.map((child) => <Input key={`${chosen.value}.${child.path.join(".")}`} node={child} groupTitle={groupTitle} shown={shown} />)}
    </div>
  );
}

/** Any number of the same thing: one block each, with a way to add and to remove. */
function List({ node, shown }: Props<ListNode>) {
  const count = useComputed(() => {
    const items = valueAt(inputs.value, node.path);
    return Array.isArray(items) ? items.length : 0;
  }).value;
  const isShown = useComputed(() => count === 0 || fieldsOf(node, inputs.value).some(shown)).value;
  if (!isShown) return null;
  const one = fieldRegistry.get(node.schema)?.title ?? node.meta.title;
  const change = (title: string, by: (items: unknown[]) => unknown[]) => edit(title, (draft) => {
    const items = valueAt(draft, node.path);
    setAt(draft, node.path, by(Array.isArray(items) ? items : []));
  });
  return (
    <div class="input-list">
      {Array.from({ length: count }, (_, index) => (
        <fieldset key={index} class="input-group">
          <legend>
            <ItemName node={node} index={index} one={one} />
            <Button kind="quiet" icon="close" name={page.tune.remove(page.tune.item(one, index))} onClick={() => { change(page.tune.remove(one), (items) => items.filter((__, at) => at !== index)); }} />
          </legend>
          {node.item(index).map((child) => <Input key={child.path.join(".")} node={child} groupTitle={page.tune.item(one, index)} shown={shown} />)}
        </fieldset>
      ))}
      <Button kind="link" onClick={() => { change(page.tune.add(node.meta.title), (items) => [...items, structuredClone(items.at(-1) ?? firstItem(node))]); }}>{page.tune.add(node.meta.title)}</Button>
    </div>
  );
}

/** The first shape of a list that is empty, its defaults to be filled in. */
function firstItem(node: ListNode): object {
  const [child] = node.item(0);
  return child?.kind === "union" && child.options[0] !== undefined ? { [child.discriminator]: child.options[0].value } : {};
}

function ItemName({ node, index, one }: { readonly node: ListNode; readonly index: number; readonly one: string }) {
  const name = useComputed(() => valueAt(inputs.value, [...node.path, index, "name"])).value;
  return <span>{typeof name === "string" && name !== "" ? name : page.tune.item(one, index)}</span>;
}

/** Whether a field differs from the scenario as it was opened. */
export function isChanged(field: FieldNode): boolean {
  return !sameValue(valueAt(inputs.value, field.path), openedValueOf(field, openedInputs.value));
}
