/**
 * Width of a text in px, without a page: the sum of the advances of Open Sans 400 and 700, the widest face that
 * `system-ui` may turn out to be. Where another face is used, text is narrower and fits. Kerning only narrows it further.
 */
export function textWidth(text: string, size: number, isBold = false): number {
  const [ascii, others] = isBold ? [bold, boldOthers] : [regular, regularOthers];
  let sum = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0)!;
    sum += code >= 32 && code < 127 ? ascii[code - 32]! : others[letter] ?? otherAdvance(letter, ascii);
  }
  return (sum * size) / 1000;
}

/** The text if it fits, else its beginning and "…"; empty where not even that fits. */
export function fittedText(text: string, width: number, size: number, isBold = false): string {
  if (textWidth(text, size, isBold) <= width) return text;
  const letters = Array.from(text);
  while (letters.length > 1) {
    letters.pop();
    const cut = `${letters.join("").trimEnd()}…`;
    if (textWidth(cut, size, isBold) <= width) return cut;
  }
  return "";
}

/** Letters with marks are as wide as without; what is not Latin is taken as a full square. */
function otherAdvance(letter: string, ascii: readonly number[]): number {
  const base = letter.normalize("NFD").codePointAt(0)!;
  if (base >= 32 && base < 127) return ascii[base - 32]!;
  if (/\p{Mark}|\p{Cf}/u.test(letter)) return 0;
  if (/\p{Zs}/u.test(letter)) return letter === "\u00a0" ? ascii[0]! : 200;
  return 1000;
}

/** Advances per 1,000 em of U+0020 to U+007E; Open Sans 3 (Apache-2.0 / OFL), measured with canvas `measureText` at 1,000 px. */
const regular: readonly number[] = [
  260, 264, 398, 646, 572, 827, 729, 219, 295, 295, 551, 572, 259, 322, 263, 367, 572, 572, 572, 572, 572, 572, 572, 572, 572, 572, 263, 263, 572,
  572, 572, 432, 896, 632, 646, 630, 726, 556, 516, 727, 737, 279, 269, 612, 522, 899, 753, 778, 602, 778, 617, 548, 551, 729, 596, 923, 578, 559,
  572, 327, 367, 327, 572, 438, 277, 556, 612, 479, 612, 562, 336, 543, 613, 252, 252, 525, 252, 926, 613, 602, 612, 612, 409, 477, 356, 613, 500,
  775, 523, 501, 469, 375, 549, 375, 572,
];
const bold: readonly number[] = [
  260, 286, 472, 646, 572, 901, 750, 266, 339, 339, 545, 572, 285, 322, 285, 413, 572, 572, 572, 572, 572, 572, 572, 572, 572, 572, 285, 285, 572,
  572, 572, 477, 897, 690, 672, 637, 740, 560, 549, 724, 765, 331, 331, 664, 565, 943, 813, 796, 628, 796, 660, 551, 579, 756, 650, 967, 667, 624,
  579, 331, 413, 331, 572, 411, 362, 604, 633, 514, 633, 591, 387, 565, 657, 305, 305, 620, 305, 982, 657, 619, 633, 633, 454, 497, 434, 657, 569,
  856, 578, 569, 488, 394, 551, 394, 572,
];
const regularOthers: Readonly<Record<string, number>> = { "–": 500, "—": 1000, "‘": 169, "’": 169, "“": 349, "”": 349, "…": 778, "•": 376, "−": 572, "₂": 348, "²": 348, "³": 348, "°": 428, "€": 572, "£": 572, "¥": 572, "₹": 600, "·": 263, "×": 572, "Δ": 579, "α": 611, "ß": 623, "æ": 862, "ø": 602, "œ": 948 };
const boldOthers: Readonly<Record<string, number>> = { "–": 500, "—": 1000, "‘": 217, "’": 217, "“": 445, "”": 445, "…": 855, "•": 376, "−": 572, "₂": 379, "²": 379, "³": 379, "°": 428, "€": 572, "£": 572, "¥": 572, "₹": 600, "·": 285, "×": 572, "Δ": 658, "α": 647, "ß": 711, "æ": 917, "ø": 619, "œ": 978 };
