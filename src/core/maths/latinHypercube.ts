/**
 * Latin hypercube: of `count` points each lies in its own one of `count` equal intervals of every coordinate, at a random place in it.
 * McKay, Beckman & Conover (1979), Technometrics 21(2), 239–245.
 * @param next uniform draws, 0 ≤ x < 1
 * @returns point after point, `dimensions` numbers each, 0 ≤ x < 1
 */
export function latinHypercube(count: number, dimensions: number, next: () => number): Float64Array {
  const points = new Float64Array(count * dimensions);
  const order = new Uint32Array(count);
  for (let dimension = 0; dimension < dimensions; dimension++) {
    for (let i = 0; i < count; i++) order[i] = i;
    shuffle(order, next);
    for (let i = 0; i < count; i++) points[i * dimensions + dimension] = (order[i]! + next()) / count;
  }
  return points;
}

/** Every order is as likely as any other. Fisher & Yates, from the end. */
export function shuffle(values: { [index: number]: number; readonly length: number }, next: () => number): void {
  for (let i = values.length - 1; i > 0; i--) {
    const other = Math.floor(next() * (i + 1));
    const value = values[i]!;
    values[i] = values[other]!;
    values[other] = value;
  }
}
