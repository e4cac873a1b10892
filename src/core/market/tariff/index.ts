import { coincidentRule } from "./coincident.ts";
import { contractRule } from "./contract.ts";
import { energyRule } from "./energy.ts";
import { exportRule } from "./export.ts";
import { fixedRule } from "./fixed.ts";
import { flatDemandRule } from "./flatDemand.ts";
import { leviesRule } from "./levies.ts";
import { marketEnergyRule } from "./marketEnergy.ts";
import { minimumRule } from "./minimum.ts";
import { netMeteringRule } from "./netMetering.ts";
import { networkRule } from "./network.ts";
import { reactiveRule } from "./reactive.ts";
import type { TariffRule } from "./rule.ts";
import { touDemandRule } from "./touDemand.ts";
import { yearEndCreditRule } from "./yearEndCredit.ts";

/** Every charge, in the order of the bill. The minimum looks at all before it; credit left at year's end comes after the minimum. */
export const tariffRules: readonly TariffRule[] = [
  energyRule, netMeteringRule, marketEnergyRule, leviesRule, networkRule,
  touDemandRule, flatDemandRule, reactiveRule, contractRule, coincidentRule,
  fixedRule, exportRule, minimumRule, yearEndCreditRule,
];
