/** Parts: how values go into the store and come back. One encoding a part, declared beside the values. */
import type { Matrix } from "../../blocks/contract/matrix.ts";
import { partStorage, type ValueName } from "../../blocks/contract/values.ts";
import type { DisplayMatrix } from "../../blocks/contract/variables.ts";
import { canonicalJson } from "../store/canonical.ts";
import { decodeNpy, encodeNpy } from "../store/npy.ts";
import type { Store } from "../store/store.ts";

type Storage = "json" | "matrix" | "display";

const storageOf = (value: string, part: string): Storage => {
  const storage = (partStorage[value as ValueName] as { readonly [part: string]: Storage } | undefined)?.[part];
  if (storage === undefined) throw new Error(`no value ${value} has a part ${part}`);
  return storage;
};

/** Keeps a part; returns its digest. */
export function storePart(store: Store, value: ValueName, part: string, content: unknown): string {
  const storage = storageOf(value, part);
  if (storage === "json") return store.put(canonicalJson(content));
  return store.put(encodeNpy(storage === "matrix" ? (content as Matrix) : (content as DisplayMatrix).display));
}

/** Loads parts by digest and remembers what it decoded, so that blocks of one run share memory. */
export function partLoader(store: Store): (value: string, part: string, digest: string) => unknown {
  const decoded = new Map<string, unknown>();
  return (value, part, digest) => {
    const storage = storageOf(value, part);
    const name = `${storage} ${digest}`;
    if (!decoded.has(name)) {
      const bytes = store.get(digest);
      if (bytes === null) throw new Error(`the stored ${value}.${part} (${digest}) is missing or damaged`);
      decoded.set(name, decode(storage, bytes));
    }
    return decoded.get(name);
  };
}

function decode(storage: Storage, bytes: Uint8Array): unknown {
  if (storage === "json") return JSON.parse(new TextDecoder().decode(bytes));
  const x = decodeNpy(bytes);
  return storage === "matrix" ? x : { display: x };
}
