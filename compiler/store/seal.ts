/** Seal: by what a store knows what it wrote itself from what a stranger put there. */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Json } from "../../schemas/plain-json.ts";
import { canonicalJson } from "./canonical.ts";

/** As it stands in a sealed object. */
export interface Mac {
  /** First 8 hexadecimal digits of the key's SHA-256: which key it was. */
  readonly key: string;
  /** HMAC-SHA-256, hexadecimal. */
  readonly hmac: string;
}

type Sealed = { readonly [name: string]: unknown };

export interface Seal {
  /** The same object with its `mac`, good below the store under this name alone. */
  sealed<T extends object>(way: string, value: T): T & { readonly mac: Mac };
  /** The object without its `mac`; null where it has none, or none by this key, name and content. */
  opened(way: string, value: unknown): { readonly [name: string]: Json } | null;
  /** 32 bytes that stand for bytes under a name. */
  of(way: string, bytes: Uint8Array): Uint8Array;
}

/**
 * HMAC-SHA-256 over the name in the store, a NUL, and the RFC 8785 JSON of all but `mac`.
 *
 * @param key secret, of any length from 16 bytes
 * @see RFC 2104 (HMAC), RFC 8785 (JSON)
 */
export function sealWith(key: Uint8Array): Seal {
  const id = createHash("sha256").update(key).digest("hex").slice(0, 8);
  const over = (way: string, what: Uint8Array | string): Buffer =>
    createHmac("sha256", key).update(`${way}\0`).update(what).digest();
  return {
    sealed: (way, value) => ({ ...value, mac: { key: id, hmac: over(way, canonicalJson(value)).toString("hex") } }),
    opened(way, value) {
      if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
      const { mac, ...rest } = value as Sealed;
      const { key: by, hmac } = (mac ?? {}) as { readonly key?: unknown; readonly hmac?: unknown };
      if (by !== id || typeof hmac !== "string" || !/^[0-9a-f]{64}$/.test(hmac)) return null;
      const own = over(way, canonicalJson(rest));
      return timingSafeEqual(own, Buffer.from(hmac, "hex")) ? (rest as { readonly [name: string]: Json }) : null;
    },
    of: over,
  };
}

/** Seals nothing and opens nothing: of who has no key. */
export const noSeal: Seal = {
  sealed: (_, value) => ({ ...value, mac: { key: "", hmac: "" } }),
  opened: () => null,
  of: () => new Uint8Array(0),
};
