/** PKCS: the packages that read and write certificates, keys and signed messages, loaded when something is signed or signatures are looked at. */
import { webcrypto } from "node:crypto";

/** pkijs with Node's own cryptography behind it. */
export async function pkcs() {
  const [pkijs, asn1js] = await Promise.all([import("pkijs"), import("asn1js")]);
  pkijs.setEngine("node", new pkijs.CryptoEngine({ name: "node", crypto: webcrypto }));
  return { pkijs, asn1js };
}

/** Bytes as an ArrayBuffer of their own. */
export const buffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
