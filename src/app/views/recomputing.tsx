import { useEffect, useState } from "preact/hooks";
import { page } from "../../text/page.ts";

/** Said after 300 ms: what is done sooner needs no word. */
const PATIENCE_MS = 300;

export function Recomputing() {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => { setLate(true); }, PATIENCE_MS);
    return () => { clearTimeout(timer); };
  }, []);
  return isLate ? <> · {page.states.recomputing}</> : null;
}
