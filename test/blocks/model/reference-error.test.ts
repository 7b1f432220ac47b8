/** The error of the reference method through a document: from values measured again to SEL, SEP/SEL, its check and the sentence that quotes it. */
import { describe, expect, it } from "vitest";
import { inMemory } from "../../fixtures/in-memory.ts";
import { paperless } from "../../fixtures/paperless.ts";
import { baseSet, type Column, csvOf } from "../../planted/base-set.ts";

const samples = 40;
const set = baseSet({
  seed: 17,
  samples,
  repeats: 2,
  extra: (sample, band) => (band === 0 ? 2 * level(sample) : 0),
});
function level(sample: number): number {
  return ((sample * 23) % samples) / samples;
}
/** Each spectrum has a reference value of its own: the level, and what the method was off by. */
const off = (sample: number, repeat: number): number => (((sample * 7 + repeat * 13) % 11) - 5) / 100;
const reference = (sample: number, repeat: number): string => (10 * (level(sample) + off(sample, repeat))).toFixed(4);

const columns: readonly Column[] = [
  { name: "id", value: (_, i) => `m${i + 1}` },
  { name: "sample", value: ({ sample }) => `s${sample}` },
  { name: "y", value: ({ sample, repeat }) => reference(sample, repeat) },
  { name: "once", value: ({ sample }) => reference(sample, 0) },
];

async function run(data: readonly string[], most: number) {
  const text = `---
title: Error of the reference
scheme: loso
qc_policy: {required: true, max_baseline_drift: 0.55, min_health_score: 0.5, min_r2: 0.1, max_rmsecv: 10, max_sep_sel: ${most}}
inputs: {set: {path: set.csv}}
---

\`\`\`foodspec data
input: set
id: id
sample: sample
${data.join("\n")}
axis: {unit: nm, technique: NIR, range: [1100, 1298]}
\`\`\`

\`\`\`foodspec preprocess
steps: [snv]
\`\`\`

\`\`\`foodspec model #fit
estimator: {pls-regression: {components: 3}}
validate: {similarity: false, channel: false}
show: [figures-of-merit]
\`\`\`

\`\`\`foodspec qc
gate: model
\`\`\`

The reference is good to \`= fit.sel : .4f\`, the prediction is off by \`= fit.sep_sel : .4f\` times as much.
`;
  const place = inMemory({ "set.csv": csvOf(set, columns), "protocol.md": text });
  const { exitCode, documents } = await place.compile({}, {}, paperless());
  const folder = `runs/${place.runs()[0]}`;
  const told = documents[0].findings.map(({ message }) => message).join("\n");
  const json = (path: string) => JSON.parse(place.read(`${folder}/${path}`));
  return {
    exitCode,
    pooled: json("model/metrics.json").pooled,
    check: json("model_qc_report.json").checks.sep_sel,
    data: json("data/data_summary.json").target,
    told,
    report: () => place.read(`${folder}/report.md`),
  };
}

describe("a reference that was measured twice", () => {
  // Of two values of each of n samples: √(Σ d²/2n).
  const squares = Array.from({ length: samples }, (_, k) => {
    const d = Number(reference(k, 0)) - Number(reference(k, 1));
    return d * d;
  }).reduce((sum, one) => sum + one, 0);
  const sel = Math.sqrt(squares / (2 * samples));

  it("has its error in the data, beside the model, and in the sentence; the gate holds SEP/SEL against it", async () => {
    const { exitCode, pooled, check, data, report: read } = await run(["target: y", "reference: mean"], 50);
    expect(exitCode).toBe(0);
    expect(data.sel).toBeCloseTo(sel, 9);
    expect(pooled.sel).toBeCloseTo(sel, 9);
    expect(pooled.sep_sel).toBeCloseTo(pooled.sep / sel, 9);
    expect(pooled.sep_sel_ci).toEqual(pooled.sep_ci.map((end: number) => expect.closeTo(end / sel, 9)));
    expect(check).toMatchObject({ pass: true, value: pooled.sep_sel, threshold: 50 });
    const report = read();
    expect(report).toContain(`good to ${sel.toFixed(4)}, the prediction is off by ${pooled.sep_sel.toFixed(4)} times`);
    expect(report).toMatch(/SEP\/SEL/);
  });
  it("stops a study whose predictions scatter more than the policy allows", async () => {
    const { exitCode, check, told } = await run(["target: y", "reference: mean"], 0.01);
    expect([exitCode, check.pass]).toEqual([7, false]);
    expect(told).toContain(`(SEP/SEL) is ${check.value.toFixed(2)}; the criterion is ≤ 0.01`);
  });
});

describe("a reference that was measured once", () => {
  it("has no error that is known: the figures say why, and a limit that is asked for fails", async () => {
    const { exitCode, pooled, check, data, told } = await run(["target: once"], 50);
    expect(data.sel).toBeNull();
    expect(pooled).toMatchObject({ sel: null, sel_na: "no_reference_replicates", sep_sel: null });
    expect([exitCode, check.pass, check.value]).toEqual([7, false, null]);
    expect(told).toContain("(SEP/SEL) is not available; the criterion is ≤ 50");
  });
});
