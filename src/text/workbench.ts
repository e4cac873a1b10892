/** What the frame says of the user's work: saved state, and the names of the ways to stored versions, links and first steps. */
export const workbench = {
  saving: {
    saved: "Saved on this device",
    saving: "Saving",
    example: "Example, unchanged",
    unavailable: "Not saved: no storage here",
    full: "Not saved: storage is full",
    replaced: "Not saved: newer GridFlex open",
    name: "Saved state and stored versions",
  },
  storing: {
    otherTab: "GridFlex is open in another tab. This tab keeps its work apart from that one; both are saved.",
    unreadable: (name: string) => `${name} could not be read again and is left as it is stored. "Saved state" lists it.`,
  },
  stored: {
    command: "Stored versions",
  },
  share: {
    command: "Share",
    otherFile: (found: string) => `a file with SHA-256 ${found.slice(0, 12)}`,
    thatFile: (wanted: string) => `the one that the link means, SHA-256 ${wanted.slice(0, 12)}`,
  },
  first: {
    command: "New from an example",
    tourCommand: "Show the first steps",
  },
  palette: {
    command: "Find anything",
    shortcuts: "Keyboard shortcuts",
  },
} as const;
