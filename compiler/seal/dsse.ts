/** DSSE: a signed envelope around a text, checked with `openssl dgst` and nothing else. */
import { verify, X509Certificate } from "node:crypto";
import { z } from "zod";
import { asked } from "../../schemas/asked.ts";
import { digestOf, hexOf } from "../store/digest.ts";
import { jsonText } from "../store/json-text.ts";
import { pemOf } from "./pem.ts";
import { type Signer, signed } from "./signer.ts";

const payloadType = "application/vnd.in-toto+json";

const envelopeSchema = z.strictObject({
  payloadType: z.string(),
  payload: z.base64(),
  signatures: z.tuple([
    z.strictObject({
      keyid: z.string().describe("SHA-256 of the certificate, in hexadecimal digits"),
      sig: z.base64(),
      certificate: z.string().describe("PEM"),
    }),
  ]),
});

/** What is signed: type and text, each behind its length. @see https://github.com/secure-systems-lab/dsse, protocol.md @internal */
export function preAuthentication(type: string, payload: Uint8Array): Uint8Array {
  const head = new TextEncoder().encode(`DSSEv1 ${new TextEncoder().encode(type).length} ${type} ${payload.length} `);
  const whole = new Uint8Array(head.length + payload.length);
  whole.set(head);
  whole.set(payload, head.length);
  return whole;
}

/** The envelope as it stands in a file. */
export function enveloped(statement: object, signer: Signer): string {
  const payload = new TextEncoder().encode(jsonText(statement as never));
  const sig = Buffer.from(signed(signer, preAuthentication(payloadType, payload))).toString("base64");
  const { raw } = signer.certificate;
  return jsonText({
    payloadType,
    payload: Buffer.from(payload).toString("base64"),
    signatures: [{ keyid: fingerprint(signer.certificate), sig, certificate: pemOf(raw) }],
  });
}

/** SHA-256 of a certificate, in hexadecimal digits. */
export const fingerprint = ({ raw }: X509Certificate): string => hexOf(digestOf(raw));

export interface Opened {
  readonly statement: unknown;
  readonly certificate: X509Certificate;
}

/** What stands in an envelope, and who signed it; else why it is none. */
export function opened(file: Uint8Array): Opened | { readonly problem: string } {
  try {
    const read = asked(envelopeSchema, JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(file)));
    if (!read.success) return { problem: "is no envelope of this form" };
    const { payload: text, payloadType: type, signatures } = read.data;
    const [{ keyid, sig, certificate: pem }] = signatures;
    if (type !== payloadType) return { problem: `holds a payload of the type ${type}` };
    const certificate = new X509Certificate(pem);
    if (keyid !== fingerprint(certificate)) return { problem: "names another key than that of its certificate" };
    const payload = Buffer.from(text, "base64");
    const isValid = verify(
      "sha256",
      preAuthentication(type, payload),
      certificate.publicKey,
      Buffer.from(sig, "base64"),
    );
    return isValid
      ? { statement: JSON.parse(payload.toString("utf8")) as unknown, certificate }
      : { problem: "has a signature that is not valid" };
  } catch {
    return { problem: "cannot be read as an envelope" };
  }
}
