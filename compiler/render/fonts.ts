/** Fonts: the letters of a report, inside it: subsets of Noto, signs under a name of their own. */
import type { Assets } from "./assets.ts";

interface Face {
  readonly file: string;
  readonly family: string;
  readonly weight: number | "400 700";
  readonly style: "normal" | "italic";
  /** Characters it is asked for; null for every one. */
  readonly range: string | null;
}

const sans = { family: "Noto Sans", weight: 400, style: "normal", range: null } as const;
/**
 * What Noto Sans lacks, under a name of its own: a browser takes one face of a family and weight, and would not look into a
 * second one. One weight serves both: a bold minus is still a minus.
 */
const signs = { ...sans, family: "Noto Signs", weight: "400 700" } as const;

const faces: readonly Face[] = [
  { ...sans, file: "noto-sans-regular" },
  { ...sans, file: "noto-sans-bold", weight: 700 },
  { ...sans, file: "noto-sans-italic", style: "italic" },
  {
    ...signs,
    file: "noto-sans-maths",
    range:
      "U+2190-2195, U+21A9, U+21D2, U+21D4, U+2208, U+2202, U+2206, U+2211-2213, U+2215, U+221A, U+221D, U+221E, U+2248, U+2260, U+2264-2265, U+2298",
  },
  {
    ...signs,
    file: "noto-sans-marks",
    range: "U+25B2, U+25B4, U+25B6, U+25B8, U+25BC, U+25BE, U+25CF, U+2605, U+2713, U+2715",
  },
  { ...signs, file: "noto-sans-info", range: "U+24D8" },
  { ...sans, file: "noto-sans-mono-regular", family: "Noto Sans Mono" },
];

/** With a table for formulas: without one a browser draws no radical sign. */
const formulas: Face = { ...sans, family: "Noto Formulas", file: "noto-sans-formulas" };

/** `@font-face` rules with the fonts in them, about 95 kB, and 67 kB more for formulas. */
export function fontFaces(assets: Assets, hasFormulas: boolean): string {
  return fontRules((file) => {
    const data = Buffer.from(assets.bytes(`fonts/${file}.woff2`)).toString("base64");
    return `data:font/woff2;base64,${data}`;
  }, hasFormulas);
}

/** Files of the fonts of a page without formulas, by name. */
export const fontFiles: readonly string[] = faces.map(({ file }) => file);

/** `@font-face` rules. @param address of a font, by the name of its file */
export function fontRules(address: (file: string) => string, hasFormulas = false): string {
  return [...faces, ...(hasFormulas ? [formulas] : [])]
    .map(({ file, family, weight, style, range }) => {
      const characters = range === null ? "" : `unicode-range:${range};`;
      return `@font-face{font-family:"${family}";font-weight:${weight};font-style:${style};font-display:block;${characters}src:url(${address(file)}) format("woff2")}`;
    })
    .join("\n");
}
