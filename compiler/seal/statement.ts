/** Statements: what a first signer attests of a run, and what each signer says of the seal (in-toto Statement v1). */
import { z } from "zod";
import type { Manifest } from "../../schemas/manifest.ts";
import { json } from "../../schemas/records.ts";
import { digestOf, hexOf } from "../store/digest.ts";

export const statementType = "https://in-toto.io/Statement/v1";
const provenanceType = "https://slsa.dev/provenance/v1";
export const sealType = "urn:foodspec:seal:v1";

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const subject = z.strictObject({ name: z.string(), digest: z.strictObject({ sha256: hex }) });

export const signatureSchema = z.strictObject({
  n: z.int().min(1),
  role: z.string(),
  name: z.string().describe("subject of the certificate"),
  meaning: z.string(),
  reason: z.string().nullable(),
  time: z.string().describe("ISO 8601, UTC"),
  time_from: z.enum(["tsa", "stated"]).describe("who says when: an authority, or the signer's clock"),
  certificate: hex.describe("SHA-256 of the certificate"),
  pdf_length: z.int().min(1).describe("bytes of the PDF with this signature"),
  pdf_sha256: hex.describe("of these bytes"),
});
export type SealSignature = z.output<typeof signatureSchema>;

const count = z.int().min(0);
const quorum = z.strictObject({ author: count, reviewer: count, approver: count });

export const sealStatementSchema = z.strictObject({
  _type: z.literal(statementType),
  subject: z.array(subject),
  predicateType: z.literal(sealType),
  predicate: z.strictObject({ signatures: z.array(signatureSchema), quorum }),
});
export type SealStatement = z.output<typeof sealStatementSchema>;

export const attestationSchema = z.strictObject({
  _type: z.literal(statementType),
  subject: z.array(subject),
  predicateType: z.literal(provenanceType),
  predicate: z.strictObject({
    buildDefinition: z.strictObject({
      buildType: z.string(),
      externalParameters: z.record(z.string(), json),
      resolvedDependencies: z.array(subject),
    }),
    runDetails: z.strictObject({
      builder: z.strictObject({ id: z.string(), version: z.record(z.string(), z.string()) }),
      metadata: z.strictObject({ invocationId: z.string(), startedOn: z.string() }),
    }),
  }),
});
export type Attestation = z.output<typeof attestationSchema>;

export const auditLineSchema = z.strictObject({
  n: z.int().min(1),
  time: z.string(),
  event: z.enum(["signed", "exported"]),
  who: z.string(),
  why: z.string(),
  about: hex.describe("SHA-256 of what was signed or exported"),
  previous: hex.describe("SHA-256 of the line before; of manifest.json of the first"),
});
export type AuditLine = z.output<typeof auditLineSchema>;

export const subjectOf = (name: string, bytes: Uint8Array | string) => ({
  name,
  digest: { sha256: hexOf(digestOf(bytes)) },
});

/** What was asked, what it was made from, and every file that came of it. */
export function attestationOf(manifest: Manifest, bytes: Uint8Array): Attestation {
  const { files, blocks, inputs, protocol_hash, protocol_version, mode, scheme, seed, cli_overrides, policy } =
    manifest;
  const all = [...Object.entries(files), ...blocks.flatMap(({ artifacts }) => Object.entries(artifacts))];
  const named = (name: string, sha256: string) => ({ name, digest: { sha256: hexOf(sha256) } });
  const listed = all.map(([path, sha256]) => named(path, sha256)).sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    _type: statementType,
    subject: [subjectOf("manifest.json", bytes), ...listed],
    predicateType: provenanceType,
    predicate: {
      buildDefinition: {
        buildType: "urn:foodspec:compile:v1",
        externalParameters: {
          protocol: { sha256: protocol_hash, version: protocol_version },
          mode,
          scheme,
          seed,
          overrides: cli_overrides.map(({ key, override, reason }) => ({ key, override, reason })),
          policy: policy.digest,
        },
        resolvedDependencies: [
          named("protocol.md", protocol_hash),
          ...inputs.map(({ name, path, sha256 }) => named(`${name}: ${path}`, sha256)),
        ],
      },
      runDetails: {
        builder: {
          id: `urn:foodspec:program:${hexOf(manifest.program)}`,
          version: { foodspec: manifest.foodspec_version },
        },
        metadata: { invocationId: manifest.run_id, startedOn: manifest.timestamp },
      },
    },
  };
}
