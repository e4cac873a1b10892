import { useMemo } from "preact/hooks";
import { toTable, type DispatchModel } from "../../../charts/dispatch.ts";
import { page } from "../../../text/page.ts";
import { DataTable } from "../dataTable.tsx";

/** The chart as a table: what a reader who does not see it gets. */
export function StepTable({ model }: { readonly model: DispatchModel }) {
  const table = useMemo(() => toTable(model), [model]);
  return <DataTable table={table} label={page.dispatch.table} />;
}
