/** Predictor graph: all that a predictor says of raw spectra, certified or not, as operations that another program can carry out. */
import type { Json } from "../../../schemas/plain-json.ts";
import type { CertifiedPredictor } from "../../contract/certified.ts";
import type { Methods } from "../../contract/methods.ts";
import type { Predictor } from "../../contract/model.ts";
import { columnsAfter } from "../recipe/pipeline.ts";
import { countOf } from "../steps/demands.ts";
import { type Affine, affineOf, followed, writeAffine } from "./affine.ts";
import { calibratedForm } from "./calibration-form.ts";
import { estimatorForm } from "./estimator-forms.ts";
import type { Part } from "./form.ts";
import { type Graph, type Made, type Writer, writer } from "./graph.ts";
import { demandFinite, mostOf, number } from "./rows.ts";
import { formOf } from "./step-forms.ts";
import { densityForms, limitFor, setsForm } from "./trust-form.ts";

/** What of a predictor cannot be written as operations. */
export interface Unwritten {
  readonly what: "step" | "estimator";
  readonly name: string;
  /** The option by which it is one of those, as `method: asls`; null where it always is. */
  readonly by: string | null;
}

/**
 * The graph of a predictor; of a certified one with its probabilities, sets or intervals, and whether it answers. Each spectrum is a
 * sample of its own. A spectrum that a step refuses gets scores that are no numbers, an empty label, no set, and no answer.
 *
 * Answers of a classification: `scores` (n × K), `label` (n), certified `probability` and `in_set` (n × K), `answered` (n); of a
 * regression `predicted` (n), certified `low`, `high` and `answered` (n).
 */
export function predictorGraph(
  methods: Methods,
  predictor: Predictor,
  certified: CertifiedPredictor | null,
): Graph | Unwritten {
  const estimator = estimatorForm(predictor.estimator);
  const parts = partsOf(methods, predictor);
  if ("what" in parts) return parts;
  if (estimator === null) return { what: "estimator", name: predictor.estimator, by: null };
  const w = writer(countOf(predictor.pipeline.input));
  demandFinite(w, w.spectra);
  const x = throughParts(w, parts, countOf(predictor.pipeline.input));
  // A ratio may divide by 0.
  demandFinite(w, x);
  const scores = estimator(w, x, predictor.state);
  if (predictor.classes === null) writeValues(w, predictor, certified, x, scores);
  else writeClasses(w, predictor, predictor.classes, certified, x, scores);
  return w.graph();
}

function partsOf(methods: Methods, { pipeline, stepStates }: Predictor): readonly Part[] | Unwritten {
  const { steps, input } = pipeline;
  const columns = columnsAfter(methods, input, steps);
  const parts: Part[] = [];
  for (const [k, { name, options }] of steps.entries()) {
    const form = formOf({ step: methods.step(name), options, state: stepStates[k], columns: columns[k] });
    if (form === null) return { what: "step", name, by: reasonOf(name, options) };
    parts.push(...form);
  }
  return parts;
}

/** Of a step that has a form with other options, what keeps it from having one. */
function reasonOf(name: string, options: Json): string | null {
  if (name === "features") return "peaks";
  const { method } = options as { readonly method?: Json };
  return typeof method === "string" ? `method: ${method}` : null;
}

/** Linear parts beside one another are one matrix. n × p in, n × q out. */
function throughParts(w: Writer, parts: readonly Part[], points: number): Made {
  let [x, cols] = [w.spectra, points];
  let waiting: Affine | null = null;
  const settle = () => {
    if (waiting === null) return;
    x = writeAffine(w, x, waiting);
    cols = waiting.matrix.cols;
    waiting = null;
  };
  for (const part of parts) {
    if (part.kind === "linear") {
      waiting = waiting === null ? affineOf(part.linear, cols) : followed(waiting, part.linear);
      continue;
    }
    settle();
    x = part.write(w, x);
    cols = part.cols;
  }
  settle();
  return x;
}

/** n × 1 to n. */
const flat = (w: Writer, x: Made): Made => w.make("Squeeze", [x, w.integers([1])]);

const all = (w: Writer, booleans: readonly Made[]): Made =>
  booleans.reduce((sofar, next) => w.make("And", [sofar, next]));

function writeValues(
  w: Writer,
  { state }: Predictor,
  certified: CertifiedPredictor | null,
  x: Made,
  scores: Made,
): void {
  const isTreated = all(w, w.demands);
  const value = (of: Made): Made => flat(w, w.make("Where", [isTreated, of, number(w, Number.NaN)]));
  w.answer("predicted", "numbers", null, value(scores));
  if (certified === null) return;
  if (certified.conformal !== null) {
    const margin = number(w, limitFor(certified, null));
    w.answer("low", "numbers", null, value(w.make("Sub", [scores, margin])));
    w.answer("high", "numbers", null, value(w.make("Add", [scores, margin])));
  }
  const near = certified.density === null ? [] : densityForms(w, certified.density, state, x);
  w.answer("answered", "booleans", null, flat(w, all(w, [isTreated, ...near])));
}

function writeClasses(
  w: Writer,
  { state }: Predictor,
  classes: readonly string[],
  certified: CertifiedPredictor | null,
  x: Made,
  scores: Made,
): void {
  const k = classes.length;
  const isTreated = all(w, w.demands);
  const values = (of: Made): Made => w.make("Where", [isTreated, of, number(w, Number.NaN)]);
  const probabilities =
    certified?.logits == null ? null : calibratedForm(w, scores, certified.logits, certified.calibrator, k);
  const predicted = w.make("ArgMax", [probabilities ?? scores], { axis: 1, keepdims: 0 });
  const named = w.make("Gather", [w.texts(classes), predicted], { axis: 0 });
  w.answer("scores", "numbers", k, values(scores));
  w.answer("label", "texts", null, w.make("Where", [flat(w, isTreated), named, w.texts([""])]));
  if (certified === null || probabilities === null) return;
  w.answer("probability", "numbers", k, values(probabilities));
  if (certified.conformal !== null) {
    const sets = setsForm(w, certified, probabilities, predicted, classes);
    w.answer("in_set", "booleans", k, w.make("And", [sets, isTreated]));
  }
  const { confidence, density } = certified;
  const near = density === null ? [] : densityForms(w, density, state, x);
  const sure = confidence === null ? [] : [sureForm(w, probabilities, confidence.tau)];
  w.answer("answered", "booleans", null, flat(w, all(w, [isTreated, ...near, ...sure])));
}

/** Whether the largest probability is one from which on is answered: as limits, it is itself one that was seen. */
function sureForm(w: Writer, probabilities: Made, tau: number | null): Made {
  return w.make("GreaterOrEqual", [mostOf(w, probabilities), number(w, (tau ?? Number.POSITIVE_INFINITY) - 1e-12)]);
}
