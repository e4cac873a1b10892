import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LimitError } from "../../../src/core/errors.ts";
import { makeZone, localMsAt } from "../../../src/core/time/zone.ts";
import { readFile } from "../../../src/files/read/index.ts";
import type { ImportedFile, ReadOptions } from "../../../src/files/read/reader.ts";
import { bytesOf, issueClasses, issuesOf } from "../../support/imports.ts";

const read = (text: string, options: ReadOptions = {}): ImportedFile => readFile(bytesOf(text), "table.csv", options);
const valuesOf = (file: ImportedFile, index = 0): number[] => Array.from(file.series[index]!.values);
const two = (value: number): string => String(value).padStart(2, "0");
/** Rows an hour apart from a wall-clock start; `stamp` writes the date's parts. */
const hours = (count: number, stamp: (date: Date, i: number) => string, from = Date.UTC(2025, 0, 1), stepMinutes = 60): string[] =>
  Array.from({ length: count }, (_, i) => stamp(new Date(from + i * stepMinutes * 60_000), i));
const iso = (date: Date): string => date.toISOString().slice(0, 16).replace("T", " ");

describe("what a table looks like", () => {
  test.each([
    ["commas", "time,load (kW)\n", ",", "."], ["semicolons and decimal commas", "time;load (kW)\n", ";", ","], ["tabs", "time\tload (kW)\n", "\t", "."],
    ["semicolons and decimal points", "time;load (kW)\n", ";", "."],
  ])("%s are found", (_, header, delimiter, mark) => {
    const file = read(header + hours(48, (date, i) => `${iso(date)}${delimiter}${(i + 0.25).toFixed(2).replace(".", mark)}`).join("\n"));
    expect(valuesOf(file).slice(0, 3)).toEqual([0.25, 1.25, 2.25]);
    expect(file).toMatchObject({ kind: "load", rows: 48, stepMinutes: 60, start: "2025-01-01T00:00Z", end: "2025-01-03T00:00Z", primary: "load (kW)" });
    expect(file.series[0]!.unit).toBe("kW");
  });

  test("a byte order mark, title rows, quoted thousands, mixed line ends, blank lines and a footer change no number", () => {
    const rows = hours(30, (date, i) => `${iso(date)},"${(12_000 + i).toLocaleString("en-US")}"`);
    const text = `\uFEFFMeter 4711, north hall\r\nExported by hand\r\n\r\nTimestamp,Demand (kW)\r\n${rows.map((row, i) => row + (i % 2 === 0 ? "\n" : "\r\n")).join("")}\r\nTotal,"360,435"\r\n`;
    const file = read(text);
    expect(valuesOf(file).slice(0, 3)).toEqual([12_000, 12_001, 12_002]);
    expect(file.rows).toBe(30);
    expect(file.issues.filter((issue) => issue.class === "footer")).toEqual([{ class: "footer", count: 1, first: "line 36", message: expect.stringContaining("Total") }]);
  });

  test("every cell in quotes, and a header of two rows, names above and units below", () => {
    const quoted = hours(30, (date, i) => `"${iso(date)}","${(1000 + i).toLocaleString("en-US")}","A"`).join("\n");
    expect(valuesOf(read(`"Account","9"\n\n"Interval Start","Usage (kWh)","Quality"\n${quoted}\n"Total","30,435",""`)).slice(0, 2)).toEqual([1000, 1001]);
    const file = read(`time,load,outside\n,kW,°C\n${hours(30, (date, i) => `${iso(date)},${i},5`).join("\n")}`);
    expect(file.series.map(({ name, unit }) => [name, unit])).toEqual([["load (kW)", "kW"], ["outside (°C)", "C"]]);
  });

  test.each(["utf-16le", "utf-16be", "latin1"])("text in %s is read", (encoding) => {
    const text = `Zeit;Verbrauch Gebäude (kW)\n${hours(30, (date, i) => `${iso(date)};${i}`).join("\n")}`;
    const wide = (big: boolean): Uint8Array => Uint8Array.from(Array.from(`\uFEFF${text}`).flatMap((letter) => { const code = letter.charCodeAt(0); return big ? [code >> 8, code & 255] : [code & 255, code >> 8]; }));
    const bytes = encoding === "latin1" ? Uint8Array.from(Array.from(text), (letter) => letter.charCodeAt(0)) : wide(encoding === "utf-16be");
    expect(readFile(bytes, "meter.csv").series[0]!.name).toBe("Verbrauch Gebäude (kW)");
  });

  test("numbers that could be decimal commas or thousands are asked about, never guessed", () => {
    const text = `time;load (kW)\n${hours(30, (date) => `${iso(date)};12,345`).join("\n")}`;
    expect(issuesOf(() => read(text))[0]).toMatchObject({ found: expect.stringContaining('"12,345"'), allowed: expect.stringContaining("12,5 or 1,234.5") });
  });

  test("a workbook, an archive and an empty file are named for what they are", () => {
    expect(issuesOf(() => readFile(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0), "load.xlsx"))[0]!.found).toBe("a ZIP archive or XLSX workbook");
    expect(issuesOf(() => readFile(new Uint8Array(0), "load.csv"))[0]!.found).toBe("an empty file");
  });
});

