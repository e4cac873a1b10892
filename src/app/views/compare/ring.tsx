/** Runs have no hue: a letter in a ring; the run in view has the accent, the optimum an empty dotted ring. */
export function Ring({ letter, isFocus }: { readonly letter: string; readonly isFocus: boolean }) {
  return <span class="ring" data-focus={isFocus || undefined} data-empty={letter === "" || undefined}>{letter}</span>;
}
