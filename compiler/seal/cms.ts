/** CMS: a detached signature as PAdES wants it, made and taken apart again. */
import { createHash, verify, X509Certificate } from "node:crypto";
import { oid } from "./oids.ts";
import { buffer, pkcs } from "./pkcs.ts";
import { algorithmOf, type Signer, signed } from "./signer.ts";
import { type Send, stamped, type Token, tokenRead } from "./time-stamp.ts";

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash("sha256").update(bytes).digest());

/**
 * Signed attributes: content type, digest of the content, and which certificate signs (with issuer and serial number); no signing time,
 * which PAdES keeps in the PDF.
 *
 * @param send where a time stamp over the signature is asked for; null: none
 * @returns DER of a ContentInfo
 * @throws NoTimeStamp
 * @see RFC 5652 (CMS); RFC 5035 (signing-certificate-v2); ETSI EN 319 122-1 (CAdES B-B, B-T)
 */
export async function cmsOver(content: Uint8Array, signer: Signer, send: Send | null = null): Promise<Uint8Array> {
  const { pkijs, asn1js } = await pkcs();
  const all = [signer.certificate, ...signer.chain].map(({ raw }) => pkijs.Certificate.fromBER(buffer(raw)));
  const [own] = all;
  const issuerSerial = new asn1js.Sequence({
    value: [
      new asn1js.Sequence({
        value: [new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber: 4 }, value: [own.issuer.toSchema()] })],
      }),
      own.serialNumber,
    ],
  });
  // SHA-256 is the algorithm that goes without saying.
  const certificate = new asn1js.Sequence({
    value: [new asn1js.OctetString({ valueHex: buffer(sha256(signer.certificate.raw)) }), issuerSerial],
  });
  type Block = InstanceType<typeof asn1js.BaseBlock>;
  const attribute = (type: string, value: Block) => new pkijs.Attribute({ type, values: [value] });
  const attributes = [
    attribute(oid.contentType, new asn1js.ObjectIdentifier({ value: oid.data })),
    attribute(oid.messageDigest, new asn1js.OctetString({ valueHex: buffer(sha256(content)) })),
    attribute(
      oid.signingCertificateV2,
      new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [certificate] })] }),
    ),
  ].sort((one, other) => Buffer.compare(der(one), der(other)));
  const set = new asn1js.Set({ value: attributes.map((one) => one.toSchema()) }).toBER();
  const signature = signed(signer, new Uint8Array(set));
  const token = send === null ? null : await stamped(signature, send);
  const info = new pkijs.SignerInfo({
    version: 1,
    sid: new pkijs.IssuerAndSerialNumber({ issuer: own.issuer, serialNumber: own.serialNumber }),
    digestAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: oid.sha256 }),
    signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes }),
    signatureAlgorithm: new pkijs.AlgorithmIdentifier({
      algorithmId: algorithmOf(signer),
      ...(algorithmOf(signer) === oid.rsa ? { algorithmParams: new asn1js.Null() } : {}),
    }),
    signature: new asn1js.OctetString({ valueHex: buffer(signature) }),
    ...(token === null
      ? {}
      : {
          unsignedAttrs: new pkijs.SignedAndUnsignedAttributes({
            type: 1,
            attributes: [attribute(oid.timeStampToken, asn1js.fromBER(buffer(token)).result as Block)],
          }),
        }),
  });
  const message = new pkijs.SignedData({
    version: 1,
    digestAlgorithms: [new pkijs.AlgorithmIdentifier({ algorithmId: oid.sha256 })],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: oid.data }),
    certificates: all,
    signerInfos: [info],
  });
  const whole = new pkijs.ContentInfo({ contentType: oid.signedData, content: message.toSchema(true) });
  return new Uint8Array(whole.toSchema().toBER());
}

const der = (one: { toSchema(): { toBER(): ArrayBuffer } }): Uint8Array => new Uint8Array(one.toSchema().toBER());

export interface ReadCms {
  readonly certificate: X509Certificate;
  /** Other certificates of the message. */
  readonly others: readonly X509Certificate[];
  /** The time stamp over the signature; null where there is none. */
  readonly token: Token | null;
}

