/** Complete: what may be written where the caret stands, from the schemas of kinds, the registry and the document itself. */
import { registry } from "../../../blocks/registry.ts";
import { own } from "../../../schemas/dictionary.ts";
import type { Json } from "../../../schemas/plain-json.ts";
import { taggedBranches } from "../../../schemas/tagged.ts";
import { alternatives, belowAll, defOf, keysOf, type Schema } from "../../document/schema-walk.ts";
import { type Outline, outlineOf, type Section, sectionAt } from "./outline.ts";
import { requiredIn, schemasAt, schemasOf, sentenceOf, wordsAt } from "./schema-at.ts";
import { yamlCaret } from "./yaml-caret.ts";

export interface Offer {
  readonly label: string;
  readonly sort: "kind" | "key" | "value" | "method" | "column" | "input" | "block" | "result" | "address";
  readonly says: string;
  /** What takes the place of the word at the caret; with `$1` where one goes on writing, where `isSnippet`. */
  readonly text: string;
  readonly isSnippet: boolean;
  readonly start: number;
  readonly end: number;
}

/** What a document's files show, as far as somebody has looked. */
export interface Seen {
  /** Column names of the files of an input, without those of an axis. */
  columns(input: string): readonly string[];
}

type Bare = Omit<Offer, "start" | "end">;

export function offersAt(text: string, at: number, seen: Seen): readonly Offer[] {
  const outline = outlineOf(text);
  const section = sectionAt(text, at, outline);
  return section === null ? inProse(text, at, outline) : inYaml(text, at, section, outline, seen);
}

function inYaml(text: string, at: number, section: Section, outline: Outline, seen: Seen): readonly Offer[] {
  const caret = yamlCaret(text.slice(section.bodyStart, section.bodyEnd), at - section.bodyStart);
  if (caret === null) return [];
  const schemas = schemasAt(schemasOf(section), caret.path, caret.value);
  const offers =
    caret.part === "key"
      ? keyOffers(schemas, caret.beside, section, caret.path.length === 0)
      : valueOffers(schemas, caret.path, section, caret.value, text, outline, seen);
  const place = { start: section.bodyStart + caret.start, end: section.bodyStart + caret.end };
  return unique(offers).map((one) => ({ ...one, ...place }));
}

function keyOffers(
  schemas: readonly Schema[],
  beside: readonly string[],
  section: Section,
  isTop: boolean,
): readonly Bare[] {
  const named = schemas.flatMap((schema) =>
    (keysOf(schema) ?? []).map((key): Bare => {
      const [option] = belowAll([schema], key);
      const says = option === undefined ? "" : sentenceOf(option);
      return { label: key, sort: "key", says, text: `${key}: `, isSnippet: false };
    }),
  );
  const from: Bare = {
    label: "from",
    sort: "key",
    says: "the block it starts from; without it the end of the chain above",
    text: "from: ",
    isSnippet: false,
  };
  const all = isTop && section.kind !== null && section.kind !== "data" ? [...named, from] : named;
  return all.filter(({ label }) => !beside.includes(label));
}

function valueOffers(
  schemas: readonly Schema[],
  path: readonly (string | number)[],
  section: Section,
  value: Json,
  text: string,
  outline: Outline,
  seen: Seen,
): readonly Bare[] {
  const words = schemas.flatMap((schema) => {
    const branches = taggedBranches(schema);
    if (branches !== null) return Object.entries(branches).map(([name, branch]) => methodOffer(name, branch));
    return wordsAt(schema).map((word): Bare => plain(word, "value", ""));
  });
  if (words.length > 0 && section.kind !== null) return words;
  const key = String(path.filter((one) => typeof one === "string").at(-1) ?? "");
  if (key === "input" || key === "join")
    return [...words, ...inputsIn(text, outline).map((one) => plain(one, "input", "an input of the front matter"))];
  if (key === "from" || section.kind === "figure" || section.kind === "table")
    return [
      ...words,
      ...outline.blocks.flatMap(({ id }) =>
        id === null || id === section.id ? [] : [plain(id, "block", "a block of this document")],
      ),
    ];
  const input =
    typeof value === "object" && value !== null ? (value as { readonly [name: string]: Json }).input : undefined;
  const isText = schemas.some((schema) => defOf(schema).type === "string");
  const columns = section.kind === "data" && isText && typeof input === "string" ? seen.columns(input) : [];
  return [...words, ...columns.map((one) => plain(quoted(one), "column", `a column of ${String(input)}`))];
}