describe("time stamps", () => {
  const dates = (format: (date: Date) => string, count = 24 * 20, from = Date.UTC(2025, 0, 5)): string => `time,kW\n${hours(count, (date, i) => `${format(date)},${i}`, from).join("\n")}`;
  const clock = (date: Date): string => `${two(date.getUTCHours())}:00`;

  test.each<[string, (date: Date) => string]>([
    ["ISO with T and Z", (date) => date.toISOString()],
    ["ISO with an offset", (date) => `${iso(new Date(date.getTime() - 5 * 3_600_000)).replace(" ", "T")}:00-05:00`],
    ["slashes, year first", (date) => iso(date).replaceAll("-", "/")],
    ["month first", (date) => `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()} ${clock(date)}`],
    ["day first", (date) => `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/${date.getUTCFullYear()} ${clock(date)}`],
    ["two-digit years and twelve hours", (date) => `${date.getUTCMonth() + 1}/${date.getUTCDate()}/25 ${date.getUTCHours() % 12 || 12}:00 ${date.getUTCHours() < 12 ? "AM" : "PM"}`],
    ["points, day first", (date) => `${two(date.getUTCDate())}.${two(date.getUTCMonth() + 1)}.${date.getUTCFullYear()} ${clock(date)}`],
    ["ranges", (date) => `${two(date.getUTCDate())}.${two(date.getUTCMonth() + 1)}.${date.getUTCFullYear()} ${clock(date)} - later`.replace("later", "01.01.2030 00:00")],
    ["names of months", (date) => `${two(date.getUTCDate())}-${["Jan", "Feb"][date.getUTCMonth()]}-2025 ${clock(date)}`],
    ["packed", (date) => `${iso(date).slice(0, 10).replaceAll("-", "")}:${clock(date).replace(":", "")}`],
    ["seconds of Unix time", (date) => String(date.getTime() / 1000)],
    ["milliseconds of Unix time", (date) => String(date.getTime())],
    ["serial numbers of Excel", (date) => String(date.getTime() / 86_400_000 + 25_569)],
  ])("%s", (_, format) => {
    const file = read(dates(format));
    expect(file).toMatchObject({ rows: 480, stepMinutes: 60, start: "2025-01-05T00:00Z", end: "2025-01-25T00:00Z" });
    expect(valuesOf(file)[479]).toBe(479);
  });

  test("a date and an hour in two columns; hour 1 … 24 is the one that begins at midnight for 1", () => {
    for (const from of [0, 1]) {
      const text = `Date,Hour,Price ($/MWh)\n${hours(72, (date, i) => `${iso(date).slice(0, 10)},${date.getUTCHours() + from},${i}`).join("\n")}`;
      expect(read(text)).toMatchObject({ kind: "price", start: "2025-01-01T00:00Z", end: "2025-01-04T00:00Z", currency: undefined });
    }
    const text = `Date,Time,kW\n${hours(72, (date, i) => `${iso(date).slice(0, 10)},${two(date.getUTCHours())}:00,${i}`).join("\n")}`;
    expect(read(text)).toMatchObject({ start: "2025-01-01T00:00Z", rows: 72 });
  });

  test("year, month, day and hour in columns of their own", () => {
    const text = `Year,Month,Day,Hour,kW\n${hours(72, (date, i) => `2025,${date.getUTCMonth() + 1},${date.getUTCDate()},${date.getUTCHours()},${i}`).join("\n")}`;
    expect(read(text)).toMatchObject({ start: "2025-01-01T00:00Z", end: "2025-01-04T00:00Z" });
  });

  test("24:00 closes its day, and a header or the caller says that stamps mark the end", () => {
    const ended = hours(72, (date, i) => `${iso(date).slice(0, 11)}${two(date.getUTCHours() + 1)}:00,${i}`).join("\n");
    expect(read(`time,kW\n${ended}`).start).toBe("2025-01-01T00:00Z");
    const plain = hours(72, (date, i) => `${iso(date)},${i}`, Date.UTC(2025, 0, 1, 1)).join("\n");
    expect(read(`Hour Ending,kW\n${plain}`).start).toBe("2025-01-01T00:00Z");
    expect(read(`time,kW\n${plain}`, { interval: "end" }).start).toBe("2025-01-01T00:00Z");
    const assumed = read(`time,kW\n${plain}`);
    expect(assumed.start).toBe("2025-01-01T01:00Z");
    expect(assumed.issues).toContainEqual(expect.objectContaining({ class: "zone", message: expect.stringContaining("interval to end") }));
  });

  test("the order of day and month is read off the whole column, or by even steps, or asked", () => {
    const ambiguous = hours(24 * 12, (date, i) => `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/2025 ${clock(date)},${i}`).join("\n");
    const stepped = read(`time,kW\n${ambiguous}`);
    expect(stepped).toMatchObject({ start: "2025-01-01T00:00Z", end: "2025-01-13T00:00Z" });
    expect(issueClasses(stepped)).toContain("order");
    const oneDay = `time,kW\n${hours(24, (date, i) => `03/04/2025 ${clock(date)},${i}`).join("\n")}`;
    expect(issuesOf(() => read(oneDay))[0]).toMatchObject({ where: { path: "dayFirst" } });
    expect(read(oneDay, { dayFirst: true }).start).toBe("2025-04-03T00:00Z");
    expect(read(oneDay, { dayFirst: false }).start).toBe("2025-03-04T00:00Z");
    const both = "time,kW\n13/01/2025 00:00,1\n01/14/2025 00:00,2\n01/15/2025 00:00,3\n";
    expect(issuesOf(() => read(both)).map(({ where }) => where.line)).toEqual([2, 3]);
  });

  test("without a zone stamps are read as UTC and that is said; the site's zone is taken where it is known, and said; a header's UTC is enough", () => {
    const text = `time,kW\n${hours(48, (date) => `${iso(date)},1`).join("\n")}`;
    expect(read(text)).toMatchObject({ timeZone: null, issues: expect.arrayContaining([expect.objectContaining({ class: "zone", count: 48 })]) });
    expect(read(text, { defaultTimeZone: "America/New_York" })).toMatchObject({ start: "2025-01-01T05:00Z", timeZone: "America/New_York", issues: expect.arrayContaining([expect.objectContaining({ class: "zone" })]) });
    const stated = read(text.replace("time", "time (UTC)"), { defaultTimeZone: "America/New_York" });
    expect(stated).toMatchObject({ start: "2025-01-01T00:00Z", timeZone: "UTC", issues: [] });
    expect(issuesOf(() => read(text, { timeZone: "America/Nowhere" }))[0]).toMatchObject({ where: { path: "timeZone" }, found: "America/Nowhere" });
  });
});

