import { page } from "../../text/page.ts";
import { importFile } from "../state/library.ts";
import type { Command } from "./command.ts";

export const openFile: Command = {
  id: "open-file",
  title: page.bar.open,
  keys: ["Mod+O"],
  run() {
    const chooser = document.createElement("input");
    chooser.type = "file";
    chooser.addEventListener("change", () => {
      const [file] = chooser.files ?? [];
      if (file !== undefined) void importFile(file);
    });
    chooser.click();
  },
};
