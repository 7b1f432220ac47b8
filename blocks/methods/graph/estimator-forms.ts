/** Estimator forms: from variables to scores, in operations. An estimator that is not in the table has none. */
import { own } from "../../../schemas/dictionary.ts";
import type { Json } from "../../../schemas/plain-json.ts";
import type { SvcState } from "../estimators/linear-svc.ts";
import type { LogisticState } from "../estimators/logistic-regression.ts";
import type { PlsState } from "../estimators/pls-state.ts";
import type { Made, Writer } from "./graph.ts";

/** n × K scores, or n × 1 of a regression, from n × p variables. */
type EstimatorForm = (w: Writer, x: Made, state: Json) => Made;

/** (x − mean) · coefficients + intercepts, n × K. */
function regressed(
  w: Writer,
  x: Made,
  mean: readonly number[] | null,
  coefficients: readonly number[],
  intercepts: readonly number[],
): Made {
  const k = intercepts.length;
  const less = mean === null ? x : w.make("Sub", [x, w.numbers(mean, [mean.length])]);
  const by = w.numbers(coefficients, [coefficients.length / k, k]);
  return w.make("Add", [w.make("MatMul", [less, by]), w.numbers(intercepts, [k])]);
}

const pls: EstimatorForm = (w, x, state) => {
  const { xMean, yMean, coefficients } = state as unknown as PlsState;
  return regressed(w, x, xMean, coefficients, yMean);
};

const forms: { readonly [name: string]: EstimatorForm } = {
  "pls-da": pls,
  "pls-regression": pls,
  "linear-svc"(w, x, state) {
    const { coefficients, intercepts } = state as unknown as SvcState;
    const values = regressed(w, x, null, coefficients, intercepts);
    return intercepts.length > 1 ? values : w.make("Concat", [w.make("Neg", [values]), values], { axis: 1 });
  },
  "logistic-regression"(w, x, state) {
    const { xMean, coefficients, intercepts, present } = state as unknown as LogisticState;
    // A class without training rows has probability 0.
    const known = intercepts.map((value, code) => (present.includes(code) ? value : Number.NEGATIVE_INFINITY));
    return w.make("Softmax", [regressed(w, x, xMean, coefficients, known)], { axis: 1 });
  },
};

/** The form of an estimator; null where it has none. */
export const estimatorForm = (name: string): EstimatorForm | null => own(forms, name) ?? null;
