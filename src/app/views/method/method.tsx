import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { batteryPolicies, workPolicies } from "../../../core/strategies/index.ts";
import { metrics } from "../../../core/measures/metrics/index.ts";
import { studies } from "../../../core/studies/index.ts";
import { checkParts, passes, type Check } from "../../../core/studies/checks/index.ts";
import { allowed, checked, difference, formulaPieces, methodFinding, methodParts, methodWords as words, modelLimits, suiteChecks } from "../../../text/method.ts";
import { policyName } from "../../../text/strings.ts";
import { choiceOf, declaredInputs, type FieldNode, type InputNode } from "../../inputs/declaration.ts";
import { shownUnit, shownValue } from "../../inputs/shown.ts";
import { inputTree } from "../../inputs/tune.tsx";
import { scenario } from "../../state/document.ts";
import { breadth } from "../../state/view.ts";
import { Icon } from "../../ui/icon.tsx";
import { Select } from "../../ui/select.tsx";
import { StudyHead } from "../studyFrame.tsx";
import "./method.css";

const chapters = [
  ...methodParts.map(({ id, title }) => ({ id, title })), { id: "policies", title: words.policies }, { id: "metrics", title: words.metrics }, { id: "checks", title: words.checks }, { id: "suite", title: words.suite },
  { id: "assumptions", title: words.assumptions }, { id: "limits", title: words.limits }, { id: "sources", title: words.sources },
];

/** Computed once: the model does not change while the page is open. */
let proven: readonly { readonly title: string; readonly checks: readonly Check[] }[] | null = null;
const proof = () => (proven ??= checkParts.map(({ title, checks }) => ({ title, checks: checks() })));

/** How every figure is made: equations with their sources, the model against references, what is assumed. */
export function Method() {
  const host = useRef<HTMLDivElement>(null);
  const parts = proof();
  const all = parts.flatMap(({ checks }) => checks);
  const [at, setAt] = useState(chapters[0]!.id);
  useEffect(() => {
    const seen = new Map<string, boolean>();
    const watcher = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) seen.set(target.id, isIntersecting);
      const first = chapters.find(({ id }) => seen.get(`method-${id}`) === true);
      if (first !== undefined) setAt(first.id);
    }, { rootMargin: "-124px 0px -50% 0px" });
    host.current?.querySelectorAll(".method-chapter").forEach((chapter) => { watcher.observe(chapter); });
    return () => { watcher.disconnect(); };
  }, []);
  const go = (id: string) => {
    const title = document.getElementById(`method-${id}`);
    title?.scrollIntoView({ block: "start" });
    title?.focus({ preventScroll: true });
  };
  return (
    <>
      <StudyHead finding={methodFinding(all.filter(passes).length, all.length)} waiting="">
        {breadth.value === "phone" || breadth.value === "tablet" ? <Select label={words.goTo} value={at} options={chapters.map(({ id, title }) => ({ value: id, title }))} onChange={go} /> : null}
      </StudyHead>
      <div class="view method">
        {breadth.value === "phone" || breadth.value === "tablet" ? null : (
          <nav class="method-contents" aria-label={words.contents}>
            {chapters.map(({ id, title }) => <button key={id} type="button" aria-current={id === at ? "location" : undefined} onClick={() => { go(id); }}>{title}</button>)}
          </nav>
        )}
        <div class="method-body" ref={host}>
          {methodParts.map(({ id, title, says, equations }) => (
            <Chapter key={id} id={id} title={title} says={says}>
              {equations.map(({ name, lines, where, source }) => (
                <div key={name} class="method-equation">
                  <h3>{name}</h3>
                  {lines.map((line) => <p key={line} class="method-formula"><Formula of={line} /></p>)}
                  {where === undefined ? null : <p class="method-where"><Formula of={where} /></p>}
                  <p class="method-source">{source}</p>
                </div>
              ))}
            </Chapter>
          ))}
          <Chapter id="policies" title={words.policies} says={[words.policiesSay]}>
            <MethodTable label={words.policies} columns={[words.policy, words.id]} rows={[
              ...batteryPolicies.map(({ id }) => ({ cells: [`${words.batteryPolicies}: ${policyName(id)}`, <code key="id">{id}</code>] })), ...workPolicies.map(({ id }) => ({ cells: [`${words.workPolicies}: ${policyName(id)}`, <code key="id">{id}</code>] })),
            ]} />
          </Chapter>
          <Chapter id="metrics" title={words.metrics}>
            <MethodTable label={words.metrics} columns={[words.metric, words.unit, words.id]} rows={metrics.map(({ id, label, unit }) => ({ cells: [label, unit === "fraction" ? "%" : shownUnit(unit, scenario.value.site.currency), <code key="id">{id}</code>] }))} />
          </Chapter>
          <Chapter id="checks" title={words.checks} says={[words.checksSay]} isWide>
            <Checks parts={parts} />
          </Chapter>
          <Chapter id="suite" title={words.suite} says={[words.suiteSay]}>
            <MethodTable label={words.suite} columns={Object.values(words.suiteColumns)} rows={suiteChecks.map(({ what, against, tolerance }) => ({ cells: [what, against, <Formula key="tolerance" of={tolerance} />] }))} />
          </Chapter>
          <Assumptions />
          <Chapter id="limits" title={words.limits}><ul class="method-list">{modelLimits.map((limit) => <li key={limit}>{limit}</li>)}</ul></Chapter>
          <Sources />
        </div>
      </div>
    </>
  );
}

