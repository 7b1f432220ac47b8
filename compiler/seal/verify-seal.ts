/** Verify seal: whether the signatures of a run are whole, of this run, in order, and of people an auditor trusts. */
import type { Manifest } from "../../schemas/manifest.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { RunFolder } from "../verify/run-folder.ts";
import { type Anchors, whyNotStamper, whyNotTrusted } from "./anchors.ts";
import type { PdfAlone } from "./pdf-alone.ts";
import { isMet, isRole, type Quorum, roles, type Signed } from "./quorum.ts";
import { printedPath, sealPath } from "./seal.ts";
import { attestationFindings, fileFindings, isSeal, statementFindings, statementsOf } from "./seal-envelopes.ts";
import { foreign, untrusted, wrongStamp } from "./seal-findings.ts";
import { clockFindings, orderFindings, personFindings, registerFindings, signedBy } from "./seal-people.ts";
import { type Person, pdfSigners } from "./seal-revisions.ts";
import type { SealSignature } from "./statement.ts";

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
  const signers = await pdfSigners(folder, signatures, quorum);
  const people = signers.people.map(({ certificate }) => certificate);
  const findings = [
    ...fileFindings(folder, signatures.length),
    ...statementFindings(folder, statements, signatures, quorum),
    ...attestationFindings(folder, manifest, statements[0]?.certificate ?? null),
    ...signers.findings,
    ...personFindings(signatures, statements, people),
    ...orderFindings(quorum, signatures, people),
    ...clockFindings(signatures),
    ...registerFindings(folder, manifest, signatures.length),
  ];
  return judged(quorum, { signatures, signers: signers.people, findings, placeOf: sealPath }, anchors);
}

/**
 * A signed PDF without its folder: its own signatures, and what is attached to it.
 *
 * @param quorum what the protocol of the run asks for
 * @param anchors null: whose signatures they are is not looked at
 */
export async function pdfLooked(
  { folder, manifest, signatures }: PdfAlone,
  quorum: Quorum,
  anchors: Anchors | null,
): Promise<SealLooked> {
  const printed = printedPath(folder);
  const signers = await pdfSigners(folder, signatures, quorum);
  const people = signers.people.map(({ certificate }) => certificate);
  const findings = [
    ...(printed === null
      ? [foreign(folder.name, "does not begin with the printed report that its manifest lists")]
      : []),
    ...attestationFindings(folder, manifest, people[0] ?? null),
    ...signers.findings,
    ...orderFindings(quorum, signatures, people),
    ...clockFindings(signatures),
  ];
  return judged(quorum, { signatures, signers: signers.people, findings, placeOf: () => folder.name }, anchors);
}

interface Judging {
  readonly signatures: readonly SealSignature[];
  readonly signers: readonly Person[];
  readonly findings: readonly Finding[];
  /** The file that a signature stands in. */
  placeOf(n: number): string;
}

/** Who of them is trusted, and whether they suffice. */
function judged(
  quorum: Quorum,
  { signatures, signers, findings: found, placeOf }: Judging,
  anchors: Anchors | null,
): SealLooked {
  const findings = [...found];
  const people = signers.map(({ certificate }) => certificate);
  const trust = signatures.map(({ n, role, time }, i) => {
    const person = signers.at(i);
    if (anchors === null || person === undefined || !isRole(role)) return null;
    const problem = whyNotTrusted(
      person.certificate,
      person.others,
      anchors,
      role,
      Date.parse(time),
      person.token !== null,
    );
    if (problem !== null) findings.push(untrusted(placeOf(n), `is not of a trusted ${role}: ${problem}`));
    const unknown = person.token === null ? null : whyNotStamper(person.token, anchors);
    if (unknown !== null)
      findings.push(wrongStamp(placeOf(n), `has a time stamp of nobody in tsa/ of the anchors: ${unknown}`));
    return problem === null && unknown === null;
  });
  const met = isMet(quorum, signatures);
  if (anchors !== null && !met)
    findings.push(untrusted(placeOf(signatures.length), `does not complete the quorum: ${lackOf(quorum, signatures)}`));
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
