/** Small kinds of the tests' own and documents of them in a word a block, so that plans are tested without methods or YAML. */

import { z } from "zod";
import type { Kind } from "../../../blocks/contract/kind.ts";
import { fromRows, type Matrix } from "../../../blocks/contract/matrix.ts";
import type { Context, InputFile, Inputs } from "../../../blocks/contract/running.ts";
import type { ValueName } from "../../../blocks/contract/values.ts";
import { methods } from "../../../blocks/methods/methods.ts";
import { headlineOf, undoneOf } from "../../../blocks/model/told.ts";
import { lines } from "../../../compiler/diagnostics/lines.ts";
import type { Protocol, ProtocolBlock } from "../../../compiler/document/protocol.ts";
import { type Deciding, type Decision, decide, type Upstream } from "../../../compiler/plan/decide.ts";
import { buildGraph, type Graph } from "../../../compiler/plan/graph.ts";
import type { Load } from "../../../compiler/plan/key.ts";
import type { Node } from "../../../compiler/plan/node.ts";
import type { OrchestratorMode } from "../../../compiler/plan/order.ts";
import { digestOf, digestOfJson } from "../../../compiler/store/digest.ts";
import { memoryStore } from "../../../compiler/store/store.ts";
import { defaultDriftPolicy } from "../../../schemas/drift-policy.ts";
import type { ChecksReport } from "../../../schemas/gate-report.ts";
import type { Json } from "../../../schemas/plain-json.ts";
import type { BlockRecord, Preimage } from "../../../schemas/records.ts";

const base = {
  summary: "A kind of the tests.",
  mustExplain: [],
  lane: "decision",
  role: "decision_capable",
  reads: [],
  draws: false,
  options: z.looseObject({}),
  presentation: z.looseObject({}),
  results: z.looseObject({}),
  artifacts: {},
  views: {},
  inputs: () => [],
  needs: () => [],
  infer: () => ({ shape: null, remarks: [] }),
} as const;

/** What a test's block does; the parts it gives may be cut short. */
export type Run = (inputs: Inputs, options: { readonly [name: string]: Json }, context: Context) => unknown;

/** A kind of which a test says only what it is about. */
export function kindOf(declared: Partial<Omit<Kind, "run" | "gives">> & { gives?: ValueName | null; run?: Run }): Kind {
  return {
    ...base,
    kind: "plain",
    stage: "modeling",
    gives: null,
    run: () => ({ results: {}, artifacts: [] }),
    ...(declared as object),
  } as unknown as Kind;
}

const matrixOf = (bytes: Uint8Array): Matrix => fromRows(JSON.parse(new TextDecoder().decode(bytes)));
const both = { accepts: [{ value: "dataset", parts: ["rows"] }], found: "via" } as const;

const data = kindOf({
  kind: "data",
  stage: "validation",
  gives: "dataset",
  inputs: (options) => [(options as { input?: string }).input ?? "meat"],
  run: (_, { input = "meat" }, context) => ({
    gives: { spectra: matrixOf(context.input(input as string)[0].bytes), rows: { id: ["a", "b"] } },
    results: { n: 2 },
    artifacts: [],
  }),
});

const prep = kindOf({
  kind: "prep",
  stage: "preprocessing",
  gives: "variables",
  needs: () => [
    {
      accepts: [
        { value: "dataset", parts: ["spectra"] },
        { value: "variables", parts: ["ready"] },
      ],
      found: "chain",
    },
    both,
  ],
  run: ({ dataset, variables }, { times = 2 }) => {
    const x = (dataset?.spectra ?? variables?.ready) as Matrix;
    const ready = { ...x, data: x.data.map((value) => value * (times as number)) };
    return { gives: { ready, pipeline: { times }, display: { display: ready } }, results: {}, artifacts: [] };
  },
});

/** Starts where `prep` ends, as feature extraction does. */
const features = kindOf({
  ...prep,
  kind: "features",
  stage: "features",
  needs: () => [{ accepts: [{ value: "variables", parts: ["ready"] }], found: "chain" }],
  run: prep.run as unknown as Run,
});