describe("daylight saving", () => {
  const zone = makeZone("America/New_York", Date.UTC(2025, 0, 1), Date.UTC(2026, 0, 1));
  /** Wall-clock rows of absolute hours, as a meter in local time writes them. */
  const wall = (fromUtc: number, count: number, extra: (i: number) => string = () => ""): string[] =>
    Array.from({ length: count }, (_, i) => `${iso(new Date(localMsAt(zone, fromUtc + i * 3_600_000)))},${i}${extra(i)}`);
  const options: ReadOptions = { timeZone: "America/New_York" };

  test("a spring day of 23 hours and an autumn day of 25 are whole: the second copy of the repeated hour is told by the order of rows", () => {
    const spring = read(`time,kW\n${wall(Date.UTC(2025, 2, 8, 5), 71).join("\n")}`, options);
    expect(spring).toMatchObject({ start: "2025-03-08T05:00Z", end: "2025-03-11T04:00Z", issues: [] });
    const autumn = read(`time,kW\n${wall(Date.UTC(2025, 10, 1, 4), 73).join("\n")}`, options);
    expect(autumn).toMatchObject({ start: "2025-11-01T04:00Z", end: "2025-11-04T05:00Z" });
    expect(valuesOf(autumn)).toEqual(Array.from({ length: 73 }, (_, i) => i));
    expect(autumn.issues).toEqual([expect.objectContaining({ class: "daylightSaving", count: 1, first: "line 28, 2025-11-02 01:00" })]);
  });

  test("newest-first rows tell it too, and a flag column decides against the order", () => {
    const rows = wall(Date.UTC(2025, 10, 1, 4), 73);
    const falling = read(`time,kW\n${rows.toReversed().join("\n")}`, options);
    expect(valuesOf(falling)).toEqual(Array.from({ length: 73 }, (_, i) => i));
    expect(issueClasses(falling)).toEqual(["daylightSaving", "order"]);
    // The copy that carries the flag stands first in this file.
    const flagged = wall(Date.UTC(2025, 10, 1, 4), 73, (i) => (i === 26 ? ",Y" : ",N"));
    [flagged[25], flagged[26]] = [flagged[26]!, flagged[25]!];
    expect(valuesOf(read(`time,kW,Repeated Hour Flag\n${flagged.join("\n")}`, options))[26]).toBe(26);
  });

  test("a missing repeated hour is a gap, and a time that the clock skipped is left out and counted", () => {
    const autumn = wall(Date.UTC(2025, 10, 1, 4), 73).toSpliced(26, 1);
    expect(read(`time,kW\n${autumn.join("\n")}`, options).issues).toEqual([expect.objectContaining({ class: "gap", count: 1, first: "2025-11-02T06:00Z" })]);
    const spring = hours(48, (date, i) => `${iso(date)},${i}`, Date.UTC(2025, 2, 8));
    const file = read(`time,kW\n${spring.join("\n")}`, options);
    expect(file.issues).toEqual([expect.objectContaining({ class: "daylightSaving", count: 1, first: "line 28, 2025-03-09 02:00", message: expect.stringContaining("Etc/GMT+5") })]);
    expect(file.series[0]!.values.length).toBe(47);
  });

  test.each(["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Chatham"])("every quarter-hour of a year in %s comes back to its instant", (timeZone) => {
    const year = makeZone(timeZone, Date.UTC(2024, 11, 1), Date.UTC(2026, 1, 1));
    const from = Date.UTC(2025, 0, 1);
    const count = 365 * 96;
    const rows = Array.from({ length: count }, (_, i) => `${iso(new Date(localMsAt(year, from + i * 900_000)))},${i}`);
    const file = read(`time,kW\n${rows.join("\n")}`, { timeZone });
    expect(file).toMatchObject({ start: "2025-01-01T00:00Z", end: "2026-01-01T00:00Z" });
    expect(file.series[0]!.values.every((value, i) => value === i)).toBe(true);
  });
});

