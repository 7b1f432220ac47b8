/** Read PDF: the text of every page as a reader's program finds it, which shows whether the letters were really printed. */

/** Text by page; a letter no font had is U+0000. */
export async function pageTexts(pdf: Uint8Array): Promise<readonly string[]> {
  const { extractText, getDocumentProxy } = await silently(() => import("unpdf"));
  // pdf.js takes the bytes it is given for itself. Verbosity 0: what it remarks is not for our readers.
  const document = await silently(() => getDocumentProxy(new Uint8Array(pdf), { verbosity: 0 }));
  try {
    return (await extractText(document, { mergePages: false })).text;
  } finally {
    await document.destroy();
  }
}

/** While it is loaded pdf.js prints a warning about its own build to standard output, where results belong. */
async function silently<T>(work: () => Promise<T>): Promise<T> {
  const { log } = console;
  console.log = () => undefined;
  try {
    return await work();
  } finally {
    console.log = log;
  }
}

const about = 24;

/** The places where letters are missing, each with what stands around it, at most `limit`. */
export function missingLetters(texts: readonly string[], limit = 5): readonly string[] {
  const found = texts.flatMap((text) =>
    [...text.matchAll(/\0+/g)].map(({ index, 0: gap }) =>
      text
        .slice(Math.max(0, index - about), index + gap.length + about)
        .replace(/\0/g, "□")
        .replace(/\s+/g, " ")
        .trim(),
    ),
  );
  return [...new Set(found)].slice(0, limit);
}

/** Pages, from 1, whose text does not hold the token: nothing, or not the letters, came to paper there. */
export const pagesWithout = (token: string, texts: readonly string[]): readonly number[] => {
  const bare = token.replace(/\s/g, "");
  return texts.flatMap((text, k) => (text.replace(/\s/g, "").includes(bare) ? [] : [k + 1]));
};

/** Names of the fonts a PDF draws with, without the tag of a subset, in code-unit order; drawn glyphs (Type 3) have none. */
export async function fontNames(pdf: Uint8Array): Promise<readonly string[]> {
  const { PDFDict, PDFDocument, PDFName } = await import("@cantoo/pdf-lib");
  const { context } = await PDFDocument.load(pdf, { updateMetadata: false });
  const names = context
    .enumerateIndirectObjects()
    .map(([, object]) => (object instanceof PDFDict ? object.lookupMaybe(PDFName.of("BaseFont"), PDFName) : undefined))
    .flatMap((name) => (name === undefined ? [] : [name.decodeText().replace(/^[A-Z]{6}\+/, "")]));
  return [...new Set(names)].sort();
}
