/** Digest: SHA-256, written `sha256:<hex>` wherever people or JSON meet it. */
import { hash } from "node:crypto";
import { canonicalJson } from "./canonical.ts";

export function digestOf(bytes: Uint8Array | string): string {
  return `sha256:${hash("sha256", bytes)}`;
}

/** Digest of a value: of its canonical JSON. */
export function digestOfJson(value: unknown): string {
  return digestOf(canonicalJson(value));
}

/** The hexadecimal digits. */
export const hexOf = (digest: string): string => digest.slice("sha256:".length);
