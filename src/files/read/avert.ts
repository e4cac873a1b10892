import type { NamedColumn } from "./csv/columns.ts";
import { readUndated } from "./csv/undated.ts";
import { numbersOf, tableBelow } from "./namedTable.ts";
import type { ImportedFile, Oddity, Reader, ReadOptions } from "./reader.ts";
import { converted, convertUnit } from "./units.ts";

/**
 * EPA AVERT hourly marginal emission rates by region, in the table that REopt keeps: Month, an index from 0 under the name Timestamp, a column a
 * region, 8,760 rows. The table itself states neither pollutant nor unit; its CO₂ form is in lb/kWh.
 * Format: REopt.jl, data/emissions/AVERT_Data; EPA, AVERT user manual.
 */
export const avert: Reader = {
  id: "avert",
  title: "EPA AVERT marginal emission rates (CSV)",
  mismatch: (head) => (/^\uFEFF?Month,Timestamp,(?:[A-Z]{2,5},)*MIDA,/.test(head) ? null : "no header Month,Timestamp and regions such as MIDA"),
  read,
};

function read(text: string, name: string, options: ReadOptions): ImportedFile {
  const table = tableBelow(text, name, (row) => row[0] === "Month" && row[1] === "Timestamp");
  const conversion = convertUnit(options.unit ?? "lb/kWh")!;
  const columns = table.header.flatMap((header, k): NamedColumn[] => (k < 2 || header === "" ? [] : [{ name: header, unit: conversion.unit, conversion, values: converted(numbersOf(table, k, name), conversion) }]));
  const issues: Oddity[] = options.unit === undefined
    ? [{ class: "unit", count: columns.length, first: "line 1", message: "The table states neither pollutant nor unit: read as CO2 in lb/kWh, as AVERT's CO2 table is." }]
    : [];
  const constant = columns.filter(({ values }) => values.every((value) => value === values[0]));
  if (constant.length > 0) issues.push({ class: "constantRun", count: constant.length, first: constant[0]!.name, message: `${constant.map((column) => column.name).join(", ")} ${constant.length === 1 ? "is" : "are"} the same in every hour.` });
  return { ...readUndated(name, columns, { count: table.rows.length, lines: table.lines }, options, issues), format: "avert", kind: "carbon" };
}