const plain = (label: string, sort: Offer["sort"], says: string): Bare => ({
  label,
  sort,
  says,
  text: label,
  isSnippet: false,
});

/** A name that YAML would read as something else. */
const quoted = (name: string): string =>
  /^[\w][\w ./()°µ-]*$/.test(name) && !/^[\d.]+$/.test(name) ? name : JSON.stringify(name);

/** A method with the options that it cannot be without, to be filled in one after another. */
function methodOffer(name: string, branch: Schema): Bare {
  const needed = requiredIn(branch);
  const says = sentenceOf(branch);
  if (needed.length === 0) return plain(name, "method", says);
  const text = `${name}: {${needed.map((option, i) => `${option}: $${i + 1}`).join(", ")}}`;
  return { label: name, sort: "method", says, text, isSnippet: true };
}

/** Names under `inputs` in the front matter, by its lines. */
export function inputsIn(text: string, { front }: Outline): readonly string[] {
  if (front === null) return [];
  const body = text.slice(front.bodyStart, front.bodyEnd);
  const block = /^inputs:[ \t]*\r?\n((?:[ \t]+.*(?:\r?\n|$)|[ \t]*\r?\n)*)/m.exec(body)?.[1] ?? "";
  const indent = /^[ \t]+/.exec(block)?.[0] ?? "  ";
  const names = block
    .split(/\r?\n/)
    .flatMap((line) => (line.startsWith(indent) ? (/^([\w-]+):/.exec(line.slice(indent.length))?.[1] ?? []) : []));
  const flow = /^inputs:[ \t]*\{[ \t]*([\w-]+):/m.exec(body)?.[1];
  return flow === undefined ? names : [flow];
}

function inProse(text: string, at: number, outline: Outline): readonly Offer[] {
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  const kind = /^ {0,3}(?:`{3,}|~{3,})[ \t]*foodspec[ \t]+([a-z]*)$/.exec(line)?.[1];
  if (kind !== undefined)
    return Object.values(registry.kinds).map((one) => ({
      ...plain(one.kind, "kind", sentenceOf(one.options)),
      start: at - kind.length,
      end: at,
    }));
  const path = /`= ([\w.[\]"-]*)$/.exec(line)?.[1];
  if (path !== undefined) return pathOffers(path, at, outline);
  const address = /\(#([\w.-]*)$/.exec(line)?.[1];
  return address === undefined ? [] : addressOffers(at - address.length, at, outline);
}

/** Behind ``= ``: blocks, and behind a full stop what their results have there. */
function pathOffers(path: string, at: number, { blocks }: Outline): readonly Offer[] {
  const names = path.split(".");
  const typed = names.pop() ?? "";
  const place = { start: at - typed.length, end: at };
  const [id, ...below] = names;
  if (id === undefined)
    return blocks.map((one) => ({ ...plain(one.id ?? "", "block", `a ${one.kind} block`), ...place }));
  const kind = own(registry.kinds, blocks.find((one) => one.id === id)?.kind ?? "");
  if (kind === undefined) return [];
  let schemas: readonly Schema[] = alternatives(kind.results);
  for (const name of below) schemas = belowAll(schemas, name.replace(/\[.*$/, "")).flatMap(alternatives);
  const offers = schemas.flatMap((schema) =>
    (keysOf(schema) ?? []).map((key) => plain(key, "result", belowAll([schema], key).map(sentenceOf)[0] ?? "")),
  );
  return unique(offers).map((one) => ({ ...one, ...place }));
}

/** Behind `(#`: figures and tables of blocks. */
function addressOffers(start: number, end: number, { blocks }: Outline): readonly Offer[] {
  return blocks.flatMap(({ id, kind }) =>
    Object.entries(own(registry.kinds, kind ?? "")?.views ?? {}).map(([name, { shape }]) => ({
      ...plain(`${id}.${name}`, "address", `a ${shape} of ${id}`),
      start,
      end,
    })),
  );
}

const unique = (offers: readonly Bare[]): readonly Bare[] =>
  [...new Map(offers.map((one) => [one.label, one] as const).reverse()).values()].reverse();
