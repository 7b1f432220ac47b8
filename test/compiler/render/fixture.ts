/** A finished run made by hand: the lean meats, with views that need no statistics. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Root } from "mdast";
import { z } from "zod";
import { bars } from "../../../blocks/charts/bars.ts";
import { confusion } from "../../../blocks/charts/confusion.ts";
import { predictedMeasured } from "../../../blocks/charts/predicted-measured.ts";
import { tuning } from "../../../blocks/charts/tuning.ts";
import type { Kind } from "../../../blocks/contract/kind.ts";
import { matrix } from "../../../blocks/contract/matrix.ts";
import type { SpectraView, TableView, View, ViewData } from "../../../blocks/contract/view.ts";
import { registry } from "../../../blocks/registry.ts";
import type { Finding, Position } from "../../../compiler/diagnostics/finding.ts";
import { lines } from "../../../compiler/diagnostics/lines.ts";
import { parseMarkdown } from "../../../compiler/document/markdown.ts";
import type { InlineValue, Protocol, ProtocolBlock, Reference } from "../../../compiler/document/protocol.ts";
import { draw } from "../../../compiler/draw/draw.ts";
import type { Assets } from "../../../compiler/render/assets.ts";
import type { Drawers } from "../../../compiler/render/exhibit.ts";
import type { Circumstances, Run, RunBlock, RunSource } from "../../../compiler/run/types.ts";
import { defaultDriftPolicy } from "../../../schemas/drift-policy.ts";
import { frontMatterSchema } from "../../../schemas/front-matter.ts";
import type { Json } from "../../../schemas/plain-json.ts";
import { passedGate } from "../run/fixture.ts";

const templates = join(import.meta.dirname, "../../../templates");
/** Draws everything anew. */
export const drawers: Drawers = { draw, kept: { get: () => null, keep: () => undefined }, digest: "" };

export const assets: Assets = {
  text: (path) => readFileSync(join(templates, path), "utf8"),
  bytes: (path) => readFileSync(join(templates, path)),
};

export const digest = (k: number): string => `sha256:${String(k).repeat(64).slice(0, 64)}`;

export const circumstances: Circumstances = {
  runId: "20250101_120000_111111",
  timestamp: "2025-01-01T12:00:00.000Z",
  durationSeconds: 3.25,
  foodspecVersion: "0.1.0",
  nodeVersion: "20.20.2",
  browserVersion: null,
  browserSandbox: null,
  triedInStore: null,
  lockboxes: [],
  register: null,
  changes: null,
  config: null,
  program: `sha256:${"9".repeat(64)}`,
  packages: { zod: "4.6.7", vega: "6.4.0" },
  os: "linux",
  git: { hash: "0123456789abcdef", branch: "main", dirty: true },
  command: "foodspec compile protocol.md",
  order: "as in the document",
};

const text = `# Introduction

Minced meat holds between 1 and 50 % of **fat**. This protocol asks whether near-infrared transmission tells lean
meat from fat, and how sure one may be of the answer. The spectra[^1] were measured on a Tecator Infratec.

[^1]: 850 to 1050 nm, 100 points.

\`\`\`foodspec data
input: meat
id: sample_id
label: fat_label
batch: lot
\`\`\`

## What is done to a spectrum

The first derivative takes away the offset; standard normal variate what scatter adds to it.

\`\`\`foodspec preprocess #prep
steps:
  - savgol: {window: 11, order: 2, deriv: 1}
  - snv
\`\`\`

## The model

PLS-DA with the number of latent variables tuned inside each training set.

\`\`\`foodspec model #plsda
estimator: {pls-da: {components: [1, 2, 3, 4, 5, 6, 8, 10]}}
\`\`\`

The model was right for \`= plsda.accuracy : .1%\` of unseen samples (95 % CI \`= plsda.accuracy_ci : .1%\`); see
[the confusion matrix](#plsda.confusion) and [](#plsda.metrics). Bias was \`= plsda.bias : .2f\`, the smallest
p-value \`= plsda.p : .1e\`. Conformal sets are \`= trust.coverage : .1%\`.

\`\`\`foodspec figure #matrix
show: plsda.confusion
caption: Most errors are fat samples taken for lean ones.
\`\`\`

| what | value |
| --- | ---: |
| recall of over 20 % | \`= plsda.by_class["over 20 %"].recall : .3f\` |
| samples | \`= plsda.n\` |

### Accuracy \`= plsda.accuracy : .1%\` by class

\`\`\`foodspec trust
conformal: {alpha: 0.1}
\`\`\`

See also [the data](#data), [the handbook](https://example.org/nir), [introduction](#introduction).
`;

