/** Whether two values of plain data (as JSON has it) are the same, key by key; quicker than a hash, and no two different ones are taken for one. */
export function equalInputs(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!equalInputs(a[i], b[i])) return false;
    return true;
  }
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && equalInputs(a[key as keyof typeof a], b[key as keyof typeof b]));
}

/** A document whose parts are those of another, the same objects, where they are equal: the next comparison of the two is one of references. */
export function sharing<Document extends object>(document: Document, other: Document): Document {
  const parts = Object.entries(document).map(([key, part]) => {
    const known: unknown = other[key as keyof Document];
    return [key, equalInputs(part, known) ? known : part] as const;
  });
  return Object.fromEntries(parts) as Document;
}
