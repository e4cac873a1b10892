import { colour } from "../../charts/palette.ts";

const ink = (token: string): string => colour(token, "light");

/** Light whatever the reader's theme, 10/14 pt, one column, 16-mm margins; breaks where a reader would make them. */
export const reportStyle = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: ${ink("ink-1")}; font: 10pt/14pt system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif; font-variant-numeric: tabular-nums lining-nums; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
header, main { max-width: 178mm; margin: 0 auto; padding: 0 4mm; }
header { display: flex; justify-content: space-between; gap: 8mm; padding-block: 6mm 2mm; border-bottom: 1px solid ${ink("axis")}; color: ${ink("ink-2")}; font-size: 9pt; }
header p { margin: 0; }
h1 { margin: 8mm 0 4mm; font-size: 15pt; font-weight: 400; line-height: 20pt; }
h2 { margin: 9mm 0 2mm; font-size: 12pt; break-after: avoid; }
h2 small { color: ${ink("ink-3")}; font-size: 9pt; font-weight: 400; padding-left: 2mm; }
h3 { margin: 4mm 0 1mm; font-size: 10pt; break-after: avoid; }
p, ul, dl { margin: 0 0 2mm; }
.lead, li, dd { max-width: 72ch; color: ${ink("ink-2")}; }
ul { padding-left: 5mm; }
li { margin: 0.5mm 0; overflow-wrap: anywhere; }
figure { margin: 0 0 6mm; break-inside: avoid; }
figcaption { padding-bottom: 1mm; }
figcaption span { color: ${ink("ink-3")}; font-size: 9pt; padding-left: 1.5mm; }
figure svg { text-rendering: geometricPrecision; display: block; width: 100%; height: auto; }
.summary { color: ${ink("ink-2")}; font-size: 9pt; line-height: 12pt; }
table { width: 100%; margin: 0 0 4mm; border-collapse: collapse; font-size: 9pt; line-height: 12pt; }
thead { display: table-header-group; }
tfoot { display: table-row-group; }
tr { break-inside: avoid; }
th, td { padding: 1mm 2mm 1mm 0; border-bottom: 1px solid ${ink("grid")}; font-weight: 400; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
thead th { border-bottom-color: ${ink("axis")}; color: ${ink("ink-2")}; font-size: 8.5pt; vertical-align: bottom; }
tfoot th, tfoot td { border-top: 1px solid ${ink("axis")}; font-weight: 600; }
.n { padding-right: 0; padding-left: 2mm; text-align: right; white-space: nowrap; overflow-wrap: normal; }
.n + :not(.n) { padding-left: 4mm; }
td.n { max-width: 60mm; white-space: normal; }
.score strong { font-size: 20pt; line-height: 24pt; }
.inputs td:first-child { white-space: nowrap; }
.bill { break-inside: avoid; }
.bill td.n { white-space: nowrap; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.5mm 4mm; }
dt { color: ${ink("ink-2")}; }
dd { margin: 0; overflow-wrap: anywhere; }
@page { margin: 16mm; @bottom-right { content: counter(page) " / " counter(pages); } }
@page { @top-left { font: 8pt sans-serif; color: ${ink("ink-3")}; } @bottom-left { font: 8pt sans-serif; color: ${ink("ink-3")}; } @bottom-right { font: 8pt sans-serif; color: ${ink("ink-3")}; } }
@media print { header { display: none; } main { max-width: none; padding: 0; } h1 { margin-top: 0; } }
`;
