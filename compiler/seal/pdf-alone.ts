/** PDF alone: a signed report without its folder; what is attached to it stands for the folder. */
import type { PDFDict as Dictionary, PDFDocument as Document } from "@cantoo/pdf-lib";
import type { Manifest } from "../../schemas/manifest.ts";
import { digestOf, hexOf } from "../store/digest.ts";
import { filesInside, takenApart } from "../verify/pdf/read.ts";
import { listed, manifestOf, type RunFolder } from "../verify/run-folder.ts";
import { attestationPath, signedPdf, subjectName } from "./seal.ts";
import { signerIn } from "./seal-revisions.ts";
import type { SealSignature } from "./statement.ts";

export interface PdfAlone {
  readonly manifest: Manifest;
  /** Attached files under their names in the run, the printed report, the signed one, and the attestation. */
  readonly folder: RunFolder;
  /** Names of attached files that the manifest does not list. */
  readonly strange: readonly string[];
  /** Files inside that no reader lists. */
  readonly hidden: number;
  /** As the PDF tells of them, in the order in which they were made. */
  readonly signatures: readonly SealSignature[];
}

/** @returns why the PDF tells of no run */
export async function pdfAlone(name: string, pdf: Uint8Array): Promise<PdfAlone | { readonly problem: string }> {
  try {
    const document = await takenApart(pdf);
    const { named, count } = await filesInside(document);
    const bare: RunFolder = { name, paths: [...named.keys()].sort(), read: (path) => named.get(path) ?? null };
    const manifest = manifestOf(bare);
    if (manifest === null)
      return { problem: "it holds no manifest.json, which the first signer attaches: verify its run folder" };
    const signatures = await signaturesIn(pdf, document);
    if (signatures.length === 0) return { problem: "nobody has signed it: verify its run folder" };
    const own = new Map([...listed(manifest).keys()].map((path) => [path.replaceAll("/", "__"), path]));
    const beside = new Map([
      ["manifest.json", "manifest.json"],
      ["attestation.json", attestationPath],
      [contentName, contentName],
    ]);
    const files = new Map(
      [...named].flatMap(([key, bytes]) => {
        const path = own.get(key) ?? beside.get(key);
        return path === undefined ? [] : [[path, bytes] as const];
      }),
    );
    files.set(signedPdf, pdf);
    const printed = [...listed(manifest)].find(([path]) => /^report\/report_\w+\.pdf$/.test(path));
    const begin = printed === undefined ? null : printedIn(pdf, printed[1].digest);
    if (printed !== undefined && begin !== null) files.set(printed[0], begin);
    const folder = { name, paths: [...files.keys()].sort(), read: (path: string) => files.get(path) ?? null };
    const strange = [...named.keys()].filter((key) => !own.has(key) && !beside.has(key));
    return { manifest, folder, strange, hidden: count - named.size, signatures };
  } catch {
    return { problem: "it cannot be read as a signed report" };
  }
}

/** The attachment whose SHA-256 is the content digest. */
export const contentName = "manifest.content.json";

/** The beginning of the PDF of that digest, up to the end of a revision; null where there is none. */
function printedIn(pdf: Uint8Array, digest: string): Uint8Array | null {
  const mark = Buffer.from("%%EOF");
  const whole = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  for (let at = whole.indexOf(mark); at >= 0; at = whole.indexOf(mark, at + 1))
    for (const more of [0, 1, 2]) {
      const begin = pdf.subarray(0, at + mark.length + more);
      if (digestOf(begin) === digest) return begin;
    }
  return null;
}

/** Signature fields with a signature, by where their holes stand. ISO 32000-1, 12.7.4.5. */
async function signaturesIn(pdf: Uint8Array, { catalog }: Document): Promise<readonly SealSignature[]> {
  const { PDFArray, PDFDict, PDFHexString, PDFName, PDFNumber, PDFString } = await import("@cantoo/pdf-lib");
  const form = catalog.lookupMaybe(PDFName.of("AcroForm"), PDFDict);
  const fields = form?.lookupMaybe(PDFName.of("Fields"), PDFArray);
  const text = (dict: Dictionary, key: string): string => {
    const value = dict.lookup(PDFName.of(key));
    return value instanceof PDFHexString || value instanceof PDFString ? value.decodeText() : "";
  };
  const found: { range: readonly number[]; field: string; value: Dictionary }[] = [];
  for (let i = 0; fields !== undefined && i < fields.size(); i++) {
    const field = fields.lookup(i, PDFDict);
    if (field.get(PDFName.of("FT")) !== PDFName.of("Sig")) continue;
    const value = field.lookupMaybe(PDFName.of("V"), PDFDict);
    const range = value?.lookupMaybe(PDFName.of("ByteRange"), PDFArray);
    if (value === undefined || range === undefined) continue;
    const numbers = Array.from({ length: range.size() }, (_, k) => range.lookup(k, PDFNumber).asNumber());
    found.push({ range: numbers, field: text(field, "T"), value });
  }
  found.sort((one, other) => one.range[1] - other.range[1]);
  return Promise.all(
    found.map(async ({ range: [, hole, end, rest], field, value }, i) => {
      const own = pdf.subarray(0, end + rest);
      const role = field.replace(/-\d+$/, "");
      const signer = await signerIn(own, [0, hole, end, rest]);
      const name = signer === null ? text(value, "Name") : subjectName(signer.certificate.subject);
      const certificate = signer === null ? "" : hexOf(digestOf(signer.certificate.raw));
      const meaning = text(value, "Reason").slice(role.length + 2);
      const facts = {
        n: i + 1,
        role,
        name,
        meaning,
        reason: null,
        time: signer?.token?.time ?? isoOf(text(value, "M")),
        time_from: signer === null || signer.token === null ? "stated" : "tsa",
      } as const;
      return { ...facts, certificate, pdf_length: own.length, pdf_sha256: hexOf(digestOf(own)) };
    }),
  );
}

/** `D:20260301120000Z` as ISO 8601. */
const isoOf = (date: string): string =>
  date.replace(/^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z");