/** Starts from `prep` or the data, from others of its own only where `from` says so. */
const picky = kindOf({
  ...prep,
  kind: "picky",
  needs: () => [
    {
      accepts: [
        { value: "variables", parts: ["ready"], kinds: ["prep"] },
        { value: "dataset", parts: ["spectra"] },
      ],
      found: "chain",
    },
  ],
  run: prep.run as unknown as Run,
});

const model = kindOf({
  kind: "model",
  gives: "model",
  headline: headlineOf as Kind["headline"],
  undone: undoneOf as Kind["undone"],
  reads: ["scheme"],
  draws: true,
  needs: () => [
    {
      accepts: [
        { value: "variables", parts: ["ready", "pipeline"] },
        { value: "dataset", parts: ["spectra"] },
      ],
      found: "chain",
    },
    both,
  ],
  run: ({ variables, dataset }, { k = 1 }, context) => ({
    gives: { scores: variables?.ready ?? dataset?.spectra, recipe: { k, seed: context.seed } },
    results: { accuracy: 0.5, estimator: "mean" },
    artifacts: [],
  }),
});

const judged = {
  data: { value: "dataset", parts: ["spectra"] },
  spectral: { value: "variables", parts: ["ready", "display"] },
  model: { value: "model", parts: ["scores"] },
} as const;

/** A gate: passes unless its option says otherwise. */
const gate = kindOf({
  kind: "gate",
  stage: "qc",
  role: "gate",
  gives: "gate",
  checked: (results) => results as unknown as ChecksReport,
  needs: (options) => [
    {
      accepts: [judged[(options as { gate?: keyof typeof judged }).gate ?? "data"]],
      found: "chain",
      many: true,
    },
    both,
  ],
  run: ({ given }, { gate = "data", pass = true }) => ({
    gives: { verdict: { gate, passed: pass, judged: given.flatMap(({ block }) => block ?? []) } },
    results: {},
    artifacts: [],
  }),
});

const figure = kindOf({
  kind: "figure",
  stage: "reporting",
  lane: "explanation",
  role: "explanation",
  shows: (_, presentation) => [{ address: (presentation as { show?: string }).show ?? "model.scores", at: ["show"] }],
});

/** Loads the models its option lists, each by its name. */
const compare = kindOf({
  kind: "compare",
  stage: "reporting",
  lane: "explanation",
  role: "explanation",
  needs: (options) => [
    {
      accepts: [{ value: "model", parts: ["scores"] }],
      found: { named: (options as { models: readonly string[] }).models, option: "models" },
      many: true,
    },
    both,
  ],
});

export const kinds = { data, prep, features, picky, model, gate, figure, compare };

/** A block in a word: `prep #a from data`; its options may follow, and what is presentation. */
export type Line =
  | string
  | readonly [block: string | Kind, options?: { readonly [name: string]: Json }, presentation?: Json, id?: string];

