/** Small kinds and schemes of the tests' own, so that documents are tested without the product's methods. */
import { z } from "zod";
import type { Kind } from "../../../blocks/contract/kind.ts";
import { presentation } from "../../../blocks/contract/presentation.ts";
import type { Done } from "../../../blocks/contract/running.ts";
import type { View } from "../../../blocks/contract/view.ts";
import { metrics } from "../../../blocks/methods/metrics/declared.ts";
import { quotableOf } from "../../../blocks/model/told.ts";
import { type Overrides, type Parsed, parseProtocol } from "../../../compiler/document/parse.ts";
import { noFiles, type OpenSource } from "../../../compiler/document/sources.ts";
import { loadTools } from "../../../compiler/document/tools.ts";
import { tagged } from "../../../schemas/tagged.ts";

const view = (title: string): View => ({
  shape: "figure",
  title,
  byDefault: true,
  exists: () => true,
  make: async () => ({ na: "nothing" }),
});
const base: Omit<Kind, "kind" | "stage" | "options"> = {
  summary: "A kind of the tests.",
  mustExplain: [],
  lane: "decision",
  role: "decision_capable",
  reads: [],
  draws: false,
  gives: null,
  presentation,
  results: z.unknown(),
  artifacts: {},
  views: {},
  inputs: () => [],
  needs: () => [],
  infer: () => ({ shape: null, remarks: [] }),
  run: () => ({ results: {}, artifacts: [], stored: {} }) as unknown as Done,
};
const small = (kind: Pick<Kind, "kind" | "stage" | "options"> & Partial<Kind>): Kind => ({ ...base, ...kind });

const data = small({
  kind: "data",
  stage: "validation",
  options: z.strictObject({
    input: z.string(),
    label: z.union([z.string(), z.strictObject({ from: z.string(), cut: z.array(z.number()).min(1) })]).optional(),
    missing: z.enum(["refuse", "drop", "interpolate"]).default("refuse"),
    range: z.tuple([z.number(), z.number()]).optional(),
    classes: z.array(z.string()).optional(),
    export: z.boolean().default(false),
    unit: z
      .string()
      .regex(/^[a-z]+$/, "small letters only")
      .optional(),
  }),
  inputs: (options) => [(options as { input: string }).input],
  results: z.strictObject({ n_samples: z.number(), classes: z.array(z.strictObject({ name: z.string() })) }),
});

const preprocess = small({
  kind: "preprocess",
  stage: "preprocessing",
  options: z.strictObject({
    steps: z
      .array(
        tagged({
          savgol: z.strictObject({
            window: z.int().min(3),
            order: z.int().min(0).max(6).default(2),
            deriv: z.int().default(0),
            per: z.enum(["point", "unit"]).default("point"),
          }),
          crop: z.tuple([z.number(), z.number()]),
          snv: z.strictObject({}),
          rubber: z
            .strictObject({ lambda: z.number().gt(0).default(1) })
            .refine(({ lambda }) => lambda !== 13, "13 brings bad luck"),
        }),
      )
      .min(1),
  }),
  views: { spectra: view("spectra") },
});

const model = small({
  kind: "model",
  stage: "modeling",
  gives: "model",
  options: z.strictObject({
    estimator: tagged({
      "pls-da": z.strictObject({
        components: z.union([z.int().min(1).max(50), z.array(z.int().min(1)).min(1)]).default(5),
      }),
      "linear-svc": z.strictObject({ C: z.number().gt(0).default(1) }),
    }),
    tune: z
      .strictObject({
        folds: z.int().min(2).max(20).default(5),
        rule: z.enum(["best", "one-standard-error"]).default("best"),
      })
      .optional(),
  }),
  results: z.strictObject({
    accuracy: z.number().nullable(),
    accuracy_ci: z.tuple([z.number(), z.number()]),
    by_class: z.record(z.string(), z.strictObject({ recall: z.number(), precision: z.number() })),
    folds: z.array(z.strictObject({ score: z.number() })),
    task: z.union([z.strictObject({ rmse: z.number() }), z.strictObject({ f1: z.number() })]).optional(),
  }),
  views: { confusion: view("confusion matrix"), roc: view("ROC curve") },
  metrics,
  quotable: quotableOf as Kind["quotable"],
});

const qc = small({
  kind: "qc",
  role: "gate",
  guarded: true,
  stage: "qc",
  options: z.strictObject({
    gate: z.enum(["data", "spectral", "model"]),
    min_accuracy: z.number().min(0).max(1).optional(),
  }),
});

const figure = small({
  kind: "figure",
  lane: "explanation",
  role: "explanation",
  stage: "reporting",
  options: z.strictObject({}),
  presentation: z.strictObject({ show: z.string(), caption: z.string().optional() }),
  shows: (_, presentation) => [{ address: (presentation as { show: string }).show, at: ["show"] }],
});

const kinds: { readonly [kind: string]: Kind } = { data, preprocess, model, qc, figure };
export const schemes = {
  lobo: z.strictObject({}),
  kfold: z.strictObject({ folds: z.int().min(2).default(5), repeats: z.int().min(1).default(1) }),
};
const registry = { kinds, schemes };

/** Parses a text as the product would a file. */
export const parse = (text: string | Uint8Array, overrides: Overrides = {}, file = "protocol.md"): Parsed =>
  parseProtocol(
    typeof text === "string" ? new TextEncoder().encode(text) : text,
    file,
    registry,
    overrides,
    noFiles,
    tools,
  );

export type Files = { readonly [path: string]: string | Uint8Array };

/** The same with files beside the document, by their path below the root. */
export const parseWith = (text: string, files: Files, file = "protocol.md"): Parsed =>
  parseProtocol(new TextEncoder().encode(text), file, registry, {}, filesOf(files), tools);

const filesOf =
  (files: Files): OpenSource =>
  (path, most) => {
    const content = Object.hasOwn(files, path) ? files[path] : null;
    if (content === null) return { problem: "there is no such file" };
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    return bytes.length > most ? { problem: "it is too large" } : { bytes };
  };

const tools = await loadTools(["formulas", "bibtex"]);

/** Front matter with a title and one input, before a body. */
export const withTitle = (body: string, more = ""): string =>
  `---\ntitle: Trial\ninputs: {meat: {path: meat.csv}}\n${more}---\n\n${body}`;

/** A fence. */
export const block = (info: string, body: string): string => `\`\`\`foodspec ${info}\n${body}\n\`\`\`\n\n`;
