/** Time stamp: an authority says when a signature was there, asked for by RFC 3161, and its token read again. */
import { createHash, randomBytes, verify, X509Certificate } from "node:crypto";
import { oid } from "./oids.ts";
import { buffer, pkcs } from "./pkcs.ts";

type Digest = "sha256" | "sha384" | "sha512";
const digests: ReadonlyMap<string, Digest> = new Map([
  [oid.sha256, "sha256"],
  [oid.sha384, "sha384"],
  [oid.sha512, "sha512"],
]);
const hashed = (name: string, bytes: Uint8Array): Uint8Array => new Uint8Array(createHash(name).update(bytes).digest());

/** Takes a query to an authority and brings its answer; throws where there is none. */
export type Send = (query: Uint8Array) => Promise<Uint8Array>;

/** Why there is no time stamp. */
export class NoTimeStamp extends Error {
  readonly problem: string;
  constructor(problem: string) {
    super(problem);
    this.name = "NoTimeStamp";
    this.problem = problem;
  }
}

export interface Token {
  /** ISO 8601, UTC, to the second or finer. */
  readonly time: string;
  /** Under which the authority stamps. */
  readonly policy: string;
  readonly certificate: X509Certificate;
  readonly others: readonly X509Certificate[];
  /** As a hexadecimal number; null where the query had none. */
  readonly nonce: string | null;
}

/**
 * Asks for a time stamp over bytes: with a nonce, and for the certificate.
 *
 * @returns DER of the token, checked against bytes and nonce
 * @throws NoTimeStamp
 * @see RFC 3161, 2.4
 */
export async function stamped(bytes: Uint8Array, send: Send): Promise<Uint8Array> {
  const { pkijs, asn1js } = await pkcs();
  // Positive, whatever is drawn.
  const nonce = Uint8Array.from([1, ...randomBytes(15)]);
  const request = new pkijs.TimeStampReq({
    version: 1,
    messageImprint: new pkijs.MessageImprint({
      hashAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: oid.sha256, algorithmParams: new asn1js.Null() }),
      hashedMessage: new asn1js.OctetString({ valueHex: buffer(hashed("sha256", bytes)) }),
    }),
    nonce: new asn1js.Integer({ valueHex: buffer(nonce) }),
    certReq: true,
  });
  const answer = await send(new Uint8Array(request.toSchema().toBER()));
  const token = await tokenIn(answer);
  const read = await tokenRead(token, bytes);
  if ("problem" in read) throw new NoTimeStamp(`its token ${read.problem}`);
  if (read.nonce !== Buffer.from(nonce).toString("hex"))
    throw new NoTimeStamp("it answers another query than was asked");
  return token;
}

/** A clock that is further from a time stamp than this, in milliseconds, is not believed. */
const mostApart = 600_000;

/** Whether a time stamp and the clock of this machine say about the same. @throws NoTimeStamp: one of the two is wrong */
export function believed(stampedAt: string, clock: string): void {
  if (Math.abs(Date.parse(stampedAt) - Date.parse(clock)) > mostApart)
    throw new NoTimeStamp(`it says ${stampedAt}, and the clock of this machine ${clock}`);
}

/** Of an answer that grants one. */
async function tokenIn(answer: Uint8Array): Promise<Uint8Array> {
  const { pkijs } = await pkcs();
  try {
    const response = pkijs.TimeStampResp.fromBER(buffer(answer));
    const { status } = response.status;
    if (status > 1) throw new NoTimeStamp(`it refuses, with the status ${status}`);
    if (response.timeStampToken === undefined) throw new NoTimeStamp("its answer holds no token");
    return new Uint8Array(response.timeStampToken.toSchema().toBER());
  } catch (error) {
    if (error instanceof NoTimeStamp) throw error;
    throw new NoTimeStamp("its answer cannot be read as a time stamp");
  }
}

type Problem = { readonly problem: string };

/**
 * What a token says, where it is valid over these bytes, by a signer whose certificate is for time stamps and nothing else.
 *
 * @see RFC 3161, 2.3 (sole critical extended key usage) and 2.4.2; RFC 5816 (signing certificate by SHA-256)
 */
