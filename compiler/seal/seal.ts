/** Seal: the signatures of a run, in its folder `seal/`; read as they stand, and one added. */
import { asked, parsed } from "../../schemas/asked.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import { digestOf, hexOf } from "../store/digest.ts";
import type { RunFolder } from "../verify/run-folder.ts";
import { auditUpTo, withSigned } from "./audit.ts";
import { cmsOver, cmsRead } from "./cms.ts";
import { enveloped, fingerprint, opened } from "./dsse.ts";
import type { Revision } from "./pdf-fields.ts";
import { filled, room, signedBytes, withRoom } from "./pdf-revision.ts";
import { type Quorum, type Role, roles } from "./quorum.ts";
import type { Signer } from "./signer.ts";
import {
  attestationOf,
  type SealSignature,
  type SealStatement,
  sealStatementSchema,
  sealType,
  statementType,
  subjectOf,
} from "./statement.ts";
import { believed, NoTimeStamp, type Send } from "./time-stamp.ts";

export const signedPdf = "seal/report_signed.pdf";
export const attestationPath = "seal/attestation.json";
export const auditPath = "seal/audit.jsonl";
export const sealPath = (n: number): string => `seal/seal-${n}.json`;

/** What somebody signs with, and says with it. */
export interface Signing {
  readonly signer: Signer;
  readonly role: Role;
  readonly meaning: string;
  readonly reason: string | null;
  /** ISO 8601, UTC: by the signer's clock. */
  readonly time: string;
  /** Where a time stamp is asked for; null: nowhere. */
  readonly send: Send | null;
}

/** Signatures that the last whole envelope tells of; none where nobody has signed. What lies behind it was cut off while it was written. */
export function signaturesOf(folder: RunFolder): readonly SealSignature[] {
  const last = folder.paths.flatMap((path) => /^seal\/seal-(\d+)\.json$/.exec(path)?.[1] ?? []).map(Number);
  const bytes = last.length === 0 ? null : folder.read(sealPath(Math.max(...last)));
  const envelope = bytes === null ? null : opened(bytes);
  if (envelope === null || "problem" in envelope) return [];
  const statement = asked(sealStatementSchema, envelope.statement);
  return statement.success ? statement.data.predicate.signatures : [];
}

/** The run with the seal of its last whole signature: without what a signer who was stopped had written of the next. */
export function withWholeSeal(folder: RunFolder): RunFolder {
  const signatures = signaturesOf(folder);
  const end = signatures.at(-1)?.pdf_length;
  if (end === undefined) return { ...folder, paths: folder.paths.filter((path) => !path.startsWith("seal/")) };
  const audit = encoded(auditUpTo(textOf(folder, auditPath), signatures.length));
  const read = (path: string) => (path === signedPdf ? (folder.read(path)?.slice(0, end) ?? null) : folder.read(path));
  return { ...folder, read: (path) => (path === auditPath ? audit : read(path)) };
}

/** The printed report of a run; null where it has none. */
export const printedPath = ({ paths }: RunFolder): string | null =>
  paths.find((path) => /^report\/report_(?:research|regulatory|monitoring)\.pdf$/.test(path)) ?? null;

/**
 * The files of `seal/` with one signature more, in the order in which they are to be written: the envelope last, by which a signature
 * counts.
 *
 * @throws Error of a run without manifest or printed report; NoTimeStamp
 */
export async function sealed(folder: RunFolder, manifest: Manifest, quorum: Quorum, signing: Signing) {
  const before = signaturesOf(folder);
  const n = before.length + 1;
  const bytes = folder.read("manifest.json");
  const printed = printedPath(folder);
  const first = n === 1 && printed !== null ? folder.read(printed) : folder.read(signedPdf);
  if (bytes === null || first === null) throw new Error("there is nothing to sign");
  const { signer, role, meaning, reason, time, send } = signing;
  const attestation =
    n === 1 ? encoded(enveloped(attestationOf(manifest, bytes), signer)) : folder.read(attestationPath);
  if (attestation === null) throw new Error("the attestation of the first signer is not there");
  const own = { n, role, name: nameOf(signer), meaning, reason, time, certificate: fingerprint(signer.certificate) };
  const begin = first.slice(0, before.at(-1)?.pdf_length ?? first.length);
  const words = { ...own, time_from: send === null ? ("stated" as const) : ("tsa" as const) };
  const revision = revisionOf(words, before, quorum, [bytes, attestation]);
  const { pdf, stampedAt } = await withSignature(begin, revision, signer, send);
  if (stampedAt !== null) believed(stampedAt, time);
  const signature: SealSignature = {
    ...own,
    time: stampedAt ?? time,
    time_from: stampedAt === null ? "stated" : "tsa",
    pdf_length: pdf.length,
    pdf_sha256: hexOf(digestOf(pdf)),
  };
  const audit = withSigned(auditUpTo(textOf(folder, auditPath), before.length), bytes, signature);
  const statement: SealStatement = {
    _type: statementType,
    subject: subjectsOf(pdf, attestation, bytes, audit),
    predicateType: sealType,
    predicate: { signatures: [...before, signature], quorum },
  };
  const envelope = enveloped(parsed(sealStatementSchema, statement), signer);
  return {
    signature,
    files: [
      ...(n === 1 ? [[attestationPath, attestation] as const] : []),
      [signedPdf, pdf],
      [auditPath, encoded(audit)],
      [sealPath(n), encoded(envelope)],
    ] as readonly (readonly [string, Uint8Array])[],
  };
}

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (folder: RunFolder, path: string): string => new TextDecoder().decode(folder.read(path) ?? undefined);

/** The common name of a certificate's subject, else all of it. */
const nameOf = ({ certificate }: Pick<Signer, "certificate">): string => subjectName(certificate.subject);

export const subjectName = (subject: string): string =>
  /^CN=(.*)$/m.exec(subject)?.[1] ?? subject.replaceAll("\n", ", ");

export const subjectsOf = (pdf: Uint8Array, attestation: Uint8Array, manifest: Uint8Array, audit: string) => [
  subjectOf(signedPdf, pdf),
  subjectOf(attestationPath, attestation),
  subjectOf("manifest.json", manifest),
  subjectOf(auditPath, audit),
];

/** What a signature adds to the PDF. @param before the signatures that it stands on */
export function revisionOf(
  { n, role, name, meaning, reason, time, time_from, certificate }: Omit<SealSignature, "pdf_length" | "pdf_sha256">,
  before: readonly { readonly role: string }[],
  quorum: Quorum,
  [manifest, attestation]: readonly [manifest: Uint8Array, attestation: Uint8Array],
): Revision {
  const files = [["manifest.json", manifest] as const, ["attestation.json", attestation] as const];
  return {
    field: `${role}-${before.filter((one) => one.role === role).length + 1}`,
    name,
    reason: `${role}: ${meaning}${reason === null ? "" : ` (${reason})`}`,
    time,
    isStamped: time_from === "tsa",
    certificate,
    signed: n,
    of: roles.reduce((sum, one) => sum + quorum[one], 0),
    attachments: new Map(n === 1 ? files : []),
  };
}

async function withSignature(begin: Uint8Array, revision: Revision, signer: Signer, send: Send | null) {
  const prepared = await withRoom(begin, revision);
  const content = signedBytes(prepared.pdf, prepared.range);
  const message = await cmsOver(content, signer, send);
  if (message.length > room)
    throw new NoTimeStamp(`its token is too large: the signature with it has ${message.length} bytes`);
  const read = await cmsRead(message, content);
  const token = "problem" in read ? null : read.token;
  return { pdf: filled(prepared, message), stampedAt: token?.time ?? null };
}
