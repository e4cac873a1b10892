import type * as z from "zod/mini";
import { group, numberField, optionalNumberField } from "../field.ts";

/** The wire to the grid. Limits hold in every step; what they cut is curtailed generation or unserved load, never a broken balance. */
export const connectionInputs = group({ title: "Grid connection", help: "What the wire to the grid may carry each way." }, {
  importLimitKw: optionalNumberField({
    title: "Import limit", help: "Most that may be drawn from the grid; empty means no limit. Load beyond it is met by the battery where it can and is unserved where it cannot.",
    unit: "kW", min: 0, max: 1e8, log: true,
  }),
  exportLimitKw: numberField({
    title: "Export limit", help: "Most that may be fed into the grid; at 0 surplus solar and wind that nothing takes is curtailed.",
    unit: "kW", min: 0, max: 1e8, default: 0, log: true, assumed: true, source: "Design choice: no right to export unless it is stated.",
  }),
});

export type ConnectionInputs = z.infer<typeof connectionInputs>;
