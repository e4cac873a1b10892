import type { Page } from "playwright";

export type Amiss = { readonly clipped: readonly string[]; readonly overlapping: readonly string[]; readonly plain: readonly string[] };

/**
 * What is amiss with the text in view: cut by its own box without a title that says it whole, one text over another, and words that were not accented.
 * Runs in the page.
 */
export function textAmiss(page: Page): Promise<Amiss> {
  return page.evaluate(() => {
    type Piece = { readonly text: string; readonly element: Element; /** As laid out, and what of it is in sight. */ readonly whole: readonly DOMRect[]; readonly rects: readonly DOMRect[] };

    const isSeen = (element: Element): boolean => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.closest(".visually-hidden, .skip, [aria-busy=true]") === null;

    /** The part of a rectangle that no scrolling or clipping ancestor cuts off. */
    function visiblePart(rect: DOMRect, from: Element): DOMRect | null {
      let [left, top, right, bottom] = [Math.max(0, rect.left), Math.max(0, rect.top), Math.min(innerWidth, rect.right), Math.min(innerHeight, rect.bottom)];
      for (let box: Element | null = from; box !== null; box = box.parentElement) {
        if (getComputedStyle(box).overflow === "visible") continue;
        const edge = box.getBoundingClientRect();
        [left, top, right, bottom] = [Math.max(left, edge.left), Math.max(top, edge.top), Math.min(right, edge.right), Math.min(bottom, edge.bottom)];
      }
      return right - left > 1 && bottom - top > 1 ? new DOMRect(left, top, right - left, bottom - top) : null;
    }

    const pieces: Piece[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent?.trim() ?? "";
      if (element === null || text === "" || !isSeen(element) || element.closest("select, script, style") !== null) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const whole = [...range.getClientRects()];
      const rects = whole.flatMap((rect) => visiblePart(rect, element) ?? []);
      if (rects.length > 0) pieces.push({ text, element, whole, rects });
    }

    /** Cut by a box that does not scroll, and said whole by no title of it or around it. */
    const clipped = pieces.filter(({ element, whole }) => {
      for (let box: Element | null = element; box !== null && box !== document.body; box = box.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(box);
        const edge = box.getBoundingClientRect();
        const cutsWidth = ["hidden", "clip"].includes(overflowX) && whole.some((rect) => rect.right > edge.right + 1.5 || rect.left < edge.left - 1.5);
        const cutsHeight = ["hidden", "clip"].includes(overflowY) && whole.some((rect) => rect.bottom > edge.bottom + 3 || rect.top < edge.top - 3);
        if (cutsWidth || cutsHeight) return element.closest("[title]") === null;
        if (["auto", "scroll"].includes(overflowX) || ["auto", "scroll"].includes(overflowY)) return false;
      }
      return false;
    }).map(({ text, element }) => `${element.closest("[class]")?.getAttribute("class") ?? element.tagName}: ${text.slice(0, 60)}`);

    /** What stays where it is while the rest scrolls under it covers by design. */
    const layerOf = (element: Element): Element | null => {
      for (let box: Element | null = element; box !== null; box = box.parentElement) if (["sticky", "fixed"].includes(getComputedStyle(box).position)) return box;
      return null;
    };
    const overlapping: string[] = [];
    for (const [index, one] of pieces.entries()) {
      for (const other of pieces.slice(index + 1)) {
        if (layerOf(one.element) !== layerOf(other.element)) continue;
        const isOver = one.rects.some((a) => other.rects.some((b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4));
        if (isOver) overlapping.push(`"${one.text.slice(0, 40)}" and "${other.text.slice(0, 40)}"`);
      }
    }

    const attributes = [...document.querySelectorAll("[aria-label], [title], [placeholder], [alt], [aria-valuetext]")].filter(isSeen)
      .flatMap((element) => ["aria-label", "title", "placeholder", "alt", "aria-valuetext"].flatMap((name) => element.getAttribute(name) ?? []));
    const options = [...document.querySelectorAll("select")].filter(isSeen).flatMap((select) => [...select.options].map(({ text }) => text));
    const read = [...pieces.map(({ text }) => text), ...attributes, ...options];
    // Three letters in a row with a vowel of which none is accented: units and initials have fewer.
    const plain = read.filter((text) => /(?<![\p{L}])(?=[a-z]{3,}(?![\p{L}]))[a-z]*[aeiou][a-z]*/iu.test(text.replaceAll(/https?:\S+/g, "")));
    return { clipped: [...new Set(clipped)], overlapping: [...new Set(overlapping)], plain: [...new Set(plain)] };
  });
}
