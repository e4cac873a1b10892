import { clip, type ScoreOptions, type ScoreService } from "./input.ts";

export type Uptime = {
  readonly lossUnserved: number; readonly lossMissed: number; readonly lossLost: number;
  readonly uUnserved: number; readonly uMissed: number; readonly uLost: number;
  readonly U: number;
};

/** Was the work done? Full marks up to the free share, none from the zero share on, straight between; the three multiply. */
export function uptime(service: ScoreService, { service: gates }: ScoreOptions): Uptime {
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0);
  const gate = (loss: number, [free, zero]: readonly [number, number]) => clip((zero - loss) / (zero - free), 0, 1);
  const lossUnserved = share(service.unservedKwh, service.demandKwh);
  const lossMissed = share(service.missedKwh, service.deferrableKwh);
  const lossLost = share(service.lostKwh, service.workKwh);
  const [uUnserved, uMissed, uLost] = [gate(lossUnserved, gates.unserved), gate(lossMissed, gates.missed), gate(lossLost, gates.lost)];
  return { lossUnserved, lossMissed, lossLost, uUnserved, uMissed, uLost, U: uUnserved * uMissed * uLost };
}
