/** Sanitised: a tree of the author's as HTML that can do nothing. */
import type { Root } from "hast";
import type { Root as Document } from "mdast";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { mathAttributes, mathClasses, mathElements } from "../document/formulas/math-elements.ts";
import { callouts } from "../document/text/callouts.ts";

/** Beyond what the sanitiser knows: what the document's own reading makes, with the classes it gives. */
const schema = {
  ...defaultSchema,
  clobberPrefix: "",
  tagNames: [...(defaultSchema.tagNames ?? []), "abbr", "aside", "mark", "u", ...mathElements],
  attributes: {
    ...defaultSchema.attributes,
    ...Object.fromEntries(
      [...mathElements].map((name) => [
        name,
        [...mathAttributes, ["className", ...mathClasses] as [string, ...string[]]],
      ]),
    ),
    span: [["className", "formula", "citation"] as [string, ...string[]]],
    aside: [
      ["className", "callout", ...[...callouts.keys()].map((name) => name.toLowerCase())] as [string, ...string[]],
    ],
    details: [["className", "fold"] as [string, string]],
    div: [["className", "page-break", "captioned", "pictured", "formula"] as [string, ...string[]]],
    p: [["className", "callout-title"] as [string, string]],
  },
};

/** Raw HTML never becomes a node, unsafe URLs lose their attribute, ids are ours; the positions of nodes stay. */
export function sanitised(tree: Document): Root {
  return unified().use(remarkRehype).use(rehypeSanitize, schema).runSync(structuredClone(tree)) as Root;
}
