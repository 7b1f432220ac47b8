/** Asked of: what a run was asked to do, as the document says it or somebody typed it — without defaults, paths or secrets. */

import { own } from "../../schemas/dictionary.ts";
import { isRecord } from "../../schemas/is-record.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { type AskedOf, mostInAsked } from "../../schemas/register.ts";
import type { Override } from "../document/parse.ts";
import type { Protocol, ProtocolBlock } from "../document/protocol.ts";
import type { InputFiles } from "../plan/key.ts";
import { canonicalJson } from "../store/canonical.ts";
import { digestOf, digestOfJson } from "../store/digest.ts";
import type { CompileOptions } from "./options.ts";
import { recordedOverrides } from "./overrides.ts";

/** What is needed of a document to say what is asked. */
export interface Asking {
  readonly digest: string;
  readonly files: InputFiles;
  readonly overrides: readonly Override[];
  readonly protocol: Protocol;
}

export function askedOf(prepared: Asking, options: CompileOptions): AskedOf {
  const { protocol, files, digest } = prepared;
  const { written } = protocol;
  const field = (name: string) => {
    const value = own(written, name);
    return value === undefined ? {} : { [name]: shortened(value) };
  };
  const blocks = protocol.blocks.filter(({ added }) => added === null);
  const sources = Object.fromEntries(protocol.sources.map(({ path, bytes }) => [path, digestOf(bytes)]));
  return {
    protocol: { sha256: digest, version: protocol.frontMatter.version },
    ...(protocol.sources.length === 0 ? {} : { sources }),
    ...(written.mode === undefined ? {} : { mode: protocol.settings.mode }),
    ...field("scheme"),
    ...field("seed"),
    ...field("as_of"),
    ...field("primary"),
    ...field("approved_models"),
    overrides: shortened(typedOf(prepared, options)),
    inputs: Object.fromEntries(
      Object.entries(files).map(([name, all]) => [
        name,
        all.length === 1 ? all[0].digest : all.map((one) => one.digest),
      ]),
    ),
    policy: shortened(written.qc_policy ?? {}),
    excluded: excludedOf(blocks),
    blocks: Object.fromEntries(blocks.map((block) => [block.id, blockOf(block)])),
  };
}

/** What was typed but files, which `inputs` tells by their digests. */
const typedOf = (prepared: Asking, options: CompileOptions): { readonly [key: string]: Json } =>
  Object.fromEntries(
    recordedOverrides(prepared, options).flatMap(({ key, override }) =>
      key.startsWith("inputs.") ? [] : [[key, override]],
    ),
  );

/** The names of the samples that are left out, in code-unit order. */
export const excludedSamples = (blocks: readonly ProtocolBlock[]): readonly string[] =>
  [...new Set(blocks.flatMap(({ kind, options }) => kind.excludes?.(options) ?? []))].sort();

function excludedOf(blocks: readonly ProtocolBlock[]): AskedOf["excluded"] {
  const samples = excludedSamples(blocks);
  return { samples: samples.length, sha256: digestOfJson(samples) };
}

/** Options as written; whole by its digest where the parts are small and many. */
function blockOf({ written, kind }: ProtocolBlock): Json {
  const options = shortened({ kind: kind.kind, ...(withoutPaths(written) as { readonly [key: string]: Json }) });
  const text = canonicalJson(options);
  return text.length > mostInAsked ? digestOf(text) : options;
}

/** A file is told by its digest; where it lies is nobody's business. */
function withoutPaths(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutPaths);
  if (!isRecord(value)) return value;
  const isFile = typeof value.path === "string" && value.sha256 !== undefined;
  const kept = Object.entries(value).filter(([key]) => !isFile || key !== "path");
  return Object.fromEntries(kept.map(([key, inside]) => [key, withoutPaths(inside as Json)]));
}

/** With texts and lists that are large by their digest. */
function shortened(value: Json): Json {
  if (isRecord(value) && !Array.isArray(value))
    return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, shortened(inside as Json)]));
  const text = canonicalJson(value);
  return text.length > mostInAsked ? digestOf(text) : value;
}
