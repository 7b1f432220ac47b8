/** Platt scaling: a logistic curve through the log odds of one class against the rest. */

export interface Platt {
  readonly a: number;
  readonly b: number;
}

/** Newton steps at most; a curve over one variable needs about ten. */
const mostSteps = 100;
const ridge = 1e-12;

/**
 * P(class) = 1/(1 + exp(a·f + b)) by maximum likelihood on the smoothed targets (N₊ + 1)/(N₊ + 2) and 1/(N₋ + 2); Newton with
 * backtracking, from a = 0, b = ln((N₋ + 1)/(N₊ + 1)).
 *
 * @param f log odds of the class, length n
 * @param isClass whether a row is of the class, length n
 * @see Platt 1999, "Probabilistic outputs for support vector machines"; Lin, Lin, Weng 2007, "A note on Platt's probabilistic
 *      outputs", Mach. Learn. 68:267, doi 10.1007/s10994-007-5018-6 (the solver)
 */
export function fitPlatt(f: ArrayLike<number>, isClass: ArrayLike<boolean>): Platt {
  const positives = Array.from(isClass).filter((is) => is).length;
  const negatives = f.length - positives;
  const [high, low] = [(positives + 1) / (positives + 2), 1 / (negatives + 2)];
  const targets = Float64Array.from({ length: f.length }, (_, i) => (isClass[i] ? high : low));
  let a = 0;
  let b = Math.log((negatives + 1) / (positives + 1));
  let value = loss(f, targets, a, b);
  for (let k = 0; k < mostSteps; k++) {
    const { ga, gb, haa, hab, hbb } = derivatives(f, targets, a, b);
    if (Math.abs(ga) < 1e-10 && Math.abs(gb) < 1e-10) break;
    const determinant = haa * hbb - hab * hab;
    const da = -(hbb * ga - hab * gb) / determinant;
    const db = -(haa * gb - hab * ga) / determinant;
    const slope = ga * da + gb * db;
    let step = 1;
    let next = loss(f, targets, a + da, b + db);
    while (next > value + 1e-4 * step * slope && step > 1e-10) {
      step /= 2;
      next = loss(f, targets, a + step * da, b + step * db);
    }
    // Rounding has the last word: no step makes it better.
    if (next >= value && Math.abs(slope) < 1e-9) break;
    [a, b, value] = [a + step * da, b + step * db, next];
  }
  return { a, b };
}

/** 1/(1 + exp(a·f + b)). */
export function applyPlatt({ a, b }: Platt, f: number): number {
  const z = a * f + b;
  return z >= 0 ? Math.exp(-z) / (1 + Math.exp(-z)) : 1 / (1 + Math.exp(z));
}

/** Cross-entropy to the targets. */
function loss(f: ArrayLike<number>, targets: Float64Array, a: number, b: number): number {
  let sum = 0;
  for (let i = 0; i < targets.length; i++) {
    const z = a * f[i] + b;
    sum += z >= 0 ? targets[i] * z + Math.log1p(Math.exp(-z)) : (targets[i] - 1) * z + Math.log1p(Math.exp(z));
  }
  return sum;
}

function derivatives(f: ArrayLike<number>, targets: Float64Array, a: number, b: number) {
  let [ga, gb, haa, hab, hbb] = [0, 0, ridge, 0, ridge];
  for (let i = 0; i < targets.length; i++) {
    const p = applyPlatt({ a, b }, f[i]);
    const miss = targets[i] - p;
    const weight = p * (1 - p);
    ga += f[i] * miss;
    gb += miss;
    haa += f[i] * f[i] * weight;
    hab += f[i] * weight;
    hbb += weight;
  }
  return { ga, gb, haa, hab, hbb };
}
