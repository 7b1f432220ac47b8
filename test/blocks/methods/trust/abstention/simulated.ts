/** Simulated predictors: whose true share of wrong answers at every confidence is known. */
import { stream } from "../../../../../blocks/contract/stream.ts";
import { confidenceForRisk } from "../../../../../blocks/methods/trust/abstention/confidence.ts";

/** Share of wrong answers at a place in the order of confidence: 0 the surest, 1 the least sure. Means are about `level`. */
export const families: { readonly [name: string]: (place: number, level: number) => number } = {
  flat: (_, level) => level,
  ramp: (place, level) => 2 * level * place,
  quadratic: (place, level) => Math.min(0.9, 3 * level * place * place),
  step: (place, level) => (place < 0.6 ? 0.2 * level : 2.2 * level),
  "worst where surest": (place, level) => (place < 0.1 ? 2 * level : 0.89 * level),
};

const fine = 2000;

export interface Population {
  readonly family: string;
  /** Share of wrong answers where all are answered, about. */
  readonly level: number;
  readonly samples: number;
  /** Different confidences; null: all differ. */
  readonly values: number | null;
}

export interface Study {
  readonly rule: "certified" | "expected" | "none" | "given";
  /** True share of wrong answers at the threshold that was chosen; 0 where nothing is answered. */
  readonly risk: number;
}

/** One study: conformal samples are drawn, the rule is found, and its true risk is the mean over all that it answers. */
export function study({ family, level, samples, values }: Population, target: number, seed: number): Study {
  const draw = stream(seed, "simulated-predictor", family, level, samples, values ?? 0);
  const wrong = families[family];
  const placed = (u: number): number => (values === null ? u : (Math.floor(u * values) + 0.5) / values);
  const places = Array.from({ length: samples }, () => placed(draw.uniform()));
  const confidence = places.map((place) => 1 - place);
  const isRight = places.map((place) => draw.uniform() >= wrong(place, level));
  const { tau, rule } = confidenceForRisk(confidence, isRight, target);
  if (tau === null) return { rule, risk: 0 };
  let [answered, errors] = [0, 0];
  for (let k = 0; k < fine; k++) {
    const place = placed((k + 0.5) / fine);
    if (1 - place < tau) continue;
    answered++;
    errors += wrong(place, level);
  }
  return { rule, risk: answered === 0 ? 0 : errors / answered };
}
