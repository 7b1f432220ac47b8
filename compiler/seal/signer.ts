/** Signer: a person's key and certificate, read from a PKCS#12 file, and what is wrong with them for signing. */
import { createPrivateKey, type KeyObject, sign, X509Certificate } from "node:crypto";
import { oid } from "./oids.ts";
import { buffer, pkcs } from "./pkcs.ts";

export interface Signer {
  readonly key: KeyObject;
  readonly certificate: X509Certificate;
  /** Other certificates of the file: those above the signer's. */
  readonly chain: readonly X509Certificate[];
}

/** Why a file gave no signer. */
export type NoSigner = { readonly problem: "passphrase" | "old" | "none"; readonly says: string };

/**
 * Reads a PKCS#12 file. Only PBES2 is read: what older programs write is as good as open.
 *
 * @see RFC 7292 (PKCS #12), RFC 8018 (PBES2)
 */
export async function signerOf(file: Uint8Array, passphrase: string): Promise<Signer | NoSigner> {
  const { pkijs } = await pkcs();
  const none = (says: string): NoSigner => ({ problem: "none", says });
  let pfx: InstanceType<typeof pkijs.PFX>;
  try {
    pfx = pkijs.PFX.fromBER(buffer(file));
  } catch {
    return none("it is no PKCS#12 file");
  }
  if (isOld(file)) return { problem: "old", says: "its key is enclosed in an old way" };
  const password = buffer(new TextEncoder().encode(passphrase));
  const found: { key: KeyObject | null; certificates: X509Certificate[] } = { key: null, certificates: [] };
  try {
    await pfx.parseInternalValues({ password, checkIntegrity: true });
    const safe = pfx.parsedValue?.authenticatedSafe;
    if (safe === undefined) return none("it holds nothing");
    await safe.parseInternalValues({ safeContents: safe.safeContents.map(() => ({ password })) });
    const contents = (
      safe.parsedValue as {
        readonly safeContents: readonly { readonly value: InstanceType<typeof pkijs.SafeContents> }[];
      }
    ).safeContents;
    for (const bag of contents.flatMap(({ value }) => value.safeBags)) {
      const { bagValue } = bag;
      if (bagValue instanceof pkijs.PKCS8ShroudedKeyBag || bagValue instanceof pkijs.PrivateKeyInfo)
        found.key = keyOf(bagValue.toSchema().toBER(), passphrase);
      else if (bagValue instanceof pkijs.CertBag && bagValue.parsedValue instanceof pkijs.Certificate)
        found.certificates.push(new X509Certificate(new Uint8Array(bagValue.parsedValue.toSchema().toBER())));
    }
  } catch {
    return { problem: "passphrase", says: "the passphrase does not open it" };
  }
  const { key, certificates } = found;
  if (key === null) return none("it holds no key");
  const own = certificates.find((one) => one.checkPrivateKey(key));
  if (own === undefined) return none("it holds no certificate of its key");
  return { key, certificate: own, chain: certificates.filter((one) => one !== own) };
}

const keyOf = (der: ArrayBuffer, passphrase: string): KeyObject =>
  createPrivateKey({ key: Buffer.from(der), format: "der", type: "pkcs8", passphrase });

/** Whether a password-based scheme before PBES2 (1.2.840.113549.1.12.1.x) is named in the file. */
function isOld(file: Uint8Array): boolean {
  const named = [0x06, 0x0a, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01];
  return file.some((_, i) => named.every((byte, k) => file[i + k] === byte));
}

/** Why nobody should sign with this certificate at a time; null where all is well. Milliseconds since 1970. */
export function whyNotSigning({ certificate }: Pick<Signer, "certificate">, now: number): string | null {
  const { publicKey } = certificate;
  const { modulusLength = 0, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
  if (now < Date.parse(certificate.validFrom)) return `its certificate is valid from ${certificate.validFrom}`;
  if (now > Date.parse(certificate.validTo)) return `its certificate expired on ${certificate.validTo}`;
  if (publicKey.asymmetricKeyType === "rsa")
    return modulusLength < 2048 ? `its RSA key has ${modulusLength} bits, and 2048 are wanted` : usageOf(certificate);
  if (publicKey.asymmetricKeyType === "ec")
    return namedCurve === "prime256v1" || namedCurve === "secp384r1"
      ? usageOf(certificate)
      : `its curve is ${namedCurve}, and P-256 or P-384 is wanted`;
  return `its key is ${publicKey.asymmetricKeyType}, and RSA, P-256 or P-384 is wanted`;
}

/** A certificate that says what its key is for says digitalSignature or nonRepudiation. RFC 5280, 4.2.1.3. */
function usageOf(certificate: X509Certificate): string | null {
  const bits = keyUsageBits(certificate.raw);
  return bits === null || (bits & 0xc0) !== 0 ? null : "its certificate is not for signing";
}

/** First byte of the bit string of keyUsage; null where a certificate does not say. @internal */
export function keyUsageBits(der: Uint8Array): number | null {
  const named = [0x06, 0x03, 0x55, 0x1d, 0x0f];
  const at = der.findIndex((_, i) => named.every((byte, k) => der[i + k] === byte));
  if (at < 0) return null;
  // Critical or not, then an octet string around a bit string: its length, its unused bits, its bits.
  const rest = der.subarray(at + named.length);
  const from = rest[0] === 0x01 ? 3 : 0;
  return rest[from] === 0x04 && rest[from + 2] === 0x03 ? rest[from + 5] : null;
}

/** A signature over bytes: ECDSA in DER, or RSA by PKCS #1 v1.5, with SHA-256. */
export const signed = ({ key }: Pick<Signer, "key">, bytes: Uint8Array): Uint8Array =>
  new Uint8Array(sign("sha256", bytes, key));

/** The algorithm as it is named in a signed message. */
export const algorithmOf = ({ key }: Pick<Signer, "key">): string =>
  key.asymmetricKeyType === "rsa" ? oid.rsa : oid.ecdsaSha256;
