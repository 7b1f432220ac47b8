/** The contract of a check: what every one must keep, whatever it measures. A new check's test calls it with its declaration. */
import { expect, it } from "vitest";
import type { AnyCheck, CheckDeclaration, CheckWords, Materials, Movable } from "../../blocks/methods/qc/check.ts";
import { judge } from "../../blocks/methods/qc/judge.ts";
import type { EffectivePolicy } from "../../blocks/methods/qc/policy.ts";
import { entryOf } from "../../compiler/diagnostics/catalogue.ts";
import { checkSchema, type Gate } from "../../schemas/gate-report.ts";

const movable = ({ threshold, lower }: AnyCheck): readonly Movable[] => [
  ...(typeof threshold === "number" ? [] : [threshold]),
  ...(lower === undefined ? [] : [lower]),
];

const policyAt = (one: AnyCheck, value: number | null): EffectivePolicy => ({
  mode: "regulatory",
  required: true,
  thresholds: Object.fromEntries(
    movable(one).map(({ field, floor, default: preset }) => [
      field,
      { value, floor, default: preset, from: "default" },
    ]),
  ),
});

/** Registers the tests of one check; `material` is a dataset, spectra or a model that it has something to measure of. */
export function keepsTheContractOfChecks<G extends Gate>(
  one: CheckDeclaration<G>,
  words: CheckWords,
  material: () => Materials[G],
): void {
  const any = one as unknown as AnyCheck;
  const isSwitch = typeof one.threshold !== "number" && one.threshold.isSwitch === true;
  const alone = (it: CheckDeclaration<G>, threshold: number | null) => {
    const { checks, advice } = judge(one.gate, material(), policyAt(any, threshold), [it as unknown as AnyCheck]);
    return { ...checks, ...advice }[one.id] ?? null;
  };
  const measured = () => {
    const found = one.measure(material());
    if (found === null || "na" in found) throw new Error(`${one.id} measured nothing of its material`);
    return found;
  };
  const judged = (of: ReturnType<typeof measured>, threshold: number | null) =>
    alone({ ...one, measure: () => of }, threshold);

  it("is declared: an id, a finding the catalogue has, words for itself and for each of its thresholds", () => {
    expect(one.id).toMatch(/^[a-z][a-z0-9_]*$/);
    expect(entryOf(one.code).stage).toBe("qc");
    expect([words.title, words.action].every((text) => text.length > 0)).toBe(true);
    expect(words.action).toMatch(/\.$/);
    expect(Object.keys(words.fields ?? {})).toEqual(movable(any).map(({ field }) => field));
    for (const { meaning } of Object.values(words.fields ?? {})) expect(meaning.length).toBeGreaterThan(0);
  });

  it("names each threshold for its direction, with a default inside its bounds and no looser than its floor", () => {
    movable(any).forEach(({ field, default: preset, floor, bounds: [low, high] }, k) => {
      const way = k === 0 ? one.limit : "min";
      // What is asked for by true or false has its limit worked out of the material.
      if (!isSwitch) expect(field.startsWith(`${way}_`)).toBe(true);
      if (preset === null || floor === null) {
        expect([preset, floor]).toEqual([null, null]);
        return;
      }
      expect(way === "min" ? preset >= floor : preset <= floor).toBe(true);
      expect(low <= preset && preset <= high).toBe(true);
    });
  });

  it("measures the same twice, in codes and numbers that a report can hold", () => {
    expect(measured()).toEqual(measured());
    const report = alone(one, 0.5);
    expect(JSON.parse(JSON.stringify(report))).toEqual(checkSchema.parse(report));
    for (const { about } of measured().worst ?? []) expect(about ?? "code").toMatch(/^[a-z0-9_]+$/);
  });

  it("takes its limit itself for a pass, and what lies beyond it or is no number for a failure", () => {
    const limit = typeof one.threshold === "number" ? one.threshold : 0.5;
    const beyond = one.limit === "min" ? limit - 1e-9 : limit + 1e-9;
    const at = (value: number) => judged(isSwitch ? { value, threshold: limit } : { value }, limit)?.pass;
    expect([at(limit), at(beyond), at(Number.NaN)]).toEqual([true, false, false]);
  });

  it("judges its lower limit by a threshold of its own", () => {
    if (one.lower === undefined) return;
    const [good, bad] = [0.6, 0.4].map((lower) => judged({ value: 1, lower }, 0.5));
    expect([good?.pass, good?.lower?.pass, bad?.pass, bad?.lower?.pass]).toEqual([true, true, false, false]);
  });

  it("without a threshold is told and judges nothing, or is not there where it is one to be asked for", () => {
    if (typeof one.threshold === "number") return;
    if (one.isAsked === true) return expect(judged({ value: 1 }, null)).toBeNull();
    expect(judged({ value: 1 }, null)).toMatchObject({ value: 1, pass: null, na: "no_threshold" });
  });
}
