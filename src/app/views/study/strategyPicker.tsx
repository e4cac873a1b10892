import { useComputed } from "@preact/signals";
import { useId } from "preact/hooks";
import { strategyName, type Scenario } from "../../../core/scenario.ts";
import { batteryPolicies, needsSolver } from "../../../core/strategies/index.ts";
import { strategyTitle, uncertaintyWords as words } from "../../../text/studyUncertainty.ts";
import { setAt } from "../../inputs/declaration.ts";
import { edit, scenario } from "../../state/document.ts";
import { studyInputs } from "../../state/studies.ts";

/** Battery policies that need a schedule or a series of the user's own. */
const OWN_INPUTS: readonly string[] = ["manual", "given", "grid-target"];

/** Name of the strategy that a scenario has. */
export function strategyOf({ strategy: { battery, work, cooling } }: Scenario): string {
  return strategyName({ battery: battery.policy, work: work.policy, cooling: cooling.policy });
}

/** The strategies that are run: those chosen, else doing nothing and the scenario's own. */
export function strategiesAsked(): readonly string[] {
  const { strategies } = studyInputs.value.monteCarlo;
  return strategies.length > 0 ? strategies : [...new Set(["idle", strategyOf(scenario.value)])];
}

/** Which strategies run under the same seeds; the first is what the others are told against. */
export function StrategyPicker() {
  const id = useId();
  const asked = useComputed(strategiesAsked).value;
  const own = useComputed(() => strategyOf(scenario.value)).value;
  const names = useComputed(() => [...new Set(["idle", own, ...batteryPolicies.map(({ id: battery }) => battery).filter((battery) => !OWN_INPUTS.includes(battery)), ...asked])]).value;
  const toggle = (name: string) => {
    const chosen = asked.includes(name) ? asked.filter((one) => one !== name) : [...asked, name];
    // In the order of the list, so that doing nothing, where it is chosen, is what the others are told against.
    const next = names.filter((one) => chosen.includes(one));
    edit(`${words.strategies}: ${strategyTitle(name)}`, (draft) => { setAt(draft, ["studies", "monteCarlo", "strategies"], next); });
  };
  return (
    <section class="study-part" aria-labelledby={id}>
      <h2 id={id}>{words.strategies}<span class="part-note">{words.strategiesNote}</span></h2>
      <ul class="choices">
        {names.map((name) => {
          const [battery = name, work = "run-now"] = name.split("+");
          const note = name === asked[0] ? words.first : name === own ? words.own : needsSolver({ battery: { policy: battery }, work: { policy: work } }) ? words.plans : "";
          return (
            <li key={name}>
              <label><input type="checkbox" checked={asked.includes(name)} disabled={asked.length === 1 && asked[0] === name} onChange={() => { toggle(name); }} /><span>{strategyTitle(name)}</span><small>{note}</small></label>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
