/** TeX to MathML by temml, cut down to elements and attributes of MathML Core; loaded only where a document has a formula. */
import type { Element, ElementContent } from "hast";
import temml from "temml";
import { textLimits as limits } from "../../../schemas/limits.ts";
import { mathAttributes, mathClasses, mathElements } from "./math-elements.ts";
import type { SetFormula } from "./set-formulas.ts";

/** A node of temml's tree: an element, a text or a list of them. */
interface Node {
  readonly type?: string;
  readonly text?: string;
  readonly attributes?: { readonly [name: string]: unknown };
  readonly style?: { readonly [name: string]: unknown };
  readonly classes?: readonly string[];
  readonly children?: readonly Node[];
}

class NotSet extends Error {}

export const setTex: SetFormula = (tex, isDisplayed) => {
  const problem = beyond(tex);
  if (problem !== null) return { what: problem, at: null };
  const refused = /\\(?:tag|label|ref|eqref|notag|nonumber)(?![A-Za-z])/.exec(tex);
  if (refused !== null)
    return {
      what: `\`${refused[0]}\` is not read: \`$$ {#id}\` numbers a formula, \`[](#id)\` refers to it`,
      at: refused.index,
    };
  try {
    const options = { displayMode: isDisplayed, strict: true, trust: false, maxExpand, throwOnError: true };
    const tree = temml.__renderToMathMLTree(tex, options) as Node;
    const [math] = contentOf(tree);
    if (math?.type !== "element") return { what: "it sets nothing", at: null };
    return { math };
  } catch (error) {
    if (error instanceof NotSet) return { what: error.message, at: null };
    if (error instanceof temml.ParseError) {
      const at = (error as { readonly position?: unknown }).position;
      return { what: inWords((error as Error).message), at: typeof at === "number" ? at : null };
    }
    // Temml's own mistakes and its full stack: nothing of it may end a compile.
    return { what: "it cannot be set: write it in a simpler form", at: null };
  }
};

const maxExpand = 200;

/** What would take long before temml notices. */
function beyond(tex: string): string | null {
  if (tex.length > limits.formulaLength) return `it has more than ${limits.formulaLength} letters`;
  let depth = 0;
  for (const [sign] of tex.matchAll(/\\.|[{}]/gs)) {
    if (sign === "{") depth += 1;
    else if (sign === "}") depth -= 1;
    if (depth > limits.formulaDepth) return `it has more than ${limits.formulaDepth} braces in one another`;
  }
  return tex.trim() === "" ? "there is nothing between the signs" : null;
}

function contentOf(node: Node): ElementContent[] {
  if (node.text !== undefined) {
    const value = node.text.replace(unseen, "");
    return value === "" ? [] : [{ type: "text", value }];
  }
  const children = (node.children ?? []).flatMap(contentOf);
  const name = node.type;
  // An operator of which nothing is seen would still take its place.
  if (
    name === "mo" &&
    children.length === 0 &&
    (node.children ?? []).some(({ text }) => (text ?? "").search(unseen) >= 0)
  )
    return [];
  if (name === undefined || name === "") return children;
  const line = name === "menclose" ? lines[String(node.attributes?.notation)] : undefined;
  if (line !== undefined) return [{ type: "element", tagName: "mrow", properties: { className: [line] }, children }];
  const [base, over] = children;
  if (name === "mover" && over?.type === "element" && textOf(over) === overbar)
    return [{ type: "element", tagName: "mrow", properties: { className: ["tml-overline"] }, children: [base] }];
  if (!mathElements.has(name)) throw new NotSet(`what draws a frame, a stroke or a picture (\`${name}\`) is not read`);
  for (const [property, value] of Object.entries(node.style ?? {}))
    if (isSeen(property, value)) throw new NotSet(`colours, boxes and sizes of letters are not read`);
  const element: Element = { type: "element", tagName: name, properties: {}, children };
  for (const [attribute, value] of Object.entries(node.attributes ?? {})) {
    if (!mathAttributes.has(attribute) || value === undefined) continue;
    if (isHuge(value)) throw new NotSet("a length in it is larger than a page");
    element.properties[attribute] = String(value);
  }
  const [sign] = children;
  if (name === "mo" && sign?.type === "text" && narrow.has(sign.value)) element.properties.stretchy = "false";
  const own = node.classes ?? [];
  // Signs over and under a letter are as large as it is; temml says so by a style.
  const isAccent = name === "mo" && node.style?.mathDepth !== undefined;
  const classes = [...own.filter((one) => mathClasses.has(one)), ...(isAccent ? ["tml-accent"] : []), ...placeOf(node)];
  if (classes.length > 0) element.properties.className = classes;
  return [element];
}

/** Browsers draw no `menclose`: a line over or under is a border. */
const lines: { readonly [notation: string]: string | undefined } = { top: "tml-overline", bottom: "tml-underline" };

/** Signs that nobody sees (function application and its like), which a report would write out. */
const unseen = /[\u2061-\u2064]/gu;
/** The macron, which the letters of formulas have not: a line over the letter stands for it. */
const overbar = "\u203E";
/** Signs over a letter that our letters have in one width only. */
const narrow: ReadonlySet<string> = new Set(["\u02C6", "~", "\u02DC"]);

/** Where the scripts of an isotope stand, which temml says by a style. */
function placeOf({ style = {} }: Node): readonly string[] {
  if (style.position === undefined) return [];
  if (style.position === "relative") return ["tml-place"];
  if (style.position === "absolute" && style.right === "0" && style.bottom === "0") return ["tml-placed"];
  throw new NotSet("what stands at a place of its own is not read");
}

const textOf = ({ children: [text] }: Element): string => (text?.type === "text" ? text.value : "");

/** A style that says something; where cells and accents stand is left to the browser. */
const isSeen = (property: string, value: unknown): boolean =>
  /^(?:color|background|border|textDecoration|mask|fontSize)/.test(property) &&
  !["", "undefined", "1", "1em", "inherit"].includes(String(value));

const isHuge = (value: unknown): boolean => {
  const [, number, unit] = /^(-?[\d.]+)(em|ex|pt|mu|cm|mm|in|px)$/.exec(String(value)) ?? [];
  return unit !== undefined && Math.abs(Number(number)) > (unit === "pt" || unit === "px" || unit === "mm" ? 500 : 50);
};

/** What temml says, as the end of a sentence of ours. */
function inWords(message: string): string {
  const [said] = message
    .replace(/ at (?:position \d+|end of input)(?::[\s\S]*)?$/, "")
    .trim()
    .split("\n");
  const unknown = /^(?:Unsupported function name|Undefined control sequence|No function): ?(\\[A-Za-z]+|\\.)/.exec(
    said,
  )?.[1];
  if (unknown !== undefined) return `\`${unknown}\` is not known`;
  const untrusted = /^Function "(\\\w+)" is not trusted/.exec(said)?.[1];
  if (untrusted !== undefined) return `\`${untrusted}\` is not read`;
  if (/^Too many expansions/.test(said)) return `it asks for more than ${maxExpand} expansions`;
  return said.slice(0, 1).toLowerCase() + said.slice(1).replace(/\.$/, "").replaceAll("`", "'");
}