/** Why it is none; its time stamp, where that is at fault. */
export interface NoCms {
  readonly problem: string;
  readonly isStamp?: boolean;
}

/** Whose valid signature over the content this is; else why it is none. */
export async function cmsRead(message: Uint8Array, content: Uint8Array): Promise<ReadCms | NoCms> {
  try {
    return await read(message, content);
  } catch {
    return { problem: "is no signature that can be read" };
  }
}

async function read(message: Uint8Array, content: Uint8Array): Promise<ReadCms | NoCms> {
  const { pkijs, asn1js } = await pkcs();
  const whole = pkijs.ContentInfo.fromBER(buffer(message));
  const data = new pkijs.SignedData({ schema: whole.content });
  const certificates = (data.certificates ?? []).flatMap((one) =>
    one instanceof pkijs.Certificate ? [new X509Certificate(new Uint8Array(one.toSchema().toBER()))] : [],
  );
  const [info, ...more] = data.signerInfos;
  if (info === undefined || more.length > 0) return { problem: "is not of one signer" };
  const { sid, signedAttrs } = info;
  if (!(sid instanceof pkijs.IssuerAndSerialNumber) || signedAttrs === undefined)
    return { problem: "does not say what is signed, and by whom" };
  if (info.digestAlgorithm.algorithmId !== oid.sha256) return { problem: "is not over a SHA-256" };
  const serial = Buffer.from(sid.serialNumber.valueBlock.valueHexView).toString("hex").replace(/^0+/, "").toUpperCase();
  const own = certificates.find(({ serialNumber }) => serialNumber.replace(/^0+/, "") === serial);
  if (own === undefined) return { problem: "does not hold the certificate of its signer" };
  const values = new Map(signedAttrs.attributes.map(({ type, values }) => [type, values as readonly unknown[]]));
  const [digest] = values.get(oid.messageDigest) ?? [];
  const hex = digest instanceof asn1js.OctetString ? Buffer.from(digest.valueBlock.valueHexView) : Buffer.alloc(0);
  if (Buffer.compare(hex, sha256(content)) !== 0) return { problem: "is of other bytes than stand there" };
  const [named] = values.get(oid.signingCertificateV2) ?? [];
  const [[[hash] = []] = []] = [levels(named)];
  if (hash === undefined || Buffer.compare(hash, sha256(own.raw)) !== 0)
    return { problem: "was made with another certificate than it holds" };
  const set = new asn1js.Set({ value: signedAttrs.attributes.map((one) => one.toSchema()) }).toBER();
  const isValid = verify("sha256", Buffer.from(set), own.publicKey, info.signature.valueBlock.valueHexView);
  if (!isValid) return { problem: "is not valid" };
  const stamps = (info.unsignedAttrs?.attributes ?? []).filter(({ type }) => type === oid.timeStampToken);
  if (stamps.length > 1 || stamps.some(({ values: all }) => all.length !== 1))
    return { problem: "has a time stamp that is not one", isStamp: true };
  const [stamp] = stamps.flatMap(({ values: all }) => all as readonly InstanceType<typeof asn1js.BaseBlock>[]);
  const der = stamp === undefined ? null : new Uint8Array(stamp.toBER());
  const token = der === null ? null : await tokenRead(der, info.signature.valueBlock.valueHexView);
  if (token !== null && "problem" in token) return { problem: `has a time stamp that ${token.problem}`, isStamp: true };
  return { certificate: own, others: certificates.filter((one) => one !== own), token };

  /** Hash of each certificate named in a signing-certificate-v2, where it is a SHA-256. */
  function levels(value: unknown): readonly (readonly Buffer[])[] {
    if (!(value instanceof asn1js.Sequence)) return [];
    const [certs] = value.valueBlock.value;
    if (!(certs instanceof asn1js.Sequence)) return [];
    return certs.valueBlock.value.map((one) => {
      const first = one instanceof asn1js.Sequence ? one.valueBlock.value[0] : undefined;
      return first instanceof asn1js.OctetString ? [Buffer.from(first.valueBlock.valueHexView)] : [];
    });
  }
}
