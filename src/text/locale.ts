/**
 * The language in which numbers are grouped and written. Words are English; a reader may take the digits of another
 * locale. Everything that formats asks here, so one call changes the whole page.
 */
let current = "en-GB";

export function locale(): string {
  return current;
}

/** Takes a BCP 47 tag, for example of the page's `navigator.language`; an unusable one is refused and the old one stays. */
export function setLocale(tag: string): boolean {
  if (!isUsable(tag)) return false;
  current = tag;
  return true;
}

function isUsable(tag: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}
