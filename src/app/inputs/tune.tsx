import { useComputed } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import { scenarioSchema } from "../../core/scenario.ts";
import { groupSummary } from "../../text/groupSummary.ts";
import { page } from "../../text/page.ts";
import { edit, opened, sayDone, scenario } from "../state/document.ts";
import { changedOnly, openGroups, showTune, toggleGroup, tuneSearch } from "../state/view.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { declaredInputs, fieldsOf, setAt, valueAt, type FieldNode, type InputNode } from "./declaration.ts";
import { Input, isChanged } from "./inputNode.tsx";
import { useHelpAtFocus } from "./useHelpAtFocus.ts";
import "./tune.css";

/** What the document says of itself is edited in the About dialog, not among the quantities. */
const OF_THE_DOCUMENT = new Set(["version", "name", "description", "notes"]);
const everyInput = declaredInputs(scenarioSchema);
export const inputTree: readonly InputNode[] = everyInput.filter(({ path }) => !OF_THE_DOCUMENT.has(String(path[0])));
export const documentInputs: readonly InputNode[] = everyInput.filter(({ path }) => path[0] === "name" || path[0] === "description");

/** Every input of the scenario, in groups that state the site while they are closed; search, changes and the way back. */
export function Tune() {
  const host = useRef<HTMLDivElement>(null);
  useHelpAtFocus(host);
  const search = tuneSearch.value.trim().toLowerCase();
  const onlyChanged = changedOnly.value;
  // Numbers and texts, not objects: the panels are drawn again when one of them changes and not with every step of a drag.
  const all = useComputed(() => allFields().length).value;
  const changed = useComputed(() => allFields().filter(isChanged).length).value;
  const matches = useMemo(() => matcher(search), [search]);
  const isNarrowed = search !== "" || onlyChanged;
  const shown = (field: FieldNode, group: InputNode) => (search === "" || matches(field, group)) && (!onlyChanged || isChanged(field));
  const found = useComputed(() => (tuneSearch.value.trim() === "" && !changedOnly.value ? ""
    : inputTree.filter((node) => fieldsOf(node, scenario.value).some((field) => shown(field, node))).map(({ path }) => String(path[0])).join(" "))).value;
  const groups = isNarrowed ? inputTree.filter(({ path }) => found.split(" ").includes(String(path[0]))) : inputTree;

  const resetAll = () => {
    edit(page.tune.resetAll, (draft) => {
      for (const node of inputTree) setAt(draft, node.path, structuredClone(valueAt(opened.value, node.path)));
    });
    sayDone(page.toast.reset(changed));
  };

  return (
    <div class="tune" ref={host}>
      <div class="tune-search">
        <Icon name="search" />
        <input
          type="search" id="tune-search" aria-label={page.tune.search(all)} placeholder={page.tune.search(all)} autoComplete="off" spellcheck={false}
          value={tuneSearch.value} onInput={(event) => { tuneSearch.value = event.currentTarget.value; }}
          onKeyDown={(event) => { if (event.key === "Escape" && tuneSearch.value !== "") { event.stopPropagation(); tuneSearch.value = ""; } }}
        />
        {tuneSearch.value === "" ? <kbd aria-hidden="true">/</kbd> : <Button kind="quiet" icon="close" name={page.tune.clear} onClick={() => { tuneSearch.value = ""; }} />}
        <Button class="tune-close" kind="quiet" icon="close" name={page.tune.close} onClick={() => { showTune(false); }} />
      </div>
      <div class="tune-groups">
        {groups.map((node) => <Panel key={node.path.join(".")} node={node} forced={isNarrowed} shown={(field) => shown(field, node)} />)}
        {groups.length > 0 ? null : <p class="tune-empty">{onlyChanged && search === "" ? page.tune.nothingChanged : page.tune.nothing(tuneSearch.value.trim())}</p>}
      </div>
      <div class="tune-foot">
        <span>{page.tune.changed(changed)}</span>
        {changed > 0 || onlyChanged
          ? <Button kind="link" aria-pressed={onlyChanged} onClick={() => { changedOnly.value = !onlyChanged; }}>{onlyChanged ? page.tune.all : page.tune.changedOnly}</Button>
          : null}
        {changed > 0 ? <Button kind="link" onClick={resetAll}>{page.tune.resetAll}</Button> : null}
      </div>
    </div>
  );
}

function allFields(): readonly FieldNode[] {
  return inputTree.flatMap((node) => fieldsOf(node, scenario.value));
}

type PanelProps = { readonly node: InputNode; readonly forced: boolean; readonly shown: (field: FieldNode) => boolean };

function Panel({ node, forced, shown }: PanelProps) {
  const name = String(node.path[0]);
  const isOpen = forced || openGroups.value.has(name);
  const changed = useComputed(() => fieldsOf(node, scenario.value).filter(isChanged).length).value;
  const summary = useComputed(() => groupSummary(name, scenario.value)).value;
  const id = `group-${name}`;
  const reset = () => {
    edit(page.tune.resetGroup(node.meta.title), (draft) => { setAt(draft, node.path, structuredClone(valueAt(opened.value, node.path))); });
    sayDone(page.toast.reset(changed));
  };
  return (
    <section class="panel" aria-labelledby={id}>
      <h3>
        <button type="button" id={id} class="panel-head" aria-expanded={isOpen} disabled={forced} onClick={() => { toggleGroup(name); }}>
          <Icon name={isOpen ? "chevronDown" : "chevronRight"} />
          <span class="panel-title">{node.meta.title}{changed > 0 ? <span class="panel-dot"><span class="visually-hidden">, {page.tune.changed(changed)}</span></span> : null}</span>
          <span class="panel-summary">{summary}</span>
        </button>
      </h3>
      {isOpen
        ? (
          <div class="panel-body">
            {childrenOf(node).map((child) => <Input key={child.path.join(".")} node={child} groupTitle={node.meta.title} shown={shown} />)}
            {changed > 0 && !forced ? <Button kind="link" onClick={reset}>{page.tune.resetGroup(node.meta.title)}</Button> : null}
          </div>
        )
        : null}
    </section>
  );
}

/** A panel draws what is inside its group; a top-level choice or list is drawn whole. */
function childrenOf(node: InputNode): readonly InputNode[] {
  return node.kind === "group" ? node.children : [node];
}

/** All the words must occur in title, help, unit, group or path, so that "battery eff" finds the efficiencies. */
function matcher(search: string): (field: FieldNode, group: InputNode) => boolean {
  const words = search.split(/\s+/).filter((word) => word !== "");
  return (field, group) => {
    const text = [group.meta.title, field.meta.title, field.meta.help, field.meta.unit, field.path.join(".")].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  };
}
