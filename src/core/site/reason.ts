/** The dominant reason for what a part did in a step; the index is what the frame's reason columns hold. */
export const reasons = [
  "none", "surplus", "cheapPrice", "dearPrice", "carbon", "schedule", "peakThreshold", "importLimit", "exportLimit", "rating",
  "socFloor", "socCeiling", "reserve", "event", "notice", "deadline", "hallCapacity", "outage", "plan",
] as const;
export type Reason = (typeof reasons)[number];
export const reasonCode = Object.fromEntries(reasons.map((name, index) => [name, index])) as Readonly<Record<Reason, number>>;
