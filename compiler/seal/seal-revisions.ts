/** Revisions of a signed PDF: each adds a valid signature to the bytes before it, and nothing else. */
import { createHash, type X509Certificate } from "node:crypto";
import type { Finding } from "../diagnostics/finding.ts";
import { digestOf, hexOf } from "../store/digest.ts";
import type { RunFolder } from "../verify/run-folder.ts";
import { cmsRead } from "./cms.ts";
import type { Revision } from "./pdf-fields.ts";
import { type Prepared, signedBytes, withRoom } from "./pdf-revision.ts";
import type { Quorum } from "./quorum.ts";
import { attestationPath, printedPath, revisionOf, signedPdf } from "./seal.ts";
import { changed, cut, foreign, wrongStamp } from "./seal-findings.ts";
import type { SealSignature } from "./statement.ts";
import type { Token } from "./time-stamp.ts";

export interface Person {
  readonly certificate: X509Certificate;
  readonly others: readonly X509Certificate[];
  readonly token: Token | null;
}

/** Each revision of the PDF: the bytes before it stand in it, it adds one signature and nothing else, and that is valid. */
export async function pdfSigners(folder: RunFolder, signatures: readonly SealSignature[], quorum: Quorum) {
  const [pdf, manifest, attestation] = [signedPdf, "manifest.json", attestationPath].map((path) => folder.read(path));
  const path = printedPath(folder);
  const printed = path === null ? null : folder.read(path);
  const people: Person[] = [];
  const findings: Finding[] = [];
  if (pdf === null || manifest === null || attestation === null || printed === null) return { people, findings };
  if (digestOf(pdf.subarray(0, printed.length)) !== digestOf(printed))
    return { people, findings: [foreign(signedPdf, "does not begin with the printed report of this run")] };
  const end = signatures.at(-1)?.pdf_length ?? 0;
  if (pdf.length > end) findings.push(cut(signedPdf, `has ${pdf.length - end} bytes after the last signature`));
  if (pdf.length < end)
    findings.push(cut(signedPdf, `ends before the last signature: ${end - pdf.length} bytes are gone`));
  let from = printed.length;
  for (const [i, one] of signatures.entries()) {
    const own = pdf.subarray(0, one.pdf_length);
    const revision = (time: string) =>
      revisionOf({ ...one, time }, signatures.slice(0, i), quorum, [manifest, attestation]);
    const found = await personOf(own, from, one, revision).catch(() => unreadable);
    if ("problem" in found) {
      const say = found.isStamp ? wrongStamp : found.isChange ? changed : cut;
      findings.push(say(signedPdf, `${found.problem}: signature ${one.n}, ${one.role}`));
      return { people, findings };
    }
    people.push(found);
    from = one.pdf_length;
  }
  return { people, findings };
}

const unreadable: Wrong = { problem: "cannot be read behind what stands before it", isChange: true };

interface Wrong {
  readonly problem: string;
  readonly isChange?: boolean;
  readonly isStamp?: boolean;
}

/** Null bytes in the hole of the signature: what stands around it is made again, and compared. */
async function personOf(
  pdf: Uint8Array,
  from: number,
  signature: SealSignature,
  revision: (time: string) => Revision,
): Promise<Person | Wrong> {
  if (pdf.length !== signature.pdf_length || hexOf(digestOf(pdf)) !== signature.pdf_sha256)
    return { problem: "is over other bytes than it was made for" };
  const claimed = claimedIn(pdf.subarray(from)) ?? signature.time;
  const again = await withRoom(pdf.slice(0, from), revision(claimed));
  const [, hole, end] = again.range;
  const isSame =
    again.pdf.length === pdf.length &&
    sha256(signedBytes(again.pdf, again.range)) === sha256(signedBytes(pdf, again.range));
  if (!isSame) return { problem: "adds more to the PDF than itself", isChange: true };
  const message = messageIn(pdf, hole, end);
  if ("problem" in message) return { ...message, isChange: true };
  const read = await cmsRead(message, signedBytes(pdf, again.range));
  return "problem" in read ? read : (timeProblem(signature, claimed, read.token) ?? read);
}

/** What the signer's clock said, as it stands in the PDF: it is signed, and a time stamp is not. */
function claimedIn(increment: Uint8Array): string | null {
  const text = new TextDecoder("latin1").decode(increment);
  const found = /\/M \(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z\)/.exec(text);
  if (found === null) return null;
  const [, year, month, day, hour, minute, second] = found;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
}

/** The time that a signature tells of is that of its time stamp, or else the one that its signer states. */
function timeProblem({ time, time_from }: SealSignature, claimed: string, token: Token | null): Wrong | null {
  if (time_from === "tsa") {
    if (token === null) return { problem: "has no time stamp, and its seal tells of one", isStamp: true };
    return token.time === time
      ? null
      : { problem: `has a time stamp of ${token.time}, and its seal says ${time}`, isStamp: true };
  }
  if (token !== null) return { problem: "has a time stamp of which its seal does not tell", isStamp: true };
  const isSame = time.replace(/\D/g, "").startsWith(claimed.replace(/\D/g, ""));
  return isSame ? null : { problem: `states ${claimed}, and its seal says ${time}`, isChange: true };
}

/** The signature in a hole. */
function messageIn(pdf: Uint8Array, hole: number, end: number): Uint8Array | { readonly problem: string } {
  const text = new TextDecoder("latin1").decode(pdf.subarray(hole + 1, end - 1));
  if (pdf[hole] !== 0x3c || pdf[end - 1] !== 0x3e || !/^[0-9a-f]+$/.test(text))
    return { problem: "has a hole of another form" };
  const message = Buffer.from(text, "hex");
  const size = derLength(message);
  return message.subarray(size).some((byte) => byte !== 0)
    ? { problem: "has something behind it in its hole" }
    : message.subarray(0, size);
}

/** Whose signature stands in a hole; null where it is none that is valid. */
export async function signerIn(pdf: Uint8Array, range: Prepared["range"]): Promise<Person | null> {
  const message = messageIn(pdf, range[1], range[2]);
  if ("problem" in message) return null;
  const read = await cmsRead(message, signedBytes(pdf, range));
  return "problem" in read ? null : read;
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Bytes of the first DER value. X.690, 8.1.3. */
function derLength(bytes: Uint8Array): number {
  const first = bytes[1] ?? 0;
  if (first < 0x80) return 2 + first;
  const count = first & 0x7f;
  return 2 + count + bytes.subarray(2, 2 + count).reduce((sum, byte) => sum * 256 + byte, 0);
}
