import { useComputed } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { version } from "../../../document/version.ts";
import { aboutWords } from "../../../text/about.ts";
import { page } from "../../../text/page.ts";
import { warningText } from "../../../text/warnings.ts";
import { fieldsOf, sameValue, valueAt } from "../../inputs/declaration.ts";
import { shownValue } from "../../inputs/shown.ts";
import { Input } from "../../inputs/inputNode.tsx";
import { documentInputs, inputTree } from "../../inputs/tune.tsx";
import { scenario } from "../../state/document.ts";
import { hashOf } from "../../state/exports.ts";
import { result, seed } from "../../state/results.ts";
import { aboutShown } from "../../state/view.ts";
import { Dialog } from "../../ui/dialog.tsx";
import "./about.css";

/** What stands behind the figures: the site's sources and assumptions, defaults that are assumed, warnings of the run, provenance. */
export function About() {
  const { name, notes } = scenario.value;
  const warnings = result.value?.warnings ?? [];
  const currency = scenario.value.site.currency;
  const assumed = useComputed(() => inputTree.flatMap((node) => fieldsOf(node, scenario.value).map((field) => ({ field, group: node.meta.title })))
    .filter(({ field }) => field.meta.assumed === true && sameValue(valueAt(scenario.value, field.path), field.meta.default))).value;
  return (
    <Dialog title={name} size="large" closeName={page.import.close} onClose={() => { aboutShown.value = false; }}>
      <div class="about">
        {documentInputs.map((node) => <Input key={node.path.join(".")} node={node} groupTitle="" shown={() => true} />)}
        {warnings.length === 0 ? null : <><h3>{aboutWords.warnings}</h3><ul>{warnings.map((warning, index) => <li key={index}>{warningText(warning)}</li>)}</ul></>}
        {notes.length === 0 ? null : (
          <>
            <h3>{aboutWords.notes}</h3>
            <ul>{notes.map(({ kind, text }, index) => <li key={index}><span class="about-kind">{aboutWords.kinds[kind]}</span> {text}</li>)}</ul>
          </>
        )}
        {assumed.length === 0 ? null : (
          <>
            <h3>{aboutWords.assumptions}</h3>
            <ul>
              {assumed.map(({ field, group }) => (
                <li key={field.path.join(".")}>{group}, {field.meta.title}: {shownValue(field, valueAt(scenario.value, field.path), currency)}. {field.meta.source ?? ""}</li>
              ))}
            </ul>
          </>
        )}
        <h3>{aboutWords.provenance}</h3>
        <Provenance />
        <p><a href="licences.txt" target="_blank" rel="noopener">{aboutWords.licences}</a></p>
      </div>
    </Dialog>
  );
}

function Provenance() {
  const [hash, setHash] = useState("");
  const now = scenario.value;
  useEffect(() => { void hashOf(now).then(setHash); }, [now]);
  return (
    <dl>
      <dt>{aboutWords.version}</dt><dd>{page.name} {version}</dd>
      <dt>{aboutWords.seed}</dt><dd><input class="field-text" type="text" aria-label={aboutWords.seed} maxLength={100} value={seed.value} onChange={(event) => { seed.value = event.currentTarget.value === "" ? "1" : event.currentTarget.value; }} /></dd>
      <dt>{aboutWords.hash}</dt><dd><code>{hash}</code></dd>
    </dl>
  );
}