describe("rows without dates", () => {
  const numbers = (count: number): string => `kW\n${Array.from({ length: count }, (_, i) => i % 100).join("\n")}`;

  test.each([[8760, 60], [17_520, 30], [35_040, 15]])("%i rows are a typical year, which is said, or the year that is given", (count, stepMinutes) => {
    const typical = read(numbers(count));
    expect(typical).toMatchObject({ rows: count, stepMinutes, start: null, end: null });
    expect(typical.series[0]!.typicalYear).toBe(true);
    expect(typical.issues).toContainEqual(expect.objectContaining({ class: "columns", message: expect.stringContaining("typical year") }));
    const dated = read(numbers(count), { year: 2025, timeZone: "America/New_York" });
    expect(dated).toMatchObject({ start: "2025-01-01T05:00Z", end: "2026-01-01T05:00Z" });
    expect(dated.series[0]!.typicalYear).toBe(false);
  });

  test("8,784 rows are asked for their year; 8,760 rows of a leap year lack 29 February, which is said", () => {
    expect(issuesOf(() => read(numbers(8784)))[0]).toMatchObject({ allowed: "the option year" });
    expect(read(numbers(8784), { year: 2024 })).toMatchObject({ start: "2024-01-01T00:00Z", end: "2025-01-01T00:00Z" });
    expect(issueClasses(read(numbers(8760), { year: 2024 }))).toContain("leapDay");
  });

  test("a day a row and its hours across, as HOMER and meter portals write it", () => {
    const days = Array.from({ length: 365 }, (_, day) => `${iso(new Date(Date.UTC(2025, 0, 1 + day))).slice(0, 10)},${Array.from({ length: 24 }, (_unused, hour) => day * 24 + hour).join(",")}`);
    const file = read(`Date,${Array.from({ length: 24 }, (_, hour) => `${two(hour)}:00`).join(",")}\n${days.join("\n")}`);
    expect(file).toMatchObject({ rows: 365, stepMinutes: 60, start: "2025-01-01T00:00Z", end: "2026-01-01T00:00Z" });
    expect(file.series[0]!.values.every((value, i) => value === i)).toBe(true);
    const bare = read(days.map((row) => row.slice(11)).join("\n"));
    expect(bare.series[0]).toMatchObject({ typicalYear: true, stepMinutes: 60 });
  });

  test("a few rows without a date are a table, not a series", () => {
    const file = read("cap,throughput\n100,0.2\n200,0.8\n300,1\n");
    expect(file).toMatchObject({ rows: 3, stepMinutes: null, series: [] });
    expect(file.table!.map(({ name }) => name)).toEqual(["cap", "throughput"]);
  });
});

