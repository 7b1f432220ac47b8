/** Finish PDF: what Chromium leaves open in a PDF — dates, who made it, files attached to it — set from what is known. */
import { ParseSpeeds, PDFDocument, PDFHeader, PDFHexString, PDFName, PDFRef, PDFString } from "@cantoo/pdf-lib";
import type { Attachment, FormOrder } from "../compile/printing.ts";
import { digestOf, hexOf } from "../store/digest.ts";
import { sayMore } from "./accessible.ts";
import { nameBookmarks } from "./outline.ts";
import { addForm } from "./pdf-form.ts";
import { numberStructure } from "./structure-ids.ts";

export interface PdfFacts {
  readonly title: string;
  /** ISO 8601, UTC: the date of making and of the last change, Chromium's own clock notwithstanding. */
  readonly time: string;
  /** Who made the page, as in `FoodSpec 0.1.0`. */
  readonly creator: string;
  /** Which browser printed it. */
  readonly producer: string;
  /** What the identifier of the file is made from: all that was printed. */
  readonly source: string;
  readonly attachments: readonly Attachment[];
  /** Texts of the headings, by which the bookmarks are named. */
  readonly headings: readonly string[];
  /** Text of the first link to each address. */
  readonly links: ReadonlyMap<string, string>;
  /** Fields that people sign; null for none. */
  readonly form: FormOrder | null;
  /** ICC profile of its colours; null: not said. */
  readonly profile: Uint8Array | null;
}

/**
 * Sets dates, title, identifier and metadata, attaches files. The same pages with the same facts give the same bytes.
 *
 * @param pdf as Chromium wrote it
 * @see ISO 32000-1, 7.11.4 (embedded files), 14.3 (metadata), 14.4 (identifiers)
 */
export async function finishPdf(pdf: Uint8Array, facts: PdfFacts): Promise<{ bytes: Uint8Array; pages: number }> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest });
  const { context, catalog } = document;
  const date = PDFString.of(`D:${facts.time.replace(/\D/g, "").slice(0, 14)}Z`);
  const info = context.obj({
    Title: PDFHexString.fromText(facts.title),
    Creator: PDFHexString.fromText(facts.creator),
    Producer: PDFHexString.fromText(facts.producer),
    CreationDate: date,
    ModDate: date,
  });
  // In the place of Chromium's own, which would stay in the file with its clock.
  const old = context.trailerInfo.Info;
  if (old instanceof PDFRef) context.assign(old, info);
  else context.trailerInfo.Info = context.register(info);
  const id = PDFHexString.of(hexOf(digestOf(facts.source)).slice(0, 32));
  context.trailerInfo.ID = context.obj([id, id]);
  // A text handed over as it is would be written a byte a letter.
  const described = new TextEncoder().encode(metadata(facts));
  catalog.set(
    PDFName.of("Metadata"),
    context.register(context.stream(described, { Type: "Metadata", Subtype: "XML" })),
  );
  context.header = PDFHeader.forVersion(1, 7);
  nameBookmarks(document, facts.headings);
  numberStructure(document);
  sayMore(document, facts.links);
  if (facts.profile !== null) catalog.set(PDFName.of("OutputIntents"), colours(document, facts.profile));
  if (facts.form !== null) addForm(document, facts.form);
  attach(document, facts.attachments, date);
  return {
    bytes: await document.save({
      updateFieldAppearances: false,
      objectsPerTick: Number.POSITIVE_INFINITY,
      // What is signed grows by plain tables of objects, and a file has tables of one form.
      useObjectStreams: (facts.form?.fields.length ?? 0) === 0,
    }),
    pages: document.getPageCount(),
  };
}

/** What its red, green and blue mean. ISO 32000-1, 14.11.5. */
function colours({ context }: PDFDocument, profile: Uint8Array) {
  const name = PDFString.of("sRGB IEC61966-2.1");
  const DestOutputProfile = context.register(context.flateStream(profile, { N: 3 }));
  const intent = {
    Type: "OutputIntent",
    S: "GTS_PDFA1",
    OutputConditionIdentifier: name,
    Info: name,
    DestOutputProfile,
  };
  return context.obj([context.register(context.obj(intent))]);
}

/** In the order of their names, as readers look them up; a reader that saves them all takes a slash for a folder that is not there. */
function attach({ context, catalog }: PDFDocument, attachments: readonly Attachment[], date: PDFString): void {
  if (attachments.length === 0) return;
  const named = attachments.map((one) => ({ ...one, path: one.name, name: one.name.replaceAll("/", "__") }));
  const sorted = named.sort((a, b) => (a.name < b.name ? -1 : 1));
  const files = sorted.map(({ name, path, bytes, type }) => {
    const stream = context.flateStream(bytes, {
      Type: "EmbeddedFile",
      Subtype: type,
      Params: { Size: bytes.length, ModDate: date },
    });
    const file = context.obj({
      Type: "Filespec",
      F: PDFHexString.fromText(name),
      UF: PDFHexString.fromText(name),
      Desc: PDFHexString.fromText(path),
      EF: { F: context.register(stream) },
      AFRelationship: "Data",
    });
    return { name: PDFHexString.fromText(name), file: context.register(file) };
  });
  const names = context.obj({ EmbeddedFiles: { Names: files.flatMap(({ name, file }) => [name, file]) } });
  catalog.set(PDFName.of("Names"), names);
  catalog.set(PDFName.of("AF"), context.obj(files.map(({ file }) => file)));
}

/** XMP: the same facts where newer readers look for them. */
function metadata({ title, time, creator, producer }: PdfFacts): string {
  const second = `${time.slice(0, 19)}Z`;
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${xml(title)}</rdf:li></rdf:Alt></dc:title>
<dc:format>application/pdf</dc:format>
<xmp:CreatorTool>${xml(creator)}</xmp:CreatorTool><pdf:Producer>${xml(producer)}</pdf:Producer>
<xmp:CreateDate>${second}</xmp:CreateDate><xmp:ModifyDate>${second}</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`;
}

const xml = (text: string): string =>
  text
    .replace(/\p{Cc}/gu, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
