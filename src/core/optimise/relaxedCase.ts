import type { PlantRatings } from "../site/plant.ts";
import { mostImport } from "./calledEvents.ts";
import { mostPaid } from "./programmes.ts";
import { roomForAll } from "./siteSteps.ts";
import type { YearCase } from "./yearCase.ts";

/**
 * A case that holds every plan of the plant, where one leaves some out: a reserve whose calls give power and energy that no plan counts on, a store that may stay below its floor,
 * programmes whose baselines the plan makes itself. Undefined where the case holds them all.
 * @param ratings with all that is promised as a reserve
 * @param calledKw power that the reserve is called for in each step, negative to take in; undefined where nothing is promised or nobody calls
 */
export function relaxedCase(c: YearCase, ratings: PlantRatings, calledKw: Float64Array | undefined): YearCase | undefined {
  const { initialSocKwh, socMinKwh, outageFloorKwh } = ratings;
  const looseFloor = c.battery && socMinKwh > outageFloorKwh && (initialSocKwh < socMinKwh || c.support?.gridOut.includes(1) === true);
  const moves = c.programmes?.moves === true;
  const called = c.battery && calledKw !== undefined;
  const looseRoom = needsLooseRoom(c);
  if (!looseFloor && !moves && !called && !looseRoom) return undefined;
  let highestKw = 0;
  if (moves) for (let i = 0; i < c.axis.length; i++) highestKw = Math.max(highestKw, mostImport(c, i));
  return {
    ...c, looseFloor, looseRoom,
    // Energy may be given in a call and be missing long after it; power beyond what is free, in the call alone.
    ...(called ? { ratings: { ...c.ratings, socMinKwh, socMaxKwh: ratings.socMaxKwh }, calledKw } : {}),
    ...(moves && c.programmes !== undefined ? { programmes: mostPaid(c.programmes, highestKw, c.axis.stepHours) } : {}),
  };
}

/** Whether placed work may fill the connection beyond its limit, sets or throttling carrying what is above. */
function needsLooseRoom(c: YearCase): boolean {
  const { support } = c;
  if (!c.battery || c.classes.length === 0 || support === undefined || (support.throttling === undefined && (support.sets?.permittedHours ?? 0) <= 0)) return false;
  for (let i = 0; i < c.axis.length; i++) if (roomForAll(c, i) + c.ratings.chargeKw < 0 && support.gridOut[i] === 0) return true;
  return false;
}
