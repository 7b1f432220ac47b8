/** Unsourced: numbers of a text that are neither listed figures, nor the author's, nor said elsewhere in report.json or manifest. */
import { isRecord } from "../../../schemas/is-record.ts";
import { decoded, token } from "./html.ts";

/** A number by itself: no part of a name (`M033`, `SHA-256` is none either), a digest, a date or a version of three parts. */
const number = /(?<![A-Za-z0-9_.])[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?![A-Za-z0-9_])/g;
const moment = /[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+Z)?/g;

const numbersOf = (text: string): readonly string[] => text.replace(moment, " ").match(number) ?? [];

const hidden = new Set(["script", "style", "svg", "math"]);
const empty = new Set(["br", "hr", "img", "input", "link", "meta", "col", "wbr"]);

/** Numbers of a page that no element gives a source of; drawings, formulas and the circumstances of the run are left out. */
function untaggedNumbers(html: string): ReadonlySet<string> {
  const found = new Set<string>();
  const open: { readonly name: string; readonly isHidden: boolean }[] = [];
  let isHidden = false;
  for (const [all, close, name, attributes] of html.matchAll(token)) {
    if (name === undefined) {
      if (!isHidden && !all.startsWith("<!--")) for (const one of numbersOf(decoded(all))) found.add(one);
      continue;
    }
    if (close === "/") {
      const at = open.findLastIndex((one) => one.name === name);
      if (at >= 0) open.splice(at);
      isHidden = open.some((one) => one.isHidden);
    } else if (!empty.has(name) && !all.endsWith("/>")) {
      const isOne = hidden.has(name) || / data-exact="| class="circumstances"/.test(attributes);
      open.push({ name, isHidden: isOne });
      isHidden ||= isOne;
    }
  }
  return found;
}

/** Numbers of any file's texts and values, of names too, at any depth. */
function numbersBelow(value: unknown, found: Set<string>): void {
  if (typeof value === "string") for (const one of numbersOf(value)) found.add(one);
  if (typeof value === "number") found.add(String(value));
  if (Array.isArray(value)) for (const one of value as readonly unknown[]) numbersBelow(one, found);
  else if (isRecord(value))
    for (const [name, one] of Object.entries(value)) {
      numbersBelow(name, found);
      numbersBelow(one, found);
    }
}

/**
 * Numbers of the texts that are not known, in code-unit order.
 *
 * @param report report.json without `figures` and `unsourced`, whose numbers are known, as the texts of the figures are
 * @param written the protocol and the files it takes in, as text
 */
export function unsourcedNumbers(
  texts: { readonly html: string; readonly markdown: string; readonly statement: string | null },
  report: { readonly [field: string]: unknown },
  figures: readonly { readonly text: string }[],
  written: readonly string[],
): readonly string[] {
  const known = new Set<string>();
  for (const { text } of figures) numbersBelow(text, known);
  for (const text of written) numbersBelow(text, known);
  for (const [field, value] of Object.entries(report))
    if (!["figures", "unsourced", "results", "circumstances"].includes(field)) numbersBelow(value, known);
  const met = new Set(untaggedNumbers(texts.html));
  for (const text of [texts.markdown, texts.statement ?? ""]) numbersBelow(text, met);
  return [...met].filter((one) => !known.has(one)).sort();
}
