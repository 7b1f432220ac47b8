/** Applicability of a model as its files, results and findings tell it. */
import { z } from "zod";
import type { Rows } from "../contract/dataset.ts";
import type { Fold } from "../contract/model.ts";
import type { Context } from "../contract/running.ts";
import {
  type Applicability,
  type Beyond,
  level,
  type NotApplicable,
  type Standing,
} from "../methods/applicability/applicability.ts";

const number = z.number();
const beyond = z.enum(["t2", "q", "leverage", "nearest"]);
const na = z
  .enum(["one_component", "too_few_rows"])
  .nullable()
  .describe("too_few_rows: no more training spectra than components and one");

const limits = z
  .strictObject({
    t2_fitted: number.describe("of the spectra the model was fitted on (beta)"),
    t2_new: number.describe("of others: the 0.95 of those left out, below 20 of them by F"),
    q_fitted: number.describe("scaled chi-square"),
    q_new: number.describe("the 0.95 of those left out, below 20 of them q_fitted"),
    leverage: number.describe("3a/n"),
    nearest: number.nullable().describe("largest distance of a training spectrum to the nearest one of another sample"),
  })
  .nullable();

export const applicabilitySchema = z.strictObject({
  schema_version: z.literal(1),
  na,
  n: z.int().nullable().describe("spectra the final model was fitted on"),
  components: z.int().nullable(),
  space: z.enum(["latent variables", "principal components"]).nullable(),
  level: number,
  limits,
  left_out: z.int().nullable().describe("spectra whose T² and Q make the limits of new ones"),
  far: z
    .strictObject({ level: number, t2: number, q: number })
    .nullable()
    .describe("limits of fitted spectra at 1 − 0.01/n"),
  outside: z.array(
    z.strictObject({
      id: z.string(),
      sample: z.string(),
      rows: z.enum(["fitted", "left out", "external"]),
      fold: z.string().nullable(),
      outside: z.array(beyond),
    }),
  ),
  farthest: z
    .array(
      z.strictObject({
        id: z.string(),
        sample: z.string(),
        t2: number,
        q: number,
        t2_without: number.nullable(),
        q_without: number.nullable(),
        beyond: z.boolean(),
      }),
    )
    .describe("of the fitted spectra; as new ones, by a model fitted without these"),
});

const counts = z.strictObject({ n: z.int(), t2: z.int(), q: z.int(), leverage: z.int(), nearest: z.int() });

export const applicabilityResults = z.strictObject({
  na,
  components: z.int().nullable(),
  space: z.enum(["latent variables", "principal components"]).nullable(),
  limits,
  fitted: counts.nullable(),
  left_out: counts.nullable(),
  external: counts.nullable(),
});
export type ApplicabilityResults = z.output<typeof applicabilityResults>;

type Found = Applicability | NotApplicable;

/** model/applicability.json. */
export function applicabilityFile(
  found: Found,
  folds: readonly Fold[],
  { id, sample }: Rows,
): z.input<typeof applicabilitySchema> {
  if (found.na !== null) {
    const nothing = { n: null, components: null, space: null, limits: null, left_out: null, far: null };
    return { schema_version: 1, na: found.na, ...nothing, level, outside: [], farthest: [] };
  }
  const listed = (map: ReadonlyMap<number, Standing>, rows: "fitted" | "left out" | "external", fold: string | null) =>
    [...map].flatMap(([i, one]) =>
      one.outside.length === 0 ? [] : [{ id: id[i], sample: sample[i], rows, fold, outside: [...one.outside] }],
    );
  return {
    schema_version: 1,
    na: null,
    n: found.n,
    components: found.components,
    space: found.space,
    level,
    limits: { ...found.limits },
    left_out: found.leftOut,
    far: { ...found.far },
    outside: [
      ...listed(found.fitted, "fitted", null),
      ...found.folds.flatMap((of, k) => listed(of, "left out", folds[k].name)),
      ...listed(found.external, "external", null),
    ],
    farthest: found.farthest.map(({ row, ...one }) => ({ id: id[row], sample: sample[row], ...one })),
  };
}

/** What the block's results hold of it. */
export function applicabilitySummary(found: Found): ApplicabilityResults {
  if (found.na !== null) {
    const none = { fitted: null, left_out: null, external: null };
    return { na: found.na, components: null, space: null, limits: null, ...none };
  }
  const { components, space } = found;
  const leftOut = found.folds.flatMap((of) => [...of.values()]);
  return {
    na: null,
    components,
    space,
    limits: { ...found.limits },
    fitted: counted([...found.fitted.values()]),
    left_out: leftOut.length === 0 ? null : counted(leftOut),
    external: found.external.size === 0 ? null : counted([...found.external.values()]),
  };
}

function counted(of: readonly Standing[]): z.output<typeof counts> {
  const by = (what: Beyond): number => of.filter(({ outside }) => outside.includes(what)).length;
  return { n: of.length, t2: by("t2"), q: by("q"), leverage: by("leverage"), nearest: by("nearest") };
}

const round = (value: number): string => String(Number(value.toPrecision(3)));

/** FS5309: spectra that lie farther from the others than chance lets one of so many. */
export function remarkOnFar(found: Found, { id, external }: Rows, context: Context): void {
  if (found.na !== null) return;
  const { far, fitted, farthest } = found;
  const own = [...fitted.keys()].filter((i) => !external[i]);
  const seen = own.filter((i) => {
    const one = fitted.get(i);
    return one !== undefined && (one.t2 > far.t2 || one.q > far.q);
  });
  const masked = farthest.flatMap((one) => (one.beyond && !seen.includes(one.row) ? [one.row] : []));
  const rows = [...seen, ...masked].sort((a, b) => a - b);
  if (rows.length === 0) return;
  context.remark("FS5309", {
    count: rows.length,
    of: own.length,
    t2_limit: round(far.t2),
    q_limit: round(far.q),
    spectra: rows.slice(0, 5).map((i) => id[i]),
  });
}