/** The blocks of a document; a kind that is not one of the small ones stands itself instead of its name. */
export function doc(...lines: readonly Line[]): readonly ProtocolBlock[] {
  return lines.map((line, index) => {
    const [what, options = {}, presentation = {}, given] = typeof line === "string" ? ([line] as const) : line;
    const [, word, id, from] =
      /^(\w+)(?: #(\w+))?(?: from (\w+))?$/.exec(typeof what === "string" ? what : "own") ?? [];
    const kind = typeof what === "string" ? kinds[word as keyof typeof kinds] : what;
    const position = { file: "protocol.md", line: 10 * (index + 1), column: 1, endLine: 10 * index + 12, endColumn: 4 };
    return {
      id: given ?? id ?? kind.kind,
      kind,
      index,
      options,
      presentation,
      from: from === undefined ? null : [from],
      source: "",
      written: options,
      position,
      line: position.line,
      at: (path) => ({ ...position, line: position.line + 1, column: path.length + 1 }),
      added: null,
    };
  });
}

export const settings: Protocol["settings"] = {
  mode: "research",
  scheme: { name: "lobo", options: {} },
  qc_policy: {},
  drift_policy: defaultDriftPolicy,
  approved_models: ["mean"],
  as_of: null,
};

export function protocolOf(blocks: readonly ProtocolBlock[], more: Partial<Protocol> = {}): Protocol {
  return {
    file: "docs/protocol.md",
    bytes: new Uint8Array(),
    text: "",
    at: lines("docs/protocol.md", ""),
    sources: [],
    inlineTexts: new Map(),
    cited: [],
    frontMatter: {
      title: "Trial",
      version: "1.0",
      authors: [],
      report: { exhibits: "default", paper: "A4" },
    } as unknown as Protocol["frontMatter"],
    settings,
    seed: 7,
    written: {},
    frontMatterAt: () => blocks[0].position,
    blocks,
    inlineValues: [],
    references: [],
    tree: { type: "root", children: [] },
    ...more,
  };
}

export const graphOf = (blocks: readonly ProtocolBlock[], mode: OrchestratorMode = "two_lane_strict"): Graph =>
  buildGraph(blocks, mode);

export function nodeOf(graph: Graph, id: string): Node {
  const node = graph.nodes.find(({ block }) => block.id === id);
  if (node === undefined) throw new Error(`the document has no block ${id}`);
  return node;
}

export const file = (text: string, path = "data/meat.csv"): InputFile => {
  const bytes = new TextEncoder().encode(text);
  return { path, bytes, digest: digestOf(bytes) };
};

/** The two spectra every document of the tests starts from. */
export const files = { meat: [file("[[1,2],[3,4]]")] };

/** The digest of what computes: of its name, here. */
export const implementations: { readonly [id: string]: string } = Object.fromEntries(
  [...[...Object.keys(kinds), "plain"].map((kind) => `kind:${kind}`), "step:crop", "estimator:pls"].map((id) => [
    id,
    digestOf(id),
  ]),
);

/** Loads parts that records name by the digest of a word: what each word stands for. */
export const loadWords =
  (words: { readonly [word: string]: unknown }): Load =>
  (_value, _part, digest) =>
    Object.entries(words).find(([word]) => digestOf(word) === digest)?.[1];

export const deciding = (blocks: readonly ProtocolBlock[], more: Partial<Deciding> = {}): Deciding => ({
  protocol: protocolOf(blocks),
  files,
  implementations,
  store: memoryStore(),
  load: loadWords({}),
  methods,
  isForced: () => false,
  closedGates: new Set(),
  last: () => null,
  ...more,
});

/** A record as a block would leave it, with parts whose digests are those of the texts given. */
export function recordOf(
  preimage: Preimage,
  value: { readonly name: ValueName; readonly parts: { readonly [part: string]: string } } | null,
  more: Partial<BlockRecord> = {},
): BlockRecord {
  const parts = Object.entries(value?.parts ?? {}).map(([part, text]) => [part, digestOf(text)]);
  return {
    schema_version: 1,
    key: digestOfJson(preimage),
    preimage,
    value: value === null ? null : { name: value.name, parts: Object.fromEntries(parts) },
    results: {},
    artifacts: {},
    remarks: [],
    logged: {},
    na: null,
    events: [],
    ...more,
  };
}

export const somePreimage: Preimage = {
  schema_version: 1,
  kind: "data",
  implementation: digestOf("code"),
  methods: {},
  options: {},
  settings: {},
  inputs: [],
  files: {},
};

export const ended = (record: BlockRecord): Upstream => ({ state: "ended", record });

/** What happens to a block of a document, given what is known above it. */
export function decision(
  blocks: readonly ProtocolBlock[],
  id: string,
  upstream: { readonly [id: string]: Upstream },
  more: Partial<Deciding> = {},
): Decision {
  return decide(nodeOf(graphOf(blocks), id), new Map(Object.entries(upstream)), deciding(blocks, more));
}
