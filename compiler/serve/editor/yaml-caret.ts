/** YAML caret: what of a block's YAML the caret stands in: a key or a value, below which names, beside which others. */
import { isMap, isPair, isScalar, isSeq, parseDocument, visit } from "yaml";
import type { Json } from "../../../schemas/plain-json.ts";

export interface YamlCaret {
  readonly part: "key" | "value";
  /** Names and indices from the top to the mapping whose key is written, or to the value. */
  readonly path: readonly (string | number)[];
  /** The word that the caret is in, from and up to. */
  readonly start: number;
  readonly end: number;
  /** The body as it reads without that word; null where it does not. */
  readonly value: Json;
  /** Keys that stand beside it already. */
  readonly beside: readonly string[];
}

const mark = "FOODSPEC-CARET";
const word = /[A-Za-z0-9_.-]/;

/** Null where nothing can be said, as in a comment or a quoted text. @param at offset in the body */
export function yamlCaret(body: string, at: number): YamlCaret | null {
  let [start, end] = [at, at];
  while (start > 0 && word.test(body[start - 1])) start--;
  while (end < body.length && word.test(body[end])) end++;
  const line = body.slice(body.lastIndexOf("\n", start - 1) + 1, start);
  if (/(?:^|\s)#|["']/.test(line)) return null;
  const isBehindKey = /:[ \t]+$/.test(line) || /\[[^\]{}]*$/.test(line);
  const hasColon = /^[ \t]*:/.test(body.slice(end));
  const tries = isBehindKey || hasColon ? [mark] : isItem(line) ? [mark, `${mark}:`] : [`${mark}:`, mark];
  for (const one of tries) {
    const found = place(body.slice(0, start) + one + body.slice(end));
    if (found !== null) return { ...found, start, end };
  }
  return null;
}

const isItem = (line: string): boolean => /^[ \t]*-[ \t]+$/.test(line);

function place(source: string): Omit<YamlCaret, "start" | "end"> | null {
  const document = parseDocument(source, { schema: "core", uniqueKeys: false, logLevel: "silent", strict: false });
  let found: Omit<YamlCaret, "start" | "end" | "value"> | null = null;
  visit(document, {
    Scalar(role, node, ancestors) {
      if (node.value !== mark) return undefined;
      const pairs = ancestors.filter(isPair);
      const own = pairs.at(-1);
      const isKey = role === "key" && own !== undefined;
      const holder = [...ancestors].reverse().find((one) => isMap(one));
      const beside =
        isKey && isMap(holder) ? holder.items.map(({ key }) => String(isScalar(key) ? key.value : key)) : [];
      found = {
        part: isKey ? "key" : "value",
        path: pathTo([...ancestors, node], isKey),
        beside: beside.filter((key) => key !== mark),
      };
      return visit.BREAK;
    },
  });
  return found === null
    ? null
    : { ...(found as Omit<YamlCaret, "start" | "end" | "value">), value: readable(document) };
}

/** Of a key the path of its mapping. */
function pathTo(chain: readonly unknown[], isKey: boolean): readonly (string | number)[] {
  const path: (string | number)[] = [];
  for (const [i, one] of chain.entries()) {
    const next = chain[i + 1];
    if (isSeq(one) && next !== undefined) path.push(one.items.indexOf(next as never));
    if (isPair(one) && next !== undefined) path.push(String(isScalar(one.key) ? one.key.value : one.key));
  }
  return isKey ? path.slice(0, -1) : path;
}

function readable(document: ReturnType<typeof parseDocument>): Json {
  try {
    const text = JSON.stringify(document.toJS({ maxAliasCount: 0 }) ?? null, (key, value) =>
      key === mark || value === mark ? undefined : value,
    );
    return JSON.parse(text ?? "null") as Json;
  } catch {
    // An alias, or a key that is no name.
    return null;
  }
}