export async function tokenRead(token: Uint8Array, bytes: Uint8Array): Promise<Token | Problem> {
  try {
    return await read(token, bytes);
  } catch {
    return { problem: "cannot be read" };
  }
}

async function read(token: Uint8Array, bytes: Uint8Array): Promise<Token | Problem> {
  const { pkijs, asn1js } = await pkcs();
  const data = new pkijs.SignedData({ schema: pkijs.ContentInfo.fromBER(buffer(token)).content });
  const content = data.encapContentInfo.eContent?.getValue();
  if (data.encapContentInfo.eContentType !== oid.tstInfo || content === undefined)
    return { problem: "holds no time stamp" };
  const info = pkijs.TSTInfo.fromBER(content);
  const imprint = digests.get(info.messageImprint.hashAlgorithm.algorithmId);
  const own = Buffer.from(info.messageImprint.hashedMessage.valueBlock.valueHexView);
  if (imprint === undefined || Buffer.compare(own, hashed(imprint, bytes)) !== 0)
    return { problem: "is over something else" };
  const [signer, ...more] = data.signerInfos;
  const attributes = signer?.signedAttrs?.attributes;
  const digest = digests.get(signer?.digestAlgorithm.algorithmId ?? "");
  if (signer === undefined || more.length > 0 || attributes === undefined || digest === undefined)
    return { problem: "is not of one signer" };
  const values = new Map(attributes.map(({ type, values: all }) => [type, all as readonly unknown[]]));
  const [said] = values.get(oid.messageDigest) ?? [];
  const isSame =
    said instanceof asn1js.OctetString &&
    Buffer.compare(Buffer.from(said.valueBlock.valueHexView), hashed(digest, new Uint8Array(content))) === 0;
  if (!isSame) return { problem: "has a digest of something else" };
  const all = (data.certificates ?? []).flatMap((one) =>
    one instanceof pkijs.Certificate ? [new X509Certificate(new Uint8Array(one.toSchema().toBER()))] : [],
  );
  // Each signing-certificate attribute begins with the digest of the certificate, by SHA-1 or, in the second version, SHA-256.
  const named = (type: string, name: string) => {
    const [value] = values.get(type) ?? [];
    const text = value instanceof asn1js.BaseBlock ? Buffer.from(value.toBER()) : Buffer.alloc(0);
    return all.find(({ raw }) => text.includes(Buffer.from(hashed(name, raw))));
  };
  const certificate = named(oid.signingCertificateV2, "sha256") ?? named(oid.signingCertificate, "sha1");
  if (certificate === undefined) return { problem: "does not hold the certificate of its signer" };
  if (!isForTimeStamps(certificate))
    return { problem: "is of a signer whose certificate is not for time stamps alone" };
  const set = new asn1js.Set({ value: attributes.map((one) => one.toSchema()) }).toBER();
  const isValid = verify(digest, Buffer.from(set), certificate.publicKey, signer.signature.valueBlock.valueHexView);
  if (!isValid) return { problem: "is not valid" };
  const time = info.genTime.toISOString();
  const at = info.genTime.getTime();
  const isThen = at >= Date.parse(certificate.validFrom) && at <= Date.parse(certificate.validTo);
  if (!isThen) return { problem: `is of ${time}, when the certificate of its signer was not valid` };
  const nonce = info.nonce === undefined ? null : Buffer.from(info.nonce.valueBlock.valueHexView).toString("hex");
  return { time, policy: info.policy, certificate, others: all.filter((one) => one !== certificate), nonce };
}

/** An extended key usage that is critical and holds timeStamping alone, byte by byte. RFC 3161, 2.3; RFC 5280, 4.2.1.12. */
function isForTimeStamps({ raw }: X509Certificate): boolean {
  const usage = [0x06, 0x03, 0x55, 0x1d, 0x25];
  const critical = [0x01, 0x01, 0xff];
  const only = [0x04, 0x0c, 0x30, 0x0a, 0x06, 0x08, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x08];
  return Buffer.from(raw).includes(Buffer.from([...usage, ...critical, ...only]));
}
