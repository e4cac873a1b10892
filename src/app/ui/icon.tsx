import "./icon.css";

/** Drawn in a box of 16 by 16 with a stroke of 1.5: one icon, one meaning. */
const paths = {
  mark: "M1.5 12.5h3V8h3.5V3.5h3.5V9.5h3",
  undo: "M5.5 3 2.5 6l3 3M2.5 6H10a3.5 3.5 0 0 1 0 7H6.5",
  redo: "M10.5 3l3 3-3 3M13.5 6H6a3.5 3.5 0 0 0 0 7h3.5",
  download: "M8 2v8M4.5 6.5 8 10l3.5-3.5M2.5 13.5h11",
  open: "M2 12.5v-9h4l1.5 2H14v7z",
  search: "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.5 10.5l3 3",
  chevronDown: "M4 6l4 4 4-4",
  chevronRight: "M6 4l4 4-4 4",
  chevronLeft: "M10 4 6 8l4 4",
  chevronUp: "M4 10l4-4 4 4",
  close: "M4 4l8 8M12 4l-8 8",
  tune: "M2 5h6M11.5 5H14M9.75 3.25v3.5M2 11h2.5M8 11h6M6.25 9.25v3.5",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  menu: "M2 4h12M2 8h12M2 12h12",
  sun: "M8 5.25a2.75 2.75 0 1 1 0 5.5 2.75 2.75 0 0 1 0-5.5zM8 1.25v1.5M8 13.25v1.5M1.25 8h1.5M13.25 8h1.5M3.2 3.2l1.1 1.1M11.7 11.7l1.1 1.1M12.8 3.2l-1.1 1.1M4.3 11.7l-1.1 1.1",
  moon: "M13.5 9.5A5.75 5.75 0 0 1 6.5 2.5a5.75 5.75 0 1 0 7 7z",
  system: "M2 3h12v8H2zM6 14h4",
  lock: "M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",
  unlock: "M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 4.8-1",
  reset: "M3 3v3.5h3.5M3.2 6.3A5.25 5.25 0 1 1 2.75 8.5",
  warning: "M8 2.5 14.5 13.5h-13zM8 6.75v3M8 11.75v.01",
  wave: "M1.5 8C3 3.5 5 3.5 6.5 6.5S10.5 13 14.5 8",
  bill: "M4 2h8v12l-2-1.25L8 14l-2-1.25L4 14zM6 5.5h4M6 8.5h4",
  file: "M4 1.75h5l3.25 3.25v9.25H4zM9 1.75V5h3.25",
  versions: "M8 2.5a5.5 5.5 0 1 1-5.3 4M2.5 3v3.5H6M8 5v3.25l2.25 1.5",
  share: "M9.5 2.5h4v4M13.5 2.5 7.5 8.5M11.5 9.5v4h-9v-9h4",
  check: "M3 8.5l3.5 3.5L13 4.5",
  back: "M9.5 4l-4 4 4 4",
  growth: "M2 13.5C6 13 9 10.5 13.5 3.5M9.5 3.5h4v4",
  flexibility: "M2 13.5h12M3 10.5a5.5 5.5 0 0 1 10.5-2.3M8 10.5l3-4",
  study: "M6 2h4M7 2v4L3 13.5h10L9 6V2M5 10h6",
  matrix: "M2 3h3v3H2zM6.5 3h3v3h-3zM11 3h3v3h-3zM2 10h3v3H2zM6.5 10h3v3h-3zM11 10h3v3h-3z",
  method: "M3 2.5h4.5v11H3zM7.5 4l4-1 2 10-4 .75zM5 5h.5M5 11h.5",
  gantt: "M2 4h6M5 8h6M8 12h6",
  bars: "M3 13V8M8 13V3M13 13V6",
  plus: "M8 3v10M3 8h10",
  exchange: "M10.5 2.5l3 3-3 3M13.5 5.5h-11M5.5 7.5l-3 3 3 3M2.5 10.5h11",
  table: "M2 3h12v10H2zM2 6.5h12M6.5 3v10",
  keys: "M1.5 4h13v8.5h-13zM4 6.75h.01M6.75 6.75h.01M9.5 6.75h.01M12 6.75h.01M5 9.75h6",
  info: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 7.25v3.5M8 5.25v.01",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" data-icon={name} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
