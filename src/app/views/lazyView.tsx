import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { page } from "../../text/page.ts";

/** A view whose code comes when it is first shown; kept by its module afterwards. */
export function LazyView({ load }: { readonly load: () => Promise<ComponentType> }) {
  const [View, setView] = useState<ComponentType | null>(null);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    let isGone = false;
    load().then((loaded) => { if (!isGone) setView(() => loaded); }, (reason: unknown) => { if (!isGone) setError(reason instanceof Error ? reason : new Error(String(reason))); });
    return () => { isGone = true; };
  }, []);
  if (error !== null) return <p class="view" role="alert">{page.states.viewMissing} {error.message}</p>;
  return View === null ? <div class="view" aria-busy="true" /> : <View />;
}