export interface Written {
  readonly text?: string;
  readonly frontMatter?: { readonly [key: string]: unknown };
  readonly status?: Run["status"];
  readonly blocks?: readonly RunBlock[];
  readonly findings?: readonly Finding[];
}

/** A run of the text above, or of another text over the same blocks. */
export function run(changed: Written = {}): Run {
  const protocol = protocolOf(changed.text ?? text, changed.frontMatter ?? {});
  const blocks = changed.blocks ?? blocksOf(protocol);
  const findings = changed.findings ?? blocks.flatMap((block) => block.findings);
  return {
    protocol: { ...protocol, blocks: blocks.map(({ block }) => block) },
    status: changed.status ?? "success",
    exitCode: changed.status === "failed" ? 7 : 0,
    blocks,
    findings,
    foodspecVersion: "0.1.0",
    content: {
      digest: digest(1),
      inputs: [
        {
          name: "meat",
          path: "meats-nir.csv",
          size_bytes: 193_412,
          sha256: digest(2),
          n_rows: 215,
          n_cols: 107,
          missing_fraction: 0,
        },
      ],
      sources: [],
      overrides: [],
      gates: [passedGate("qc", digest(3), 6)],
    },
  };
}

export function protocolOf(written: string, frontMatter: { readonly [key: string]: unknown }): Protocol {
  const body = parseMarkdown(written);
  if ("beyond" in body) throw new Error(`the document has more than ${body.beyond.limit} ${body.beyond.things}`);
  const { tree } = body;
  const front = frontMatterSchema.parse({ title: "Lean or not? Minced meat by NIR", version: "1.2.0", ...frontMatter });
  const found = scan(tree);
  return {
    file: "protocol.md",
    bytes: new TextEncoder().encode(written),
    text: written,
    at: lines("protocol.md", written),
    sources: [],
    inlineTexts: new Map(),
    cited: [],
    frontMatter: front,
    settings: {
      mode: front.mode,
      scheme: { name: "lobo", options: {} },
      qc_policy: {},
      drift_policy: defaultDriftPolicy,
      approved_models: [],
      as_of: null,
    },
    seed: 0,
    written: {},
    frontMatterAt: () => start,
    blocks: [],
    inlineValues: found.values,
    references: found.references,
    tree,
  };
}

const start: Position = { file: "protocol.md", line: 1, column: 1, endLine: 1, endColumn: 2 };

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly position?: Root["position"];
  readonly children?: readonly Node[];
}

