/** Preimages naming: of what the keys that a store keeps records under were made, in one pass over the records and without what they gave. */
import { asked } from "../../schemas/asked.ts";
import { type Preimage, preimageSchema } from "../../schemas/records.ts";
import { digestOfJson } from "./digest.ts";
import type { Seal } from "./seal.ts";
import { parseOrNull } from "./store.ts";
import type { StoreFiles } from "./store-files.ts";

/** A store of more is looked at in part: who counts, counts at least so many. */
const mostRead = 500;
const mostFound = 50;

/**
 * Pre-images of sealed records whose JSON holds every text, in code-unit order of their keys. Only these are parsed and have their
 * seal looked at; what no key at hand had sealed is as absent. Of a large store the first ones.
 *
 * @param texts at least one that few records hold, as a digest is
 */
export function preimagesNaming(files: StoreFiles, seal: Seal, texts: readonly string[]): readonly Preimage[] {
  const found: Preimage[] = [];
  let left = mostRead;
  for (const folder of files.names("keys")) {
    for (const name of files.names(`keys/${folder}`)) {
      if (left-- === 0 || found.length === mostFound) return found;
      const way = `keys/${folder}/${name}`;
      const bytes = name.endsWith(".json") ? files.read(way) : null;
      if (bytes === null || !holds(bytes, texts)) continue;
      const answer = asked(preimageSchema, seal.opened(way, parseOrNull(bytes))?.preimage);
      if (answer.success && digestOfJson(answer.data) === `sha256:${folder}${name.slice(0, -".json".length)}`)
        found.push(answer.data);
    }
  }
  return found;
}

function holds(bytes: Uint8Array, texts: readonly string[]): boolean {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return texts.every((text) => all.includes(text));
}
