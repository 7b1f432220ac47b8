/** Verify seal: whether the signatures of a run are whole, of this run, in order, and of people an auditor trusts. */
import { createHash, type X509Certificate } from "node:crypto";
import { asked } from "../../schemas/asked.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import { readChain } from "../../schemas/register-chain.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { digestOf, hexOf } from "../store/digest.ts";
import type { RunFolder } from "../verify/run-folder.ts";
import { type Anchors, whyNotTrusted } from "./anchors.ts";
import { cmsRead } from "./cms.ts";
import { fingerprint, opened } from "./dsse.ts";
import { signedBytes, withRoom } from "./pdf-revision.ts";
import { isMet, isRole, type Quorum, roles, type Signed, whyNotNext } from "./quorum.ts";
import {
  attestationPath,
  auditOf,
  auditPath,
  printedPath,
  revisionOf,
  sealPath,
  signedPdf,
  subjectName,
  subjectsOf,
} from "./seal.ts";
import { attestationOf, type SealSignature, type SealStatement, sealStatementSchema } from "./statement.ts";

/** One signature, as it is told of. */
export interface Told {
  readonly n: number;
  readonly role: string;
  readonly name: string;
  readonly time: string;
  readonly time_from: "tsa" | "stated";
  readonly meaning: string;
  readonly reason: string | null;
  readonly certificate: string;
  /** Null where nobody said whom to trust. */
  readonly trusted: boolean | null;
}

export interface SealLooked {
  /** As a quorum counts them; as many as have a valid signature in the PDF. */
  readonly people: readonly Signed[];
  readonly signatures: readonly Told[];
  readonly quorum: { readonly wanted: Quorum; readonly met: boolean };
  readonly findings: readonly Finding[];
}

const cut = (path: string, problem: string): Finding => finding("FS9710", null, { path, problem });
const foreign = (path: string, problem: string): Finding => finding("FS9711", null, { path, problem });
const untrusted = (path: string, problem: string): Finding => finding("FS9712", null, { path, problem });
const changed = (path: string, problem: string): Finding => finding("FS9714", null, { path, problem });

/** The files of a seal. */
const isSeal = (path: string): boolean => path.startsWith("seal/");

/**
 * @param quorum what the protocol of the run asks for
 * @param anchors null: whose signatures they are is not looked at
 */
export async function sealLooked(
  folder: RunFolder,
  manifest: Manifest,
  quorum: Quorum,
  anchors: Anchors | null,
): Promise<SealLooked> {
  if (!folder.paths.some(isSeal)) {
    const none = unsigned(quorum, anchors !== null);
    return { ...none, findings: [...none.findings, ...registerFindings(folder, manifest, 0)] };
  }
  const statements = statementsOf(folder);
  if ("findings" in statements)
    return { signatures: [], people: [], quorum: { wanted: quorum, met: false }, findings: statements.findings };
  const signatures = statements.at(-1)?.statement.predicate.signatures ?? [];
  const signers = await pdfSigners(folder, signatures);
  const people = signers.people.map(({ certificate }) => certificate);
  const findings = [
    ...fileFindings(folder, signatures.length),
    ...statementFindings(folder, statements, signatures),
    ...attestationFindings(folder, manifest, statements[0]?.certificate ?? null),
    ...signers.findings,
    ...personFindings(signatures, statements, people),
    ...orderFindings(quorum, signatures, people),
    ...registerFindings(folder, manifest, signatures.length),
  ];
  const trust = signatures.map(({ n, role, time }, i) => {
    const person = signers.people.at(i);
    if (anchors === null || person === undefined || !isRole(role)) return null;
    const problem = whyNotTrusted(person.certificate, person.others, anchors, role, Date.parse(time));
    if (problem !== null) findings.push(untrusted(sealPath(n), `is not of a trusted ${role}: ${problem}`));
    return problem === null;
  });
  const met = isMet(quorum, signatures);
  if (anchors !== null && !met)
    findings.push(
      untrusted(sealPath(signatures.length), `does not complete the quorum: ${lackOf(quorum, signatures)}`),
    );
  const told = signatures.map(({ pdf_length, pdf_sha256, ...one }, i): Told => ({ ...one, trusted: trust[i] }));
  const counted = people.map((one, i) => signedBy(signatures[i].role, one));
  return { signatures: told, people: counted, quorum: { wanted: quorum, met }, findings };
}

