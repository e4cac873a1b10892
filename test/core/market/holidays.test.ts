import { expect, test } from "vitest";
import { nercHolidays } from "../../../src/core/market/holidays.ts";
import { dateText } from "../../../src/core/time/civil.ts";

// NERC, Additional Off-peak Days, 2022–2025 (published lists).
test.each([
  [2022, ["2022-01-01", "2022-05-30", "2022-07-04", "2022-09-05", "2022-11-24", "2022-12-26"]],
  [2023, ["2023-01-02", "2023-05-29", "2023-07-04", "2023-09-04", "2023-11-23", "2023-12-25"]],
  [2024, ["2024-01-01", "2024-05-27", "2024-07-04", "2024-09-02", "2024-11-28", "2024-12-25"]],
  [2025, ["2025-01-01", "2025-05-26", "2025-07-04", "2025-09-01", "2025-11-27", "2025-12-25"]],
])("NERC's six holidays of %i; a Sunday's is kept on Monday", (year, dates) => {
  expect(nercHolidays(year).map(dateText)).toEqual(dates);
});
