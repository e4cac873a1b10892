/** The charts of the page that answer to pointer and keys. Layout and models are in `charts/`; here they are painted. */
export type { Chart, DrawOptions, PickEvents, TimeChart, TimeEvents } from "./chart.ts";
export { create as createDispatch } from "./dispatch.ts";
export { create as createStill } from "./still.ts";
export { create as createTimeStill } from "./timeStill.ts";
export type { TimeKind } from "./timeStill.ts";
export { pngOf } from "./picture.ts";
