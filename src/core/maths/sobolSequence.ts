/**
 * Primitive polynomials and initial direction numbers of dimensions 2 to 64, each [a, m_1 … m_s]: new-joe-kuo-6.21201 of Joe & Kuo (2008), Constructing
 * Sobol sequences with better two-dimensional projections, SIAM J. Sci. Comput. 30(5), 2635–2654; https://web.maths.unsw.edu.au/~fkuo/sobol/.
 * © 2008 Frances Y. Kuo and Stephen Joe, BSD 3-clause: conditions and disclaimer in `public/licences.txt`, which the page shows.
 */
const directions: readonly (readonly number[])[] = [
  [0,1], [1,1,3], [1,1,3,1], [2,1,1,1], [1,1,1,3,3], [4,1,3,5,13], [2,1,1,5,5,17], [4,1,1,5,5,5], [7,1,1,7,11,19], [11,1,1,5,1,1], [13,1,1,1,3,11],
  [14,1,3,5,5,31], [1,1,3,3,9,7,49], [13,1,1,1,15,21,21], [16,1,3,1,13,27,49], [19,1,1,1,15,7,5], [22,1,3,1,15,13,25], [25,1,1,5,5,19,61],
  [1,1,3,7,11,23,15,103], [4,1,3,7,13,13,15,69], [7,1,1,3,13,7,35,63], [8,1,3,5,9,1,25,53], [14,1,3,1,13,9,35,107], [19,1,3,1,5,27,61,31],
  [21,1,1,5,11,19,41,61], [28,1,3,5,3,3,13,69], [31,1,1,7,13,1,19,1], [32,1,3,7,5,13,19,59], [37,1,1,3,9,25,29,41], [41,1,3,5,13,23,1,55],
  [42,1,3,7,3,13,59,17], [50,1,3,1,3,5,53,69], [55,1,1,5,5,23,33,13], [56,1,1,7,7,1,61,123], [59,1,1,7,9,13,61,49], [62,1,3,3,5,3,55,33],
  [14,1,3,1,15,31,13,49,245], [21,1,3,5,15,31,59,63,97], [22,1,3,1,11,11,11,77,249], [38,1,3,1,11,27,43,71,9], [47,1,1,7,15,21,11,81,45],
  [49,1,3,7,3,25,31,65,79], [50,1,3,1,1,19,11,3,205], [52,1,1,5,9,19,21,29,157], [56,1,3,7,11,1,33,89,185], [67,1,3,3,3,15,9,79,71],
  [70,1,3,7,11,15,39,119,27], [84,1,1,3,1,11,31,97,225], [97,1,1,1,3,23,43,57,177], [103,1,3,7,7,17,17,37,71], [115,1,3,1,5,27,63,123,213],
  [122,1,1,3,5,11,43,53,133], [8,1,3,5,5,29,17,47,173,479], [13,1,3,3,11,3,1,109,9,69], [16,1,1,1,5,17,39,23,5,343], [22,1,3,1,5,25,15,31,103,499],
  [25,1,1,1,11,11,17,63,105,183], [44,1,1,5,11,9,29,97,231,363], [47,1,1,5,15,19,45,41,7,383], [52,1,3,7,7,31,19,83,137,221],
  [55,1,1,1,3,23,15,111,223,83], [59,1,1,5,13,31,15,55,25,161], [62,1,1,3,13,25,47,39,87,257],
];

/** Dimensions for which there are direction numbers. */
export const SOBOL_DIMENSIONS = directions.length + 1;

const BITS = 32;
const TWO_TO_32 = 4_294_967_296;

/** Points of a low-discrepancy sequence by their index: point k is the same however many are asked for. */
export type PointSequence = {
  readonly dimensions: number;
  /** Fills `point` with the coordinates of point `index`, each 0 ≤ x < 1 in steps of 2^-32. */
  at(index: number, point: Float64Array): void;
};

/**
 * Sobol's sequence in Gray-code order, which permutes the points of each block of 2^m and no more.
 *
 * Scrambled, each coordinate's digits go through a random lower triangular matrix of ones and zeros with ones on its diagonal, and a random shift
 * (Matoušek 1998, J. Complexity 14(4), 527–556): every block of 2^m points still has exactly one point in each of 2^m equal intervals of each
 * coordinate, and no point is at an end that means something.
 * @param next uniform draws that scramble; absent: the plain sequence, whose first point is the origin
 */
export function sobolSequence(dimensions: number, next?: () => number): PointSequence {
  if (!(dimensions >= 1 && dimensions <= SOBOL_DIMENSIONS)) throw new RangeError(`a Sobol sequence of ${dimensions} dimensions, at most ${SOBOL_DIMENSIONS}`);
  const columns = Array.from({ length: dimensions }, (_, dimension) => {
    const plain = directionNumbers(dimension);
    return next === undefined ? plain : scrambled(plain, next);
  });
  const shifts = columns.map(() => (next === undefined ? 0 : Math.floor(next() * TWO_TO_32)));
  return {
    dimensions,
    at(index, point) {
      const gray = (index ^ (index >>> 1)) >>> 0;
      for (let dimension = 0; dimension < dimensions; dimension++) {
        const numbers = columns[dimension]!;
        let x = shifts[dimension]! | 0;
        for (let bit = 0, rest = gray; rest !== 0; bit++, rest >>>= 1) if ((rest & 1) === 1) x ^= numbers[bit]!;
        point[dimension] = (x >>> 0) / TWO_TO_32;
      }
    },
  };
}

/** Direction numbers of a dimension, from 0, the first binary digit as the highest bit. Bratley & Fox (1988), ACM TOMS 14(1), Algorithm 659. */
function directionNumbers(dimension: number): Int32Array {
  const numbers = new Int32Array(BITS);
  if (dimension === 0) {
    for (let bit = 0; bit < BITS; bit++) numbers[bit] = 1 << (BITS - 1 - bit);
    return numbers;
  }
  const [a, ...initial] = directions[dimension - 1] as readonly [number, ...number[]];
  const degree = initial.length;
  for (let bit = 0; bit < BITS; bit++) {
    if (bit < degree) {
      numbers[bit] = initial[bit]! << (BITS - 1 - bit);
      continue;
    }
    let value = numbers[bit - degree]! ^ (numbers[bit - degree]! >>> degree);
    for (let k = 1; k < degree; k++) if (((a >>> (degree - 1 - k)) & 1) === 1) value ^= numbers[bit - k]!;
    numbers[bit] = value;
  }
  return numbers;
}

function scrambled(numbers: Int32Array, next: () => number): Int32Array {
  // Row r of the matrix makes digit r of the digits up to r.
  const rows = Array.from({ length: BITS }, (_, r) => {
    const own = BITS - 1 - r;
    const earlier = r === 0 ? 0 : (Math.floor(next() * TWO_TO_32) & ~((2 << own) - 1)) | 0;
    return earlier | (1 << own);
  });
  return numbers.map((value) => {
    let mixed = 0;
    for (let r = 0; r < BITS; r++) if (oddBits(value & rows[r]!)) mixed |= 1 << (BITS - 1 - r);
    return mixed;
  });
}

function oddBits(x: number): boolean {
  let bits = x ^ (x >>> 16);
  bits ^= bits >>> 8;
  bits ^= bits >>> 4;
  bits ^= bits >>> 2;
  bits ^= bits >>> 1;
  return (bits & 1) === 1;
}
