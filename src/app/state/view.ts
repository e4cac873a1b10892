import { computed, signal } from "@preact/signals";
import type { ToastText } from "../ui/toast.tsx";

/** What is looked at: not part of the document, not undone. */
export type Screen = "dispatch" | "bill" | "compare" | "flexibility" | "study" | "growth" | "metrics" | "deployment" | "method";
export type Theme = "light" | "dark" | "system";
/** Moments, so that a window stays where it is when the step or the length of the run changes. */
export type TimeWindow = { readonly fromMs: number; readonly toMs: number };
export type Preset = "year" | "peakWeek" | "peakDay" | "dearestDay" | "events";

const screens: readonly Screen[] = ["dispatch", "bill", "compare", "flexibility", "study", "growth", "metrics", "deployment", "method"];
export const screen = signal<Screen>("dispatch");

/** Null until the first result says where its year lies. */
export const timeWindow = signal<TimeWindow | null>(null);
export const windowPreset = signal<Preset | null>("peakWeek");
const earlierWindows = signal<readonly { readonly window: TimeWindow; readonly preset: Preset | null }[]>([]);
export const canGoBack = computed(() => earlierWindows.value.length > 0);
const WINDOWS_KEPT = 50;

/** A window of the year; the one before it waits for Back. */
export function showWindow(window: TimeWindow, preset: Preset | null): void {
  const before = timeWindow.value;
  if (before !== null && before.fromMs === window.fromMs && before.toMs === window.toMs) {
    windowPreset.value = preset;
    return;
  }
  if (before !== null) earlierWindows.value = [...earlierWindows.value, { window: before, preset: windowPreset.value }].slice(-WINDOWS_KEPT);
  timeWindow.value = window;
  windowPreset.value = preset;
}

/** While a brush is dragged: moves the window, Back still leads to where the drag began. */
export function dragWindow(window: TimeWindow): void {
  timeWindow.value = window;
  windowPreset.value = null;
}

export function goBack(): void {
  const last = earlierWindows.value.at(-1);
  if (last === undefined) return;
  earlierWindows.value = earlierWindows.value.slice(0, -1);
  timeWindow.value = last.window;
  windowPreset.value = last.preset;
}

/** Another year: nothing of the old one leads back. */
export function forgetWindows(): void {
  earlierWindows.value = [];
  timeWindow.value = null;
  windowPreset.value = "peakWeek";
  cursor.value = { step: null, locked: false };
}

/** The step that chart and readout stand at; none is chosen until the pointer or a key does. */
export const cursor = signal<{ readonly step: number | null; readonly locked: boolean }>({ step: null, locked: false });
export const hiddenSeries = signal<ReadonlySet<string>>(new Set());

export function toggleSeries(name: string): void {
  const next = new Set(hiddenSeries.value);
  if (!next.delete(name)) next.add(name);
  hiddenSeries.value = next;
}

/** Shows one series alone; asked again, all of them. */
export function isolateSeries(name: string, all: readonly string[]): void {
  const others = all.filter((one) => one !== name);
  const isAlone = !hiddenSeries.value.has(name) && others.every((one) => hiddenSeries.value.has(one));
  hiddenSeries.value = new Set(isAlone ? [] : others);
}

/** Whether use or supply is stacked. */
export const stackedSide = signal<"supply" | "demand">("supply");
export const tableShown = signal(false);
export const aboutShown = signal(false);
export const carbonShown = signal(false);
/** The list of all that this browser keeps. */
export const storedShown = signal(false);
export const shareShown = signal(false);
export const newShown = signal(false);
/** The list of everything that can be done or opened. */
export const paletteShown = signal(false);
export const shortcutsShown = signal(false);

const TOUR_KEY = "gridflex.tour";
/** The first steps are shown once a browser. */
export const tourShown = signal(false);
export function offerTour(): void {
  try {
    tourShown.value = localStorage.getItem(TOUR_KEY) === null;
  } catch {
    // Without storage it would come at every visit: then it is in the menu alone.
  }
}
export function endTour(): void {
  tourShown.value = false;
  keep(TOUR_KEY, "seen");
}

