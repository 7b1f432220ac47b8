/** Penalised least squares on an even grid: (diag(w) + P) z = r with P of five diagonals, solved by LDLᵀ in O(p). */

/** P = lambda1·D₁ᵀD₁ + lambda2·D₂ᵀD₂ as its main, first and second upper diagonals (entries beyond the matrix are 0). */
export interface Penalty {
  readonly points: number;
  readonly main: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** Memory of one solver, to be kept over rows and iterations so that the inner loops allocate nothing. */
export interface PenalisedWorkspace {
  readonly below1: Float64Array;
  readonly below2: Float64Array;
}

/** Rows of Dₖ: the k-th difference of the identity. */
const differences = { 1: [-1, 1], 2: [1, -2, 1] } as const;

/**
 * The roughness penalty of Whittaker's smoother: squared first differences times lambda1 plus squared second
 * differences times lambda2.
 *
 * @param points p ≥ 3 for second differences, p ≥ 2 for first ones
 * @see Eilers 2003, Anal. Chem. 75:3631, doi 10.1021/ac034173t
 */
export function differencePenalty(points: number, lambda1: number, lambda2: number): Penalty {
  const bands = [new Float64Array(points), new Float64Array(points), new Float64Array(points)];
  for (const [order, lambda] of [[1, lambda1] as const, [2, lambda2] as const]) {
    const row = differences[order];
    // Whole numbers are summed first and multiplied once, so that a diagonal's inner entries are all the same number.
    const counts = [new Float64Array(points), new Float64Array(points), new Float64Array(points)];
    for (let start = 0; start + order < points; start++) {
      for (let a = 0; a <= order; a++) {
        for (let b = a; b <= order; b++) counts[b - a][start + a] += row[a] * row[b];
      }
    }
    for (let k = 0; k < 3; k++) for (let i = 0; i < points; i++) bands[k][i] += lambda * counts[k][i];
  }
  return { points, main: bands[0], first: bands[1], second: bands[2] };
}

/** Memory for systems of this many points. */
export function penalisedWorkspace(points: number): PenalisedWorkspace {
  return { below1: new Float64Array(points), below2: new Float64Array(points) };
}

/**
 * Solves (diag(weights) + P) z = right for z, all of length p; factor and forward substitution in one pass.
 *
 * `weights` must be ≥ 0 and leave the matrix positive definite (one positive weight under first differences, two under
 * second ones). `out` may be `right`; the other arguments are not changed.
 */
export function solvePenalised(
  penalty: Penalty,
  weights: Float64Array,
  right: Float64Array,
  work: PenalisedWorkspace,
  out: Float64Array,
): void {
  const { points, main, first, second } = penalty;
  const { below1, below2 } = work;
  // Of the two columns before: entries of L one and two below the pivot, and those entries times the pivot.
  let e1 = 0;
  let scaled1 = 0;
  let f1 = 0;
  let f2 = 0;
  let scaled2 = 0;
  let scaled2Next = 0;
  let z1 = 0;
  let z2 = 0;
  for (let i = 0; i < points; i++) {
    const inverse = 1 / (weights[i] + main[i] - scaled1 * e1 - scaled2 * f2);
    const z = right[i] - e1 * z1 - f2 * z2;
    const numerator = first[i] - scaled1 * f1;
    scaled2 = scaled2Next;
    scaled2Next = second[i];
    f2 = f1;
    e1 = numerator * inverse;
    f1 = second[i] * inverse;
    scaled1 = numerator;
    below1[i] = e1;
    below2[i] = f1;
    out[i] = z * inverse;
    z2 = z1;
    z1 = z;
  }
  let next1 = 0;
  let next2 = 0;
  for (let i = points - 1; i >= 0; i--) {
    const z = out[i] - below1[i] * next1 - below2[i] * next2;
    out[i] = z;
    next2 = next1;
    next1 = z;
  }
}
