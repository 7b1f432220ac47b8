/** Diff: what changed from one run to another, as `foodspec diff --format json` prints it; every other form tells it in this order. */
import { z } from "zod";
import { digest, json } from "./records.ts";

const number = z.number().nullable();

export const verdicts = ["same", "better", "worse", "not_distinguishable"] as const;
export type Verdict = (typeof verdicts)[number];

const side = z.strictObject({
  run_id: z.string(),
  content_digest: digest,
  document: z.string().describe("the document, relative to its root"),
  revision: z.string().nullable().describe("the git revision it was compiled from; null of a run that stands"),
});

const metric = z.strictObject({
  model: z.string(),
  metric: z.string(),
  unit: z.string().nullable().describe("of the target, where the metric is in it"),
  before: number.describe("over the samples both runs scored"),
  after: number,
  difference: number.describe("after − before"),
  difference_ci: z.tuple([z.number(), z.number()]).nullable().describe("95 %, of the paired difference"),
  difference_unit: z
    .enum(["sample", "batch", "group", "segment"])
    .nullable()
    .describe("what was left out in turn to make the interval; null where nothing could be paired"),
  difference_na: z.string().nullable().describe("why there is no interval, or no difference"),
  n: z.int().describe("samples both runs scored"),
  verdict: z.enum(verdicts),
});

const passes = z.enum(["pass", "fail", "na"]).nullable().describe("null: the check was not made");

export const diffSchema = z.strictObject({
  schema_version: z.literal(1),
  before: side,
  after: side,
  same: z.boolean().describe("nothing below names a difference"),
  loosened: z
    .array(z.strictObject({ field: z.string(), before: json, after: json }))
    .describe("what asks less of the data, the models or their validation than before"),
  causes: z
    .array(z.strictObject({ block: z.string().nullable(), pointer: z.string(), before: json, after: json }))
    .describe("what was asked otherwise; null stands for what is not there, `block: null` for the front matter"),
  headline: metric.nullable().describe("of the primary model"),
  metrics: z.array(metric),
  gates: z.array(z.strictObject({ gate: z.string(), check: z.string(), before: passes, after: passes })),
  samples: z
    .array(
      z.strictObject({
        model: z.string(),
        sample: z.string(),
        observed: z.union([z.string(), z.number()]),
        before: z.union([z.string(), z.number()]),
        after: z.union([z.string(), z.number()]),
        flip: z.boolean().describe("it is called another class"),
      }),
    )
    .describe("every sample called another class; of a regression the ten whose prediction moved most"),
  blocks: z.array(
    z.strictObject({
      id: z.string(),
      state: z.enum(["same", "changed", "added", "removed"]),
      files: z.array(z.string()).describe("that are others, or on one side only"),
    }),
  ),
  findings: z.strictObject({
    added: z.array(z.strictObject({ code: z.string(), block: z.string().nullable(), message: z.string() })),
    removed: z.array(z.strictObject({ code: z.string(), block: z.string().nullable(), message: z.string() })),
  }),
});
export type Diff = z.output<typeof diffSchema>;
export type MetricDifference = Diff["metrics"][number];
