import { useEffect } from "preact/hooks";
import { compareFinding } from "../../../text/compareFinding.ts";
import { compareWords } from "../../../text/compare.ts";
import { failure } from "../../state/results.ts";
import { followPins } from "../../state/pins.ts";
import { breadth } from "../../state/view.ts";
import { Failure, Parts } from "../frame/finding.tsx";
import { LazyView } from "../lazyView.tsx";
import { finishedColumns } from "./columns.ts";
import { Charts } from "./charts.tsx";
import { FiguresTable } from "./figuresTable.tsx";
import { InputsTable } from "./inputsTable.tsx";
import { RunHeads } from "./runHeads.tsx";
import { CopyMenu, PinMenu } from "./runMenus.tsx";
import "./compare.css";

/** With the declarations of all studies: loaded behind the rest. */
const loadRegret = async () => (await import("./regretTable.tsx")).RegretTable;

/** Up to four runs side by side: what each costs and does, which inputs make the difference, and where the money is saved. */
export function Compare() {
  useEffect(followPins, []);
  return (
    <>
      <CompareFinding />
      <RunHeads />
      <div class="view compare">
        <div class="compare-tables">
          <FiguresTable />
          <InputsTable />
          <LazyView load={loadRegret} />
        </div>
        <Charts />
      </div>
    </>
  );
}

function CompareFinding() {
  const runs = finishedColumns.value;
  const isPhone = breadth.value === "phone";
  const finding = runs.length === 0 ? null : compareFinding(runs.map(({ name, outcome }) => ({ name, result: outcome })));
  return (
    <>
      <div class="finding">
        <h1 aria-live="polite">{finding === null ? compareWords.waiting : <Parts sentence={isPhone ? finding.phone : finding.parts} />}</h1>
        <div class="compare-tools"><PinMenu /><CopyMenu /></div>
      </div>
      {failure.value === null ? null : <Failure error={failure.value} />}
    </>
  );
}
