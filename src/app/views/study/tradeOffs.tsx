import { signal, useComputed } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { suggestedSizes } from "../../../core/studies/design.ts";
import { figureLabel } from "../../../text/studyFigures.ts";
import { frontFinding, sweepFinding, tradeOffWords as words } from "../../../text/studyTradeOffs.ts";
import { setAt } from "../../inputs/declaration.ts";
import { edit } from "../../state/document.ts";
import { askedStudy, studyInputs } from "../../state/studies.ts";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Segment } from "../../ui/segment.tsx";
import { StudyInputs } from "../studyFrame.tsx";
import { AskedView } from "./askedView.tsx";
import { figuresToChoose, rowsOfFront, rowsOfSweep, rowsTable, rowsView, type Rows, type RowsView } from "./designRows.ts";
import { ListsInput } from "./listsInput.tsx";
import { RangesInput, type Suggestion } from "./rangesInput.tsx";
import { FrontPicture, MapPicture, ParallelPicture } from "./rowPictures.tsx";
import { RowStrip } from "./rowStrip.tsx";
import { RowsTable } from "./rowsTable.tsx";
import type { StudyViewProps } from "./studyView.ts";
import { TradedFigures } from "./tradedFigures.tsx";
import "./study.css";
import "./tradeOffs.css";

type Kind = "front" | "sweep";
const shownKind = signal<Kind>("front");
const studyOf = { front: "pareto", sweep: "sweep" } as const;

const fronts = askedStudy("pareto", { reads: (scenario) => scenario });
const sweeps = askedStudy("sweep", { reads: (scenario) => scenario });
const frontView: RowsView<"front" | "parallel" | "map"> = rowsView("front", "front");
const sweepView: RowsView<"parallel" | "map"> = rowsView("map", "kept");

/** What one figure costs in another, and every figure over any inputs. */
export function TradeOffs({ switcher }: StudyViewProps) {
  return shownKind.value === "front" ? <Front switcher={switcher} /> : <Swept switcher={switcher} />;
}

/** Of new rows nothing is picked, and nothing is kept apart. */
function useFreshRows({ hovered, picked, brushes }: Pick<RowsView<string>, "hovered" | "picked" | "brushes">, answered: object | null): void {
  useEffect(() => {
    [hovered.value, picked.value] = [null, null];
    brushes.value = {};
  }, [answered]);
}

function Front({ switcher }: StudyViewProps) {
  const answered = fronts.answer.value;
  const rows = useComputed(() => (fronts.answer.value === null ? null : rowsOfFront(fronts.answer.value))).value;
  const summary = useComputed(() => words.summary(fronts.runs.value, studyInputs.value.pareto.figures.map(figureLabel).join(words.and))).value;
  useFreshRows(frontView, answered?.inputs ?? null);
  return (
    <AskedView
      study={fronts} question={words.question.front} about={words.about.front} switcher={switcher} summary={summary} finding={answered === null ? null : frontFinding(answered.finding, answered.scenario.site.currency)}
      inputs={<Inputs kind="front" />} {...(rows === null ? {} : { table: () => rowsTable(rows) })}
    >
      {rows === null ? null : <Pictures rows={rows} view={frontView} pictures={["front", "parallel", "map"]} />}
    </AskedView>
  );
}

function Swept({ switcher }: StudyViewProps) {
  const answered = sweeps.answer.value;
  const rows = useComputed(() => (sweeps.answer.value === null ? null : rowsOfSweep(sweeps.answer.value))).value;
  const figure = sweepView.figure.value ?? rows?.figures[0] ?? "fullCost";
  const summary = useComputed(() => words.summary(sweeps.runs.value, words.everyFigure)).value;
  useFreshRows(sweepView, answered?.inputs ?? null);
  return (
    <AskedView
      study={sweeps} question={words.question.sweep} about={words.about.sweep} switcher={switcher} summary={summary} finding={answered === null ? null : sweepFinding(answered.finding, figure, answered.scenario.site.currency)}
      inputs={<Inputs kind="sweep" />} {...(rows === null ? {} : { table: () => rowsTable(rows) })}
    >
      {rows === null ? (answered === null ? null : <p class="study-note study-part">{words.tooMany}</p>) : <Pictures rows={rows} view={sweepView} pictures={["map", "parallel"]} />}
    </AskedView>
  );
}

