/** The form is drawn from the scenario's own declaration, as workbook and report are. */
export * from "../../document/declaration.ts";
