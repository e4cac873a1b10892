import { signal } from "@preact/signals";
import { growthWords as words } from "../../../text/growth.ts";
import { Segment } from "../../ui/segment.tsx";
import { Headroom } from "./headroom.tsx";
import { Region } from "./region.tsx";
import { Site } from "./site.tsx";
import "./growth.css";

type Shown = "region" | "site" | "headroom";
const shown = signal<Shown>("region");
const views = { region: Region, site: Site, headroom: Headroom };

/** How demand grows: of a region, of this site against its connection, and what a system has room for. */
export function Growth() {
  const View = views[shown.value];
  return <View switcher={<Segment<Shown> label={words.label} value={shown.value} onChange={(next) => { shown.value = next; }} options={(["region", "site", "headroom"] as const).map((value) => ({ value, title: words[value] }))} />} />;
}
