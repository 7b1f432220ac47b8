/** Calibration form: scores to calibrated probabilities, in operations, by each calibrator there is. */
import type { Calibrator, CertifiedPredictor } from "../../contract/certified.ts";
import type { LogitKind } from "../../contract/estimator.ts";
import { leastProbability } from "../trust/logits.ts";
import type { Made, Writer } from "./graph.ts";
import { number, sumOf } from "./rows.ts";

/** n × K probabilities of n × K scores. */
export function calibratedForm(
  w: Writer,
  scores: Made,
  logits: NonNullable<CertifiedPredictor["logits"]>,
  calibrator: Calibrator,
  classes: number,
): Made {
  const l = logitsOf(w, scores, logits);
  switch (calibrator.method) {
    case "none":
      return w.make("Softmax", [l], { axis: 1 });
    case "temperature":
      return w.make("Softmax", [w.make("Mul", [l, number(w, 1 / calibrator.temperature)])], { axis: 1 });
    case "platt":
      return normalised(w, platt(w, logOdds(w, l, classes), calibrator), classes);
    case "isotonic": {
      const shares = w.make("Softmax", [l], { axis: 1 });
      return normalised(w, isotonic(w, shares, calibrator), classes);
    }
  }
}

function logitsOf(w: Writer, scores: Made, kind: LogitKind): Made {
  if (kind === "log-probability") return w.make("Log", [w.make("Max", [scores, number(w, leastProbability)])]);
  return w.make("Mul", [scores, number(w, kind === "eight-times-score" ? 8 : 2)]);
}

const column = (w: Writer, x: Made, c: number): Made => w.make("Gather", [x, w.integers([c])], { axis: 1 });

/** ln(p/(1 − p)) of each class under the softmax: its logit less what the others come to together. n × K. */
function logOdds(w: Writer, logits: Made, classes: number): Made {
  const odds = Array.from({ length: classes }, (_, c) => {
    const rest = Array.from({ length: classes }, (_, d) => d).filter((d) => d !== c);
    const others = w.make("Gather", [logits, w.integers(rest)], { axis: 1 });
    const together = w.make("ReduceLogSumExp", [others], { axes: [1], keepdims: 1 });
    return w.make("Sub", [column(w, logits, c), together]);
  });
  return w.make("Concat", odds, { axis: 1 });
}

function platt(w: Writer, odds: Made, { a, b }: Extract<Calibrator, { method: "platt" }>): Made {
  const z = w.make("Add", [w.make("Mul", [odds, w.numbers(a, [a.length])]), w.numbers(b, [b.length])]);
  return w.make("Div", [number(w, 1), w.make("Add", [w.make("Exp", [z]), number(w, 1)])]);
}

/**
 * The curve of each class at its share. The ends of the stretch a share lies in are looked up, so that a stretch that is level stays
 * level to the last digit, and two classes that are as likely stay so.
 */
function isotonic(w: Writer, shares: Made, { low, high, classes }: Extract<Calibrator, { method: "isotonic" }>): Made {
  const curves = classes.map(({ x, y }, c) => {
    const at = column(w, shares, c);
    const below = w.make("Greater", [at, w.numbers(x, [x.length])]);
    const place = w.make("ReduceSum", [w.make("Cast", [below], { to: integers }), w.integers([1])], { keepdims: 1 });
    const last = x.length - 1;
    const found = (list: readonly number[]) => w.make("Gather", [w.numbers(list, [list.length]), place], { axis: 0 });
    const [from, to] = [found([x[0] - 1, ...x]), found([...x, x[last] + 1])];
    const [first, second] = [found([y[0], ...y]), found([...y, y[last]])];
    const share = w.make("Div", [w.make("Sub", [at, from]), w.make("Sub", [to, from])]);
    const rise = w.make("Mul", [share, w.make("Sub", [second, first])]);
    return w.make("Where", [w.make("Equal", [at, to]), second, w.make("Add", [first, rise])]);
  });
  const all = w.make("Concat", curves, { axis: 1 });
  return w.make("Min", [w.make("Max", [all, number(w, low)]), number(w, high)]);
}

/** The number under which ONNX knows integers of 64 bits. */
const integers = 7;

/** Rows divided by their sum; where that is 0 all classes are as likely. */
function normalised(w: Writer, x: Made, classes: number): Made {
  const sum = sumOf(w, x);
  const isSome = w.make("Greater", [sum, number(w, 0)]);
  return w.make("Where", [isSome, w.make("Div", [x, sum]), number(w, 1 / classes)]);
}
