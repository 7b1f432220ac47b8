/** Method: one entry of the reference, from what a method declares: formula, conventions, what it learns, cost, source, options, example. */
import type { z } from "zod";
import { type FamilyPage, isFamily, type MethodPage, type Source } from "../../blocks/contract/method-page.ts";
import { type JsonSchema, toJsonSchema } from "../../schemas/json.ts";
import { fenced, optionTable, sentence, table } from "./markdown.ts";
import { branches, fields, typeWords } from "./words.ts";

/** A method as the reference tells of it, whatever sort of method it is. */
export interface Entry {
  readonly name: string;
  /** What it does, in a sentence. */
  readonly summary: string;
  readonly page: MethodPage | FamilyPage;
  /** Facts of its sort, beside the page: bold word and sentence. */
  readonly facts: readonly (readonly [string, string])[];
  /** JSON Schema of its options; null where it has none to speak of. */
  readonly options: JsonSchema | null;
  /** Options that may be a list, a grid. */
  readonly tunable: readonly string[];
  /** The info string of the example's fence. */
  readonly fence: string;
}

/** What an options schema says of its method. */
export const describedBy = (schema: z.ZodType): string => String(toJsonSchema(schema).description ?? "");

/** The table at the top of a page: every entry with its sentence; `more` adds cells. */
export function index(
  word: string,
  entries: readonly Entry[],
  more: { readonly head: readonly string[]; cells(entry: Entry): readonly string[] } = { head: [], cells: () => [] },
  pageOf: (entry: Entry) => string = () => "",
): string {
  return table(
    [word, "in a sentence", ...more.head],
    entries.map((entry) => [
      `[\`${entry.name}\`](${pageOf(entry)}#${anchor(entry.name)})`,
      sentence(entry.summary),
      ...more.cells(entry),
    ]),
  );
}

/** Entries one below the other, each under a heading of its name. */
export function entryTexts(entries: readonly Entry[]): string {
  return entries.map((entry) => parts(`## ${entry.name}`, ...bodyOf(entry))).join("\n\n");
}

function bodyOf(entry: Entry): readonly string[] {
  const { page } = entry;
  const summary = `${sentence(entry.summary)}.`;
  if (!isFamily(page)) return [summary, ...methodBody(entry, page)];
  const methods = Object.entries(page.methods).map(([name, one]) => methodOf(entry, name, one));
  const isShared = methods.every(({ options }) => options === null);
  return [
    summary,
    ...facts(entry.facts),
    conventions(page.conventions),
    isShared ? optionsOf(entry) : "",
    index("method", methods),
    ...methods.map((one) =>
      parts(`### ${one.name}`, `${sentence(one.summary)}.`, ...methodBody(one, one.page as MethodPage)),
    ),
  ];
}

/** One method of a choice: its own branch of the options, or the options it shares with the others. */
function methodOf(entry: Entry, name: string, page: MethodPage): Entry {
  const forms = entry.options === null ? null : branches(entry.options);
  const own = forms?.find((form) => constOf(form) === name);
  if (own === undefined)
    return { ...entry, name, page, facts: [], summary: methodWords(entry.options, name), options: null };
  const { method: _, ...properties } = own.properties as { readonly [option: string]: JsonSchema };
  return { ...entry, name, page, facts: [], summary: String(own.description ?? ""), options: { ...own, properties } };
}

const constOf = (form: JsonSchema): unknown =>
  (form.properties as { readonly method?: { readonly const?: unknown } } | undefined)?.method?.const;

/** Of options that tell of their methods in one sentence, "`x` does this; `y` does that", the part about this one. */
function methodWords(options: JsonSchema | null, name: string): string {
  const method = fields(options ?? {}).find(({ path }) => path === "method" || path.endsWith(".method"));
  return method?.says.split("; ").find((one) => one.startsWith(`\`${name}\` `)) ?? "";
}

function methodBody(entry: Entry, page: MethodPage): readonly string[] {
  return [
    "**Formula**",
    fenced("text", dedented(page.formula)),
    ...facts(entry.facts),
    page.state === undefined ? "" : `**Learns** ${page.state}`,
    conventions(page.conventions),
    `**Cost** ${page.cost}`,
    sources(page.sources),
    optionsOf(entry),
    "**Example**",
    fenced(entry.fence, dedented(page.example)),
  ];
}

const facts = (all: Entry["facts"]): readonly string[] => all.map(([word, says]) => `**${word}** ${says}`);

const conventions = (all: readonly string[]): string =>
  all.length === 0 ? "" : `**Conventions**\n\n${all.map((one) => `- ${one}`).join("\n")}`;

function sources(all: readonly Source[]): string {
  if (all.length === 0) return "";
  const told = all.map(({ authors, year, where, doi, about }) => {
    const link =
      doi === undefined
        ? ""
        : `, [doi ${escaped(doi)}](https://doi.org/${encodeURI(doi).replaceAll(/[()#]/g, percent)})`;
    return `${authors} ${year}, ${where}${link}${about === undefined ? "" : ` (${about})`}`;
  });
  return told.length === 1 ? `**Source** ${told[0]}.` : `**Sources**\n\n${told.map((one) => `- ${one}`).join("\n")}`;
}

const percent = (letter: string): string => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
const escaped = (text: string): string => text.replaceAll(/[<>]/g, (letter) => `\\${letter}`);

/** A table of options, how the one value of an option that is no mapping is written, or that there are none. */
function optionsOf({ options, tunable }: Entry): string {
  if (options === null) return "";
  const all = fields(options);
  if (all.length > 0) return `**Options**\n\n${optionTable(all, tunable)}`;
  return options.type === "object" ? "**Options** None." : `**Options** Written as: ${typeWords(options)}.`;
}

/** Text of a template literal without the indentation it has in the source. */
export function dedented(text: string): string {
  const lines = text.replace(/^\n/, "").trimEnd().split("\n");
  const indents = lines.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length);
  const least = Math.min(...indents);
  return lines.map((line) => line.slice(least)).join("\n");
}

/** As GitHub makes them. */
const anchor = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, "");

const parts = (...all: readonly string[]): string => all.filter((part) => part !== "").join("\n\n");
