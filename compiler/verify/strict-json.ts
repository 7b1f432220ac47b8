/** Strict JSON: a file in the bytes its writer gives, so that nobody who reads it otherwise reads another value. */
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { jsonText } from "../store/json-text.ts";
import { jsonOf, type RunFolder } from "./run-folder.ts";
import { isSource } from "./sources.ts";

/** FS9124 for every JSON file, and every line of a log, that stands in other bytes; one that is no JSON has been named by its schema. */
export const writingFindings = (folder: RunFolder): readonly Finding[] =>
  folder.paths.flatMap((path) => {
    const write = isSource(path) ? null : path.endsWith(".json") ? jsonText : path.endsWith(".jsonl") ? lines : null;
    const bytes = write === null ? null : folder.read(path);
    if (write === null || bytes === null) return [];
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    const value = path.endsWith(".jsonl") ? read(`[${text.trimEnd().split("\n").join(",")}]`) : jsonOf(folder, path);
    if (value === undefined || write(value) === text) return [];
    const twice = keyTwice(text);
    const problem = twice === null ? "stands in other bytes than its writer gives" : `says \`${twice}\` twice`;
    return [finding("FS9124", null, { path, problem })];
  });

const lines = (value: unknown): string => (value as unknown[]).map((one) => `${JSON.stringify(one)}\n`).join("");

function read(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The first key that an object says twice; the text is JSON. */
function keyTwice(text: string): string | null {
  const open: Set<string>[] = [];
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"\s*:?|[{}]/g)) {
    if (token === "{") open.push(new Set());
    else if (token === "}") open.pop();
    else if (token.endsWith(":")) {
      const key = JSON.parse(token.slice(0, -1)) as string;
      if (open.at(-1)?.has(key) === true) return key;
      open.at(-1)?.add(key);
    }
  }
  return null;
}