function positionOf(node: Node): Position {
  const { start: from, end } = node.position ?? { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
  return { file: "protocol.md", line: from.line, column: from.column, endLine: end.line, endColumn: end.column };
}

function scan(tree: Root): { values: InlineValue[]; references: Reference[] } {
  const values: InlineValue[] = [];
  const references: Reference[] = [];
  const visit = (node: Node): void => {
    const value = /^= (.*?)(?: : (.*))?$/.exec(node.type === "inlineCode" ? (node.value ?? "") : "");
    if (value !== null) {
      const path = [...value[1].matchAll(/\["([^"]*)"\]|([^.[\]]+)/g)].map(([, quoted, plain]) => quoted ?? plain);
      values.push({
        path,
        format: value[2] ?? null,
        position: positionOf(node),
        offset: node.position?.start.offset ?? 0,
      });
    }
    if (node.type === "link" && node.url?.startsWith("#") && node.url.includes(".")) {
      references.push({ address: node.url.slice(1), position: positionOf(node) });
    }
    node.children?.forEach(visit);
  };
  visit(tree);
  return { values, references };
}

/** The blocks of the fences of a document, by id; fences of other ids get an empty block. */
export function blocksOf({ tree }: { readonly tree: Root }): RunBlock[] {
  const all = (tree.children as readonly Node[]).flatMap((node) =>
    node.type === "details" ? (node.children ?? []) : [node],
  );
  const fences = all.filter((node) => node.type === "code" && (node as { lang?: string }).lang === "foodspec");
  return fences.map((node, index) => {
    const [kind, id = kind] = ((node as { meta?: string }).meta ?? "").split(" #");
    return blockOf(kind, id, index, node.value ?? "", positionOf(node));
  });
}

export const source: RunSource = {
  digest: "",
  block: "",
  options: null,
  results: null,
  own: async () => null,
  input: async () => null,
};

function blockOf(
  kind: string,
  id: string,
  index: number,
  body: string,
  position: Position,
  changed: Partial<RunBlock> = {},
): RunBlock {
  const shows = /show: (\S+)/.exec(body)?.[1];
  const caption = /caption: (.*)/.exec(body)?.[1];
  const block: ProtocolBlock = {
    id,
    kind: kindOf(kind),
    index,
    options: {
      ...(kind === "trust" ? { conformal: { alpha: 0.1 }, calibration: true, abstention: false } : {}),
      ...(kind === "figure" ? { show: shows } : {}),
    } as Json,
    presentation: { ...(caption === undefined ? {} : { caption }) },
    from: null,
    source: `${body}\n`,
    written: {},
    position,
    line: position.line,
    at: () => position,
    added: null,
  };
  return {
    block,
    execution: "ran",
    result: "ok",
    reason: null,
    key: digest(4 + index),
    results: {},
    aim: null,
    from: [],
    artifacts: {},
    findings: [],
    source,
    hasValue: false,
    views: {},
    durationSeconds: 0.5,
    ...(known[id] ?? {}),
    ...changed,
  };
}

function kindOf(kind: string): Kind {
  const shows: Kind["shows"] = (options) => [{ address: (options as { show: string }).show, at: ["show"] }];
  const role = kind === "qc" ? "gate" : "explanation";
  const stage = kind === "trust" ? "trust" : kind === "qc" ? "qc" : "modeling";
  const { name, chapter, companions } = registry.kinds[kind] ?? {};
  const base = {
    kind,
    name,
    chapter,
    companions,
    role,
    stage,
    lane: "decision",
    inputs: () => (kind === "data" ? ["meat"] : []),
    summary: "",
    mustExplain: [],
    reads: [],
    draws: false,
    options: z.object({}),
    presentation: z.object({}),
  };
  return { ...base, ...(kind === "figure" || kind === "table" ? { shows } : {}) } as unknown as Kind;
}

export function viewOf(title: string, data: ViewData, byDefault = true, caption = `The ${title}.`): View {
  const shape = data.type === "table" ? "table" : "figure";
  return {
    shape,
    title,
    byDefault,
    exists: () => true,
    make: async () => ({ data, alt: `${title}, in words`, caption }),
  };
}

export const table: TableView = {
  type: "table",
  columns: [
    { key: "metric", title: "Metric", format: null },
    { key: "value", title: "Value", format: "index" },
    { key: "ci", title: "95 % interval", format: "index" },
    { key: "n", title: "Samples", format: "count" },
  ],
  rows: [
    { metric: "accuracy", value: 0.983, ci: [0.952, 0.997], n: 178 },
    { metric: "balanced accuracy", value: 0.97, ci: [0.94, 0.99], n: 178 },
    { metric: "bias", value: -1, ci: null, n: 178 },
    { metric: "rpd", value: null, ci: null, n: null },
  ],
  origins: { "0:value": { artifact: "model/metrics.json", pointer: "/pooled/accuracy" } },
};

export function spectra(rows = 60, points = 100, noise = 0.004): SpectraView {
  const x = matrix(rows, points);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < points; j++) {
      const t = j / points;
      const wave = Math.sin(i * 12.9898 + j * 78.233) * 43758.5453;
      x.data[i * points + j] =
        2.6 + 0.4 * Math.sin(6 * t + (i % 2) * 0.5) + ((i * 7) % 11) * 0.06 + noise * (wave - Math.floor(wave) - 0.5);
    }
  }
  return {
    type: "spectra",
    axis: {
      title: "Wavelength",
      unit: "nm",
      values: Array.from({ length: points }, (_, j) => 850 + (200 * j) / Math.max(1, points - 1)),
      descending: false,
    },
    ordinate: "Absorbance",
    spectra: x,
    codes: Array.from({ length: rows }, (_, i) => i % 2),
    classes: ["over 20 %", "up to 20 %"],
    ids: Array.from({ length: rows }, (_, i) => `m${i + 1}`),
    marked: [3],
  };
}

