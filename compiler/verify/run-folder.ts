/** Run folder: what verifying reads of a run, in bytes by path. The disk comes in from the command line. */

import type { z } from "zod";
import { asked } from "../../schemas/asked.ts";
import { type Manifest, manifestSchema } from "../../schemas/manifest.ts";

export interface RunFolder {
  /** As the user named it. */
  readonly name: string;
  /** Every file below it, with forward slashes, in code-unit order; what is neither file nor folder too. */
  readonly paths: readonly string[];
  /** Null where there is no such file, or it cannot be read. */
  read(path: string): Uint8Array | null;
  /** The text of the register that a manifest names; null where it is not to be found from the folder. */
  register?(file: string): string | null;
  /** The text of the ledger of lockboxes above the folder; null where there is none. */
  ledger?(): string | null;
}

/** Schemas by their name below schemas/json/; null where there is none. */
export type Schemas = (name: string) => z.ZodType | null;

/**
 * The folder, each file that is worked with read once: what was digested is what is worked with, whatever becomes of the file
 * meanwhile. Arrays, which may be large, are read when they are asked for.
 */
export function readOnce(folder: RunFolder): RunFolder {
  const known = new Map<string, Uint8Array | null>();
  const read = (path: string) => {
    const bytes = known.get(path);
    if (bytes !== undefined) return bytes;
    const made = folder.read(path);
    if (!path.endsWith(".npy")) known.set(path, made);
    return made;
  };
  return { ...folder, read };
}

const parsed = new WeakMap<Uint8Array, { readonly value: unknown }>();

/** What stands in a JSON file; undefined where it is not there or no JSON. Nobody may change it: others read the same value. */
export function jsonOf(folder: RunFolder, path: string): unknown {
  const bytes = folder.read(path);
  if (bytes === null) return undefined;
  const known = parsed.get(bytes) ?? { value: parse(bytes) };
  parsed.set(bytes, known);
  return known.value;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}

/** The manifest; null where there is none, or it does not fit its schema. */
export function manifestOf(folder: RunFolder): Manifest | null {
  const parsed = asked(manifestSchema, jsonOf(folder, "manifest.json"));
  return parsed.success ? parsed.data : null;
}

/** A file the manifest names: its digest and, where a block wrote it, that block's kind. */
export interface Listed {
  readonly digest: string;
  readonly kind: string | null;
}

export function listed({ files, blocks }: Manifest): ReadonlyMap<string, Listed> {
  const named = new Map<string, Listed>();
  for (const [path, digest] of Object.entries(files)) named.set(path, { digest, kind: null });
  for (const { kind, artifacts } of blocks)
    for (const [path, digest] of Object.entries(artifacts)) named.set(path, { digest, kind });
  return named;
}
