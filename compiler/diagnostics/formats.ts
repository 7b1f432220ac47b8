/** Formats: the table of `--format`, each a pure function of what was found. */
import { github } from "./github.ts";
import { jsonLines } from "./json-lines.ts";
import { junit } from "./junit.ts";
import { sarif } from "./sarif.ts";
import { text } from "./text.ts";

export const formats = { text, json: jsonLines, sarif, junit, github } as const;
