import { createEngine } from "../../engine/createEngine.web.ts";

/** The page's workers, for its whole life. */
export const engine = createEngine();
