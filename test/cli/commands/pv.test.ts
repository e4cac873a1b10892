import { describe, expect, test } from "vitest";
import { InputError } from "../../../src/core/errors.ts";
import { pv } from "../../../src/cli/commands/pv.ts";
import type { Io } from "../../../src/cli/command.ts";
import { gridflex } from "../../../src/cli/gridflex.ts";
import { dataText, testWithData } from "../../support/data.ts";
import { reference } from "../../support/reference.ts";

type System = { mount: string; model: string; pdc0Kw: number; dcAcRatio: number; lossPercent: number; gamma: number; albedo: number; tilt?: number; azimuth?: number; axisAzimuth?: number; maxAngle?: number; gcr?: number; backtrack?: boolean };
type Case = { id: string; inputs: { file: string; system: System }; expected: { annualAcKwh: number; annualPoaKwhPerM2: number; monthlyAcKwh: number[] }; pysam: { annualAcKwh: number } };
type Printed = { annualKwh: number; monthlyKwh: number[]; planeOfArrayKwhPerM2: number; capacityFactor: number };
const { cases } = reference<Case>("pv.json");

async function call(files: Record<string, string>, ...words: string[]) {
  let stdout = "";
  let stderr = "";
  const written: Record<string, string> = {};
  const io: Io = {
    stdout: (text) => { stdout += text; }, stderr: (text) => { stderr += text; },
    readFile: (path) => {
      const text = files[path];
      return text === undefined ? Promise.reject(new InputError([{ where: { file: path }, found: "no such file", allowed: "a file that can be read" }])) : Promise.resolve(new TextEncoder().encode(text));
    },
    writeFile: (path, content) => { written[path] = String(content); return Promise.resolve(); },
  };
  return { code: await gridflex(["pv", ...words], io, [pv]), stdout, stderr, written };
}

const wordsOf = ({ inputs: { file, system } }: Case): string[] => [
  "--weather", file, "--dc-kw", String(system.pdc0Kw), "--dc-ac-ratio", String(system.dcAcRatio), "--losses", String(system.lossPercent / 100), "--gamma", String(system.gamma), "--albedo", String(system.albedo),
  "--transposition", system.model === "perez" ? "perez" : "hay-davies",
  ...(system.mount === "fixed" ? ["--tilt", String(system.tilt), "--azimuth", String(system.azimuth)]
    : ["--tracking", "one-axis", "--axis-azimuth", String(system.axisAzimuth), "--max-angle", String(system.maxAngle), "--gcr", String(system.gcr), system.backtrack === true ? "--backtrack" : "--no-backtrack"]),
  "--json",
];
const some = cases.filter(({ id }) => /(fixed20-perez|tracker-haydavies|tracker-no-backtrack)$/.test(id));

describe("gridflex pv", () => {
  testWithData.each(some)("--chain pvlib gives the reference year: $id", async (one) => {
    const { file } = one.inputs;
    const { code, stdout } = await call({ [file]: dataText(file) }, ...wordsOf(one), "--chain", "pvlib");
    const printed = JSON.parse(stdout) as Printed;
    expect(code).toBe(0);
    expect(Math.abs(printed.annualKwh / one.expected.annualAcKwh - 1)).toBeLessThan(1e-4);
    expect(Math.abs(printed.planeOfArrayKwhPerM2 / one.expected.annualPoaKwhPerM2 - 1)).toBeLessThan(1e-4);
    one.expected.monthlyAcKwh.forEach((kwh, month) => { expect(Math.abs(printed.monthlyKwh[month]! / kwh - 1)).toBeLessThan(3e-4); });
    expect(printed.capacityFactor).toBeCloseTo(printed.annualKwh / one.inputs.system.pdc0Kw / 8760, 9);
  });

  testWithData("without a chain named it is PVWatts v8, within 0.3 % of SAM", async () => {
    const one = cases.find(({ id }) => id.startsWith("phoenix") && id.endsWith("fixed20-perez")) as Case;
    const { file } = one.inputs;
    const { stdout } = await call({ [file]: dataText(file) }, "--weather", file, "--dc-kw", "1000", "--json");
    expect(Math.abs((JSON.parse(stdout) as Printed).annualKwh / one.pysam.annualAcKwh - 1)).toBeLessThan(0.003);
  });

  testWithData("--out writes a row for each of the file's, whose energy is the year's", async () => {
    const file = "weather/723170TYA.CSV";
    const { stdout, written, stderr } = await call({ [file]: dataText(file) }, "--weather", file, "--dc-kw", "10", "--tracking", "one-axis", "--out", "out.csv", "--json");
    const [header, ...rows] = written["out.csv"]!.trim().split("\n").map((line) => line.split(","));
    expect(rows).toHaveLength(8760);
    expect(rows[0]!.slice(0, 2)).toEqual(["2018-01-01T05:00:00Z", "2018-01-01T00:00:00-05:00"]);
    const ac = header!.indexOf("acKw");
    expect(rows.reduce((sum, row) => sum + Number(row[ac]), 0)).toBeCloseTo((JSON.parse(stdout) as Printed).annualKwh, 6);
    expect(rows.every((row) => row.every((cell) => cell !== "NaN" && cell !== ""))).toBe(true);
    expect(stderr).toContain("SAM");
  });

  test.each([
    [["--dc-kw", "5"], /--weather/],
    [["--weather", "a.epw"], /--dc-kw/],
    [["--weather", "a.epw", "--dc-kw", "5", "--losses", "14.08"], /--losses.*14\.08.*0 … 0\.99/],
    [["--weather", "a.epw", "--dc-kw", "5", "--tracking", "one-axis", "--tilt", "20"], /--tilt/],
    [["--weather", "a.epw", "--dc-kw", "5", "--gcr", "0.3"], /--gcr.*--tracking one-axis/],
    [["--weather", "a.epw", "--dc-kw", "5"], /a\.epw/],
  ])("%j is refused with exit code 2 and the word at fault", async (words, said) => {
    const { code, stdout, stderr } = await call({}, ...words);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(said);
  });
});