function Chapter({ id, title, says = [], isWide = false, children }: { readonly id: string; readonly title: string; readonly says?: readonly string[]; readonly isWide?: boolean; readonly children: ComponentChildren }) {
  return (
    <section class="method-chapter" id={`method-${id}`} tabIndex={-1} data-wide={isWide || undefined}>
      <h2>{title}</h2>
      {says.map((paragraph) => <p key={paragraph}>{paragraph}</p>)}
      {children}
    </section>
  );
}

/** Exponents and indexes set as such, whatever face draws them. */
function Formula({ of }: { readonly of: string }) {
  return <>{formulaPieces(of).map(({ text, at }, index) => (at === "sup" ? <sup key={index}>{text}</sup> : at === "sub" ? <sub key={index}>{text}</sub> : <span key={index}>{text}</span>))}</>;
}

type Row = { readonly cells: readonly ComponentChildren[] };
function MethodTable({ label, columns, rows }: { readonly label: string; readonly columns: readonly string[]; readonly rows: readonly Row[] }) {
  return (
    <div class="method-scroll" role="region" tabIndex={0} aria-label={label}>
      <table class="method-table">
        <thead><tr>{columns.map((column) => <th key={column} scope="col">{column}</th>)}</tr></thead>
        <tbody>{rows.map(({ cells }, row) => <tr key={row}>{cells.map((cell, index) => (index === 0 ? <th key={index} scope="row">{cell}</th> : <td key={index}>{cell}</td>))}</tr>)}</tbody>
      </table>
    </div>
  );
}

function Checks({ parts }: { readonly parts: ReturnType<typeof proof> }) {
  const named = words.columns;
  return (
    <div class="method-scroll" role="region" tabIndex={0} aria-label={words.checks}>
      <table class="method-table method-checks">
        <thead><tr>{[named.what, named.reference, named.ours, named.difference, named.tolerance, named.pass, named.source].map((column) => <th key={column} scope="col">{column}</th>)}</tr></thead>
        {parts.map(({ title, checks }) => (
          <tbody key={title}>
            <tr><th class="method-group" scope="rowgroup" colSpan={7}>{title}</th></tr>
            {checks.map((check) => <CheckRow key={check.what} check={check} />)}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function CheckRow({ check }: { readonly check: Check }) {
  const { what, unit, expected, ours, tolerance, source } = check;
  const ok = passes(check);
  return (
    <tr class="method-check" data-pass={ok}>
      <th scope="row">{what}{unit === "" ? null : <span class="unit"> {shownUnit(unit, "USD")}</span>}</th>
      <td>{checked(expected)}</td><td>{checked(ours)}</td><td><Formula of={difference(ours, expected)} /></td><td><Formula of={allowed(tolerance)} /></td>
      <td data-side={ok ? "better" : "worse"}><Icon name={ok ? "check" : "close"} /><span>{ok ? words.yes : words.no}</span></td>
      <td class="method-from">{source}</td>
    </tr>
  );
}

function everyField(node: InputNode): readonly FieldNode[] {
  switch (node.kind) {
    case "field": return [node];
    case "group": return node.children.flatMap(everyField);
    case "union": return [choiceOf(node), ...node.options.flatMap(({ children }) => children.flatMap(everyField))];
    case "list": return node.item(0).flatMap(everyField);
  }
}

/** Every declared input of scenario and studies, whatever shape is chosen at the moment. */
const declared: readonly { readonly field: FieldNode; readonly group: string }[] = [
  ...inputTree.flatMap((node) => everyField(node).map((field) => ({ field, group: node.meta.title }))),
  ...studies.flatMap(({ id, title, inputs }) => declaredInputs(inputs as never, ["studies", id]).flatMap(everyField).map((field) => ({ field, group: title }))),
];

function Assumptions() {
  const { currency } = scenario.value.site;
  return (
    <Chapter id="assumptions" title={words.assumptions} says={[words.assumptionsSay]}>
      <MethodTable label={words.assumptions} columns={[words.input, words.value, words.why]} rows={declared.filter(({ field }) => field.meta.assumed === true).map(({ field, group }) => ({
        cells: [`${group}: ${field.meta.title}`, field.meta.default === undefined ? words.leftEmpty : shownValue(field, field.meta.default, currency), field.meta.source ?? ""],
      }))} />
    </Chapter>
  );
}

function Sources() {
  const all = [...methodParts.flatMap(({ equations }) => equations.map(({ source }) => source)), ...declared.flatMap(({ field }) => (field.meta.source === undefined || field.meta.assumed === true ? [] : [field.meta.source]))];
  const plain = new Set(all.map((source) => source.replace(/\.$/, "")));
  return (
    <Chapter id="sources" title={words.sources} says={[words.sourcesSay]}>
      <ul class="method-list method-sources">{[...plain].sort((a, b) => a.localeCompare(b, "en")).map((source) => <li key={source}>{source}</li>)}</ul>
    </Chapter>
  );
}
