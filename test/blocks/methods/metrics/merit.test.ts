/** Figures of merit of a regression: those of R's lm, t.test and var.test, and what holds for any predictions. */

import { describe, expect } from "vitest";
import type { Outcome } from "../../../../blocks/contract/dataset.ts";
import { matrix } from "../../../../blocks/contract/matrix.ts";
import { metrics, type Scored } from "../../../../blocks/methods/metrics/metrics.ts";
import { type Metrics, metricsSchema } from "../../../../blocks/methods/metrics/schema.ts";
import { tTwoSided } from "../../../../blocks/methods/numeric/special.ts";
import { split } from "../../../../blocks/methods/split/split.ts";
import golden from "../../../fixtures/golden/merit.json" with { type: "json" };
import { fc, it } from "../../../fixtures/property.ts";
import { measured, rowsOf } from "../split/rows.ts";

type Regressed = Extract<Metrics, { task: "regression" }>;
type Fields = { readonly [field: string]: unknown };
const column = (values: readonly number[]) => matrix(values.length, 1, Float64Array.from(values));
const names = (n: number, of = "s") => Array.from({ length: n }, (_, i) => `${of}${String(i).padStart(3, "0")}`);

interface Set {
  readonly target: readonly number[];
  readonly predicted: readonly number[];
  readonly fitted: readonly number[];
  readonly batch?: readonly string[];
  readonly a: number | null;
  readonly sel?: number;
}

const withSel = (of: Outcome, sel: number | undefined): Outcome =>
  of.target === null || sel === undefined ? of : { ...of, target: { ...of.target, sel } };

/** A model whose fitted samples are those it is validated on. */
function validated({ target, predicted, fitted, batch, a, sel }: Set, repeats = 1): Regressed {
  const rows = rowsOf(names(target.length), batch === undefined ? {} : { batch });
  const outcome = withSel(measured(target), sel);
  const scheme = { name: batch === undefined ? "loso" : "lobo", options: {} } as const;
  const scored: Scored = {
    task: "regression",
    rows,
    outcome,
    split: split(rows, outcome, scheme, 0),
    scores: column(Array.from({ length: repeats }, () => predicted).flat()),
    externalScores: matrix(0, 1),
    fitted: column(fitted),
    probabilities: null,
    components: a,
  };
  return metrics(scored, [1]) as Regressed;
}

/** A model judged on external samples. */
function external(set: Set & { readonly reference: readonly number[] }): Regressed {
  const { reference, target, predicted, fitted, batch = [], a, sel } = set;
  const own = reference.map(() => false);
  const batches = own.map((_, i) => `c${i % 5}`);
  const rows = rowsOf([...names(own.length), ...names(target.length, "e")], {
    external: [...own, ...target.map(() => true)],
    batch: [...batches, ...batch],
  });
  const outcome = withSel(measured([...reference, ...target]), sel);
  const scored: Scored = {
    task: "regression",
    rows,
    outcome,
    split: split(rows, outcome, { name: "lobo", options: {} }, 0),
    scores: column([...fitted, ...target.map(() => Number.NaN)]),
    externalScores: column(predicted),
    fitted: column([...fitted, ...target.map(() => Number.NaN)]),
    probabilities: null,
    components: a,
  };
  return metrics(scored, [1]) as Regressed;
}

