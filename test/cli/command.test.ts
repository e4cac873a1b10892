import { describe, expect, test } from "vitest";
import { InputError } from "../../src/core/errors.ts";
import { commandHelp, parseArgs, programHelp } from "../../src/cli/command.ts";
import type { Command, Io } from "../../src/cli/command.ts";
import { gridflex } from "../../src/cli/gridflex.ts";

const brew: Command = {
  name: "brew",
  summary: "Makes tea.",
  operands: [{ name: "LEAVES", summary: "What is brewed." }, { name: "CUP", summary: "Where it goes.", optional: true }],
  options: [
    { name: "minutes", value: "N", summary: "How long.", default: "3" },
    { name: "kind", value: "KIND", summary: "Of leaves.", choices: ["green", "black"] },
    { name: "json", summary: "Print one JSON object." },
  ],
  run: async (args, io) => {
    if (args.operand("LEAVES") === "stones") throw new Error("stones do not brew");
    io.stdout(JSON.stringify({ leaves: args.operand("LEAVES"), cup: args.operand("CUP"), minutes: args.requiredNumber("minutes", { min: 0, max: 60 }), kind: args.text("kind") ?? null, json: args.has("json") }));
    return 0;
  },
};

function refusal(...words: string[]) {
  try {
    parseArgs(brew, words);
  } catch (error) {
    if (error instanceof InputError) return error.issues.map(({ where, found, allowed }) => [where.path, found, allowed]);
    throw error;
  }
  return [];
}

async function call(...words: string[]) {
  let stdout = "";
  let stderr = "";
  const io: Io = {
    stdout: (text) => { stdout += text; }, stderr: (text) => { stderr += text; },
    readFile: () => Promise.reject(new Error("no files here")), writeFile: () => Promise.reject(new Error("no files here")),
  };
  return { code: await gridflex(words, io, [brew]), stdout, stderr };
}

describe("the words after a command", () => {
  test("options stand anywhere, with = or a space, and defaults are filled in", async () => {
    expect(JSON.parse((await call("brew", "--kind=green", "leaves", "--json")).stdout)).toEqual({ leaves: "leaves", cup: "", minutes: 3, kind: "green", json: true });
    expect(JSON.parse((await call("brew", "leaves", "cup", "--minutes", "4.5")).stdout)).toEqual({ leaves: "leaves", cup: "cup", minutes: 4.5, kind: null, json: false });
  });

  test("a negative number is a value, and -- ends the options", () => {
    expect(parseArgs(brew, ["x", "--minutes", "-3"]).number("minutes")).toBe(-3);
    expect(parseArgs(brew, ["--", "--json"]).operand("LEAVES")).toBe("--json");
  });

  test.each([
    ["an unknown option with its nearest name", ["x", "--minuets", "3"], [["--minuets", "unknown option", "--minutes (nearest), or --minutes, --kind, --json, --help"]]],
    ["an unknown short option", ["x", "-j"], [["-j", "unknown option", "--minutes, --kind, --json, --help"]]],
    ["a value that is not a choice", ["x", "--kind", "red"], [["--kind", '"red"', "green, black"]]],
    ["a missing value", ["x", "--kind", "--json"], [["--kind", "no value", "KIND"]]],
    ["a value for a switch", ["x", "--json=yes"], [["--json", '"yes"', "no value: it is a switch"]]],
    ["an option given twice", ["x", "--kind", "green", "--kind", "black"], [["--kind", "given twice", "once"]]],
    ["a missing operand", [], [["LEAVES", "nothing", "What is brewed."]]],
    ["one operand too many", ["x", "y", "z"], [['"z"', "one word too many", "LEAVES CUP for gridflex brew"]]],
  ])("%s is refused", (_, words, issues) => {
    expect(refusal(...words)).toEqual(issues);
  });

  test.each([["three"], [""], ["NaN"], ["Infinity"], ["61"], ["-1"]])('"%s" is no number of minutes', (text) => {
    const args = parseArgs(brew, ["x", "--minutes", text]);
    expect(() => args.number("minutes", { min: 0, max: 60 })).toThrow(InputError);
  });
});

describe("exit codes", () => {
  test.each<[string, string[], number]>([
    ["a command that ends well", ["brew", "x"], 0], ["the list of commands", ["--help"], 0], ["a command's help", ["brew", "--help"], 0], ["the version", ["--version"], 0],
    ["no command", [], 2], ["an unknown command", ["stew"], 2], ["a wrong option", ["brew", "x", "--hot"], 2], ["a wrong value", ["brew", "x", "--minutes", "lots"], 2],
    ["a bug", ["brew", "stones"], 1],
  ])("%s", async (_, words, code) => {
    expect((await call(...words)).code).toBe(code);
  });

  test("what is wrong is told on standard error, and nothing on standard output", async () => {
    const { stdout, stderr } = await call("berw");
    expect(stdout).toBe("");
    expect(stderr).toContain("brew (nearest)");
    const wrong = await call("brew", "x", "--minutes", "lots");
    expect(wrong.stdout).toBe("");
    expect(wrong.stderr).toContain("--minutes");
    expect(wrong.stderr).toContain("a number, 0 … 60");
  });

  test("a bug names the version and where to look", async () => {
    expect((await call("brew", "stones")).stderr).toMatch(/stones do not brew[\s\S]*gridflex \d+\.\d+\.\d+/);
  });
});

test("help tells every operand, option, choice and default in lines of at most 100 characters", () => {
  const help = commandHelp(brew);
  for (const word of ["LEAVES", "CUP", "--minutes N", "Default: 3.", "green, black", "--json", "--help"]) expect(help).toContain(word);
  expect(Math.max(...help.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  expect(programHelp([brew], "1.2.3")).toContain("brew  Makes tea.");
});
