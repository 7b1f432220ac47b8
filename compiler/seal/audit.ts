/** Audit: a line a signature or an export, each with the digest of the line before; the first with that of manifest.json. */
import { asked } from "../../schemas/asked.ts";
import { canonicalJson } from "../store/canonical.ts";
import { digestOf, hexOf } from "../store/digest.ts";
import { type AuditLine, auditLineSchema, type SealSignature } from "./statement.ts";

/** What is told of a signature. */
const signedWords = ({ time, name, role, meaning, reason, pdf_sha256 }: SealSignature) => ({
  time,
  event: "signed" as const,
  who: name,
  why: `${role}: ${meaning}${reason === null ? "" : ` (${reason})`}`,
  about: pdf_sha256,
});

type Words = Omit<AuditLine, "n" | "previous">;

/** An audit with a line more. */
export function withLine(audit: string, manifest: Uint8Array, words: Words): string {
  const lines = linesOf(audit);
  const previous = lines.length === 0 ? hexOf(digestOf(manifest)) : hexOf(digestOf(lines[lines.length - 1]));
  const line: AuditLine = { n: lines.length + 1, ...words, previous };
  return `${audit}${canonicalJson(line)}\n`;
}

export const withSigned = (audit: string, manifest: Uint8Array, signature: SealSignature): string =>
  withLine(audit, manifest, signedWords(signature));

const linesOf = (audit: string): readonly string[] => audit.split("\n").slice(0, -1);

/**
 * An audit as it stood after each of these signatures; null where it does not tell of them, in this order, each line after the one
 * before, with nothing among them but exports.
 */
export function auditsAfter(
  audit: string,
  manifest: Uint8Array,
  signatures: readonly SealSignature[],
): readonly string[] | null {
  const after: string[] = [];
  let text = "";
  for (const line of linesOf(audit)) {
    const read = lineOf(line);
    if (read === null) return null;
    const { n: _, previous: __, ...words } = read;
    const signature = signatures.at(after.length);
    if (read.event === "signed" && signature === undefined) return null;
    text =
      read.event === "signed" && signature !== undefined
        ? withSigned(text, manifest, signature)
        : withLine(text, manifest, words);
    if (!text.endsWith(`${line}\n`)) return null;
    if (read.event === "signed") after.push(text);
  }
  return text === audit && after.length === signatures.length ? after : null;
}

function lineOf(line: string): AuditLine | null {
  try {
    const read = asked(auditLineSchema, JSON.parse(line));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** An audit up to its last line that tells of a signature. */
export function auditAsSigned(audit: Uint8Array): Uint8Array {
  const lines = linesOf(new TextDecoder().decode(audit));
  const last = lines.findLastIndex((line) => lineOf(line)?.event === "signed");
  return new TextEncoder().encode(
    lines
      .slice(0, last + 1)
      .map((line) => `${line}\n`)
      .join(""),
  );
}

/** An audit up to, and without, the line that tells of the signature after so many: what somebody had written who was stopped. */
export function auditUpTo(audit: string, count: number): string {
  let seen = 0;
  const lines = linesOf(audit);
  const end = lines.findIndex((line) => lineOf(line)?.event === "signed" && ++seen > count);
  return (end < 0 ? lines : lines.slice(0, end)).map((line) => `${line}\n`).join("");
}
