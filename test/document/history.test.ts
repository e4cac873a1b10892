import fc from "fast-check";
import { expect, test } from "vitest";
import { packHistory, unpackHistory, type HistoryStep } from "../../src/document/history.ts";

type Site = { readonly battery: { readonly powerKw: number; readonly note?: string }; readonly list: readonly number[] };
const site = fc.record({ battery: fc.record({ powerKw: fc.integer(), note: fc.string() }, { requiredKeys: ["powerKw"] }), list: fc.array(fc.integer(), { maxLength: 3 }) });

test("a history that was stored as differences, and as JSON, comes back step for step, wherever undo stands", () => {
  fc.assert(fc.property(fc.array(site, { minLength: 1, maxLength: 12 }), fc.nat(), (documents, at) => {
    const now = at % documents.length;
    const step = (index: number): HistoryStep<Site> => ({ title: `step ${index}`, before: documents[index]!, after: documents[index + 1]! });
    const past = Array.from({ length: now }, (_, index) => step(index));
    const future = Array.from({ length: documents.length - 1 - now }, (_, index) => step(now + index)).toReversed();
    const stored = JSON.parse(JSON.stringify(packHistory(past, future))) as ReturnType<typeof packHistory>;
    expect(unpackHistory(documents[now]!, stored)).toEqual({ past, future });
  }));
});
