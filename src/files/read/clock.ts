/** "2025-01-01T00:00Z"; seconds only where there are some. */
export function isoMinute(ms: number): string {
  const text = new Date(Math.round(ms)).toISOString();
  return text.endsWith(":00.000Z") ? `${text.slice(0, 16)}Z` : text.endsWith(".000Z") ? `${text.slice(0, 19)}Z` : text;
}

/** A fixed clock by a name that every runtime knows: "UTC", "Etc/GMT+5" (five hours west of Greenwich), "+05:30". */
export function clockName(utcOffsetMinutes: number): string {
  if (utcOffsetMinutes === 0) return "UTC";
  const size = Math.abs(utcOffsetMinutes);
  const west = utcOffsetMinutes < 0;
  if (size % 60 === 0 && size <= 720) return `Etc/GMT${west ? "+" : "-"}${size / 60}`;
  const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");
  return `${west ? "-" : "+"}${two(size / 60)}:${two(size % 60)}`;
}
