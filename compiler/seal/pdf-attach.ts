/** PDF attach: files added to those that a PDF holds. */
import type { PDFDocument } from "@cantoo/pdf-lib";

/** In the order of their names, as readers look them up. @param time ISO 8601, UTC */
export async function attach(
  { context, catalog }: PDFDocument,
  attachments: ReadonlyMap<string, Uint8Array>,
  time: string,
): Promise<void> {
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
