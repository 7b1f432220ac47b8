/** Anchors: whom an auditor trusts — authorities or persons, lists of what was revoked, and who may sign as what. */
import { verify, X509Certificate } from "node:crypto";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { asked } from "../../schemas/asked.ts";
import { type Disk, namesIn, readText } from "../store/disk.ts";
import { fingerprint } from "./dsse.ts";
import { buffer, pkcs } from "./pkcs.ts";
import type { Role } from "./quorum.ts";
import { subjectName } from "./seal.ts";
import { keyUsageBits } from "./signer.ts";
import type { Token } from "./time-stamp.ts";

const people = z.array(z.string()).default([]);
const signersSchema = z.strictObject({ author: people, reviewer: people, approver: people });

interface Revoked {
  /** Subject of the authority, and what it has signed. */
  readonly issuer: X509Certificate;
  readonly serials: ReadonlyMap<string, number>;
}

export interface Anchors {
  readonly trusted: readonly X509Certificate[];
  /** Time-stamping authorities, or who vouches for them. */
  readonly stampers: readonly X509Certificate[];
  readonly revoked: readonly Revoked[];
  /** Subjects or fingerprints by role; null where the auditor leaves it to the certificates. */
  readonly signers: Readonly<Record<Role, readonly string[]>> | null;
}

/** Reads a folder of anchors; a sentence where it cannot be used. */
export async function anchorsIn(disk: Disk, folder: string): Promise<Anchors | { readonly problem: string }> {
  const names = namesIn(disk, folder);
  try {
    const trusted = certificatesIn(disk, folder);
    const stampers = certificatesIn(disk, join(folder, "tsa"));
    if (trusted.length === 0) return { problem: "holds no certificate (*.pem)" };
    const lists = names.filter((name) => name.endsWith(".crl")).map((name) => disk.read(join(folder, name)));
    const revoked: Revoked[] = [];
    for (const list of lists) {
      const read = await revokedIn(list, [...trusted, ...stampers]);
      if (read === null)
        return { problem: "holds a list of revoked certificates (*.crl) that none of its authorities signed" };
      revoked.push(read);
    }
    if (!names.includes("signers.yaml")) return { trusted, stampers, revoked, signers: null };
    const signers = asked(signersSchema, parse(readText(disk, join(folder, "signers.yaml")), { maxAliasCount: 0 }));
    return signers.success
      ? { trusted, stampers, revoked, signers: signers.data }
      : { problem: "has a signers.yaml that is not of its form" };
  } catch {
    return { problem: "holds a file that cannot be read" };
  }
}

const certificatesIn = (disk: Disk, folder: string): readonly X509Certificate[] =>
  namesIn(disk, folder)
    .filter((name) => name.endsWith(".pem"))
    .flatMap(
      (name) =>
        readText(disk, join(folder, name)).match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [],
    )
    .map((text) => new X509Certificate(text));

/** Null of a list that none of the authorities signed. RFC 5280, 5. */
async function revokedIn(file: Uint8Array, authorities: readonly X509Certificate[]): Promise<Revoked | null> {
  const { pkijs } = await pkcs();
  const text = new TextDecoder("latin1").decode(file);
  const [, base64] = /-----BEGIN X509 CRL-----([^-]+)-----END X509 CRL-----/.exec(text) ?? [];
  const list = pkijs.CertificateRevocationList.fromBER(
    buffer(base64 === undefined ? file : Buffer.from(base64, "base64")),
  );
  const signature = list.signatureValue.valueBlock.valueHexView;
  const issuer = authorities.find((one) => verify("sha256", list.tbsView, one.publicKey, signature));
  if (issuer === undefined) return null;
  const entries = list.revokedCertificates ?? [];
  const serials = entries.map(({ userCertificate, revocationDate }) => {
    const serial = Buffer.from(userCertificate.valueBlock.valueHexView).toString("hex");
    return [bare(serial), revocationDate.value.getTime()] as const;
  });
  return { issuer, serials: new Map(serials) };
}

const bare = (serial: string): string => serial.replace(/^0+/, "").toLowerCase();

/**
 * Why a signer is not one that the auditor trusts in a role at a time; null where all is well. Where no authority stamped the time a
 * revoked certificate counts whenever it was revoked: nobody knows that the signature is older.
 *
 * @param others certificates that came with the signature
 * @param time milliseconds since 1970
 */
export function whyNotTrusted(
  certificate: X509Certificate,
  others: readonly X509Certificate[],
  { trusted, revoked, signers }: Anchors,
  role: Role,
  time: number,
  isStamped: boolean,
): string | null {
  const problem = chainProblem(certificate, others, trusted, time, 8);
  if (problem !== null) return problem;
  if (isRevoked(certificate, revoked, isStamped ? time : null)) return "its certificate was revoked";
  if (signers === null) return null;
  const names = [certificate.subject, certificate.subject.replaceAll("\n", ", "), subjectName(certificate.subject)];
  const known = [...names, fingerprint(certificate)];
  const isListed = signers[role].some(
    (one) => known.includes(one) || known.includes(one.replaceAll(":", "").toLowerCase()),
  );
  return isListed ? null : `signers.yaml does not name it as ${role}`;
}

/** Why a time-stamping authority is none that the auditor trusts; null where all is well. */
export function whyNotStamper({ certificate, others, time }: Token, { stampers, revoked }: Anchors): string | null {
  const at = Date.parse(time);
  const problem = chainProblem(certificate, others, stampers, at, 8);
  if (problem !== null) return problem;
  return isRevoked(certificate, revoked, null) ? "the certificate of its authority was revoked" : null;
}

/** @param time before which a certificate is to be revoked; null: whenever */
function isRevoked(certificate: X509Certificate, revoked: Anchors["revoked"], time: number | null): boolean {
  return revoked.some(({ issuer, serials }) => {
    const since = isIssued(certificate, issuer) ? serials.get(bare(certificate.serialNumber)) : undefined;
    return since !== undefined && (time === null || since <= time);
  });
}

function chainProblem(
  certificate: X509Certificate,
  others: readonly X509Certificate[],
  trusted: readonly X509Certificate[],
  time: number,
  left: number,
): string | null {
  const isValid = time >= Date.parse(certificate.validFrom) && time <= Date.parse(certificate.validTo);
  if (!isValid)
    return `the certificate of ${subjectName(certificate.subject)} was not valid at ${new Date(time).toISOString()}`;
  if (trusted.some(({ raw }) => Buffer.compare(raw, certificate.raw) === 0)) return null;
  const above = [...trusted, ...others].filter(
    (one) => one !== certificate && isAuthority(one) && isIssued(certificate, one),
  );
  if (above.length === 0 || left === 0)
    return `nobody among the anchors vouches for ${subjectName(certificate.subject)}`;
  const problems = above.map((one) => chainProblem(one, others, trusted, time, left - 1));
  return problems.includes(null) ? null : problems[0];
}

const isIssued = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);

/** An authority says so, and that its key signs certificates. RFC 5280, 4.2.1.3 and 4.2.1.9. */
function isAuthority(certificate: X509Certificate): boolean {
  const bits = keyUsageBits(certificate.raw);
  return certificate.ca && (bits === null || (bits & 0x04) !== 0);
}
