import { useMemo } from "preact/hooks";
import type { Series } from "../../../core/time/series.ts";
import type { Choice, Oddity, OddityClass } from "../../../files/read/reader.ts";
import { usedData } from "../../../files/loadData.ts";
import { explain } from "../../../text/explain.ts";
import { figure, integer } from "../../../text/numbers.ts";
import { importWords } from "../../../text/importing.ts";
import { page } from "../../../text/page.ts";
import { cancelImport, choose, finishImport, importing, setColumn, setPlace, type Importing } from "../../state/library.ts";
import { placesFor, referenceFor, type Place } from "../../state/importPlaces.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Select } from "../../ui/select.tsx";
import { FormatChoice, Reading } from "./importReading.tsx";
import { SeriesPreview } from "./seriesPreview.tsx";
import "./importDialog.css";

/** From a dropped file to a part of the scenario: what it is, what it means, what is odd about it. */
export function ImportDialog() {
  const now = importing.value;
  if (now === null) return null;
  if (now.read === null) return <Unread now={now} />;
  return <Report now={now} />;
}

function Unread({ now }: { readonly now: Importing }) {
  const { name, error, options } = now;
  return (
    <Dialog
      title={error === null ? importWords.reading(name) : importWords.failed(name)} {...(error === null ? {} : { size: "large" })} closeName={page.import.close} onClose={cancelImport}
      foot={<Button onClick={cancelImport}>{error === null ? importWords.cancel : page.import.close}</Button>}
    >
      {error === null ? <p role="status">{importWords.reading(name)}</p> : (
        <div class="import">
          <Fault error={error} />
          <section>
            <h3>{importWords.readAs}</h3>
            <div class="import-row"><span>{importWords.format}</span><FormatChoice options={options} recognised={null} /></div>
            <Reading now={now} place={null} />
          </section>
          <FirstRows bytes={now.bytes} column={null} />
        </div>
      )}
    </Dialog>
  );
}

function Fault({ error }: { readonly error: Error }) {
  return (
    <div class="import-fault" role="alert">
      <Icon name="warning" />
      <div><p>{explain(error)}</p><p class="quiet">{importWords.nothingLost}</p></div>
    </div>
  );
}

