import ashburn from "../../scenarios/ashburn-hyperscale.json";
import dallas from "../../scenarios/dallas-ai-training.json";
import frankfurt from "../../scenarios/frankfurt-colocation.json";
import losAngeles from "../../scenarios/los-angeles-colocation.json";
import newYork from "../../scenarios/new-york-inference-edge.json";
import * as functions from "../../src/core/maths/functions.ts";
import { gamma } from "../../src/core/maths/gamma.ts";
import { erf } from "../../src/core/maths/normal.ts";
import { simulate } from "../../src/core/simulate.ts";
import { randomStream } from "../../src/core/time/streams.ts";
import { canonicalJson, sha256Hex } from "../../src/document/hash.ts";
import { parseScenario } from "../../src/document/parse.ts";

const sites = { ashburn, dallas, frankfurt, losAngeles, newYork };

/** A hash of each example's whole result, every column to the last bit, and of the functions that engines differ in. */
export function digestRuns(): Record<string, string> {
  const digests: Record<string, string> = { functions: sha256Hex(new Uint8Array(functionValues().buffer)) };
  for (const [name, json] of Object.entries(sites)) {
    const { frame, ...rest } = simulate(parseScenario(json), { seed: "1", data: new Map() });
    digests[name] = sha256Hex(new Uint8Array(frame.buffer)) + sha256Hex(new TextEncoder().encode(canonicalJson(rest)));
  }
  return digests;
}

function functionValues(): Float64Array {
  const { next, normal, exponential } = randomStream("1", "digest");
  const { sin, cos, tan, asin, acos, atan, atan2, exp, expm1, log, log1p, log2, log10, pow, cbrt, sinh, cosh, tanh } = functions;
  return Float64Array.from(Array.from({ length: 2000 }).flatMap(() => {
    const [unit, x, y] = [2 * next() - 1, 40 * normal(), exponential()];
    return [sin(x), cos(x), tan(x), asin(unit), acos(unit), atan(x), atan2(x, unit), exp(x), expm1(unit), log(y), log1p(y), log2(y), log10(y), pow(y, x), cbrt(x), sinh(x), cosh(x), tanh(unit), erf(unit), gamma(y)];
  }));
}
