/** Hover: what is known of the word under the pointer: an option, a method, a kind, a result. */
import { registry } from "../../../blocks/registry.ts";
import { own } from "../../../schemas/dictionary.ts";
import { taggedBranches } from "../../../schemas/tagged.ts";
import { alternatives, belowAll, defOf, type Schema } from "../../document/schema-walk.ts";
import { outlineOf, sectionAt } from "./outline.ts";
import { requiredIn, schemasAt, schemasOf, sentenceOf, wordsAt } from "./schema-at.ts";
import { yamlCaret } from "./yaml-caret.ts";

/** Markdown, and the word it is about. */
export interface Hover {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** @param pages of methods, by their path below blocks/methods */
export function hoverAt(text: string, at: number, pages: { readonly [path: string]: string }): Hover | null {
  const outline = outlineOf(text);
  const section = sectionAt(text, at, outline);
  if (section === null) return ofProse(text, at, outline.blocks);
  const body = text.slice(section.bodyStart, section.bodyEnd);
  const caret = yamlCaret(body, at - section.bodyStart);
  if (caret === null || caret.start === caret.end) return null;
  const [start, end] = [section.bodyStart + caret.start, section.bodyStart + caret.end];
  const word = text.slice(start, end);
  const schemas = schemasAt(schemasOf(section), caret.path, caret.value);
  for (const schema of schemas) {
    const said = caret.part === "key" ? aboutKey(schema, word, pages) : aboutValue(schema, word, pages);
    if (said !== null) return { text: said, start, end };
  }
  return null;
}

function aboutKey(schema: Schema, word: string, pages: { readonly [path: string]: string }): string | null {
  if (taggedBranches(schema) !== null) return aboutValue(schema, word, pages);
  const [option] = belowAll([schema], word);
  if (option === undefined) return null;
  const values = alternatives(option).flatMap(wordsAt);
  const inner = defOf(option);
  const byDefault = inner.type === "default" ? `Default: \`${JSON.stringify(inner.defaultValue)}\`` : "";
  const said = [
    `**${word}**`,
    sentenceOf(option),
    byDefault,
    values.length === 0 ? "" : `One of: ${[...new Set(values)].map((one) => `\`${one}\``).join(", ")}`,
  ];
  return said.filter((one) => one !== "").join("\n\n");
}

function aboutValue(schema: Schema, word: string, pages: { readonly [path: string]: string }): string | null {
  const branches = taggedBranches(schema);
  if (branches === null || !Object.hasOwn(branches, word)) return null;
  const path = Object.keys(pages).find(
    (one) => /^(?:steps|estimators|features|split)\//.test(one) && one.split("/").at(-1) === word,
  );
  const needed = requiredIn(branches[word]);
  const said = [
    `**${word}**`,
    path === undefined ? sentenceOf(branches[word]) : headOf(own(pages, path) ?? ""),
    needed.length === 0 ? "" : `Needs: ${needed.map((one) => `\`${one}\``).join(", ")}`,
  ];
  return said.filter((one) => one !== "").join("\n\n");
}

/** What stands on a page between its title and its first section; where that is nothing, the section. */
const headOf = (page: string): string => {
  const [head, first = ""] = page.replace(/^# .*\n/, "").split(/^## /m);
  return head.trim() === "" ? first.replace(/^.*\n/, "").trim() : head.trim();
};

function ofProse(text: string, at: number, blocks: ReturnType<typeof outlineOf>["blocks"]): Hover | null {
  for (const found of text.matchAll(/`= ([\w-]+)((?:\.[\w-]+|\[[^\]\n`]*\])*)/g)) {
    const [start, end] = [found.index + 3, found.index + found[0].length];
    if (at < start || at > end) continue;
    const [, id, rest] = found;
    const kind = own(registry.kinds, blocks.find((one) => one.id === id)?.kind ?? "");
    if (kind === undefined) return null;
    let schemas: readonly Schema[] = [kind.results];
    for (const [, name = "", index = ""] of rest.matchAll(/\.([\w-]+)|\[([^\]]*)\]/g))
      schemas = schemas.flatMap((one) => belowAll(alternatives(one), name === "" ? index.replaceAll('"', "") : name));
    const says = schemas.map(sentenceOf).find((one) => one !== "") ?? "";
    return { text: [`**${id}${rest}**`, says].filter((one) => one !== "").join("\n\n"), start, end };
  }
  return null;
}
