/** Formats: the table of `--format`. Each is a pure function of the findings and what they point at. */
import type { Finding } from "./finding.ts";
import { github } from "./github.ts";
import { jsonLines } from "./json-lines.ts";
import { junit } from "./junit.ts";
import { sarif } from "./sarif.ts";
import type { Sources } from "./sources.ts";
import { text } from "./text.ts";

export type Format = (findings: readonly Finding[], sources: Sources) => string;

export const formats = { text, json: jsonLines, sarif, junit, github } as const satisfies {
  readonly [name: string]: Format;
};
