/** Shown: an example as a reader sees it. */
import type { Example, Table } from "./example.ts";

export interface Shown {
  readonly wrong: string;
  readonly right: string;
  /** True where a test has both told, or not told, their code; false where they are a situation in words. */
  readonly isRun: boolean;
}

export function shownExample(example: Example): Shown {
  const isRun = example.sort !== "words";
  if (example.sort === "table") return { wrong: asTable(example, "wrong"), right: asTable(example, "right"), isRun };
  const line = example.sort === "typed" ? typedLine : asItIs;
  return { wrong: line(example.wrong), right: line(example.right), isRun };
}

const typedLine = (words: string): string => `foodspec ${words}`;
/** Of what is left out nothing stands there, and that is said. */
const asItIs = (text: string): string => (text.trim() === "" ? "(nothing stands there)" : text);

/** Options of the data block, then the files. */
function asTable({ beside, ending, ...both }: Table, which: "wrong" | "right"): string {
  const { options, file } = both[which];
  const files = [[`meat${ending}`, file], ...Object.entries(beside).map(([name, text]) => [`${name}.csv`, text])];
  return [
    ...(options === "" ? [] : [options]),
    ...files.map(([name, text]) => `${name}:\n${text === "" ? "(empty)" : text.trimEnd().replaceAll(/^/gm, "  ")}`),
  ].join("\n\n");
}
