/** Runs the data block on texts, as the compiler would, and says what it did. */

import { createHash } from "node:crypto";
import type { DatasetParts } from "../../../blocks/contract/dataset.ts";
import { Refusal, type Remark } from "../../../blocks/contract/refusal.ts";
import type { Context, InputFile } from "../../../blocks/contract/running.ts";
import type { ViewSource } from "../../../blocks/contract/view.ts";
import { inTurn } from "../../../blocks/contract/work.ts";
import { data } from "../../../blocks/data/block.ts";
import { readSheet, type Sheet } from "../../../blocks/data/csv/sheet.ts";
import { nearestReading } from "../../../blocks/data/read/find-reading.ts";
import { textOf } from "../../../blocks/data/read/text.ts";
import { unpack } from "../../../blocks/data/read/unpack.ts";
import type { DataSummary } from "../../../blocks/data/results.ts";
import { methods } from "../../../blocks/methods/methods.ts";
import type { Json } from "../../../schemas/plain-json.ts";

/** A file's text or bytes, or several files by path. */
export type Content = string | Uint8Array | { readonly [path: string]: string | Uint8Array };

export interface DataRun {
  readonly dataset: DatasetParts;
  readonly summary: DataSummary;
  readonly remarks: readonly Remark[];
  /** What was said of whether axis and values can be right: of most files here, which are short, something is. */
  readonly doubts: readonly Remark[];
  /** data/data.csv, where asked for. */
  readonly csv: string | null;
  /** data/join.json, where something is joined. */
  readonly join: Json | null;
  /** data/features.json, where a table is matched in time, and the lines of data/features.csv. */
  readonly features: Json | null;
  readonly featureLines: readonly string[];
  readonly source: ViewSource;
  readonly logged: { readonly [name: string]: Json };
}

/**
 * Content of `input: it`, options beside it, and what other inputs hold. Wide unless the options say otherwise, since most
 * files here have fewer points than a layout that is found. Throws what the block throws.
 */
export function runData(
  content: Content,
  options: { readonly [option: string]: unknown } = {},
  others: { readonly [input: string]: Content } = {},
  settings: Context["settings"] = {},
): DataRun {
  const inputs: { readonly [input: string]: Content } = { it: content, ...others };
  const parsed = data.options.parse({
    input: "it",
    axis: { unit: "nm" },
    layout: "wide",
    ...options,
    ...withWideTest(options),
  }) as Json;
  const allowed = data.inputs(parsed);
  const remarks: Remark[] = [];
  const done = data.run({ given: [] }, parsed, {
    settings,
    methods,
    input(name) {
      if (!allowed.includes(name)) throw new Error(`${name} was not declared`);
      return filesOf(inputs[name]);
    },
    stream: () => {
      throw new Error("the data block draws nothing");
    },
    seed: 0,
    remark: (code, facts = {}, place = {}) => remarks.push({ code, facts, ...place }),
    breathe: async () => {},
    spread: inTurn(async () => {}),
    log: () => {},
  });
  if (done instanceof Promise) throw new Error("the data block answers at once");
  const summary = data.results.parse(JSON.parse(JSON.stringify(done.results))) as DataSummary;
  const text = done.artifacts.find((artifact) => "text" in artifact && artifact.path === "data/data.csv");
  const featureLines = done.artifacts.find((artifact) => "text" in artifact && artifact.path === "data/features.csv");
  const dataset = done.gives as unknown as DatasetParts;
  return {
    dataset,
    summary,
    remarks: remarks.filter(({ code }) => !doubts.includes(code)),
    doubts: remarks.filter(({ code }) => doubts.includes(code)),
    csv: text === undefined || !("text" in text) ? null : text.text,
    join:
      done.artifacts.flatMap((file) => ("json" in file && file.path === "data/join.json" ? [file.json] : []))[0] ??
      null,
    features:
      done.artifacts.flatMap((file) => ("json" in file && file.path === "data/features.json" ? [file.json] : []))[0] ??
      null,
    featureLines: featureLines !== undefined && "text" in featureLines ? featureLines.text.trimEnd().split("\n") : [],
    logged: done.logged ?? {},
    source: {
      block: "data",
      options: parsed,
      results: done.results,
      own: async (part) => dataset[part as keyof DatasetParts],
      input: async () => {
        throw new Error("the data block starts from nothing");
      },
    },
  };
}

/** External rows of another input have few points too. */
function withWideTest({ test }: { readonly [option: string]: unknown }) {
  if (typeof test !== "object" || test === null || !("input" in test) || "read" in test) return {};
  return { test: { ...test, read: { layout: "wide" } } };
}

const doubts = ["FS3065", "FS3066", "FS3123", "FS3125", "FS3126", "FS3127", "FS3130"];

/** The findings with which the block refuses; throws when it does not. */
export function refusalOf(...call: Parameters<typeof runData>): readonly Remark[] {
  try {
    runData(...call);
  } catch (error) {
    if (error instanceof Refusal) return error.remarks;
    throw error;
  }
  throw new Error("the data were not refused");
}

/** What a check without data says of the options. */
export function checkOptions(options: { readonly [option: string]: unknown }) {
  return data.infer(
    { shapes: {}, settings: {} },
    data.options.parse({ input: "it", axis: { unit: "nm" }, ...options }) as Json,
    {},
  );
}

export function fileOf(path: string, content: string | Uint8Array): InputFile {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return { path, bytes, digest: `sha256:${createHash("sha256").update(bytes).digest("hex")}` };
}

const filesOf = (content: Content): InputFile[] =>
  typeof content === "string" || content instanceof Uint8Array
    ? [fileOf("it.csv", content)]
    : Object.entries(content).map(([path, each]) => fileOf(path, each));

/** The sheet of a text whose layout is of no account here: fields go where `slotsOf` says. */
export function sheetOf(
  content: string | Uint8Array,
  declared: Parameters<typeof nearestReading>[1] | object,
  slotsOf: Parameters<typeof readSheet>[2],
): Sheet {
  const text = textOf(unpack(fileOf("it.csv", content)), undefined);
  const options = { axis: {}, layout: { name: "wide", options: {} }, ...declared } as Parameters<
    typeof nearestReading
  >[1];
  return readSheet(text, nearestReading(text, options).dialect, slotsOf);
}
