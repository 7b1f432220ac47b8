/** Unit objects: what a unit names by digest, put where any process finds it, and read back from there. */

import type { InputFile } from "../../blocks/contract/running.ts";
import { asked } from "../../schemas/asked.ts";
import { dictionary, own } from "../../schemas/dictionary.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { type Preimage, preimageSchema } from "../../schemas/records.ts";
import type { InputFiles } from "../plan/key.ts";
import { canonicalJson } from "../store/canonical.ts";
import { digestOfJson } from "../store/digest.ts";
import type { Store } from "../store/store.ts";

/** Before a unit is done, here or elsewhere: the bytes of every file its pre-image names are objects of the store. */
export function layInputs(store: Store, preimage: Preimage, files: InputFiles): void {
  for (const name of Object.keys(preimage.files))
    for (const { digest, bytes } of own(files, name) ?? []) store.lay(digest, bytes);
}

/**
 * The pre-image as an object, whose digest is the key; and, as a note, as it was written: a key does not know in which order a
 * document has its options, and some files of a run tell them in that order.
 */
export function layPreimage(store: Store, preimage: Preimage): string {
  const key = store.put(canonicalJson(preimage));
  store.leave(noteOf(key), preimage as Json);
  return key;
}

const noteOf = (key: string): string => `pre-image of ${key}`;

/** The pre-image of a key, from the store. @throws Error where it is not there, or what stands there is another's */
export function preimageIn(store: Store, key: string): Preimage {
  const found = asked(preimageSchema, store.note(noteOf(key)));
  if (!found.success || digestOfJson(found.data) !== key) throw new Error(`the store holds no pre-image of ${key}`);
  return found.data;
}

/** The input files a pre-image names, from the store. @throws Error where the bytes of one are not there */
export function inputsIn(store: Store, preimage: Preimage): InputFiles {
  const files = dictionary<readonly InputFile[]>();
  for (const [name, named] of Object.entries(preimage.files))
    files[name] = named.map(({ path, sha256 }) => {
      const bytes = store.get(sha256);
      if (bytes === null) throw new Error(`the store does not hold ${path} of the input ${name} (${sha256})`);
      return { path, digest: sha256, bytes };
    });
  return files;
}
