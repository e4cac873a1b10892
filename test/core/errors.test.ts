import { expect, test } from "vitest";
import { InputError, fromErrorRecord, toErrorRecord } from "../../src/core/errors.ts";
test("an input error crosses a thread with all of its issues", () => {
  const error = new InputError([{ where: { path: "a.b" }, found: "1", allowed: "2" }]);
  expect(fromErrorRecord(structuredClone(toErrorRecord(error)))).toEqual(error);
});
