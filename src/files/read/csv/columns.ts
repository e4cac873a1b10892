import { InputError } from "../../../core/errors.ts";
import { nearestName } from "../../../core/maths/nearestName.ts";
import type { Faults } from "../faults.ts";
import type { FileKind, Oddity, ReadOptions } from "../reader.ts";
import { converted, convertUnit, unitInHeader, type UnitConversion } from "../units.ts";
import type { Layout } from "./layout.ts";
import type { NumberColumn } from "./rows.ts";

/** A column of numbers with its name and, where somebody states it, its unit; values are in `unit` already, energy per interval aside. */
export type NamedColumn = {
  readonly name: string;
  readonly unit: string;
  readonly conversion: UnitConversion | null;
  readonly values: Float64Array;
};

/** Gives each measured column its name and unit; what is left out is reported. */
export function namedColumns(
  layout: Layout, numbers: ReadonlyMap<number, NumberColumn>, used: ReadonlySet<number>, options: ReadOptions, file: string, issues: Oddity[], faults: Faults,
): NamedColumn[] {
  const { names } = layout;
  const indices = [...numbers.keys()].filter((index) => !used.has(index));
  const nameOf = (index: number): string => uniqueName(names, index);
  if (options.column !== undefined && !indices.some((index) => nameOf(index) === options.column)) {
    const known = indices.map(nameOf);
    const nearest = nearestName(options.column, known);
    throw new InputError([{ where: { file, path: "column" }, found: options.column, allowed: `${nearest === undefined ? "" : `${nearest} (nearest), or `}${known.join(", ")}` }]);
  }
  const stated = options.unit === undefined ? null : statedUnit(options.unit);
  const chosen = options.column ?? soleName(indices.map(nameOf));
  const columns: NamedColumn[] = [];
  let unknown = 0;
  for (const index of indices) {
    const { values, bad } = numbers.get(index)!;
    const name = nameOf(index);
    if (bad !== null) {
      if (name === chosen) {
        faults.add(bad.line, `"${bad.cell}" in ${name}${bad.count > 1 ? `, and ${bad.count - 1} more cells that are no number` : ""}`, "a number, or nothing");
      } else issues.push({ class: "columns", count: bad.count, first: `line ${bad.line}`, message: `Column ${name} has ${bad.count} cells that are no number, the first "${bad.cell}"; left out.`, series: name });
      continue;
    }
    if (values.every((value) => value !== value)) {
      issues.push({ class: "columns", count: values.length, first: `column ${index + 1}`, message: `Column ${name} is empty; left out.`, series: name });
      continue;
    }
    const header = unitInHeader(names[index] ?? "");
    const own = stated !== null && (name === options.column || (options.column === undefined && (chosen === name || header === null))) ? stated : null;
    const conversion = own ?? header?.conversion ?? null;
    if (own !== null && header !== null && (header.conversion.unit !== own.unit || header.conversion.times !== own.times || header.conversion.over !== own.over || header.conversion.perInterval !== own.perInterval)) {
      issues.push({ class: "unit", count: values.length, first: `column ${index + 1}`, message: `The header of ${name} says ${header.text}; ${options.unit} is taken, as asked.`, series: name });
    }
    if (conversion === null) unknown++;
    columns.push({ name, unit: conversion?.unit ?? "", conversion, values: conversion === null ? values : converted(values, conversion) });
  }
  if (unknown > 0) {
    const [first] = columns.filter(({ conversion }) => conversion === null);
    issues.push({ class: "unit", count: unknown, first: first!.name, message: `The file does not state the unit of ${unknown === 1 ? first!.name : `${unknown} columns`}; nothing is converted. Give the unit.` });
  }
  const missing = indices.filter((index) => (names[index] ?? "") === "");
  if (missing.length > 0 && layout.headerRow >= 0) issues.push({ class: "columns", count: missing.length, first: `column ${missing[0]! + 1}`, message: `${missing.length} columns have no name.` });
  return columns;
}

/** The series that is meant where nobody says: the only one, or the only one that is no forecast. */
export function primaryOf(columns: readonly NamedColumn[], options: ReadOptions): string | undefined {
  if (options.column !== undefined) return options.column;
  const measured = columns.filter(({ name }) => !/predict|forecast|estimate|prognos/i.test(name));
  return soleName(measured.map(({ name }) => name)) ?? soleName(columns.map(({ name }) => name));
}

const KIND_WORDS: readonly (readonly [FileKind, RegExp])[] = [
  ["requests", /request|token|queries|page ?views|invocations/i],
  ["price", /price|pricing|\blmp\b|lbmp|\bspp\b|tariff|spot|hoep/i],
  ["carbon", /carbon|co2|co₂|emission|intensity|_ci$/i],
  ["production", /\bpv\b|pv_|_pv|solar|wind_?(prod|gen|power)|generation|production|prod_factor|ac system output/i],
  ["weather", /temperature|irradiance|\bghi\b|humidity|wind ?speed/i],
  ["load", /load|demand|power|consumption|usage|energy|electric|verbrauch|kwh|meter/i],
];

/** What a file holds, by the unit and name of its main column, else of the first that tells. */
export function columnKind(columns: readonly NamedColumn[], primary: string | undefined): FileKind {
  const ordered = [...columns.filter(({ name }) => name === primary), ...columns.filter(({ name }) => name !== primary)];
  for (const { unit, name } of ordered) {
    if (unit === "$/kWh") return "price";
    if (unit === "g/kWh") return "carbon";
    const named = KIND_WORDS.find(([, words]) => words.test(name));
    if (unit === "kW") return named?.[0] === "production" ? "production" : "load";
    if (unit === "W/m2" || unit === "C" || unit === "Pa") return "weather";
    if (named !== undefined) return named[0];
  }
  return "other";
}

function statedUnit(text: string): UnitConversion {
  const conversion = convertUnit(text);
  if (conversion === null) throw new InputError([{ where: { path: "unit" }, found: text, allowed: "kW, kWh, W, MW, MWh, $/kWh, EUR/MWh, g/kWh, kg/kWh, lb/kWh, C, F, m/s, km/h, W/m2, Pa, mbar, %, fraction" }]);
  return conversion;
}

function soleName(names: readonly string[]): string | undefined {
  return names.length === 1 ? names[0] : undefined;
}

/** Headers may be absent or doubled; a column is then named by its number too. */
function uniqueName(names: readonly string[], index: number): string {
  const name = names[index] ?? "";
  if (name === "") return `column ${index + 1}`;
  return names.indexOf(name) === index ? name : `${name} (column ${index + 1})`;
}
