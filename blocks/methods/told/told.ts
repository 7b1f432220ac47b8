/** A method as "Materials and methods" tells it: what it is called, its options with their values, its sources. */
import { isRecord } from "../../../schemas/is-record.ts";
import type { Quantity } from "../../contract/brief.ts";
import { jsonPointer } from "../../contract/brief.ts";
import { citing, type Described, type Source, type Told } from "../../contract/described.ts";

/** @param options by option a phrase with its value as `{}`, or a phrase a value */
export const told = (
  called: string,
  sources: readonly Source[],
  options: { readonly [option: string]: string | { readonly [value: string]: string } },
): Told => ({
  called,
  sources,
  options: new Map(
    Object.entries(options).map(([name, phrase]) => [
      name,
      typeof phrase === "string" ? phrase : new Map(Object.entries(phrase)),
    ]),
  ),
});

/** Where options stand: an artifact, and the way to them in it. */
export interface OptionsAt {
  readonly artifact: string;
  readonly path: readonly (string | number)[];
}

/**
 * `Savitzky–Golay filtering (window of 11 points, first derivative) [sources]`. Of several methods of one name the entry
 * `name/method` holds; a method without an entry is told by its title and its options, without a source.
 */
export function methodTold(
  table: ReadonlyMap<string, Told>,
  name: string,
  options: unknown,
  at: OptionsAt,
  title: string = name.replaceAll(/[-_]/g, " "),
): Described {
  const method = isRecord(options) && typeof options.method === "string" ? `${name}/${options.method}` : name;
  const entry = table.get(method) ?? table.get(name) ?? plainly(title, options);
  const phrases = optionsTold(entry, options, at).flatMap((phrase, i) => [i === 0 ? " (" : ", ", ...phrase]);
  return [entry.called, ...phrases, ...(phrases.length === 0 ? [] : [")"]), ...citing(entry.sources)];
}

/** `k nearest neighbours (k = 5)`. */
function plainly(title: string, options: unknown): Told {
  const phrases = Object.entries(isRecord(options) ? options : {}).map(([option, value]) => {
    const called = option.replaceAll("_", " ");
    return [option, typeof value === "number" ? `${called} = {}` : { [String(value)]: `${called} ${String(value)}` }];
  });
  return told(title, [], Object.fromEntries(phrases) as Parameters<typeof told>[2]);
}

function optionsTold({ options: phrases }: Told, options: unknown, at: OptionsAt): readonly Described[] {
  if (Array.isArray(options)) return rangesTold(options as readonly unknown[], at);
  if (!isRecord(options)) return [];
  return [...phrases].flatMap(([name, phrase]): Described[] => {
    const value = new Map(Object.entries(options)).get(name);
    if (value === undefined || value === null) return [];
    if (typeof phrase !== "string") {
      const words = phrase.get(String(value)) ?? "";
      return words === "" ? [] : [[words]];
    }
    const [before, after] = phrase.split("{}");
    return typeof value === "number" ? [[before, given(value, at, [name]), value === 1 ? one(after) : after]] : [];
  });
}

/** ` latent variables` behind 1. */
const one = (words: string): string => words.replace(/\b(pass)es\b|\b(variable|component|point|step)s\b/, "$1$2");

/** `[860, 1040]`, or several of them. */
function rangesTold(ranges: readonly unknown[], at: OptionsAt): readonly Described[] {
  const several = ranges.map((one, i) => ({ one, path: [i] as readonly number[] }));
  const all = ranges.every((one) => typeof one === "number") ? [{ one: ranges, path: [] }] : several;
  return all.flatMap(({ one, path }) => {
    const [low, high] = Array.isArray(one) ? (one as readonly unknown[]) : [];
    if (typeof low !== "number" || typeof high !== "number") return [];
    return [[given(low, at, [...path, 0]), " to ", given(high, at, [...path, 1])]];
  });
}

/** A number as it was set. */
function given(value: number, { artifact, path }: OptionsAt, own: readonly (string | number)[]): Quantity {
  return { value, format: "given", unit: null, origin: { artifact, pointer: jsonPointer([...path, ...own]) } };
}

/** `a, b and c`, each a part of a sentence. */
export const joined = (parts: readonly Described[]): Described =>
  parts.flatMap((part, i): Described => [i === 0 ? "" : i === parts.length - 1 ? " and " : ", ", ...part]);
