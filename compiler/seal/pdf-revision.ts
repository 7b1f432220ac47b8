/** PDF revision: a signature field with room for its signature, added behind the bytes of a PDF, which stay as they are. */
import { attach } from "./pdf-attach.ts";
import { catalogOf, fillFields, type Revision } from "./pdf-fields.ts";

/** Bytes of room for a signature with its certificates and a time stamp, before they are written as hexadecimal digits. */
export const room = 12_288;

export interface Prepared {
  /** The whole PDF, zeros where the signature goes. */
  readonly pdf: Uint8Array;
  /** What is signed: all but the hole. */
  readonly range: readonly [number, number, number, number];
}

/**
 * The first signature permits what comes after it: forms are filled and signatures added, nothing else (DocMDP 2).
 *
 * @param pdf as it was printed, or signed before
 * @throws Error of a PDF that cannot be read, or whose field is signed
 * @see ISO 32000-1, 7.5.6 (incremental updates), 12.8.1 (ByteRange), 12.8.2.2 (DocMDP); ETSI EN 319 142-1 (PAdES B-B)
 */
export async function withRoom(pdf: Uint8Array, revision: Revision): Promise<Prepared> {
  const { PDFArray, PDFDocument, PDFHexString, PDFName, PDFNumber, PDFString } = await import("@cantoo/pdf-lib");
  const document = await PDFDocument.load(pdf, { forIncrementalUpdate: true, updateMetadata: false });
  const { context, catalog } = document;
  const snapshot = document.takeSnapshot();
  // What changes is named below. Told of each change by itself, the library would look through the whole file for what holds it.
  context.snapshot = undefined;
  const signature = context.obj({
    Type: "Sig",
    Filter: "Adobe.PPKLite",
    SubFilter: "ETSI.CAdES.detached",
    ByteRange: PDFArray.withContext(context),
    Contents: PDFHexString.of("0".repeat(2 * room)),
    M: PDFString.of(`D:${revision.time.replace(/\D/g, "").slice(0, 14)}Z`),
    Name: PDFHexString.fromText(revision.name),
    Reason: PDFHexString.fromText(revision.reason),
  });
  const range = signature.lookup(PDFName.of("ByteRange"), PDFArray);
  for (let i = 0; i < 4; i++) range.push(PDFNumber.of(rangeFiller));
  const ref = context.register(signature);
  const changed = [...(await fillFields(document, ref, revision))];
  if (revision.signed === 1) {
    signature.set(PDFName.of("Reference"), context.obj([permission]));
    catalog.set(PDFName.of("Perms"), context.obj({ DocMDP: ref }));
    await attach(document, revision.attachments, revision.time);
    changed.push(catalogOf(document));
  }
  for (const one of changed) snapshot.markRefForSave(one);
  const increment = await document.saveIncremental(snapshot, { useObjectStreams: false });
  return ranged(joined(pdf, increment), pdf.length);
}

/** Forms may be filled and signatures added, nothing else. */
const permission = {
  Type: "SigRef",
  TransformMethod: "DocMDP",
  TransformParams: { Type: "TransformParams", P: 2, V: "1.2" },
};

/** As wide as any place in a PDF that is read here. */
const rangeFiller = 9_999_999_999;

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}

/** Says where the hole is, in the room that was left for it. */
function ranged(pdf: Uint8Array, from: number): Prepared {
  const text = new TextDecoder("latin1").decode(pdf.subarray(from));
  const hole = from + text.indexOf(`<${"0".repeat(2 * room)}>`);
  const end = hole + 2 * room + 2;
  const range = [0, hole, end, pdf.length - end] as const;
  const filler = `[ ${Array.from({ length: 4 }, () => rangeFiller).join(" ")} ]`;
  const at = from + text.indexOf(filler);
  if (hole < from || at < from) throw new Error("the signature found no room in the PDF");
  pdf.set(new TextEncoder().encode(`[ ${range.join(" ")} ]`.padEnd(filler.length)), at);
  return { pdf, range };
}

/** The PDF with a signature in its hole. Throws where it does not fit. */
export function filled({ pdf, range }: Prepared, signature: Uint8Array): Uint8Array {
  if (signature.length > room) throw new Error(`a signature of ${signature.length} bytes does not fit in ${room}`);
  const hex = Array.from(signature, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const whole = pdf.slice();
  whole.set(new TextEncoder().encode(hex), range[1] + 1);
  return whole;
}

/** What is signed of a PDF. */
export const signedBytes = (pdf: Uint8Array, [, hole, end, rest]: Prepared["range"]): Uint8Array =>
  joined(pdf.subarray(0, hole), pdf.subarray(end, end + rest));
