/** BibTeX to CSL-JSON by citation-js, told what it reads so that it looks for nothing; loaded only for a document with a `.bib` file. */
import { plugins } from "@citation-js/core";
import "@citation-js/plugin-bibtex";

/** Null of BibTeX that does not parse: then with the line and what was expected. */
export type ReadBibtex = (
  text: string,
) => { readonly json: unknown } | { readonly problem: string; readonly line: number; readonly column: number };

export const readBibtex: ReadBibtex = (text) => {
  const deep = tooDeep(text);
  if (deep !== null) return { problem: `it has more than ${deepest} braces in one another`, ...deep };
  try {
    return { json: plugins.input.chain(text, { forceType: "@bibtex/text", generateGraph: false }) };
  } catch (error) {
    const [said = "it cannot be read"] = (error instanceof Error ? error.message : "").split("\n");
    const [, what = said, line = "1", column = "1"] = /^(.*?) at line (\d+) col (\d+)/.exec(said) ?? [];
    return { problem: inWords(what), line: Number(line), column: Number(column) };
  }
};

const deepest = 50;

function tooDeep(text: string): { readonly line: number; readonly column: number } | null {
  let [depth, line, start] = [0, 1, 0];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === "\\") at += 1;
    else if (sign === "{") depth += 1;
    else if (sign === "}") depth = Math.max(0, depth - 1);
    else if (sign === "\n") [line, start] = [line + 1, at + 1];
    if (depth > deepest) return { line, column: at - start + 1 };
  }
  return null;
}

const signs: { readonly [name: string]: string | undefined } = {
  rbrace: "`}`",
  lbrace: "`{`",
  comma: "`,`",
  equals: "`=`",
  quote: '`"`',
  EOF: "the end of the file",
};

/** `expected "rbrace", got EOF` */
const inWords = (said: string): string =>
  said
    .replaceAll(/"(\w+)"|\b(EOF)\b/g, (all, name, end) => signs[name ?? end] ?? all.replaceAll('"', ""))
    .replace(/^expected/, "BibTeX expects");
