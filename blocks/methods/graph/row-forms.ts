/** Row forms: steps that treat each spectrum by what it is itself, in operations. A spectrum they refuse is refused here. */
import { moments as momentsOf } from "../numeric/moments.ts";
import { coefficients } from "../numeric/small-solve.ts";
import { conversion } from "../steps/convert.ts";
import { countOf, roundingShare } from "../steps/demands.ts";
import { design, leastShare } from "../steps/emsc.ts";
import { leastCorrelation } from "../steps/msc.ts";
import { referenceIndexes, trapezoidWidths } from "../steps/normalize.ts";
import { linear, type Part, type Standing, type StepForm } from "./form.ts";
import type { Made, Writer } from "./graph.ts";
import { demandAbove, leastOf, meanOf, moments, mostOf, norm, number, weighted } from "./rows.ts";

type Written = (w: Writer, x: Made) => Made;

/** Operations that leave as many columns as there are. */
const same = ({ columns }: Standing, write: Written): readonly Part[] => [
  { kind: "operations", cols: countOf(columns), write },
];

export const snvForm: StepForm = (standing) =>
  same(standing, (w, x) => {
    const { less, mean, sd } = moments(w, x, countOf(standing.columns));
    demandAbove(w, sd, roundingShare, mean);
    return w.make("Div", [less, sd]);
  });

export const normalizeForm: StepForm = (standing) =>
  same(standing, (w, x) => {
    const { low, by } = divisor(standing, w, x);
    demandAbove(w, by, roundingShare, low ?? number(w, 0));
    return w.make("Div", [low === null ? x : w.make("Sub", [x, low]), by]);
  });

interface NormalizeOptions {
  readonly method: "vector" | "area" | "max" | "minmax" | "reference";
  readonly at?: number;
  readonly window?: number;
}

/** What is taken off each row, null for nothing, and what it is divided by. */
function divisor({ options, columns }: Standing, w: Writer, x: Made): { readonly low: Made | null; readonly by: Made } {
  const { method, at = 0, window = 0 } = options as unknown as NormalizeOptions;
  switch (method) {
    case "vector":
      return { low: null, by: norm(w, x) };
    case "area":
      return { low: null, by: weighted(w, x, trapezoidWidths(columns)) };
    case "max":
      return { low: null, by: mostOf(w, w.make("Abs", [x])) };
    case "minmax": {
      const low = leastOf(w, x);
      return { low, by: w.make("Sub", [mostOf(w, x), low]) };
    }
    case "reference": {
      const near = w.make("Gather", [x, w.integers(referenceIndexes(columns, at, window))], { axis: 1 });
      return { low: null, by: meanOf(w, near) };
    }
  }
}

export const mscForm: StepForm = (standing) => {
  const reference = Float64Array.from((standing.state as { readonly reference: readonly number[] }).reference);
  const { mean: centre, sd } = momentsOf(reference);
  const p = reference.length;
  const squares = sd * sd * (p - 1);
  return same(standing, (w, x) => {
    const own = moments(w, x, p);
    const slope = weighted(
      w,
      own.less,
      reference.map((value) => (value - centre) / squares),
    );
    const along = w.make("Mul", [w.make("Abs", [slope]), number(w, sd)]);
    demandAbove(w, along, leastCorrelation, own.sd);
    demandAbove(w, own.sd, roundingShare, own.mean);
    return w.make("Add", [w.make("Div", [own.less, slope]), number(w, centre)]);
  });
};

export const emscForm: StepForm = (standing) => {
  const { order } = standing.options as { readonly order: number };
  const { reference } = standing.state as { readonly reference: readonly number[] };
  const { qr, trends } = design(reference, order);
  const p = reference.length;
  /** What each point adds to each coefficient, p × (order + 2). */
  const shares = new Float64Array(p * (order + 2));
  const point = new Float64Array(p);
  for (let j = 0; j < p; j++) {
    point[j] = 1;
    shares.set(coefficients(qr, point), j * (order + 2));
    point[j] = 0;
  }
  return same(standing, (w, x) => {
    demandAbove(w, w.make("Abs", [weighted(w, x, qr.q[order + 1])]), leastShare, norm(w, x));
    const c = w.make("MatMul", [x, w.numbers(shares, [p, order + 2])]);
    const take = (indexes: readonly number[]) => w.make("Gather", [c, w.integers(indexes)], { axis: 1 });
    const curves = Float64Array.from({ length: (order + 1) * p }, (_, k) => trends[Math.floor(k / p)][k % p]);
    const trend = w.make("MatMul", [
      take(trends.map((_, k) => k).slice(0, order + 1)),
      w.numbers(curves, [order + 1, p]),
    ]);
    return w.make("Div", [w.make("Sub", [x, trend]), take([order + 1])]);
  });
};

/** Values first, then the points, as the step has it. */
export const convertForm: StepForm = (standing) => {
  const { step, options, columns } = standing;
  const { to } = options as { readonly to?: Parameters<typeof conversion>[1] };
  const { kind, before, after } = to === undefined ? nothingDone : conversion(columns, to);
  if (kind === "scale") return linear(standing);
  const p = countOf(columns);
  /** One number for every point. */
  const everywhere = (w: Writer, value: number) => w.numbers(new Float64Array(p).fill(value), [p]);
  const values = same(standing, (w, x) => {
    if (kind === "to-absorbance") {
      w.demand(w.make("Greater", [leastOf(w, x), number(w, 0)]));
      const logs = w.make("Log", [w.make("Div", [x, number(w, before)])]);
      return w.make("Div", [w.make("Neg", [logs]), everywhere(w, Math.LN10)]);
    }
    const powers = w.make("Exp", [w.make("Mul", [w.make("Neg", [x]), number(w, Math.LN10)])]);
    return w.make("Mul", [powers, everywhere(w, after)]);
  });
  const points = step.onlyPoints?.(options) ?? null;
  return points === null ? values : [...values, ...linear({ ...standing, options: points })];
};

const nothingDone = { kind: "scale", before: 1, after: 1 } as const;
