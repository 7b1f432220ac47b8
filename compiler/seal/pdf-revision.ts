/** PDF revision: a signature field with room for its signature, added behind the bytes of a PDF, which stay as they are. */
import type { PDFDocument, PDFRef } from "@cantoo/pdf-lib";

/** Bytes of room for a signature with its certificates and a time stamp, before they are written as hexadecimal digits. */
export const room = 12_288;

export interface Revision {
  /** Name of the signature field, which none in the PDF has. */
  readonly field: string;
  readonly name: string;
  readonly reason: string;
  /** ISO 8601, UTC: as the signer's clock has it. */
  readonly time: string;
  /** Files attached with the first signature, by name. */
  readonly attachments: ReadonlyMap<string, Uint8Array>;
  /** True of the first: afterwards forms are filled and signatures added, nothing else (DocMDP 2). */
  readonly isFirst: boolean;
}

export interface Prepared {
  /** The whole PDF, zeros where the signature goes. */
  readonly pdf: Uint8Array;
  /** What is signed: all but the hole. */
  readonly range: readonly [number, number, number, number];
}

/**
 * @param pdf as it was printed, or signed before
 * @see ISO 32000-1, 7.5.6 (incremental updates), 12.8.1 (ByteRange), 12.8.2.2 (DocMDP); ETSI EN 319 142-1 (PAdES B-B)
 */
export async function withRoom(pdf: Uint8Array, revision: Revision): Promise<Prepared> {
  const { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber, PDFString } = await import(
    "@cantoo/pdf-lib"
  );
  const document = await PDFDocument.load(pdf, { forIncrementalUpdate: true, updateMetadata: false });
  const { context, catalog } = document;
  const snapshot = document.takeSnapshot();
  const page = document.getPage(document.getPageCount() - 1);
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
  const signatureRef = context.register(signature);
  const widget = context.register(
    context.obj({
      Type: "Annot",
      Subtype: "Widget",
      FT: "Sig",
      T: PDFHexString.fromText(revision.field),
      V: signatureRef,
      // Locked and printed; of no size: nothing is laid over the page.
      F: 132,
      Rect: [0, 0, 0, 0],
      P: page.ref,
    }),
  );
  const annotations = page.node.lookupMaybe(PDFName.of("Annots"), PDFArray);
  const list = annotations === undefined ? [] : annotations.asArray();
  page.node.set(PDFName.of("Annots"), context.obj([...list, widget]));
  snapshot.markRefForSave(page.ref);
  const form = catalog.lookupMaybe(PDFName.of("AcroForm"), PDFDict);
  const fields = form?.lookupMaybe(PDFName.of("Fields"), PDFArray)?.asArray() ?? [];
  catalog.set(PDFName.of("AcroForm"), context.obj({ Fields: [...fields, widget], SigFlags: 3 }));
  if (revision.isFirst) {
    signature.set(PDFName.of("Reference"), context.obj([permission]));
    catalog.set(PDFName.of("Perms"), context.obj({ DocMDP: signatureRef }));
    await attach(document, revision);
  }
  if (context.trailerInfo.Root === undefined) throw new Error("the PDF has no catalog");
  snapshot.markRefForSave(context.trailerInfo.Root as PDFRef);
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

/** Adds files to those the PDF holds, in the order of their names, as readers look them up. */
async function attach({ context, catalog }: PDFDocument, { attachments, time }: Revision): Promise<void> {
  const { PDFArray, PDFDict, PDFHexString, PDFName, PDFString } = await import("@cantoo/pdf-lib");
  const names = catalog.lookupMaybe(PDFName.of("Names"), PDFDict) ?? context.obj({});
  const tree = names.lookupMaybe(PDFName.of("EmbeddedFiles"), PDFDict);
  const held = tree?.lookupMaybe(PDFName.of("Names"), PDFArray)?.asArray() ?? [];
  const entries = Array.from({ length: held.length / 2 }, (_, i) => {
    const name = context.lookup(held[2 * i], PDFHexString);
    return { name: name.decodeText(), key: held[2 * i], file: held[2 * i + 1] };
  });
  const ModDate = PDFString.of(`D:${time.replace(/\D/g, "").slice(0, 14)}Z`);
  const added = [...attachments].map(([name, bytes]) => {
    const params = { Type: "EmbeddedFile", Subtype: "application/json", Params: { Size: bytes.length, ModDate } };
    const stream = context.register(context.flateStream(bytes, params));
    const text = PDFHexString.fromText(name);
    const specification = { Type: "Filespec", F: text, UF: text, EF: { F: stream }, AFRelationship: "Data" };
    return { name, key: text, file: context.register(context.obj(specification)) };
  });
  const all = [...entries, ...added].sort((one, other) => (one.name < other.name ? -1 : 1));
  names.set(PDFName.of("EmbeddedFiles"), context.obj({ Names: all.flatMap(({ key, file }) => [key, file]) }));
  catalog.set(PDFName.of("Names"), names);
  const associated = catalog.lookupMaybe(PDFName.of("AF"), PDFArray)?.asArray() ?? [];
  catalog.set(PDFName.of("AF"), context.obj([...associated, ...added.map(({ file }) => file)]));
}

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