describe("figures of merit", () => {
  it.each(golden.sets)("are R's to 1e-9: $name", (set) => {
    const { bias, slope, offset } = set;
    const result = set.external ? external({ ...set, sel: 0.4 }) : validated({ ...set, sel: 0.4 });
    const of = (set.external ? result.external : result.pooled) as Fields;
    const expected = {
      bias: bias.value,
      bias_limit: bias.limit,
      bias_t: bias.t,
      bias_p: bias.p,
      slope: slope.value,
      slope_t: slope.t,
      slope_p: slope.p,
      offset: offset.value,
      sec: set.sec,
      sep_limit: set.sep_limit,
      rmsep_sec: set.rmsep_sec,
      rpd: set.rpd,
      rpiq: set.rpiq,
      rer: set.rer,
      sep_sel: set.sep_sel,
      sel: 0.4,
    };
    for (const [name, value] of Object.entries(expected)) expect((of[name] as number) / value, name).toBeCloseTo(1, 9);
    for (const [name, { sample, unit }] of [["slope", slope] as const, ["offset", offset] as const]) {
      expect(of[`${name}_ci_sample`], name).toEqual(sample.map((end) => expect.closeTo(end, 9)));
      expect(of[`${name}_ci_unit`], name).toEqual(unit.map((end) => expect.closeTo(end, 9)));
      expect(of).toMatchObject({ [`${name}_unit`]: "batch", [`${name}_method`]: "t+cluster-t" });
    }
    expect(metricsSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  });

  it.each(golden.t_two_sided)("have the two-sided p of R: |t| ≥ %d with %d degrees", (t, df, p) => {
    expect(tTwoSided(t, df) / p).toBeCloseTo(1, 10);
    expect(tTwoSided(-t, df)).toBe(tTwoSided(t, df));
  });

  it("follow from the ends of SEP and RMSECV: RER and SEP/SEL, and RPIQ", () => {
    const { pooled } = validated({ ...golden.sets[0], sel: 0.4 });
    const of = pooled as unknown as { readonly [field: string]: readonly [number, number] } & {
      readonly [field in "rer" | "sep" | "rpiq" | "rmsecv"]: number;
    };
    const [low, high] = of.sep_ci;
    expect(of.rer_ci).toEqual([(of.rer * of.sep) / high, (of.rer * of.sep) / low].map((end) => expect.closeTo(end, 9)));
    expect(of.sep_sel_ci).toEqual([low / 0.4, high / 0.4].map((end) => expect.closeTo(end, 9)));
    const [from, to] = of.rmsecv_ci;
    expect(of.rpiq_ci).toEqual(
      [(of.rpiq * of.rmsecv) / to, (of.rpiq * of.rmsecv) / from].map((end) => expect.closeTo(end, 9)),
    );
  });

  it("of repeats that agree are those of one", () => {
    const { repeats, once } = { repeats: validated(golden.sets[2], 3).pooled, once: validated(golden.sets[2]).pooled };
    for (const name of ["slope", "offset", "rpiq", "rer", "bias_t", "slope_p", "rmsep_sec"] as const)
      expect(repeats?.[name]).toBeCloseTo(once?.[name] as number, 12);
    expect(repeats?.slope_ci).toEqual(once?.slope_ci?.map((end) => expect.closeTo(end, 9)));
  });
});

describe("figures of merit that are not there", () => {
  const set = { target: [1, 2, 3, 4], predicted: [1.1, 2.3, 2.9, 4.2], fitted: [1, 2.1, 3, 4.1], a: 1 };
  it.each([
    ["without latent variables", { ...set, a: null }, { sec: null, sec_na: "no_latent_variables", rmsep_sec: null }],
    ["where the fit leaves no degree of freedom", { ...set, a: 3 }, { sec: null, sec_na: "no_degrees_left" }],
    ["where the reference has no replicates", set, { sel: null, sel_na: "no_reference_replicates", sep_sel: null }],
    ["where the interval of SEP/SEL would need them", set, { sep_sel_ci: null, sep_sel_na: "no_reference_replicates" }],
    ["where all predictions are the same", { ...set, predicted: [0.1, 0.1, 0.1, 0.1] }, { slope: null, slope_p: null }],
    [
      "where nothing is off",
      { ...set, predicted: set.target },
      { bias_limit: 0, bias_p: null, slope: 1, slope_p: null, rer: null },
    ],
  ])("say why: %s", (_, of: Set, expected) => expect(validated(of).pooled).toMatchObject(expected));

  it("say why: of one external sample", () => {
    const one = { target: [1], predicted: [2], fitted: [1, 2, 3, 4, 5, 6], batch: ["x"], a: 1 };
    const nothing = { slope: null, bias_limit: null, bias_p: null, rer: null, sep_limit: null };
    expect(external({ ...one, reference: [1, 2.1, 3, 4, 5, 6.1] }).external).toMatchObject(nothing);
  });
});

const anySet = fc
  .array(fc.tuple(fc.double({ min: -50, max: 50, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true })), {
    minLength: 9,
    maxLength: 30,
  })
  .map((pairs) =>
    pairs.map(([target, error], i) => ({ target: target + i, predicted: target + i + error + (i % 3) / 9 })),
  );
const setOf = (pairs: readonly { readonly target: number; readonly predicted: number }[]): Set => ({
  target: pairs.map(({ target }) => target),
  predicted: pairs.map(({ predicted }) => predicted),
  fitted: pairs.map(({ target }, i) => target + (i % 2 === 0 ? 0.5 : -0.5)),
  a: 2,
});

describe("figures of merit of any predictions", () => {
  it.prop([anySet], { numRuns: 40 })("agree with one another: the bias is within its limit where p ≥ 0.05", (pairs) => {
    const of = validated(setOf(pairs)).pooled;
    const [bias, limit, p] = [of?.bias ?? 0, of?.bias_limit ?? 0, of?.bias_p ?? 0];
    if (Math.abs(p - 0.05) > 1e-9) expect(Math.abs(bias) <= limit).toBe(p >= 0.05);
    const [low, high] = of?.bias_ci_sample ?? [0, 0];
    expect((high - low) / 2).toBeCloseTo(limit, 9);
    const [from, to] = of?.slope_ci_sample ?? [0, 0];
    if (Math.abs((of?.slope_p ?? 0) - 0.05) > 1e-9) expect(from <= 1 && 1 <= to).toBe((of?.slope_p ?? 0) >= 0.05);
  });
  it.prop([anySet, fc.constantFrom(0.5, 4, 1000)], { numRuns: 30 })(
    "do not hang on the unit of the target",
    (pairs, k) => {
      const once = validated(setOf(pairs)).pooled;
      const { target, predicted, fitted, ...rest } = setOf(pairs);
      const scale = (values: readonly number[]) => values.map((value) => value * k);
      const other = validated({
        target: scale(target),
        predicted: scale(predicted),
        fitted: scale(fitted),
        ...rest,
      }).pooled;
      for (const name of ["slope", "slope_p", "bias_p", "rpiq", "rer", "rpd", "rmsep_sec"] as const)
        expect(other?.[name]).toBeCloseTo(once?.[name] as number, 6);
      for (const name of ["offset", "bias_limit", "sec", "sep_limit"] as const)
        expect((other?.[name] as number) / k).toBeCloseTo(once?.[name] as number, 6);
    },
  );
});
