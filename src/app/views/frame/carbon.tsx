import { carbonGroups, carbonWords as words } from "../../../text/carbon.ts";
import { doesNothing } from "../../../text/findings.ts";
import { result } from "../../state/results.ts";
import { carbonShown } from "../../state/view.ts";
import { Dialog } from "../../ui/dialog.tsx";
import "./carbon.css";

/** The making of the Emissions figure: the run's carbon by every rule of accounting, each with its rule. */
export function Carbon() {
  const run = result.value;
  if (run === null) return null;
  return (
    <Dialog title={words.title} size="large" closeName={words.close} onClose={() => { carbonShown.value = false; }}>
      <div class="carbon">
        {carbonGroups(run.carbon, run.kpis.emissionsKg, doesNothing(run)).map(({ title, note, lines }) => (
          <section key={title}>
            <h3>{title} <span class="part-note">{note}</span></h3>
            <dl>
              {lines.map(({ id, title: name, value, exact, rule }) => (
                <div key={id} data-account={id}><dt>{name}<span class="carbon-rule">{rule}</span></dt><dd title={exact}>{value}</dd></div>
              ))}
            </dl>
          </section>
        ))}
        <p>{words.rule}</p>
        <p>{words.source}</p>
      </div>
    </Dialog>
  );
}