describe("units", () => {
  const of = (header: string, options: ReadOptions = {}, step = 15): ImportedFile => read(`time (UTC),${header}\n${hours(96, (date) => `${iso(date)},10`, Date.UTC(2025, 0, 1), step).join("\n")}`, options);

  test.each([
    ["load (kW)", "kW", 10], ["energy [kWh]", "kW", 40], ["power_w", "kW", 0.01], ["Demand MW", "kW", 10_000], ["usage_kwh", "kW", 40], ["siteKw", "kW", 10],
    ["Price (USD/MWh)", "$/kWh", 0.01], ["price [EUR/kWh]", "$/kWh", 10], ["rate (ct/kWh)", "$/kWh", 0.1], ["MIDA (lb/kWh)", "g/kWh", 4535.9237], ["Carbon Intensity gCO₂eq/kWh (direct)", "g/kWh", 10],
    ["intensity (kg/MWh)", "g/kWh", 10], ["temperature (°F)", "C", -110 / 9], ["wind (km/h)", "m/s", 10 / 3.6], ["pressure (mbar)", "Pa", 1000], ["share (%)", "%", 10],
  ])("%s is read as %s", (header, unit, value) => {
    const [series] = of(header).series;
    expect(series!.unit).toBe(unit);
    expect(series!.values[0]).toBeCloseTo(value, 9);
  });

  test("a unit that nobody states is left open and reported; the caller's is taken, against the header's with a word", () => {
    expect(of("y").series[0]!.unit).toBe("");
    expect(issueClasses(of("y"))).toEqual(["unit"]);
    expect(of("y", { unit: "MW" }).series[0]).toMatchObject({ unit: "kW" });
    expect(of("load (kW)", { unit: "W" }).series[0]!.values[0]).toBe(0.01);
    expect(issueClasses(of("load (kW)", { unit: "W" }))).toContain("unit");
    expect(issuesOf(() => of("y", { unit: "furlong" }))[0]).toMatchObject({ where: { path: "unit" }, found: "furlong" });
  });

  test("the currency of prices is named", () => {
    expect(of("Price (EUR/MWh)").currency).toBe("EUR");
    expect(of("Price ($/MWh)").currency).toBeUndefined();
  });
});

