import { CancelledError, InputError } from "../../core/errors.ts";
import { presets } from "../../document/presets.ts";
import type { LinkBase } from "../../document/shareLink.ts";
import { version } from "../../document/version.ts";
import { workbenchDialogs } from "../../text/workbenchDialogs.ts";
import { documentNow, open, sayDone } from "./document.ts";
import { dataFiles } from "./dataFiles.ts";
import { expectFiles, importing } from "./library.ts";
import { forgetWindows } from "./view.ts";

export type Link = { readonly url: string; readonly isTooLong: boolean; readonly files: readonly string[] };

const DEFAULTS = "defaults";
const DIGEST_CHARACTERS = 10;

/** A scenario that both ends of a link have: all defaults, or an example. */
async function baseOf(id: string): Promise<LinkBase | null> {
  const { canonicalJson, sha256Hex } = await import("../../document/hash.ts");
  const { fileValue, parseFile } = await import("../../document/parse.ts");
  const preset = presets.find((one) => one.id === id);
  if (id !== DEFAULTS && preset === undefined) return null;
  const value = preset === undefined ? fileValue(parseFile({})) : fileValue(parseFile(await preset.load()));
  return { id, value, digest: sha256Hex(new TextEncoder().encode(canonicalJson(value))).slice(0, DIGEST_CHARACTERS) };
}

/** The address that opens the scenario in view, with the inputs of its studies, as a copy. */
export async function makeLink(): Promise<Link> {
  const now = documentNow.value;
  if (now === null) throw new CancelledError();
  const [{ MAX_LINK_CHARACTERS, writeFragment }, { fileValue, parseFile }, { fileReferences }] = await Promise.all([
    import("../../document/shareLink.ts"), import("../../document/parse.ts"), import("../../files/loadData.ts"),
  ]);
  const bases = (await Promise.all([DEFAULTS, ...presets.map(({ id }) => id)].map(baseOf))).filter((base) => base !== null);
  const names = new Map(fileReferences(now.scenario).map(({ file }) => [file, dataFileOf(file)]));
  const files = Object.fromEntries([...names].flatMap(([name, sha256]) => (sha256 === undefined ? [] : [[name, sha256]])));
  const fragment = await writeFragment(fileValue(parseFile({ ...now.scenario, studies: now.studies })), bases, version, files);
  const url = `${location.href.replace(/#.*$/, "")}#${fragment}`;
  return { url, isTooLong: url.length > MAX_LINK_CHARACTERS, files: [...names.keys()] };
}

function dataFileOf(name: string): string | undefined {
  return [...dataFiles.value].find(([key]) => (JSON.parse(key) as readonly unknown[])[0] === name)?.[1].sha256;
}

/** Opens what a link says as a copy; what it says is checked as any file is, and a link that is broken leaves everything as it was. */
export async function openLink(fragment: string): Promise<void> {
  try {
    const [{ linkedValue, readFragment }, { parseFile }] = await Promise.all([import("../../document/shareLink.ts"), import("../../document/parse.ts")]);
    const content = await readFragment(fragment);
    const base = await baseOf(content.base);
    if (base === null) throw new InputError([{ where: { path: "link" }, found: content.base, allowed: [DEFAULTS, ...presets.map(({ id }) => id)].join(", ") }]);
    const { scenario, studies } = parseFile(linkedValue(content, base), workbenchDialogs.share.file);
    expectFiles(content.files);
    forgetWindows();
    open(workbenchDialogs.share.opened(scenario.name), scenario, content.base === DEFAULTS ? "" : content.base, studies);
    const isChanged = content.digest !== base.digest;
    sayDone(isChanged ? workbenchDialogs.share.otherDefaults(scenario.name, content.program) : workbenchDialogs.share.opened(scenario.name));
  } catch (error) {
    importing.value = { name: workbenchDialogs.share.file, bytes: new Uint8Array(), options: {}, read: null, error: error instanceof Error ? error : new Error(String(error)), place: null, column: null, choices: {} };
  }
}
