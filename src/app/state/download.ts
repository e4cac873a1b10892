/** Hands bytes to the browser as a file of this name. */
export function download(content: Uint8Array | string, name: string, type: string): void {
  const url = URL.createObjectURL(new Blob([content as BlobPart], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser takes the bytes when it starts to write; a second is long after.
  setTimeout(() => { URL.revokeObjectURL(url); }, 1000);
}

/** A scenario's name as part of a file name: letters, digits and dashes. */
export function fileStem(name: string): string {
  const stem = name.normalize("NFKD").replaceAll(/[^\p{L}\p{N}]+/gu, "-").replaceAll(/^-+|-+$/g, "").toLowerCase();
  return stem === "" ? "scenario" : stem.slice(0, 60);
}
