/** Class metrics: what metrics.json says of a classification, worked out again from samples and scores (M4). */
import {
  type Classified,
  type OfClass,
  type Overall,
  ofClass,
  overall,
  overRepeats,
  placements,
  type Values,
  valuesOf,
  withoutEach,
} from "./class-values.ts";
import { About } from "./differ.ts";
import {
  byT,
  type Clusters,
  type Interval,
  jackknifeError,
  type Limits,
  limitsOf,
  perUnit,
  type Rule,
  type Scale,
  shareLimits,
  unitError,
  unitsWith,
} from "./numeric/limits.ts";
import { drawnAt, shareDraws } from "./numeric/share-draws.ts";
import { mean, type Samples, sum } from "./samples.ts";

/** The members of metrics.json for one set of samples; without `limits` no intervals stand beside them (folds). */
export function classMetrics(of: Classified, limits: ((rule: Rule, clusters: Clusters) => Limits) | null) {
  const { samples, classes } = of;
  const n = samples.names.length;
  const values = samples.repeats.map((repeat) => valuesOf(of, repeat));
  const counts = confusionOf(samples, classes.length);
  const rules = rulesOf(of);
  const sizes = classes.map((_, c) => sizesOf(counts, c));
  const fields = (name: string, each: readonly number[], count: number, rule: (value: number) => Rule) =>
    stated(name, each, count, limits?.(rule(overRepeats(each).mean), samples) ?? null);
  return {
    n_samples: n,
    n_spectra: samples.spectra,
    ...Object.assign(
      {},
      ...overall.map((name) =>
        fields(
          name,
          values.map(({ all }) => all[name]),
          n,
          (value) => rules.all(name, value),
        ),
      ),
    ),
    by_class: Object.fromEntries(
      classes.map((label, c) => [
        label,
        Object.assign(
          { n: sizes[c].recall },
          ...ofClass.map((name) => {
            const count = name === "f1" || name === "roc_auc" ? n : sizes[c][name];
            return fields(
              name,
              values.map((of) => of.classes[c][name]),
              count,
              (value) => rules.ofClass(name, c, value),
            );
          }),
        ),
      ]),
    ),
  };
}

/** A metric and what stands beside it. */
export function stated(name: string, each: readonly number[], n: number, limits: Limits | null) {
  const { mean: value, sd } = overRepeats(each);
  const own: [string, unknown][] = [
    [name, orNull(value)],
    [`${name}_n`, n],
    [`${name}_over`, "samples"],
  ];
  if (limits !== null)
    for (const [what, one] of Object.entries(limits)) own.push([`${name}_${what}`, about(one, limits.method)]);
  if (each.length > 1) own.push([`${name}_repeats`, each.map(orNull)], [`${name}_sd`, orNull(sd)]);
  return Object.fromEntries(own);
}

/** Draws are right to 1e-6 in what is written. */
function about(one: unknown, method: string | null): unknown {
  if (!Array.isArray(one)) return one;
  return one.map((end: number) => new About(end, method?.includes("beta-draws") === true ? 1e-5 : 1e-8));
}

export const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Rows observed, columns predicted; means over repeats. */
export function confusionOf({ observed, repeats }: Samples, classes: number): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const { called } of repeats) for (const [i, code] of observed.entries()) counts[code][called[i]]++;
  return counts.map((row) => row.map((count) => count / repeats.length));
}

function sizesOf(counts: readonly (readonly number[])[], c: number) {
  const total = sum(counts.map(sum));
  return { recall: sum(counts[c]), precision: sum(counts.map((row) => row[c])), specificity: total - sum(counts[c]) };
}

interface Rules {
  all(name: Overall, value: number): Rule;
  ofClass(name: OfClass, c: number, value: number): Rule;
}

/** The share of samples of which something is so, of those that count; means over repeats. */
export function shareRule(
  samples: Samples,
  is: (called: number, i: number) => boolean,
  counts: (called: number, i: number) => boolean,
  value?: number,
): Rule {
  const share = (so: (called: number, i: number) => boolean) =>
    Float64Array.from(samples.names, (_, i) => mean(samples.repeats.map(({ called }) => (so(called[i], i) ? 1 : 0))));
  const trials = share(counts);
  const hits = share((called, i) => counts(called, i) && is(called, i));
  const n = sum(trials);
  const estimate = value ?? sum(hits) / n;
  return {
    value: estimate,
    n,
    names: ["clopper-pearson", "ratio-logit-t"],
    sample: (level) => (n === 0 ? null : shareLimits(estimate * n, n, level)),
    units: () => unitsWith(samples, (i) => trials[i] > 0),
    unit(level) {
      const parts = perUnit(
        samples,
        (i) => (hits[i] - estimate * trials[i]) / n,
        (i) => trials[i],
      );
      return byT(estimate, unitError(parts), parts.length - 1, "logit", level);
    },
  };
}

