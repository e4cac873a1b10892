/**
 * Metering windows longer than a step that begin in the steps from `first` to before `end`, clock-aligned, with the share that each step has of them. A window cut off by the end of the run is as
 * long as what is left.
 */
export function eachWindowShare(stepMinutes: number, windowMinutes: number, first: number, end: number, length: number, of: (step: number, steps: readonly number[], shares: readonly number[]) => void): void {
  const endMinute = length * stepMinutes;
  for (let from = Math.ceil((first * stepMinutes) / windowMinutes) * windowMinutes; from < end * stepMinutes; from += windowMinutes) {
    const to = Math.min(from + windowMinutes, endMinute);
    const steps: number[] = [];
    const shares: number[] = [];
    for (let i = Math.floor(from / stepMinutes); i * stepMinutes < to && i < end; i++) {
      steps.push(i);
      shares.push((Math.min(to, (i + 1) * stepMinutes) - Math.max(from, i * stepMinutes)) / (to - from));
    }
    of(steps[0] as number, steps, shares);
  }
}