function Report({ now }: { readonly now: Importing }) {
  const { name, read, place, column, choices, error, options } = now;
  const imported = read?.imported;
  const series = imported?.series.find((one) => one.name === column) ?? imported?.series[0];
  const oddities = useMemo(() => byClass(imported?.issues ?? [], place === "weather" ? undefined : series?.name), [imported, series, place]);
  const used = useMemo(() => usedSeries(now), [now]);
  if (imported === undefined) return null;
  const places = placesFor(imported);
  const isDecided = oddities.every(({ class: oddity }) => choices[oddity] !== undefined);
  const isRefused = oddities.some(({ class: oddity }) => choices[oddity] === "refuse");
  const canImport = place !== null && isDecided && !isRefused;
  return (
    <Dialog
      title={importWords.title(name)} size="large" closeName={page.import.close} onClose={cancelImport}
      foot={(
        <>
          <Button onClick={cancelImport}>{importWords.cancel}</Button>
          <Button kind="primary" disabled={!canImport} onClick={() => { void finishImport(); }}>
            {place === null ? importWords.choose : place === "tariff" ? importWords.runTariff : importWords.run(imported.rows, page.import.as[place])}
          </Button>
        </>
      )}
    >
      <div class="import">
        {error === null ? null : <Fault error={error} />}
        <section>
          <h3>{importWords.recognised}</h3>
          <dl>
            <dt>{importWords.format}</dt>
            <dd>
              <FormatChoice options={options} recognised={imported.format} />
            </dd>
            <dt>{importWords.holds}</dt><dd>{importWords.kinds[imported.kind]}</dd>
            <dt>{importWords.rows}</dt><dd>{integer(imported.rows)}</dd>
            {imported.stepMinutes === null ? null : <><dt>{importWords.step}</dt><dd>{imported.stepMinutes} min</dd></>}
            {imported.start === null || imported.end === null ? null : <><dt>{importWords.period}</dt><dd>{minute(imported.start)} – {minute(imported.end)} UTC</dd></>}
            {imported.timeZone === null ? null : <><dt>{importWords.zone}</dt><dd>{imported.timeZone}</dd></>}
          </dl>
          <h3>{importWords.meaning}</h3>
          {places.length === 0 ? <p class="quiet">{importWords.noUse}</p> : (
            <>
              <div class="import-row"><span>{importWords.use}</span><Select<string> label={importWords.use} value={place ?? ""} options={places.map((value) => ({ value: value as string, title: page.import.as[value] }))} onChange={(value) => { setPlace(value as Place); }} /></div>
              {imported.series.length > 1 && place !== "weather" && column !== null
                ? <div class="import-row"><span>{importWords.column}</span><Select label={importWords.column} value={column} options={imported.series.map(({ name: title, unit }) => ({ value: title, title: unit === "" ? title : `${title}, ${unit}` }))} onChange={setColumn} /></div>
                : null}
              {place === null || imported.kind === "tariff" || imported.kind === "events" || place === "weather" ? null : <Reading now={now} place={place} />}
            </>
          )}
        </section>
        <div class="import-side">
          {series === undefined ? null : <Preview series={series} used={used} />}
          <FirstRows bytes={now.bytes} column={place === "weather" || imported.series.length < 2 ? null : column} />
        </div>
        <section class="import-oddities">
          <h3>{importWords.oddities}</h3>
          {oddities.length === 0 ? <p class="quiet">{importWords.noOddity}</p> : (
            <table>
              <tbody>
                {oddities.map((oddity) => (
                  <tr key={oddity.class}>
                    <th scope="row">{importWords.classes[oddity.class]}<span class="quiet">{oddity.message}{oddity.first === "" ? "" : ` ${importWords.first}: ${oddity.first}.`}</span></th>
                    <td>{integer(oddity.count)}</td>
                    <td>
                      <Select<Choice | "">
                        label={`${importWords.choice}: ${importWords.classes[oddity.class]}`} value={choices[oddity.class] ?? ""}
                        options={[{ value: "", title: importWords.choose, disabled: true }, ...answers(oddity.class).map((value) => ({ value, title: importWords.choices[value] }))]}
                        onChange={(value) => { if (value !== "") choose(oddity.class, value); }}
                      />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
      </div>
    </Dialog>
  );
}

/** The series as the scenario would take it with the choices made so far; null while they are incomplete or refuse it. */
function usedSeries({ read, place, column, options, choices, name }: Importing): Series | null {
  if (read === null || place === null || place === "weather" || place === "tariff") return null;
  const reference = referenceFor(name, place, column, options, choices);
  try {
    return reference === null ? null : usedData(read.imported, reference).series ?? null;
  } catch {
    // Said where the choice is made: the import waits until it can be done.
    return null;
  }
}

/** Rows whose value is another than the file's. */
function changedRows(before: Float64Array, after: Float64Array | undefined): readonly number[] {
  if (after === undefined || after.length !== before.length) return [];
  return Array.from(before.keys()).filter((index) => !Object.is(before[index], after[index]));
}

/** Bytes of the file that are looked at for its first rows. */
const HEAD_BYTES = 2_000;
const HEAD_ROWS = 6;

/** How the file begins, as it stands in it; the chosen column's head is marked. */
function FirstRows({ bytes, column }: { readonly bytes: Uint8Array; readonly column: string | null }) {
  const rows = useMemo(() => new TextDecoder().decode(bytes.subarray(0, HEAD_BYTES)).split(/\r?\n/).slice(0, HEAD_ROWS).map((row) => row.slice(0, 200)), [bytes]);
  return (
    <section>
      <h3>{importWords.firstRows}</h3>
      <pre class="import-rows" tabIndex={0} aria-label={importWords.firstRows}>{rows.map((row, index) => <Row key={index} row={row} column={column} />)}</pre>
    </section>
  );
}

function Row({ row, column }: { readonly row: string; readonly column: string | null }) {
  const at = column === null ? -1 : row.indexOf(column);
  return at < 0 || column === null ? <>{row}{"\n"}</> : <>{row.slice(0, at)}<mark>{column}</mark>{row.slice(at + column.length)}{"\n"}</>;
}

function Preview({ series, used }: { readonly series: Series; readonly used: Series | null }) {
  const { unit } = series;
  const changed = useMemo(() => changedRows(series.values, used?.values), [series, used]);
  const values = used?.values ?? series.values;
  const figures = useMemo(() => spread(values), [values]);
  return (
    <section class="import-preview">
      <h3>{series.name} <span class="quiet">{unit}</span></h3>
      <SeriesPreview values={values} label={series.name} changed={changed} />
      {changed.length === 0 ? null : <p class="import-changed">{importWords.changed(changed.length)}</p>}
      <dl class="import-figures">
        <div><dt>{importWords.lowest}</dt><dd>{figure(figures.lowest)}</dd></div>
        <div><dt>{importWords.mean}</dt><dd>{figure(figures.mean)}</dd></div>
        <div><dt>{importWords.highest}</dt><dd>{figure(figures.highest)}</dd></div>
        <div><dt>{importWords.sum}</dt><dd>{figure(figures.sum)}</dd></div>
      </dl>
    </section>
  );
}

function spread(values: Float64Array): { readonly lowest: number; readonly mean: number; readonly highest: number; readonly sum: number } {
  let [lowest, highest, sum, count] = [Infinity, -Infinity, 0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
    sum += value;
    count++;
  }
  return { lowest, highest, sum, mean: sum / count };
}

/** One row a class; what concerns other columns is left out. */
function byClass(issues: readonly Oddity[], series: string | undefined): readonly Oddity[] {
  const rows = new Map<OddityClass, Oddity>();
  for (const issue of issues) {
    if (issue.series !== undefined && series !== undefined && issue.series !== series) continue;
    const known = rows.get(issue.class);
    rows.set(issue.class, known === undefined ? issue : { ...known, count: known.count + issue.count, message: `${known.message} ${issue.message}` });
  }
  return [...rows.values()];
}

/** What can be done about a class: values can be filled or left out, what is said of the whole file can be kept or refused. */
const answersTo: Readonly<Partial<Record<OddityClass, readonly Choice[]>>> = {
  gap: ["interpolate", "refuse"], duplicate: ["drop", "keep", "refuse"],
  negative: ["keep", "interpolate", "refuse"], zeroRun: ["keep", "interpolate", "refuse"], constantRun: ["keep", "interpolate", "refuse"],
  spike: ["keep", "interpolate", "refuse"], clipped: ["keep", "interpolate", "refuse"],
};

const answers = (oddity: OddityClass): readonly Choice[] => answersTo[oddity] ?? ["keep", "refuse"];

/** "2025-01-01T05:00:00.000Z" to the minute. */
const minute = (iso: string): string => iso.slice(0, 16).replace("T", " ");
