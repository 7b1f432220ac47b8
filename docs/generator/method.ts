/** Method: one entry of the reference, from what a method declares and the page beside it. */
import type { z } from "zod";
import { type JsonSchema, toJsonSchema } from "../../schemas/json.ts";
import { fenced, optionTable, sentence, table } from "./markdown.ts";
import { choiceForm, type MethodPage, type PageForm, sourcesOf } from "./method-page.ts";
import type { MethodSources } from "./method-sources.ts";
import { branches, fields, typeWords } from "./words.ts";

/** A method as the reference tells of it, whatever sort of method it is. */
export interface Entry {
  readonly name: string;
  /** What it does, in a sentence. */
  readonly summary: string;
  readonly page: MethodPage;
  /** Those it is a choice of, each with a page of its own; empty for one that is no choice. */
  readonly methods: readonly Entry[];
  /** Facts of its sort, beside the page: bold word and sentence. */
  readonly facts: readonly (readonly [string, string])[];
  /** JSON Schema of its options; null where it has none to speak of. */
  readonly options: JsonSchema | null;
  /** Options that may be a list, a grid. */
  readonly tunable: readonly string[];
  /** The info string of the example's fence. */
  readonly fence: string;
}

export const legend =
  "In formulas and costs n are spectra (rows), p variables (points), K classes; x is one spectrum, xⱼ its value at point j.";

/** What an options schema says of its method. */
export const describedBy = (schema: z.ZodType): string => String(toJsonSchema(schema).description ?? "");

/**
 * An entry with its page, `‹path›.md`, and its sentence where that stands there; where pages stand in the folder `‹path›/`, it is a choice of the methods its options name.
 *
 * @throws Error, a sentence, where a page is missing or is not as it should be
 */
export function withPage(
  sources: MethodSources,
  path: string,
  form: PageForm,
  entry: Omit<Entry, "page" | "methods">,
): Entry {
  if (!sources.isFolder(path)) {
    const page = sources.page(`${path}.md`, form);
    return { ...entry, summary: page.summary === "" ? entry.summary : page.summary, page, methods: [] };
  }
  const methods = methodNames(entry.options).map((name) => ({
    ...methodOf(entry, name),
    page: sources.page(`${path}/${name}.md`, form),
    methods: [],
  }));
  return { ...entry, page: sources.page(`${path}.md`, choiceForm), methods };
}

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
  const { methods } = entry;
  const summary = `${sentence(entry.summary)}.`;
  if (methods.length === 0) return [summary, ...methodBody(entry)];
  const isShared = methods.every(({ options }) => options === null);
  return [
    summary,
    ...facts(entry.facts),
    conventions(entry.page),
    isShared ? optionsOf(entry) : "",
    index("method", methods),
    ...methods.map((one) => parts(`### ${one.name}`, `${sentence(one.summary)}.`, ...methodBody(one))),
  ];
}

const methodField = (options: JsonSchema | null) =>
  fields(options ?? {}).find(({ path }) => path === "method" || path.endsWith(".method"));
const forms = (options: JsonSchema | null): readonly JsonSchema[] => branches(options ?? {}) ?? [];
const constOf = (form: JsonSchema): unknown =>
  (form.properties as { readonly method?: { readonly const?: unknown } } | undefined)?.method?.const;

/** Methods a choice is between: of the forms of its options, or those that its option `method` may name. */
function methodNames(options: JsonSchema | null): readonly string[] {
  const own = forms(options).map(constOf);
  return own.length > 0 ? own.map(String) : namesIn(methodField(options)?.type ?? "");
}

/** Names in what may stand in a place: "`a`, `b`". */
export const namesIn = (type: string): readonly string[] => [...type.matchAll(/`([^`]+)`/g)].map(([, name]) => name);

/** One method of a choice: its own form of the options, or the options it shares with the others. */
function methodOf(entry: Omit<Entry, "page" | "methods">, name: string): Omit<Entry, "page" | "methods"> {
  const own = forms(entry.options).find((form) => constOf(form) === name);
  if (own === undefined) {
    // Of options that tell of their methods in one sentence, "`x` does this; `y` does that", the part about this one.
    const said = methodField(entry.options)?.says.split("; ") ?? [];
    const summary = said.find((one) => one.startsWith(`\`${name}\` `)) ?? "";
    return { ...entry, name, facts: [], summary, options: null };
  }
  const { method: _, ...properties } = own.properties as { readonly [option: string]: JsonSchema };
  return { ...entry, name, facts: [], summary: String(own.description ?? ""), options: { ...own, properties } };
}

function methodBody(entry: Entry): readonly string[] {
  const { sections } = entry.page;
  const learns = sections["What it learns"];
  return [
    "**Formula**",
    fenced("text", sections.Formula[0]),
    ...facts(entry.facts),
    learns === undefined ? "" : `**Learns** ${learns.join(" ")}`,
    conventions(entry.page),
    `**Cost** ${sections.Cost.join(" ")}`,
    sourceList(sections.Sources),
    optionsOf(entry),
    "**Example**",
    fenced(entry.fence, sections.Example[0]),
  ];
}

const facts = (all: Entry["facts"]): readonly string[] => all.map(([word, says]) => `**${word}** ${says}`);
const listed = (all: readonly string[]): string => all.map((one) => `- ${one}`).join("\n");
const conventions = ({ sections }: MethodPage): string => `**Conventions**\n\n${listed(sections.Conventions)}`;

function sourceList(texts: readonly string[]): string {
  const told = sourcesOf(texts).map((one) => one.replace(/\bdoi (\S+)/, (_, doi: string) => doiLink(doi)));
  if (told.length === 0) return "";
  return told.length === 1 ? `**Source** ${told[0]}.` : `**Sources**\n\n${listed(told)}`;
}

function doiLink(doi: string): string {
  const address = encodeURI(doi).replaceAll(
    /[()#]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `[doi ${doi.replaceAll(/[<>]/g, (letter) => `\\${letter}`)}](https://doi.org/${address})`;
}

/** A table of options, how the one value of an option that is no mapping is written, or that there are none. */
function optionsOf({ options, tunable }: Entry): string {
  if (options === null) return "";
  const all = fields(options);
  if (all.length > 0) return `**Options**\n\n${optionTable(all, tunable)}`;
  return options.type === "object" ? "**Options** None." : `**Options** Written as: ${typeWords(options)}.`;
}

/** As GitHub makes them. */
const anchor = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, "");

const parts = (...all: readonly string[]): string => all.filter((part) => part !== "").join("\n\n");
