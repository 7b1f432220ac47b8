/** The mean of shares, as balanced accuracy is: its interval by sample from draws of each class's share, by unit as a ratio. */
import type { Stream } from "../../contract/stream.ts";
import { perUnit } from "./forms.ts";
import type { Grouping } from "./grouping.ts";
import type { Form } from "./limits.ts";
import { byT, clusterError } from "./scale.ts";

/** (9999 + 1) · 0.025 is whole, so both limits are order statistics. */
const DRAWS = 9999;

/** One class: of its samples (n_c) the hits, each the share of repeats in which it was recognised. */
export interface ClassShare {
  readonly value: number;
  readonly hits: Float64Array;
  /** 1 for the samples of the class, else 0. */
  readonly trials: Float64Array;
}

/**
 * By sample: quantiles of the mean over classes of Beta(x_c + ½, n_c − x_c + ½), drawn by inversion at the stream's uniforms.
 * By unit: z_b = Σ_c (x_bc − r_c n_bc)/(K N_c), s² = u/(u − 1) Σ z_b², t on the logit scale.
 *
 * @param classes those that occur
 * @see Brown, Cai, DasGupta 2001, Stat. Sci. 16:101, doi 10.1214/ss/1009213286 (Jeffreys' interval of a share)
 */
export function meanOfShares(value: number, classes: readonly ClassShare[], draw: () => Stream): Form {
  const k = classes.length;
  const sizes = classes.map(({ trials }) => trials.reduce((sum, one) => sum + one, 0));
  const n = sizes.reduce((sum, size) => sum + size, 0);
  let sorted: Float64Array | null = null;
  return {
    value,
    n,
    bySample: "beta-draws",
    byUnit: "ratio-logit-t",
    sample(level) {
      sorted ??= drawn(classes, sizes, draw());
      const at = (p: number) => (sorted as Float64Array)[Math.round((DRAWS + 1) * p) - 1];
      return [at(0.5 - level / 2), at(0.5 + level / 2)];
    },
    units: (grouping) => Math.min(...classes.map(({ trials }) => heldBy(trials, grouping))),
    unit(level, grouping) {
      const all = new Float64Array(grouping.of.length).fill(1);
      const z = (i: number) =>
        classes.reduce((sum, { value: r, hits, trials }, c) => sum + (hits[i] - r * trials[i]) / (k * sizes[c]), 0);
      const sums = perUnit(all, grouping, z);
      return byT(value, clusterError(sums, 1), sums.length - 1, "logit", level);
    },
  };
}

const heldBy = (trials: Float64Array, { of }: Grouping): number =>
  new Set([...of].filter((_, i) => trials[i] > 0)).size;

function drawn(classes: readonly ClassShare[], sizes: readonly number[], draw: Stream): Float64Array {
  const means = new Float64Array(DRAWS);
  // By size and share, so that the draws do not hang on what classes are called.
  const order = [...classes.keys()].sort((a, b) => sizes[a] - sizes[b] || classes[a].value - classes[b].value);
  for (const c of order) {
    const { value } = classes[c];
    const quantile = betaTable(value * sizes[c] + 0.5, (1 - value) * sizes[c] + 0.5);
    for (let d = 0; d < DRAWS; d++) means[d] += quantile(draw.uniform()) / classes.length;
  }
  return means.sort();
}

const NODES = 4096;
/** Standard deviations to either side that a table reaches. */
const REACH = 9;

/**
 * Quantiles of Beta(a, b) from a table, right to 1e-6: thousands are needed, and one by iteration takes longer than a fit. Tabled is
 * the distribution of φ, x = sin² φ, whose density is bounded for a, b ≥ ½ and nearly normal with standard deviation 1/(2√(a + b)).
 *
 * @internal
 */
export function betaTable(a: number, b: number): (p: number) => number {
  const centre = Math.asin(Math.sqrt(a / (a + b)));
  const reach = REACH / (2 * Math.sqrt(a + b));
  const [from, to] = [Math.max(0, centre - reach), Math.min(Math.PI / 2, centre + reach)];
  const step = (to - from) / (NODES - 1);
  const log = (phi: number) =>
    part(2 * a - 1, Math.sin(phi)) + part(2 * b - 1, phi >= Math.PI / 2 ? 0 : Math.cos(phi)) - peak;
  let peak = 0;
  peak = log(mode(a, b));
  const below = new Float64Array(NODES);
  for (let k = 1, before = Math.exp(log(from)); k < NODES; k++) {
    const here = Math.exp(log(from + k * step));
    const middle = Math.exp(log(from + (k - 0.5) * step));
    below[k] = below[k - 1] + (before + 4 * middle + here) / 6;
    before = here;
  }
  const total = below[NODES - 1];
  return (p) => {
    let [low, high] = [0, NODES - 1];
    while (high - low > 1) {
      const half = (low + high) >> 1;
      if (below[half] <= p * total) low = half;
      else high = half;
    }
    const share = (p * total - below[low]) / (below[high] - below[low]);
    const sine = Math.sin(from + (low + (Number.isFinite(share) ? share : 0)) * step);
    return sine * sine;
  };
}

/** k log x, 0 for k = 0 whatever x. */
const part = (k: number, x: number): number => (k === 0 ? 0 : k * Math.log(x));

/** Where the density of φ is largest: sin² φ = (2a − 1)/(2a + 2b − 2). */
const mode = (a: number, b: number): number =>
  a + b <= 1 ? Math.PI / 4 : Math.asin(Math.sqrt((2 * a - 1) / (2 * a + 2 * b - 2)));