const observed = Array.from({ length: 60 }, (_, i) => 1 + i * 0.8);
const predicted = observed.map((value, i) => value + 1.6 * Math.sin(i * 5));
export const charts = {
  confusion: confusion({
    classes: ["over 20 %", "up to 20 %"],
    counts: [
      [62, 3],
      [0, 113],
    ],
    unit: "samples",
  }),
  tuning: tuning({
    option: "components",
    values: [1, 2, 3, 4, 5, 6, 8, 10],
    mean: [0.7, 0.78, 0.88, 0.93, 0.965, 0.968, 0.97, 0.969],
    se: [0.02, 0.02, 0.015, 0.012, 0.01, 0.01, 0.011, 0.011],
    chosen: 4,
    metric: "balanced accuracy",
    isShare: true,
    rule: "one-standard-error",
    lowerIsBetter: false,
  }),
  bars: bars({ names: ["over 20 %", "up to 20 %"], values: [65, 113], title: "Class", measure: "Samples" }),
  predictedMeasured: predictedMeasured({
    observed,
    predicted,
    ids: observed.map((_, i) => `m${i + 1}`),
    external: observed.map((_, i) => i % 6 === 0),
    unit: "%",
    target: "fat",
    rmse: 1.1,
  }),
};

export const warning: Finding = {
  code: "FS3401",
  severity: "warning",
  message: "22 pairs of rows are the same spectrum with the same chemistry",
  help: ["drop the copies with `duplicates: drop`", "or say why they are repeated measurements"],
  stage: "validation",
  exit: 3,
  position: { file: "data/meats-nir.csv", line: 118, column: 1, endLine: 118, endColumn: 2 },
  block: "data",
  pointer: null,
  mark: null,
  facts: {},
  related: [],
  count: 1,
  fix: null,
};

const known: { readonly [id: string]: Partial<RunBlock> } = {
  data: {
    result: "warn",
    findings: [warning],
    results: { n_samples: 178 },
    artifacts: { "data/data_summary.json": digest(8) },
    views: {
      "class-distribution": viewOf("class distribution", charts.bars),
      "spectra-raw": viewOf("raw spectra", spectra(), true, "Absorbance of 60 spectra as read."),
    },
  },
  prep: {
    artifacts: { "preprocessing/X_preprocessed.npy": digest(9) },
    views: { "spectra-preprocessed": viewOf("preprocessed spectra", spectra(60, 100, 0.2)) },
  },
  plsda: {
    results: {
      accuracy: 0.9831,
      accuracy_ci: [0.891, 0.94],
      bias: -0.314,
      p: 0.0000123,
      n: 178,
      by_class: { "over 20 %": { recall: 0.9538 } },
    },
    artifacts: { "model/metrics.json": digest(7) },
    views: {
      tuning: viewOf(
        "tuning",
        charts.tuning,
        true,
        "Inner cross-validation of all samples; bars are one standard error.",
      ),
      confusion: viewOf("confusion matrix", charts.confusion),
      "predicted-measured": viewOf(
        "predicted against measured",
        charts.predictedMeasured,
        true,
        "Dashed lines stand one RMSE off the identity.",
      ),
      metrics: viewOf("metrics", table, true, "Counted by sample, leave one lot out."),
      roc: {
        ...viewOf("ROC curve", table),
        shape: "figure",
        make: async () => ({ na: "There is no positive class." }),
      },
    },
  },
  trust: {
    result: "na",
    results: null,
    reason: { code: "too_few_samples", sentence: "Class `over 20 %` has 20 samples; 25 are needed" },
    source: null,
    hasValue: false,
    views: { coverage: viewOf("coverage", table) },
  },
};
