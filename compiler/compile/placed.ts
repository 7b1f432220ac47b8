/** Placed: what is found of a document stands in it: at a fence, or in its first line. */
import type { Finding, Position } from "../diagnostics/finding.ts";
import type { Protocol } from "../document/protocol.ts";

/** An empty range at the beginning: the document as such, of which no line is shown. */
const beginning = (file: string): Position => ({ file, line: 1, column: 1, endLine: 1, endColumn: 1 });

/** What is wrong with the words typed has no place in the document. */
const isOfWords = ({ stage, exit }: Finding): boolean => stage === "cli" && exit === 2;

/** With a place each: of its block the fence, else the beginning of the document. */
export function placed(findings: readonly Finding[], file: string, protocol: Protocol | null): readonly Finding[] {
  if (findings.every((one) => one.position !== null)) return findings;
  return findings.map((one) => {
    if (one.position !== null || isOfWords(one)) return one;
    const block = one.block === null ? undefined : protocol?.blocks.find(({ id }) => id === one.block);
    return { ...one, position: block?.position ?? beginning(file) };
  });
}
