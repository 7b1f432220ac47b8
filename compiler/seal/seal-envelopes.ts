/** Envelopes of a seal: what its signers say of its files, against these files. */
import type { X509Certificate } from "node:crypto";
import { asked } from "../../schemas/asked.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { RunFolder } from "../verify/run-folder.ts";
import { auditsAfter } from "./audit.ts";
import { fingerprint, opened } from "./dsse.ts";
import { type Quorum, roles } from "./quorum.ts";
import { attestationPath, auditPath, sealPath, signedPdf, subjectsOf } from "./seal.ts";
import { cut, foreign } from "./seal-findings.ts";
import { attestationOf, type SealSignature, type SealStatement, sealStatementSchema } from "./statement.ts";

/** The files of a seal. */
export const isSeal = (path: string): boolean => path.startsWith("seal/");

export interface Sealed {
  readonly statement: SealStatement;
  readonly certificate: X509Certificate;
}

/** Every envelope of a signer, from the first on. */
export function statementsOf(folder: RunFolder): readonly Sealed[] | { readonly findings: readonly Finding[] } {
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
export function fileFindings(folder: RunFolder, n: number): readonly Finding[] {
  const own = new Set([attestationPath, signedPdf, auditPath, ...Array.from({ length: n }, (_, i) => sealPath(i + 1))]);
  return folder.paths
    .filter((path) => isSeal(path) && !own.has(path))
    .map((path) => cut(path, "belongs to no signature of this seal"));
}

/** Each signer's envelope is about the files as they were then, and tells of those before as they told of themselves. */
export function statementFindings(
  folder: RunFolder,
  all: readonly Sealed[],
  signatures: readonly SealSignature[],
  quorum: Quorum,
): readonly Finding[] {
  const [pdf, attestation, manifest, audit] = [signedPdf, attestationPath, "manifest.json", auditPath].map((path) =>
    folder.read(path),
  );
  if (pdf === null || attestation === null || manifest === null || audit === null)
    return [cut(signedPdf, "or another file of the seal is not there")];
  const audits = auditsAfter(new TextDecoder().decode(audit), manifest, signatures);
  return [
    ...(audits === null ? [foreign(auditPath, "does not tell of these signatures, line by line")] : []),
    ...all.flatMap(({ statement: { subject, predicate } }, i) => {
      const path = sealPath(i + 1);
      const then = signatures.slice(0, i + 1);
      const isSame =
        JSON.stringify(predicate.signatures) === JSON.stringify(then) && then.every(({ n }, k) => n === k + 1);
      if (!isSame) return [cut(path, "tells of other signatures than the last seal")];
      if (roles.some((role) => predicate.quorum[role] !== quorum[role]))
        return [foreign(path, "tells of another quorum than the protocol asks for")];
      const own = pdf.subarray(0, then[i].pdf_length);
      const wanted = subjectsOf(own, attestation, manifest, audits?.[i] ?? "");
      return JSON.stringify(subject) === JSON.stringify(wanted)
        ? []
        : [foreign(path, "is about other files than stand here")];
    }),
  ];
}

/** What the first signer attests of the run is what its manifest says. */
export function attestationFindings(
  folder: RunFolder,
  manifest: Manifest,
  first: X509Certificate | null,
): readonly Finding[] {
  const [bytes, own] = [folder.read(attestationPath), folder.read("manifest.json")];
  if (bytes === null || own === null || first === null) return [];
  const envelope = opened(bytes);
  if ("problem" in envelope) return [foreign(attestationPath, envelope.problem)];
  if (fingerprint(envelope.certificate) !== fingerprint(first))
    return [foreign(attestationPath, "is not by the first signer")];
  const isSame = JSON.stringify(envelope.statement) === JSON.stringify(attestationOf(manifest, own));
  return isSame ? [] : [foreign(attestationPath, "is about another run")];
}
