import type { Command } from "../command.ts";
import { bill } from "./bill.ts";
import { collect } from "./collect.ts";
import { compare } from "./compare.ts";
import { deploy } from "./deploy.ts";
import { finance } from "./finance.ts";
import { growth } from "./growth.ts";
import { headroom } from "./headroom.ts";
import { importCommand } from "./import.ts";
import { metrics } from "./metrics.ts";
import { monteCarlo } from "./monteCarlo.ts";
import { pareto } from "./pareto.ts";
import { place } from "./place.ts";
import { programmes } from "./programmes.ts";
import { pv } from "./pv.ts";
import { run } from "./run.ts";
import { score } from "./score.ts";
import { sensitivity } from "./sensitivity.ts";
import { settle } from "./settle.ts";
import { schema } from "./schema.ts";
import { size } from "./size.ts";
import { survival } from "./survival.ts";
import { sweep } from "./sweep.ts";
import { tune } from "./tune.ts";
import { validate } from "./validate.ts";
import { work } from "./work.ts";

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  run,
  compare,
  monteCarlo,
  sensitivity,
  sweep,
  pareto,
  tune,
  work,
  collect,
  finance,
  validate,
  importCommand,
  bill,
  pv,
  growth,
  headroom,
  metrics,
  place,
  deploy,
  size,
  survival,
  programmes,
  score,
  settle,
  schema,
];
