/** In language: what a report says of its own accord, said in its language; words of the author and names of data stay. */
import type { Element, ElementContent, Properties } from "hast";
import type { Language } from "../language/language.ts";
import { markOf, marks } from "../language/pattern.ts";
import { textOf } from "./hast.ts";

/** Elements whose text is code, a formula or a title of the author's. */
const asWritten = new Set(["code", "pre", "math", "svg", "h1", "script", "style"]);
/** Classes of what holds words of the author's, or was said in the language where it was made. */
const ownWords: ReadonlySet<string | number> = new Set([
  "author-words",
  "authors",
  "letterhead",
  "references",
  "drawing",
]);
/** Attributes that are read aloud or shown. */
const spoken = new Set(["ariaLabel", "alt", "dataHead", "title"]);

/**
 * An element of the report's own making, with everything below it. Findings stay English and say so, as does every sentence that the
 * catalogue does not know.
 */
export function inLanguage<E extends ElementContent>(node: E, language: Language): E {
  if (language.lang === "en" || node.type !== "element") return node;
  const names = classesOf(node);
  // The section of findings holds lists of them under words of ours.
  if (names.includes("findings") && !names.includes("closing"))
    return { ...node, properties: { ...node.properties, lang: "en" } };
  if (names.includes(inEnglish)) return english(node, language) as E;
  if (asWritten.has(node.tagName) || names.some((name) => ownWords.has(name))) return node;
  if (isName(node)) return node;
  if (names.includes("exhibit") || names.includes("said")) return exhibit(node, language) as E;
  const children = node.children.map((child) => inLanguage(child, language));
  if (node.tagName === "data") return { ...node, children: children.map((child) => localised(child, language)) };
  return { ...node, properties: attributes(node.properties, language), children: said(children, language) };
}

/** Class of what is said in English alone: its numbers have the signs of the language, as all of the report. */
export const inEnglish = "in-english";

function english(node: Element, language: Language): Element {
  const children = node.children.map((child) => {
    if (child.type !== "element") return child;
    if (child.tagName !== "data") return english(child, language);
    return { ...child, children: child.children.map((one) => localised(one, language)) };
  });
  const isWhole = classesOf(node).includes(inEnglish);
  return { ...node, properties: isWhole ? { ...node.properties, lang: "en" } : node.properties, children };
}

/** A link to a block by its id: the document has it so. */
const isName = (node: Element): boolean => node.tagName === "a" && node.properties.href === `#${textOf(node)}`;

const classesOf = ({ properties: { className } }: Element): readonly (string | number)[] =>
  Array.isArray(className) ? className : [];

function attributes(properties: Properties, language: Language): Properties {
  const found = Object.entries(properties).flatMap(([name, text]) =>
    spoken.has(name) && typeof text === "string" ? [[name, language.say(text)] as const] : [],
  );
  return found.length === 0 ? properties : { ...properties, ...Object.fromEntries(found) };
}

/** Its words were said where it was made; its numbers are written as the one formatter writes them, its verdicts in words. */
function exhibit(node: Element, language: Language): Element {
  if (classesOf(node).includes("verdict")) return { ...node, children: verdict(node.children, language) };
  if (classesOf(node).includes("na")) return { ...node, ...inOwnWords(node, language) };
  const isNumber = classesOf(node).includes("number") || node.properties.dataExact !== undefined;
  const children = node.children.map((child) => {
    if (child.type === "element") return exhibit(child, language);
    return isNumber && child.type === "text" ? { ...child, value: numberIn(child.value, language) } : child;
  });
  return { ...node, children };
}

/** What a table says of its own accord, of a value that is not there or of rows that are not. */
const inOwnWords = ({ properties, children }: Element, language: Language): Partial<Element> => ({
  properties: attributes(properties, language),
  children: children.map((child) => (child.type === "text" ? { ...child, value: language.say(child.value) } : child)),
});

const verdict = (children: readonly ElementContent[], language: Language): ElementContent[] =>
  children.map((child) =>
    child.type === "text" ? { ...child, value: language.say(child.value) } : inLanguage(child, language),
  );

const localised = (child: ElementContent, language: Language): ElementContent =>
  child.type === "text" ? { ...child, value: numberIn(child.value, language) } : child;

/** A number with what stands around it: `1.29 to 1.64`, `12.7 % fat`. */
const numberIn = (text: string, { known, number }: Language): string => known(text) ?? number(text);

/** A sentence with the elements in it, which may stand in another order. */
function said(children: readonly ElementContent[], language: Language): ElementContent[] {
  if (!children.some((child) => child.type === "text" && /\S/.test(child.value))) return [...children];
  const [first, ...rest] = children;
  // The mark of a status stands before a sentence, and is no part of it.
  if (first.type === "element" && classesOf(first).includes("mark")) return [first, ...said(rest, language)];
  const others = children.filter((child) => child.type !== "text");
  let met = 0;
  const message = children.map((child) => (child.type === "text" ? child.value : markOf(met++))).join("");
  const whole = language.known(message);
  if (whole !== null && (whole.match(marks)?.length ?? 0) === others.length) return parts(whole, others);
  return message
    .split(/(?<=[.!?]) (?=[\p{L}\u{f0000}-\u{fffff}])/u)
    .flatMap((sentence, i): ElementContent[] => [
      ...(i === 0 ? [] : [{ type: "text", value: " " } as const]),
      ...alone(sentence, others, language),
    ]);
}

/** Text between its elements. */
function parts(message: string, others: readonly ElementContent[]): ElementContent[] {
  return [...message.split(/([\u{f0000}-\u{fffff}])/u)].flatMap((part, i): ElementContent[] => {
    if (i % 2 === 1) return [others[(part.codePointAt(0) ?? 0) - 0xf0000]];
    return part === "" ? [] : [{ type: "text", value: part }];
  });
}

/** One of several sentences; what is in no catalogue is English for who reads aloud. */
function alone(sentence: string, others: readonly ElementContent[], language: Language): ElementContent[] {
  const known = language.known(sentence);
  if (known !== null) return parts(known, others);
  return parts(sentence, others).flatMap((part): ElementContent[] => {
    if (part.type !== "text") return [part];
    const value = language.known(part.value);
    if (value !== null || !/\p{L}{2,} +\p{L}{2,}/u.test(part.value))
      return [{ type: "text", value: value ?? part.value }];
    return [{ type: "element", tagName: "span", properties: { lang: "en" }, children: [part] }];
  });
}

/** What stayed English outside findings, and the languages it is read in: for whoever looks whether the catalogue is whole. @internal */
export function leftIn(nodes: readonly ElementContent[]): readonly string[] {
  return nodes.flatMap((node) => {
    if (node.type !== "element") return [];
    if (classesOf(node).includes("findings")) return [];
    return node.properties.lang === "en" ? [textOf(node)] : leftIn(node.children);
  });
}
