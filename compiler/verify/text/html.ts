/** HTML: what a report shows, taken apart: its text, its rows, its labels, and every number that says where it comes from. */

import { englishNumbers } from "./printed.ts";

export interface Tagged {
  readonly artifact: string;
  readonly pointer: string;
  readonly exact: string;
  /** How it follows from what stands at the pointer, where it is not read there. */
  readonly how: string | null;
  /** Its quantity or format; null as it is. */
  readonly rounding: string | null;
  readonly text: string;
}

export interface Page {
  /** Of its own words and numbers. */
  readonly lang: string;
  /** All that is shown, drawings and formulas left out, with what they are labelled by. */
  readonly text: string;
  /** The text of every row of a table. */
  readonly rows: readonly string[];
  readonly tagged: readonly Tagged[];
}

interface Open {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  text: string;
}

const hidden = new Set(["script", "style", "svg", "math"]);
const empty = new Set(["br", "hr", "img", "input", "link", "meta", "col", "wbr"]);
/** Elements, comments and text of what our own writer writes. */
export const token = /<!--[\s\S]*?-->|<(\/?)([a-zA-Z][\w-]*)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*\/?>|[^<]+|</g;

/** Reads what our own writer writes: attributes in double quotes, elements closed. */
export function pageOf(html: string): Page {
  const lang = /^<!doctype html>\s*<html lang="([a-z]+)">/i.exec(html)?.[1] ?? "en";
  const open: Open[] = [];
  const [labels, rows, tagged]: [string[], string[], Tagged[]] = [[], [], []];
  let text = "";
  for (const [all, close, name, attributes] of html.matchAll(token)) {
    if (name === undefined) {
      if (all.startsWith("<!--") || open.some(isApart)) continue;
      text += all;
      for (const one of open) one.text += all;
    } else if (close === "/") {
      const at = open.findLastIndex((one) => one.name === name);
      if (at < 0) continue;
      for (const one of open.splice(at)) end(one, rows, tagged);
      // Numbers of two cells are two numbers.
      if (name === "td" || name === "th") for (const one of open) one.text += " ";
    } else {
      const own = attributesOf(attributes);
      labels.push(...["aria-label", "alt"].flatMap((one) => own.get(one) ?? []));
      if (!empty.has(name) && !all.endsWith("/>")) open.push({ name, attributes: own, text: "" });
    }
  }
  const read = (words: string) => englishNumbers(words, lang);
  return {
    lang,
    text: read(decoded([text, ...labels].join("\n"))),
    rows: rows.map(read),
    tagged,
  };
}

/** What is no text, and numbers of notes, of which the Markdown has fewer. */
const isApart = ({ name, attributes }: Open): boolean =>
  hidden.has(name) || (name === "a" && attributes.get("href")?.startsWith("#note:") === true);

function end({ name, attributes, text }: Open, rows: string[], tagged: Tagged[]): void {
  if (name === "tr") rows.push(decoded(text));
  const [artifact, pointer, exact] = ["data-artifact", "data-pointer", "data-exact"].map((one) => attributes.get(one));
  if (artifact === undefined || pointer === undefined || exact === undefined) return;
  const [how = null, rounding = null] = ["data-how", "data-rounding"].map((one) => attributes.get(one));
  tagged.push({ artifact, pointer, exact, how, rounding, text: decoded(text) });
}

const attributesOf = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(/([^\s=]+)="([^"]*)"/g)].map(([, name, value]) => [name, decoded(value)]));

const named = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["amp", "&"],
]);

export const decoded = (text: string): string =>
  text.replace(/&(?:#x([0-9a-fA-F]+)|#(\d+)|(\w+));/g, (all, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return named.get(name) ?? all;
    return String.fromCodePoint(Math.min(0x10ffff, hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)));
  });