/** How wide the page is, by the frame's breakpoints. */
export type Breadth = "phone" | "tablet" | "laptop" | "wide";
const breadths: readonly (readonly [Breadth, MediaQueryList | undefined])[] = [
  ["wide", globalThis.matchMedia?.("(min-width: 1280px)")], ["laptop", globalThis.matchMedia?.("(min-width: 1024px)")], ["tablet", globalThis.matchMedia?.("(min-width: 640px)")],
];
const breadthNow = (): Breadth => breadths.find(([, query]) => query?.matches === true)?.[0] ?? "phone";
export const breadth = signal<Breadth>(breadthNow());
for (const [, query] of breadths) query?.addEventListener("change", () => { breadth.value = breadthNow(); });

/** On the page about the method nothing is tuned: its contents stand in the place of the inputs. */
export const hasInputs = computed(() => screen.value !== "method");
/** Where one run is tuned the inputs stand open; elsewhere they are a rail until they are asked for. */
const screensTuned: ReadonlySet<Screen> = new Set<Screen>(["dispatch", "bill", "growth"]);
const tunePinned = signal({ tuned: true, elsewhere: false });
const tunePlace = () => (screensTuned.has(screen.value) ? "tuned" : "elsewhere");
/** The drawer of narrow pages and the sheet of the phone: closed until asked for. */
export const tuneDrawn = signal(false);
/** Beside the view where there is room, over it or under it where there is none. */
export const tuneShown = computed(() => (breadth.value === "wide" ? tunePinned.value[tunePlace()] : tuneDrawn.value));
export function showTune(isShown: boolean): void {
  if (breadth.value === "wide") tunePinned.value = { ...tunePinned.value, [tunePlace()]: isShown };
  else tuneDrawn.value = isShown;
}
export const tuneSearch = signal("");
export const changedOnly = signal(false);
export const openGroups = signal<ReadonlySet<string>>(new Set(["battery", "strategy"]));
/** Title of the input that was last touched, for the handle of the phone's sheet. */
export const lastTouched = signal<string | null>(null);

export function toggleGroup(name: string): void {
  const next = new Set(openGroups.value);
  if (!next.delete(name)) next.add(name);
  openGroups.value = next;
}

let toasts = 0;
export const toast = signal<ToastText | null>(null);
export function say(text: string, action?: ToastText["action"]): void {
  toasts++;
  toast.value = action === undefined ? { id: toasts, text } : { id: toasts, text, action };
}

/** A note that offers to take a step back says so only while that step is the last. */
export function forgetWayBack(): void {
  if (toast.value?.action !== undefined) toast.value = null;
}

const KEYS_KEY = "gridflex.singleKeys";
/** Whether keys without Ctrl or Cmd are shortcuts: who speaks to the machine, or strikes keys by mistake, turns them off (WCAG 2.1.4). */
export const singleKeysAct = signal(stored(KEYS_KEY) !== "off");
export function letSingleKeysAct(isOn: boolean): void {
  singleKeysAct.value = isOn;
  keep(KEYS_KEY, isOn ? null : "off");
}

const THEME_KEY = "gridflex.theme";
const darkSystem = globalThis.matchMedia?.("(prefers-color-scheme: dark)");
export const theme = signal<Theme>(storedTheme());
const systemIsDark = signal(darkSystem?.matches ?? false);
darkSystem?.addEventListener("change", (event) => { systemIsDark.value = event.matches; });
/** Where the system forces its own few colours, charts stand on its ground, whatever was chosen here. */
const forcedColours = globalThis.matchMedia?.("(forced-colors: active)");
export const isForced = signal(forcedColours?.matches ?? false);
forcedColours?.addEventListener("change", (event) => { isForced.value = event.matches; });
/** The palette in use: charts are painted with it. */
export const shownTheme = computed<"light" | "dark">(() => (theme.value === "system" || isForced.value ? (systemIsDark.value ? "dark" : "light") : theme.value));

export function setTheme(next: Theme): void {
  theme.value = next;
  keep(THEME_KEY, next === "system" ? null : next);
}

function storedTheme(): Theme {
  const name = stored(THEME_KEY);
  return name === "light" || name === "dark" ? name : "system";
}

/** Storage is refused in some private windows: a choice then lasts as long as the page. */
function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // As above.
  }
}

/** The address names the screen (`#bill`), so that tabs are links and the browser's own Back works. */
export function readScreen(hash: string): void {
  const name = hash.replace(/^#/, "");
  screen.value = screens.find((known) => known === name) ?? "dispatch";
}
