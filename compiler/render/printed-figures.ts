/** Printed figures: every number of a report that says where it stands, once each, with the texts that print it. */
import type { ElementContent } from "hast";
import { z } from "zod";

export const printedFigureSchema = z.strictObject({
  text: z.string().describe("as it is printed"),
  artifact: z.string(),
  pointer: z.string().describe("RFC 6901; the number, or the ends of an interval, stand there"),
  how: z.string().nullable().describe("how it follows from what stands there, where it is not that number itself"),
  format: z
    .string()
    .nullable()
    .describe("its quantity, with decimals: `share:1`; or the format an author wrote; null as it is"),
  in: z.array(z.enum(["html", "pdf", "markdown", "statement"])).describe("`pdf`: where the run has one"),
});
export type PrintedFigure = z.output<typeof printedFigureSchema>;

/** The other texts of a report. */
export interface OtherTexts {
  readonly markdown: string;
  /** Null where a run has none. */
  readonly statement: string | null;
}

/**
 * In the order of the page; a figure that is printed twice from one place in one form is listed once.
 *
 * @param shown what the page shows; what is folded away under `More diagnostics` is on no paper
 */
export function printedFigures(shown: readonly ElementContent[], other: OtherTexts): readonly PrintedFigure[] {
  const texts = [
    ["markdown", marked(other.markdown)],
    ["statement", marked(other.statement ?? "")],
  ] as const;
  const found = new Map<string, { readonly figure: Omit<PrintedFigure, "in">; isOnPaper: boolean }>();
  const look = (node: ElementContent, isFolded: boolean): void => {
    if (node.type !== "element") return;
    const { dataExact: exact, dataArtifact, dataPointer, dataRounding, dataHow, className } = node.properties;
    if (typeof exact === "string" && isNumeric(exact)) {
      const figure = {
        text: printedText(node),
        artifact: String(dataArtifact),
        pointer: String(dataPointer ?? ""),
        how: typeof dataHow === "string" ? dataHow : null,
        format: typeof dataRounding === "string" ? dataRounding : null,
      };
      const known = found.get(JSON.stringify(figure));
      if (known === undefined) found.set(JSON.stringify(figure), { figure, isOnPaper: !isFolded });
      else known.isOnPaper ||= !isFolded;
    }
    const isMore = node.tagName === "details" && Array.isArray(className) && className.includes("more");
    for (const child of node.children) look(child, isFolded || isMore);
  };
  for (const node of shown) look(node, false);
  return [...found.values()].map(({ figure, isOnPaper }) => ({
    ...figure,
    in: [
      "html",
      ...(isOnPaper ? (["pdf"] as const) : []),
      ...texts.flatMap(([name, text]) => (text.includes(marked(figure.text)) ? [name] : [])),
    ],
  }));
}

/** One number or more, separated by spaces: the ends of an interval. */
const isNumeric = (exact: string): boolean =>
  exact.split(" ").every((one) => /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/.test(one));

/** What is read of an element, without what only pads it. */
function printedText(node: ElementContent): string {
  if (node.type === "text") return node.value;
  if (node.type !== "element" || node.properties.ariaHidden === "true") return "";
  return node.children.map((child) => printedText(child)).join("");
}

/** With each run of digits between marks, so that `7.8` does not stand in `97.8`; spaces of every width are one. */
const marked = (text: string): string =>
  text
    .replace(/[\s\u00a0\u2009\u202f]+/g, " ")
    .replaceAll("\u2212", "-")
    .replace(/\d[\d.,]*(?<=\d)/g, "\u0001$&\u0001");