type PicturesProps<Picture extends string> = { readonly rows: Rows; readonly view: RowsView<Picture>; readonly pictures: readonly Picture[] };

function Pictures<Picture extends "front" | "parallel" | "map">({ rows, view: typed, pictures }: PicturesProps<Picture>) {
  // Pictures of less than all are a list of their own; what is looked at is alike.
  const view = typed as unknown as RowsView<string>;
  if (figuresToChoose(rows).length === 0) return null;
  // A map needs two inputs.
  const possible = pictures.filter((picture) => picture !== "map" || rows.table.parameters.length > 1);
  const shown = possible.includes(typed.picture.value) ? typed.picture.value : possible[0]!;
  return (
    <>
      <div class="rows-tools"><Segment<Picture> label={words.picture} value={shown} onChange={(next) => { typed.picture.value = next; }} options={possible.map((value) => ({ value, title: words.pictures[value] }))} /></div>
      <div class="study-chart"><Picture of={shown} rows={rows} view={view} /></div>
      <RowStrip rows={rows} view={view} />
      <RowsTable rows={rows} view={view} />
    </>
  );
}

function Picture({ of, ...shown }: { readonly of: "front" | "parallel" | "map"; readonly rows: Rows; readonly view: RowsView<string> }) {
  switch (of) {
    case "front": return <FrontPicture {...shown} />;
    case "parallel": return <ParallelPicture {...shown} />;
    case "map": return <MapPicture {...shown} />;
  }
}

const sizes: Suggestion = { ranges: suggestedSizes, note: words.sizesNote, help: words.sizesHelp };
const listsAlone: Suggestion = { ranges: () => [], note: words.noRanges, help: words.listsAlone };
const siteAlone: Suggestion = { ...listsAlone, help: words.siteAlone };

function Inputs({ kind }: { readonly kind: Kind }) {
  const study = studyOf[kind];
  const other = kind === "front" ? "sweep" : "front";
  const { isListed, isOptimised, isDrawn } = useComputed(() => {
    const { values, ranges } = studyInputs.value[study];
    const byOptimiser = study === "pareto" && studyInputs.value.pareto.by === "optimiser";
    return { isListed: values.length > 0, isOptimised: byOptimiser, isDrawn: ranges.length > 0 || (values.length === 0 && !byOptimiser) };
  }).value;
  const take = () => {
    edit(words.take[other], (draft) => {
      const from = studyInputs.value[studyOf[other]];
      for (const key of ["values", "ranges", "sampling", "points", "score", "equipment"] as const) setAt(draft, ["studies", study, key], structuredClone(from[key]));
    });
  };
  return (
    <>
      <section class="study-part rows-kind"><Segment<Kind> label={words.kind} value={kind} onChange={(next) => { shownKind.value = next; }} options={(["front", "sweep"] as const).map((value) => ({ value, title: words.kinds[value] }))} /></section>
      {kind === "front" ? <TradedFigures /> : null}
      {kind === "front" ? <StudyInputs of="pareto" title={words.inputs.how} keys={isOptimised ? ["by", "planWork"] : ["by"]} /> : null}
      <RangesInput of={[study]} empty={isListed ? listsAlone : isOptimised ? siteAlone : sizes} />
      <ListsInput of={study} strategies={!isOptimised} />
      <StudyInputs of={study} title={words.inputs.points} keys={isDrawn ? ["points", "sampling", "score"] : ["score"]} />
      <Disclosure class="study-part rows-prices" title={words.inputs.equipment}>
        <StudyInputs of={study} title={words.inputs.equipment} keys={["equipment"]} />
      </Disclosure>
      <p class="study-part"><Button kind="link" onClick={take}>{words.take[other]}</Button></p>
    </>
  );
}