/** Of a run that nobody has signed. */
function unsigned(quorum: Quorum, isAsked: boolean): SealLooked {
  const met = isMet(quorum, []);
  const findings = isAsked && !met ? [untrusted("seal/", `is not there: ${lackOf(quorum, [])}`)] : [];
  return { signatures: [], people: [], quorum: { wanted: quorum, met }, findings };
}

/** Who has still to sign. */
export const lackOf = (quorum: Quorum, signatures: readonly { readonly role: string }[]): string =>
  roles
    .map((role) => ({ role, lack: quorum[role] - signatures.filter((one) => one.role === role).length }))
    .filter(({ lack }) => lack > 0)
    .map(({ role, lack }) => `${lack} ${role} to sign`)
    .join(", ");

interface Sealed {
  readonly statement: SealStatement;
  readonly certificate: X509Certificate;
}

/** Every envelope of a signer, from the first on. */
function statementsOf(folder: RunFolder): readonly Sealed[] | { readonly findings: readonly Finding[] } {
  const numbers = folder.paths.flatMap((path) => /^seal\/seal-(\d+)\.json$/.exec(path)?.[1] ?? []).map(Number);
  const made: Sealed[] = [];
  for (let n = 1; n <= Math.max(1, ...numbers); n++) {
    const path = sealPath(n);
    const bytes = folder.read(path);
    if (bytes === null)
      return { findings: [cut(path, "is not there: a signature was dropped, or its seal is not whole")] };
    const envelope = opened(bytes);
    if ("problem" in envelope) return { findings: [foreign(path, envelope.problem)] };
    const read = asked(sealStatementSchema, envelope.statement);
    if (!read.success) return { findings: [foreign(path, "does not hold the statement of a signer")] };
    made.push({ statement: read.data, certificate: envelope.certificate });
  }
  return made;
}

/** Nothing lies in the seal but what its signatures make. */
function fileFindings(folder: RunFolder, n: number): readonly Finding[] {
  const own = new Set([attestationPath, signedPdf, auditPath, ...Array.from({ length: n }, (_, i) => sealPath(i + 1))]);
  return folder.paths
    .filter((path) => isSeal(path) && !own.has(path))
    .map((path) => cut(path, "belongs to no signature of this seal"));
}

/** Each signer's envelope is about the files as they were then, and tells of those before as they told of themselves. */
function statementFindings(
  folder: RunFolder,
  all: readonly Sealed[],
  signatures: readonly SealSignature[],
): readonly Finding[] {
  const [pdf, attestation, manifest, audit] = [signedPdf, attestationPath, "manifest.json", auditPath].map((path) =>
    folder.read(path),
  );
  if (pdf === null || attestation === null || manifest === null || audit === null)
    return [cut(signedPdf, "or another file of the seal is not there")];
  const written = auditOf(manifest, signatures);
  return [
    ...(new TextDecoder().decode(audit) === written
      ? []
      : [foreign(auditPath, "does not tell of these signatures, line by line")]),
    ...all.flatMap(({ statement: { subject, predicate } }, i) => {
      const path = sealPath(i + 1);
      const then = signatures.slice(0, i + 1);
      const isSame =
        JSON.stringify(predicate.signatures) === JSON.stringify(then) && then.every(({ n }, k) => n === k + 1);
      if (!isSame) return [cut(path, "tells of other signatures than the last seal")];
      const own = pdf.subarray(0, then[i].pdf_length);
      const wanted = subjectsOf(own, attestation, manifest, auditOf(manifest, then));
      return JSON.stringify(subject) === JSON.stringify(wanted)
        ? []
        : [foreign(path, "is about other files than stand here")];
    }),
  ];
}

/** What the first signer attests of the run is what its manifest says. */
function attestationFindings(folder: RunFolder, manifest: Manifest, first: X509Certificate | null): readonly Finding[] {
  const [bytes, own] = [folder.read(attestationPath), folder.read("manifest.json")];
  if (bytes === null || own === null || first === null) return [];
  const envelope = opened(bytes);
  if ("problem" in envelope) return [foreign(attestationPath, envelope.problem)];
  if (fingerprint(envelope.certificate) !== fingerprint(first))
    return [foreign(attestationPath, "is not by the first signer")];
  const isSame = JSON.stringify(envelope.statement) === JSON.stringify(attestationOf(manifest, own));
  return isSame ? [] : [foreign(attestationPath, "is about another run")];
}

interface Person {
  readonly certificate: X509Certificate;
  readonly others: readonly X509Certificate[];
}

