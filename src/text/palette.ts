import { counted } from "./numbers.ts";

/** Words of the command palette and of the list of shortcuts; they come with these. */
export const paletteWords = {
  title: "Find a command, a view, a scenario or an input",
  placeholder: "A command, a view, a scenario or an input",
  results: "Found",
  kinds: { command: "Commands", view: "Views", scenario: "Scenarios", input: "Inputs" },
  found: (count: number) => (count === 0 ? "Nothing is called so." : counted(count, "entry", "entries")),
  nothing: (text: string) => `Nothing is called "${text}". Shorter words find more.`,
  more: (count: number) => `${counted(count, "more entry", "more entries")}: type on to narrow them.`,
  exported: (title: string) => `Export: ${title}`,
  hint: "Arrow keys choose, Enter runs, Esc closes.",
  themes: { light: "Theme: light", dark: "Theme: dark", system: "Theme: as the system" },
} as const;

/** Keys as they are written on them. */
const arrows = { up: "Up", down: "Down", left: "Left", right: "Right" } as const;

export const shortcutWords = {
  title: "Keyboard shortcuts",
  anywhere: "Anywhere",
  single: "Keys without Ctrl or Cmd act",
  singleDetail: "Off, a letter or sign that is pressed or spoken by mistake does nothing.",
  groups: [
    {
      title: "In a chart of hours",
      rows: [
        { keys: [arrows.left, arrows.right], does: "Cursor by one step" },
        { keys: [`Shift+${arrows.left}`, `Shift+${arrows.right}`], does: "Cursor by one day" },
        { keys: ["Enter"], does: "Hold the cursor where it is" },
        { keys: ["Esc"], does: "Free the cursor" },
        { keys: ["+", "\u2212"], does: "Zoom in and out" },
        { keys: ["Page Up", "Page Down"], does: "The window before, the window after" },
        { keys: ["Home"], does: "The whole year" },
      ],
    },
    {
      title: "In a number",
      rows: [
        { keys: [arrows.up, arrows.down], does: "One step more, one less" },
        { keys: [`Shift+${arrows.up}`, `Shift+${arrows.down}`], does: "Ten steps" },
        { keys: ["Page Up", "Page Down"], does: "A tenth of the range" },
        { keys: ["Esc"], does: "What stood there before" },
      ],
    },
    {
      title: "In a menu, a dialog or the drawer of inputs",
      rows: [
        { keys: [arrows.up, arrows.down], does: "Next and previous entry" },
        { keys: ["Esc"], does: "Close it; the focus returns to where it was" },
      ],
    },
  ],
} as const;