function rulesOf(of: Classified): Rules {
  const { samples, classes } = of;
  const { observed } = samples;
  const present = [...classes.keys()].filter((c) => observed.includes(c));
  const held = () => Math.min(samples.units, ...present.map((c) => unitsWith(samples, (i) => observed[i] === c)));
  const jackknives = new Map<string, readonly Values[][]>();
  /** Every metric with each sample, or each unit, left out: by repeat. */
  const without = (by: "sample" | "unit"): readonly Values[][] => {
    const made = jackknives.get(by) ?? withoutEach(of, by);
    jackknives.set(by, made);
    return made;
  };
  const meanWithout = (by: "sample" | "unit", pick: (values: Values) => number) => {
    const all = without(by);
    return all[0].map((_, j) => mean(all.map((repeat) => pick(repeat[j]))));
  };
  const jackknife = (value: number, scale: Scale, pick: (values: Values) => number, needsClasses: boolean): Rule => {
    const at = (by: "sample" | "unit", level: number): Interval | null => {
      const left = meanWithout(by, pick);
      return byT(value, jackknifeError(left), left.length - 1, scale, level);
    };
    const name = `jackknife-${scale === "plain" ? "t" : `${scale}-t`}`;
    return {
      value,
      n: observed.length,
      names: [name, name],
      sample: (level) => at("sample", level),
      units: () => (needsClasses ? held() : samples.units),
      unit: (level) => at("unit", level),
    };
  };
  const area = (
    value: number,
    codes: readonly number[],
    side: (code: number) => number,
    pick: (values: Values) => number,
  ): Rule => ({
    value,
    n: observed.length,
    names: ["delong-logit-t", "jackknife-logit-t"],
    sample: (level) => deLong(of, value, codes, observed.map(side), level),
    units: held,
    unit: (level) => byT(value, jackknifeError(meanWithout("unit", pick)), samples.units - 1, "logit", level),
  });
  let drawn: Float64Array | null = null;
  const balanced = (value: number): Rule =>
    balancedRule(of, present, value, () => {
      drawn ??= shareDraws(sharesOf(samples, present), of.draw());
      return drawn;
    });
  return {
    all(name, value) {
      if (name === "accuracy")
        return shareRule(
          samples,
          (called, i) => called === observed[i],
          () => true,
          value,
        );
      if (name === "balanced_accuracy" || name === "recall") return balanced(value);
      if (name === "specificity" && classes.length === 2 && present.length === 2) return balanced(value);
      if (name === "roc_auc")
        return area(
          value,
          present,
          (code) => code,
          ({ all }) => all.roc_auc,
        );
      const scale =
        name === "mcc" || name === "kappa" ? "plain" : name === "log_loss" || name === "brier" ? "log" : "logit";
      return jackknife(value, scale, ({ all }) => all[name], scale !== "log");
    },
    ofClass(name, c, value) {
      if (name === "recall")
        return shareRule(
          samples,
          (called) => called === c,
          (_, i) => observed[i] === c,
          value,
        );
      if (name === "precision")
        return shareRule(
          samples,
          (_, i) => observed[i] === c,
          (called) => called === c,
          value,
        );
      if (name === "specificity")
        return shareRule(
          samples,
          (called) => called !== c,
          (_, i) => observed[i] !== c,
          value,
        );
      if (name === "roc_auc")
        return area(
          value,
          [c],
          (code) => (code === c ? 1 : 0),
          (values) => values.classes[c].roc_auc,
        );
      return jackknife(value, "logit", (values) => values.classes[c].f1, true);
    },
  };
}

/** DeLong's error of the mean of areas of these classes, samples exchangeable within a side; t on the logit scale. */
function deLong(
  { samples }: Classified,
  value: number,
  codes: readonly number[],
  side: Int32Array,
  level: number,
): Interval | null {
  const { observed, repeats } = samples;
  const n = observed.length;
  const influence = new Float64Array(n);
  const kept = [...observed.keys()];
  for (const { scores } of repeats)
    for (const code of codes) {
      const places = placements(scores[code], observed, kept, code);
      const own = kept.filter((i) => observed[i] === code);
      const area = mean(own.map((i) => places[i]));
      for (const i of kept)
        influence[i] +=
          (places[i] - area) / (observed[i] === code ? own.length : n - own.length) / (repeats.length * codes.length);
    }
  const sides = [...new Set(side)].map((one) => kept.filter((i) => side[i] === one));
  const variance = sum(
    sides.map((own) => {
      const centre = mean(own.map((i) => influence[i]));
      return (own.length / (own.length - 1)) * sum(own.map((i) => (influence[i] - centre) * (influence[i] - centre)));
    }),
  );
  return byT(value, Math.sqrt(variance), Math.min(...sides.map((own) => own.length)) - 1, "logit", level);
}

/** Of each class its samples and the share recognised. */
function sharesOf({ observed, repeats }: Samples, present: readonly number[]) {
  return present.map((c) => {
    const own = [...observed.keys()].filter((i) => observed[i] === c);
    return {
      value: mean(own.map((i) => mean(repeats.map(({ called }) => (called[i] === c ? 1 : 0))))),
      n: own.length,
      own,
    };
  });
}

function balancedRule(
  { samples }: Classified,
  present: readonly number[],
  value: number,
  drawn: () => Float64Array,
): Rule {
  const shares = sharesOf(samples, present);
  const place = new Map(present.map((c, at) => [c, at]));
  return {
    value,
    n: sum(shares.map(({ n }) => n)),
    names: ["beta-draws", "ratio-logit-t"],
    sample: (level) => [drawnAt(drawn(), 0.5 - level / 2), drawnAt(drawn(), 0.5 + level / 2)],
    units: () => Math.min(...present.map((c) => unitsWith(samples, (i) => samples.observed[i] === c))),
    unit(level) {
      const z = (i: number) => {
        const { value: r, n } = shares[place.get(samples.observed[i]) ?? 0];
        const hit = mean(samples.repeats.map(({ called }) => (called[i] === samples.observed[i] ? 1 : 0)));
        return (hit - r) / (present.length * n);
      };
      const parts = perUnit(samples, z, () => 1);
      return byT(value, unitError(parts), parts.length - 1, "logit", level);
    },
  };
}

/** Lower end of an interval at level 0.90 is the one-sided limit of 95 %. */
export const lowerLimit = (rule: Rule, samples: Samples): number => limitsOf(rule, samples, 0.9).ci?.[0] ?? Number.NaN;
