import { exp, pow } from "../maths/functions.ts";
import type { RandomStream } from "../time/streams.ts";

export type ForecastKind = "persistence" | "noisy" | "perfect";

/** What is believed, when a step is reached, of the steps that follow. */
export type Forecast = {
  /** Fills `into` with what is believed of the steps from `now` on; beyond the run's end nothing is written. */
  (now: number, into: Float64Array): void;
};

const HOURS_A_DAY = 24;
const HOURS_A_WEEK = 168;
/** Today's error of persistence fades over this, h. */
const FADE_HOURS = 6;
/** Correlation of a forecast's error from one hour to the next. */
const ERROR_LAG1_HOUR = 0.9;

/** Of a measured column that is known up to now. */
export function makeForecast(kind: ForecastKind, actual: Float64Array, stepHours: number, options: { readonly errorSdFraction: number; readonly stream: RandomStream; readonly knownHours?: number | undefined }): Forecast {
  switch (kind) {
    case "perfect": return (now, into) => { into.set(actual.subarray(now, now + into.length)); };
    case "noisy": return noisy(actual, stepHours, options);
    case "persistence": return persistence(actual, stepHours, options.knownHours ?? 0);
  }
}

/** The truth times an error that grows from nothing with lead time to its standard deviation: a first-order autoregression begun at 0. The first hour is exact. */
function noisy(actual: Float64Array, stepHours: number, { errorSdFraction, stream }: { readonly errorSdFraction: number; readonly stream: RandomStream }): Forecast {
  const kept = pow(ERROR_LAG1_HOUR, stepHours);
  const fresh = errorSdFraction * Math.sqrt(1 - kept * kept);
  const exactSteps = Math.round(1 / stepHours);
  return (now, into) => {
    let error = 0;
    for (let k = 0; k < into.length && now + k < actual.length; k++) {
      if (k >= exactSteps) error = kept * error + fresh * stream.normal();
      into[k] = (actual[now + k] as number) * Math.max(0, 1 + error);
    }
  };
}

/** The same hour of the week before, or of the day before where no week is behind; today's error fades. What is known ahead (a day-ahead price) is the truth. */
function persistence(actual: Float64Array, stepHours: number, knownHours: number): Forecast {
  const [day, week] = [Math.round(HOURS_A_DAY / stepHours), Math.round(HOURS_A_WEEK / stepHours)];
  const knownSteps = Math.max(1, Math.round(knownHours / stepHours));
  const earlier = (step: number, now: number): number => {
    let at = step - week * Math.ceil((step - now + 1) / week);
    if (at < 0) at = step - day * Math.ceil((step - now + 1) / day);
    return at < 0 ? (actual[Math.max(0, now - 1)] as number) : (actual[at] as number);
  };
  return (now, into) => {
    // The step before is the last that is metered; of the present one the controller reads its own meter.
    const error = now > 0 ? (actual[now - 1] as number) - earlier(now - 1, now - 1) : 0;
    for (let k = 0; k < into.length && now + k < actual.length; k++) {
      into[k] = k < knownSteps ? (actual[now + k] as number) : earlier(now + k, now) + error * exp((-k * stepHours) / FADE_HOURS);
    }
  };
}
