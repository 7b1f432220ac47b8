/** People of a seal: the same in PDF, envelope and list, in the order of their roles, none forgotten that the register tells of. */
import { createHash, type X509Certificate } from "node:crypto";
import type { Manifest } from "../../schemas/manifest.ts";
import { readChain } from "../../schemas/register-chain.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { digestOf } from "../store/digest.ts";
import type { RunFolder } from "../verify/run-folder.ts";
import { fingerprint } from "./dsse.ts";
import { isRole, type Quorum, type Signed, whyNotNext } from "./quorum.ts";
import { sealPath, subjectName } from "./seal.ts";
import type { Sealed } from "./seal-envelopes.ts";
import { cut, foreign, untrusted } from "./seal-findings.ts";
import type { SealSignature } from "./statement.ts";

/** In the PDF, in the envelope and in the list signs the same person. */
export function personFindings(
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
export function registerFindings(folder: RunFolder, { register, run_id }: Manifest, count: number): readonly Finding[] {
  const text = register === undefined || register.file === null ? null : (folder.register?.(register.file) ?? null);
  if (text === null) return [];
  const { lines } = readChain(text, digestOf);
  const told = lines.filter(({ event, value }) => event === "signed" && value.run_id === run_id).length;
  return told > count ? [cut("seal/", `holds ${count} signatures, and the register tells of ${told}`)] : [];
}

/** Clocks of two machines may be so far apart, in milliseconds; one that is further back was set back. */
const mostApart = 600_000;

/** No signature is older than the one that it stands on. */
export function clockFindings(signatures: readonly SealSignature[]): readonly Finding[] {
  return signatures.slice(1).flatMap(({ n, time }, i) => {
    const isBack = Date.parse(time) + mostApart < Date.parse(signatures[i].time);
    return isBack ? [untrusted(sealPath(n), `states a time before that of the signature before it: ${time}`)] : [];
  });
}

/** As they signed, so they were allowed to. */
export function orderFindings(
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
  key: createHash("sha256")
    .update(certificate.publicKey.export({ format: "der", type: "spki" }))
    .digest("hex"),
});
