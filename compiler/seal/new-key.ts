/** New key: a person's P-256 key with a certificate that nobody but its key vouches for, enclosed in a PKCS#12 file. */
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { oid } from "./oids.ts";
import { pemOf } from "./pem.ts";
import { buffer, pkcs } from "./pkcs.ts";

export interface Person {
  readonly name: string;
  readonly email: string;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly days: number;
}

/** Rounds of PBKDF2 and of the check of the passphrase: what a guess costs. */
const usualRounds = 100_000;
const dayMs = 86_400_000;

/** @returns the PKCS#12 file (PBES2, AES-256, HMAC-SHA-256) and the certificate as PEM */
export async function newKey({ name, email, from, days }: Person, passphrase: string, rounds = usualRounds) {
  const { pkijs, asn1js } = await pkcs();
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const spki = publicKey.export({ format: "der", type: "spki" });
  const certificate = new pkijs.Certificate({ version: 2 });
  certificate.serialNumber = new asn1js.Integer({ valueHex: buffer(Uint8Array.from([1, ...randomBytes(15)])) });
  for (const who of [certificate.subject, certificate.issuer])
    who.typesAndValues.push(
      new pkijs.AttributeTypeAndValue({ type: oid.commonName, value: new asn1js.Utf8String({ value: name }) }),
    );
  certificate.notBefore = new pkijs.Time({ value: new Date(from) });
  certificate.notAfter = new pkijs.Time({ value: new Date(from + days * dayMs) });
  certificate.subjectPublicKeyInfo = pkijs.PublicKeyInfo.fromBER(buffer(spki));
  const id = createHash("sha256").update(spki).digest().subarray(0, 20);
  // rfc822Name
  const address = new pkijs.GeneralName({ type: 1, value: email });
  const extension = (extnID: string, critical: boolean, value: ArrayBuffer) =>
    new pkijs.Extension({ extnID, critical, extnValue: value });
  certificate.extensions = [
    extension(oid.basicConstraints, true, new pkijs.BasicConstraints({ cA: false }).toSchema().toBER()),
    // digitalSignature and nonRepudiation.
    extension(
      oid.keyUsage,
      true,
      new asn1js.BitString({ valueHex: buffer(Uint8Array.of(0xc0)), unusedBits: 6 }).toBER(),
    ),
    extension(oid.subjectAltName, false, new pkijs.GeneralNames({ names: [address] }).toSchema().toBER()),
    extension(oid.subjectKeyIdentifier, false, new asn1js.OctetString({ valueHex: buffer(id) }).toBER()),
  ];
  const algorithm = new pkijs.AlgorithmIdentifier({ algorithmId: oid.ecdsaSha256 });
  certificate.signature = algorithm;
  certificate.signatureAlgorithm = algorithm;
  const signedPart = certificate.encodeTBS().toBER();
  certificate.tbsView = new Uint8Array(signedPart);
  certificate.signatureValue = new asn1js.BitString({
    valueHex: buffer(sign("sha256", Buffer.from(signedPart), privateKey)),
  });
  const whole = new Uint8Array(certificate.toSchema(true).toBER());
  const p12 = await enclosed(privateKey.export({ format: "der", type: "pkcs8" }), whole, passphrase, rounds);
  return { p12, pem: pemOf(whole) };
}

async function enclosed(
  key: Uint8Array,
  certificate: Uint8Array,
  passphrase: string,
  rounds: number,
): Promise<Uint8Array> {
  const { pkijs } = await pkcs();
  const password = buffer(new TextEncoder().encode(passphrase));
  const bag = new pkijs.PKCS8ShroudedKeyBag({ parsedValue: pkijs.PrivateKeyInfo.fromBER(buffer(key)) });
  const means = {
    password,
    contentEncryptionAlgorithm: { name: "AES-CBC", length: 256 } as const,
    hmacHashAlgorithm: "SHA-256",
    iterationCount: rounds,
  };
  await bag.makeInternalValues(means);
  const contents = new pkijs.SafeContents({
    safeBags: [
      new pkijs.SafeBag({ bagId: oid.shroudedKeyBag, bagValue: bag }),
      new pkijs.SafeBag({
        bagId: oid.certBag,
        bagValue: new pkijs.CertBag({ parsedValue: pkijs.Certificate.fromBER(buffer(certificate)) }),
      }),
    ],
  });
  const safe = new pkijs.AuthenticatedSafe({ parsedValue: { safeContents: [{ privacyMode: 0, value: contents }] } });
  await safe.makeInternalValues({ safeContents: [{}] });
  const pfx = new pkijs.PFX({ parsedValue: { integrityMode: 0, authenticatedSafe: safe } });
  await pfx.makeInternalValues({
    password,
    iterations: rounds,
    pbkdf2HashAlgorithm: { name: "SHA-256" },
    hmacHashAlgorithm: "SHA-256",
  });
  return new Uint8Array(pfx.toSchema().toBER());
}
