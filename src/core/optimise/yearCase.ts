import type { PreparedTariff } from "../market/tariff/prepareTariff.ts";
import type { PlantRatings, SiteSeries } from "../site/plant.ts";
import type { DeferrableWork } from "../site/work.ts";
import type { Axis } from "../time/axis.ts";
import type { PlannedCold } from "./coldSteps.ts";
import type { Programmes } from "./linearCall.ts";
import type { SizedEquipment } from "./sizedEquipment.ts";
import type { Support } from "./support.ts";

/** What is decided over a run, and what is not. */
export type YearCase = {
  readonly axis: Axis;
  readonly site: Pick<SiteSeries, "busPerIt" | "pvAvailableKw" | "windAvailableKw" | "importLimitKw" | "exportLimitKw">;
  readonly ratings: PlantRatings;
  readonly tariff: PreparedTariff;
  /** Bus load that is not decided here, kW: all of it, less the work of `classes`. */
  readonly baseKw: Float64Array;
  /** IT power that is not decided here: what catch-up work finds in the hall. */
  readonly baseItKw: Float64Array;
  /** False leaves the battery at rest. */
  readonly battery: boolean;
  /** False where nobody holds solar and wind back: only what cannot be exported is curtailed. */
  readonly curtails: boolean;
  /** Work that the programme places; others stand in the base. */
  readonly classes: readonly DeferrableWork[];
  /** Equipment whose size is part of the plan; `ratings` then give efficiencies and window alone, and `battery` is true. */
  readonly sizes?: SizedEquipment | undefined;
  /** Cost of each kWh imported that counts in the plan and stands in no bill. Absent where there is none. */
  readonly weightPerKwh?: Float64Array | undefined;
  /** A cold store, where the plan has it. */
  readonly cold?: PlannedCold | undefined;
  /** What carries load beside connection and battery. Absent where nothing does. */
  readonly support?: Support | undefined;
  /** What programmes pay and ask. Absent where the site has joined none. */
  readonly programmes?: Programmes | undefined;
  /** True where the store may be below its floor wherever the plant lets it be: a bound, and no plan that the plant would follow. */
  readonly looseFloor?: boolean | undefined;
  /** True where charging need not keep to the room that placed work leaves on the connection: a bound alone. */
  readonly looseRoom?: boolean | undefined;
  /** Power that may be given beyond the rating in a step, kW; negative: taken in. */
  readonly calledKw?: Float64Array | undefined;
  /** A case that holds every plan of the plant, where this one leaves some out: its least cost is the bound. */
  readonly relaxed?: YearCase | undefined;
};
