import { expect, test } from "vitest";
import { studentT975 } from "../../../src/core/maths/studentT.ts";

// NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.2, upper 0.025.
test.each([[1, 12.706], [2, 4.303], [3, 3.182], [4, 2.776], [5, 2.571], [7, 2.365], [11, 2.201], [30, 2.042], [100, 1.984], [1000, 1.962]])("of %i degrees the tables have %f", (degrees, value) => {
  expect(Math.abs(studentT975(degrees) / value - 1)).toBeLessThan(0.002);
});
