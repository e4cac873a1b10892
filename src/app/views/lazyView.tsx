import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { page } from "../../text/page.ts";

type Props = {
  readonly load: () => Promise<ComponentType>;
  /** In its place until then; nothing where little or nothing of it is in the way of the page. */
  readonly waiting?: ComponentChildren;
};

/** A view whose code comes when it is first shown; kept by its module afterwards. */
export function LazyView({ load, waiting }: Props) {
  const [View, setView] = useState<ComponentType | null>(null);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    let isGone = false;
    load().then((loaded) => { if (!isGone) setView(() => loaded); }, (reason: unknown) => { if (!isGone) setError(reason instanceof Error ? reason : new Error(String(reason))); });
    return () => { isGone = true; };
  }, []);
  if (error !== null) return <p class="view" role="alert">{page.states.viewMissing} {error.message}</p>;
  return View === null ? <div class="view" aria-busy="true">{waiting}</div> : <View />;
}