describe("weather in a table", () => {
  test("columns that say by name and unit that they are weather are weather, at the place of the site", () => {
    const rows = hours(48, (date, i) => `${iso(date)},${i},${300 + i},50,101.3,10`);
    const { weather, kind } = read(`time (UTC),Outdoor temperature (°F),GHI (W/m²),Cell temperature (C),Pressure (kPa),Wind speed (km/h)\n${rows.join("\n")}`);
    expect(kind).toBe("weather");
    expect(Object.keys(weather!.columns).sort()).toEqual(["ghi", "pressurePa", "temperatureC", "windMs"]);
    expect(weather!.columns.temperatureC!.values[32]).toBeCloseTo(0, 12);
    expect([weather!.latitude, weather!.sunMinutes, weather!.windHeightM]).toEqual([NaN, 30, 10]);
  });

  test("a load with a room temperature beside it is a load", () => {
    const rows = hours(48, (date, i) => `${iso(date)},${i},22`);
    const file = read(`time (UTC),load (kW),room temperature (C)\n${rows.join("\n")}`);
    expect([file.kind, file.weather]).toEqual(["load", undefined]);
  });
});

describe("damage and oddities", () => {
  const base = hours(200, (date, i) => `${iso(date)},${100 + (i % 7)}`);
  const table = (rows: readonly string[]): string => `time (UTC),load (kW)\n${rows.join("\n")}\n`;

  test("a word among the numbers and a row cut off are refused with their lines", () => {
    expect(issuesOf(() => read(table(base.with(50, "2025-01-03 02:00,n0t"))))).toEqual([{ where: { file: "table.csv", line: 52 }, found: '"n0t" in load (kW)', allowed: "a number, or nothing" }]);
    expect(issuesOf(() => read(table([...base.slice(0, 150), "2025-01-07 06"])))[0]).toMatchObject({ where: { line: 152 }, found: "1 fields" });
    expect(issuesOf(() => read(table(base.with(50, "2025-13-03 02:00,1"))))[0]).toMatchObject({ where: { line: 52 }, found: expect.stringContaining("2025-13-03") });
    expect(issuesOf(() => read(table(base.with(50, "a note in between,")))) [0]).toMatchObject({ where: { line: 52 }, allowed: "a row of the table" });
  });

  test("empty cells, NaN and missing rows are gaps, counted and left as gaps", () => {
    const file = read(table(base.with(10, "2025-01-01 10:00,").with(11, "2025-01-01 11:00,NaN").toSpliced(20, 3)));
    expect(file.issues).toEqual([
      { class: "gap", count: 3, first: "2025-01-01T20:00Z", message: "3 intervals have no row, in 1 gap, the longest of 3." },
      { class: "gap", count: 2, first: "2025-01-01T10:00Z", message: "2 values of load (kW) are missing.", series: "load (kW)" },
    ]);
    expect(valuesOf(file).filter(Number.isNaN).length).toBe(5);
  });

  test("doubled rows keep the first copy, rows out of order find their place, rows off the grid are refused", () => {
    const doubled = read(table([...base, base[5]!.replace(/,.*/, ",999")]));
    expect(issueClasses(doubled)).toEqual(["duplicate", "order"]);
    expect(valuesOf(doubled)[5]).toBe(105);
    expect(issuesOf(() => read(table(base.with(9, "2025-01-01 09:07,1"))))[0]).toMatchObject({ where: { line: 11 }, allowed: expect.stringContaining("grid of 60 minutes") });
  });

  test("a year mistyped is refused with the span that it makes", () => {
    expect(issuesOf(() => read(table(base.with(77, "2205-01-04 05:00,1"))))[0]).toMatchObject({ found: expect.stringContaining("2205-01-04"), allowed: expect.stringContaining("mistyped") });
  });

  test("negatives, zeros, still stretches, spikes and a clipped top are counted where they first stand", () => {
    const wave = hours(2000, (date, i) => `${iso(date)},${(500 + 100 * Math.sin(i / 3.7) + (i % 11)).toFixed(2)}`);
    const put = (rows: string[], at: number, values: readonly number[]): string[] => rows.map((row, i) => (i >= at && i < at + values.length ? row.replace(/,.*/, `,${values[i - at]}`) : row));
    const odd = (at: number, values: readonly number[]): unknown => read(table(put(wave, at, values))).issues.map(({ class: name, count, first }) => [name, count, first]);
    expect(odd(0, [])).toEqual([]);
    expect(odd(48, [-5])).toEqual([["negative", 1, "2025-01-03T00:00Z"]]);
    expect(odd(48, [0, 0, 0])).toEqual([["zeroRun", 3, "2025-01-03T00:00Z"]]);
    expect(odd(48, [510, 510, 510, 510, 510])).toEqual([["constantRun", 5, "2025-01-03T00:00Z"]]);
    expect(odd(48, [5000])).toEqual([["spike", 1, "2025-01-03T00:00Z"]]);
    expect(odd(48, [900, 900, 899, 900, 900])).toEqual([["clipped", 4, "2025-01-03T00:00Z"]]);
  });

  test("a column that does not exist is answered with the nearest name", () => {
    expect(issuesOf(() => read(table(base), { column: "load" }))[0]).toMatchObject({ where: { path: "column" }, allowed: expect.stringContaining("load (kW)") });
  });

  test("more than 4,000,000 rows are refused before they are read", () => {
    expect(() => read(`time,kW\n${"1,2\n".repeat(4_000_001)}`)).toThrow(LimitError);
  });

  test("whatever bytes come, the answer is a file or a clear refusal", () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom(",", ";", "\n", "\"", "2025-01-01 00:00", "12.5", "kW", "\t", "24:00", "NaN")), { maxLength: 60 }), (parts) => {
      try {
        const file = read(parts.join(""));
        expect(file.rows).toBeGreaterThan(0);
      } catch (error) {
        expect((error as Error).name).toBe("InputError");
      }
    }), { numRuns: 300 });
  });
});

test("a year of quarter-hours is read whole: each row in its place, with the digits that its quotes held", () => {
  const kw = (i: number): number => 10_000 + (i % 977);
  const file = read(`time (UTC),load (kW)\n${hours(35_040, (date, i) => `${iso(date)},"${kw(i).toLocaleString("en-US")}"`, Date.UTC(2025, 0, 1), 15).join("\r\n")}`);
  expect(file).toMatchObject({ rows: 35_040, stepMinutes: 15, start: "2025-01-01T00:00Z", end: "2026-01-01T00:00Z" });
  expect(valuesOf(file).findIndex((value, i) => value !== kw(i))).toBe(-1);
});
