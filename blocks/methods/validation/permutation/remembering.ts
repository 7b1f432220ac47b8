/** Remembering: steps that do not look at labels make of the same rows the same; here they make it once. */

import type { Json } from "../../../../schemas/plain-json.ts";
import type { Matrix } from "../../../contract/matrix.ts";
import type { Methods } from "../../../contract/methods.ts";
import { type AnyStep, type Compared, learnsOf } from "../../../contract/step.ts";
import { originOf } from "../../numeric/row-origin.ts";

/** Memory for what is remembered; what does not fit is made again. */
const mostBytes = 200e6;

/** The same methods; what their unsupervised steps make of training rows and others is kept for who asks again. */
export function remembering(methods: Methods): Methods {
  const kept = new Map<string, readonly Compared[]>();
  const nameOf = naming();
  let left = mostBytes;
  const wrapped = new Map<string, AnyStep>();
  const remember = (step: AnyStep): AnyStep => ({
    ...step,
    compare(training, others, path, columns, outcome) {
      if (path.some((options) => learnsOf(step, options) === "outcome"))
        return step.compare?.(training, others, path, columns, outcome) ?? null;
      const key = JSON.stringify([step.name, nameOf(training), nameOf(others), path]);
      const known = kept.get(key);
      if (known !== undefined) return known;
      const made =
        step.compare?.(training, others, path, columns, outcome) ??
        fitted(step, training, others, path, [columns, outcome]);
      const bytes = made.reduce((sum, one) => sum + 8 * (one.training.rows + one.others.rows) * one.training.cols, 0);
      if (bytes <= left) {
        kept.set(key, made);
        left -= bytes;
      }
      return made;
    },
  });
  return {
    estimator: (name) => methods.estimator(name),
    step(name) {
      const one = wrapped.get(name) ?? remember(methods.step(name));
      wrapped.set(name, one);
      return one;
    },
  };
}

type Rest = readonly [Parameters<AnyStep["apply"]>[2], Parameters<NonNullable<AnyStep["fit"]>>[3]];

/** By states, as a pipeline does where a step has no quicker way. */
function fitted(
  step: AnyStep,
  training: Matrix,
  others: Matrix,
  path: readonly Json[],
  [columns, outcome]: Rest,
): readonly Compared[] {
  const states =
    step.fitPath?.(training, path, columns, outcome) ??
    path.map((options) => step.fit?.(training, options, columns, outcome) ?? null);
  return states.map((state, way) => ({
    training: step.apply(training, path[way], columns, state),
    others: step.apply(others, path[way], columns, state),
  }));
}

/** A name for a matrix: rows of a larger one by which they are, else by who it is. */
function naming(): (x: Matrix) => string {
  const numbers = new WeakMap<Matrix, number>();
  let count = 0;
  const numberOf = (x: Matrix): number => {
    const known = numbers.get(x) ?? count++;
    numbers.set(x, known);
    return known;
  };
  return (x) => {
    const origin = originOf(x);
    return origin === undefined ? `${numberOf(x)}` : `${numberOf(origin.parent)}:${Array.from(origin.indexes).join()}`;
  };
}
