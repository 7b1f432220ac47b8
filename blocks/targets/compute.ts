/** What the `targets` block computes: it stands in the place of a block that has one a target, and sums these up. */
import { z } from "zod";
import { compute } from "../contract/kind.ts";
import type { TargetFigures } from "../contract/model.ts";
import { correlation } from "../methods/numeric/correlation.ts";

const number = z.number().nullable();

export const targetsResults = z
  .strictObject({
    schema_version: z.literal(1),
    rows: z.array(
      z.strictObject({
        target: z.string(),
        key: z.string(),
        unit: z.string().nullable(),
        n: z.int().describe("samples"),
        min: number,
        max: number,
        sd: number.describe("sample standard deviation over samples"),
        components: z.int().nullable().describe("latent variables of the final model"),
        rmsec: number,
        rmsecv: number,
        rmsecv_ci: z.tuple([z.number(), z.number()]).nullable(),
        r2: number,
        bias: number,
        sep: number,
        rpd: number,
        rmsep: number.describe("of the external samples; null where there are none"),
      }),
    ),
    trust: z
      .array(
        z.strictObject({
          key: z.string(),
          coverage: number,
          coverage_ci: z.tuple([z.number(), z.number()]).nullable(),
          mean_set_size: number.describe("mean length of the intervals"),
        }),
      )
      .optional()
      .describe("where blocks of trust are summed up: `rows` is then empty"),
    correlation: z
      .array(z.array(number))
      .describe("of the targets' values over the samples that have both; null below three of them"),
  })
  .describe("Models of several targets");

export const targetsCompute = compute({
  kind: "targets",
  lane: "explanation",
  role: "explanation",
  stage: "modeling",
  reads: [],
  draws: false,
  options: z.strictObject({ targets: z.array(z.string()).min(1).describe("blocks that model one target each") }),
  gives: null,
  results: targetsResults,
  artifacts: { "model/targets.json": targetsResults },
  needs: ({ targets }) => [
    {
      accepts: [
        { value: "model", parts: ["figures"] },
        { value: "trust", parts: ["reports"] },
      ],
      found: { named: targets, option: "targets" },
      many: true,
    },
  ],
  inputs: () => [],
  run({ given }) {
    const figures = given.flatMap(({ value, block, parts }) =>
      value === "model" && parts.figures != null ? [{ block: block ?? "", ...parts.figures }] : [],
    );
    const trust = given.flatMap(({ value, block, parts }) =>
      value === "trust" ? [trustOf(block ?? "", parts.reports)] : [],
    );
    const results = {
      schema_version: 1 as const,
      rows: figures.map(({ block, samples: _, values: _values, ...row }) => ({
        ...row,
        key: keyIn(block),
        rmsecv_ci: row.rmsecv_ci && ([...row.rmsecv_ci] as [number, number]),
      })),
      ...(trust.length === 0 ? {} : { trust }),
      correlation: figures.map((one) => figures.map((other) => together(one, other))),
    };
    return { results, artifacts: [{ path: "model/targets.json", json: results }], logged: {} };
  },
});

const keyIn = (block: string): string => block.slice(block.lastIndexOf(".") + 1);

/** What the report on sets says, as far as it was made. */
function trustOf(block: string, reports: unknown) {
  const { conformal } = reports as { readonly conformal: { readonly [field: string]: unknown } };
  const of = (field: string) => (typeof conformal[field] === "number" ? (conformal[field] as number) : null);
  const ci = conformal.coverage_ci;
  return {
    key: keyIn(block),
    coverage: of("coverage_achieved"),
    coverage_ci: Array.isArray(ci) ? ([ci[0], ci[1]] as [number, number]) : null,
    mean_set_size: of("mean_set_size"),
  };
}

/** Pearson's correlation over the samples that have both. */
function together(one: TargetFigures, other: TargetFigures): number | null {
  const values = new Map(other.samples.map((sample, i) => [sample, other.values[i]]));
  const both = one.samples.flatMap((sample, i) => {
    const second = values.get(sample);
    return second === undefined ? [] : [[one.values[i], second] as const];
  });
  return both.length < 3 ? null : correlation(both);
}
