import { batteryPolicies, needsSolver } from "../../../core/strategies/index.ts";
import { compareWords } from "../../../text/compare.ts";
import { policyName } from "../../../text/strings.ts";
import { scenario } from "../../state/document.ts";
import { canPin, compareAgainst, copyInputs, exchangeInputs, pinRunInView, pinStrategy, unpin } from "../../state/pins.ts";
import { breadth } from "../../state/view.ts";
import { Icon } from "../../ui/icon.tsx";
import { Menu, type MenuItem } from "../../ui/menu.tsx";
import { columns, type Column } from "./columns.ts";

/** Strategies that need inputs of the user's own stand for nothing before they have them. */
const OWN_INPUTS: ReadonlySet<string> = new Set(["manual", "given", "grid-target"]);

export function PinMenu() {
  const isFull = !canPin.value;
  const now = scenario.value.strategy;
  const shown = new Set(columns.value.map(({ pin }) => (pin?.kind === "strategy" ? pin.strategy : "")));
  const strategies = batteryPolicies.filter(({ id }) => !OWN_INPUTS.has(id) && !shown.has(id) && id !== now.battery.policy && !needsSolver({ battery: { policy: id }, work: now.work }));
  const items: MenuItem[] = isFull ? [{ kind: "head", title: compareWords.pinFull }] : [
    { title: compareWords.pinNow, icon: "plus", run: pinRunInView },
    { kind: "head", title: compareWords.pinStrategy },
    ...strategies.map(({ id, summary }): MenuItem => ({ title: policyName(id), detail: summary, run: () => { pinStrategy(id); } })),
  ];
  return <Menu look="plain" align="end" name={compareWords.pin} items={items} button={<><Icon name="plus" />{breadth.value === "phone" ? null : <span>{compareWords.pin}</span>}</>} />;
}

export function CopyMenu() {
  const focus = columns.value.find(({ isFocus }) => isFocus);
  const others = columns.value.filter(({ isFocus }) => !isFocus);
  const to = focus?.name ?? "";
  const items: MenuItem[] = [
    ...others.map((column): MenuItem => ({ title: compareWords.copyFrom(column.letter, column.name, to), run: () => { copyFrom(column, to); } })),
    { kind: "line" },
    ...others.map((column): MenuItem => ({ title: compareWords.exchange(column.letter, column.name, to), run: () => { exchange(column, to); } })),
  ];
  return <Menu look="plain" align="end" name={compareWords.copy} items={items} button={<><Icon name="exchange" />{breadth.value === "phone" ? null : <span>{compareWords.copy}</span>}</>} />;
}

/** What can be done with one run. */
export function RunMenu({ column }: { readonly column: Column }) {
  const { index, letter, name, isFocus } = column;
  const to = columns.value.find((one) => one.isFocus)?.name ?? "";
  const items: MenuItem[] = [
    ...(index === 0 ? [] : [{ title: compareWords.against, run: () => { compareAgainst(index); } }]),
    ...(isFocus ? [{ title: compareWords.pinNow, disabled: !canPin.value, run: pinRunInView }] : [
      { title: compareWords.copyFrom(letter, name, to), run: () => { copyFrom(column, to); } },
      { title: compareWords.exchange(letter, name, to), run: () => { exchange(column, to); } },
      { kind: "line" as const },
      { title: compareWords.unpin, icon: "close" as const, run: () => { unpin(compareWords.unpinned(letter, name), index); } },
    ]),
  ];
  return <Menu align="end" name={compareWords.runMenu(letter, name)} items={items} button={<Icon name="more" />} />;
}

function copyFrom({ letter, name, scenario: from }: Column, to: string): void {
  copyInputs(compareWords.copyFrom(letter, name, to), from);
}

function exchange({ letter, name, index, scenario: from }: Column, to: string): void {
  exchangeInputs(compareWords.exchange(letter, name, to), index, from);
}