/** Each revision of the PDF: the bytes before it stand in it, it adds one signature and nothing else, and that is valid. */
async function pdfSigners(folder: RunFolder, signatures: readonly SealSignature[]) {
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
  for (const one of signatures) {
    const own = pdf.subarray(0, one.pdf_length);
    const found = await personOf(own, from, one, manifest, attestation).catch(() => unreadable);
    if ("problem" in found) {
      const say = found.isChange ? changed : cut;
      findings.push(say(signedPdf, `${found.problem}: signature ${one.n}, ${one.role}`));
      return { people, findings };
    }
    people.push(found);
    from = one.pdf_length;
  }
  return { people, findings };
}

const unreadable = { problem: "cannot be read behind what stands before it", isChange: true };

/** Null bytes in the hole of the signature: what stands around it is made again, and compared. */
async function personOf(
  pdf: Uint8Array,
  from: number,
  signature: SealSignature,
  manifest: Uint8Array,
  attestation: Uint8Array,
) {
  if (pdf.length !== signature.pdf_length || hexOf(digestOf(pdf)) !== signature.pdf_sha256)
    return { problem: "is over other bytes than it was made for", isChange: false };
  const again = await withRoom(pdf.slice(0, from), revisionOf(signature, manifest, attestation));
  const [, hole, end] = again.range;
  const isSame =
    again.pdf.length === pdf.length &&
    sha256(signedBytes(again.pdf, again.range)) === sha256(signedBytes(pdf, again.range));
  if (!isSame) return { problem: "adds more to the PDF than itself", isChange: true };
  const text = new TextDecoder("latin1").decode(pdf.subarray(hole + 1, end - 1));
  if (pdf[hole] !== 0x3c || pdf[end - 1] !== 0x3e || !/^[0-9a-f]+$/.test(text))
    return { problem: "has a hole of another form", isChange: true };
  const message = Buffer.from(text, "hex");
  const size = derLength(message);
  if (message.subarray(size).some((byte) => byte !== 0))
    return { problem: "has something behind it in its hole", isChange: true };
  const read = await cmsRead(message.subarray(0, size), signedBytes(pdf, again.range));
  if ("problem" in read) return { problem: read.problem, isChange: false };
  return read;
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Bytes of the first DER value. X.690, 8.1.3. */
function derLength(bytes: Uint8Array): number {
  const first = bytes[1] ?? 0;
  if (first < 0x80) return 2 + first;
  const count = first & 0x7f;
  return 2 + count + bytes.subarray(2, 2 + count).reduce((sum, byte) => sum * 256 + byte, 0);
}

/** In the PDF, in the envelope and in the list signs the same person. */
function personFindings(
  signatures: readonly SealSignature[],
  all: readonly Sealed[],
  people: readonly X509Certificate[],
): readonly Finding[] {
  return signatures.flatMap(({ n, certificate, name }, i) => {
    const [inPdf, inEnvelope] = [people.at(i), all.at(i)?.certificate];
    if (inPdf === undefined || inEnvelope === undefined) return [];
    const isOne = [inPdf, inEnvelope].every(
      (one) => fingerprint(one) === certificate && subjectName(one.subject) === name,
    );
    return isOne ? [] : [foreign(sealPath(n), "is by somebody else than the signature in the PDF")];
  });
}

/** The register tells of no signature that is gone. It may know of fewer: a run may be signed where its register is not. */
function registerFindings(folder: RunFolder, { register, run_id }: Manifest, count: number): readonly Finding[] {
  const text = register === undefined || register.file === null ? null : (folder.register?.(register.file) ?? null);
  if (text === null) return [];
  const { lines } = readChain(text, digestOf);
  const told = lines.filter(({ event, value }) => event === "signed" && value.run_id === run_id).length;
  return told > count ? [cut("seal/", `holds ${count} signatures, and the register tells of ${told}`)] : [];
}

/** As they signed, so they were allowed to. */
function orderFindings(
  quorum: Quorum,
  signatures: readonly SealSignature[],
  people: readonly X509Certificate[],
): readonly Finding[] {
  const before: Signed[] = [];
  return people.flatMap((certificate, i) => {
    const { n, role } = signatures[i];
    const next = signedBy(role, certificate);
    const problem = isRole(role) ? whyNotNext(quorum, before, { ...next, role }) : `nobody signs as ${role}`;
    before.push(next);
    return problem === null ? [] : [untrusted(sealPath(n), `should not be there: ${problem}`)];
  });
}

/** A signer as a quorum counts them. */
export const signedBy = (role: string, certificate: X509Certificate): Signed => ({
  role,
  subject: subjectName(certificate.subject),
  key: sha256(certificate.publicKey.export({ format: "der", type: "spki" })),
});
