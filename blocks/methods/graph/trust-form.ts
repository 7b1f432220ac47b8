/** Trust form: sets of classes, intervals, and whether a spectrum is answered, in operations; each spectrum is a sample of its own. */

import type { Json } from "../../../schemas/plain-json.ts";
import type { CertifiedPredictor, ConformalRule, DensityRule } from "../../contract/certified.ts";
import type { PlsState } from "../estimators/pls-state.ts";
import { plsRotations } from "../numeric/pls.ts";
import { limitOf } from "../trust/apply.ts";
import type { Made, Writer } from "./graph.ts";
import { number, squares, sumOf } from "./rows.ts";

/**
 * Limits are scores of samples that were seen, so that these stand on their limit: what another program rounds otherwise would leave
 * them out. So much above a limit still counts as on it.
 */
const rounding = 1e-12;
/** The same of distances, as a share: they are what is left of numbers a million times as large. */
const roundingOfDistances = 1e-9;

/** The threshold of a class (null: of a regression) for one new spectrum of an unknown batch. */
export function limitFor({ conformal, replicates }: CertifiedPredictor, name: string | null): number {
  const of = { batch: [null], isSparse: [replicates > 1] };
  return limitOf(conformal as ConformalRule, of, 0, name);
}

/** Which classes are in the set of each row, the predicted one in any case: n × K booleans. */
export function setsForm(
  w: Writer,
  certified: CertifiedPredictor,
  probabilities: Made,
  predicted: Made,
  classes: readonly string[],
): Made {
  const limits = classes.map((name) => limitFor(certified, name) + rounding);
  const strange =
    certified.conformal?.score === "aps"
      ? summedDown(w, probabilities, classes.length)
      : w.make("Sub", [number(w, 1), probabilities]);
  const isIn = w.make("LessOrEqual", [strange, w.numbers(limits, [limits.length])]);
  const codes = w.integers(classes.map((_, c) => c));
  return w.make("Or", [isIn, w.make("Equal", [w.make("Unsqueeze", [predicted, w.integers([1])]), codes])]);
}

/** Probabilities summed from the largest down to each class; equal ones in class order, the last comes to 1. n × K. */
function summedDown(w: Writer, probabilities: Made, k: number): Made {
  const own = w.make("Unsqueeze", [probabilities, w.integers([2])]);
  const others = w.make("Unsqueeze", [probabilities, w.integers([1])]);
  const earlier = w.booleans(
    Array.from({ length: k * k }, (_, at) => at % k <= Math.floor(at / k)),
    [k, k],
  );
  const isAsLikely = w.make("And", [w.make("Equal", [others, own]), earlier]);
  const isBefore = w.make("Cast", [w.make("Or", [w.make("Greater", [others, own]), isAsLikely])], { to: numbers });
  const sum = (of: Made) => w.make("ReduceSum", [of, w.integers([2])], { keepdims: 0 });
  const down = w.make("Min", [sum(w.make("Mul", [isBefore, others])), number(w, 1)]);
  return w.make("Where", [w.make("Equal", [sum(isBefore), number(w, k)]), number(w, 1), down]);
}

/** The number under which ONNX knows numbers of 64 bits. */
const numbers = 11;

/** Whether each row stands within the limits of density: n × 1 booleans, one each of the limits there are. */
export function densityForms(w: Writer, density: DensityRule, state: Json, x: Made): readonly Made[] {
  const space: Space = density.components ?? latent(state as unknown as PlsState);
  const { mean, loadings, projection, variances } = space;
  const p = mean.length;
  const a = variances.length;
  const less = w.make("Sub", [x, w.numbers(mean, [p])]);
  const columns = (lists: readonly ArrayLike<number>[]) =>
    w.numbers(
      Float64Array.from({ length: p * a }, (_, k) => lists[k % a][Math.floor(k / a)]),
      [p, a],
    );
  const scores = w.make("MatMul", [less, columns(projection ?? loadings)]);
  const shares = w.make("Div", [w.make("Mul", [scores, scores]), w.numbers(variances, [a])]);
  const back = w.numbers(Float64Array.from(loadings.flatMap((list) => [...list])), [a, p]);
  const rest = w.make("Sub", [less, w.make("MatMul", [scores, back])]);
  const within = (value: Made, limit: number | null) =>
    limit === null ? [] : [w.make("LessOrEqual", [value, number(w, limit * (1 + roundingOfDistances))])];
  return [...within(sumOf(w, shares), density.t2), ...within(squares(w, rest), density.q)];
}

interface Space {
  readonly mean: readonly number[];
  /** a lists of length p. */
  readonly loadings: readonly (readonly number[])[];
  /** What scores are made with; absent: the loadings. */
  readonly projection?: readonly ArrayLike<number>[];
  readonly variances: readonly number[];
}

/** The estimator's own space. */
function latent({ xMean, weights, loadings, scoreSquares, rows }: PlsState): Space {
  const lists = (of: readonly (readonly number[])[]) => of.map((list) => Float64Array.from(list));
  return {
    mean: xMean,
    loadings,
    projection: plsRotations(lists(weights), lists(loadings)),
    variances: scoreSquares.map((square) => square / (rows - 1)),
  };
}
