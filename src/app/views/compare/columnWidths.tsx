/** Both tables of Compare have the same columns: a name, the first run, then a value and a difference a run. */
export function Columns({ count }: { readonly count: number }) {
  return (
    <colgroup>
      <col class="col-name" />
      {Array.from({ length: count }, (_, index) => [<col key={index} class={index === 0 ? "col-first" : "col-value"} />, ...(index === 0 ? [] : [<col key={`${index} delta`} class="col-delta" />])])}
    </colgroup>
  );
}
