/** Method page: the Markdown beside a method's code, as a few sections in one order. */
import type { Root, RootContent } from "mdast";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { parseDocument } from "yaml";

export interface MethodPage {
  /** What it does, in a sentence; empty where the schema of its options says so. */
  readonly summary: string;
  /** By heading: the one text of a fence or a paragraph, or those of a list, as they are written. */
  readonly sections: { readonly [heading: string]: readonly string[] };
}

/** What a page must hold. */
export interface PageForm {
  readonly headings: readonly string[];
  /** Whether a sentence below the title says what the method does. */
  readonly isSummarised: boolean;
}

/** The form of a method's page; `more` are headings that only some sorts of methods have. */
export const pageForm = (more: readonly string[] = [], isSummarised = false): PageForm => ({
  headings: ["Formula", "Conventions", ...more, "Cost", "Sources", "Example"],
  isSummarised,
});

/** The form of a page of a choice of methods: what they have in common. */
export const choiceForm: PageForm = { headings: ["Conventions"], isSummarised: false };

const reader = unified().use(remarkParse);
const trees = new Map<string, Root>();

/** A page's tree, which is not changed. The reference is made of the same texts many times over where it is tested. */
function treeOf(text: string): Root {
  const tree = trees.get(text) ?? reader.parse(text);
  trees.set(text, tree);
  return tree;
}

/** Authors, year and place, where a DOI is one. */
const source = /^\D+ (?:19|20)\d\d, (?!.*\bdoi\b(?! 10\.\d{4,}\/\S)).{5,}$/;

/**
 * @param name of the method, which is its title
 * @throws Error, a sentence, where the text is no page of this form
 */
export function parsePage(name: string, text: string, { headings, isSummarised }: PageForm): MethodPage {
  const written = ({ position }: RootContent): string =>
    text.slice(position?.start.offset, position?.end.offset).replaceAll(/\s*\n\s*/g, " ");
  const [title, ...nodes] = treeOf(text).children;
  if (title?.type !== "heading" || written(title) !== `# ${name}`) throw new Error(`it must begin with \`# ${name}\``);
  const starts = nodes.flatMap(({ type }, k) => (type === "heading" ? [k] : []));
  const found = starts.map((k) => written(nodes[k]).replace("## ", ""));
  if (found.join() !== headings.join())
    throw new Error(`it has the sections ${found.join(", ")}; it must have ${headings.join(", ")}, in this order`);
  const summary = nodes.slice(0, starts[0]).map(written).join(" ");
  if ((summary !== "") !== isSummarised)
    throw new Error(
      isSummarised
        ? "a sentence below its title must say what it does"
        : "what it does stands in the description of its schema, not here",
    );
  const sections = found.map((heading, k) => {
    const texts = nodes.slice(starts[k] + 1, starts[k + 1]).flatMap((node) => textsOf(heading, node, written));
    const why = wrongIn(heading, texts);
    if (why !== null) throw new Error(`${heading}: ${why}`);
    return [heading, texts] as const;
  });
  return { summary, sections: Object.fromEntries(sections) };
}

const isFenced = (heading: string): boolean => heading === "Formula" || heading === "Example";

/** What a node under a heading says: fences stand under two headings, paragraphs and lists under the others. */
function textsOf(heading: string, node: RootContent, written: (node: RootContent) => string): readonly string[] {
  if (isFenced(heading)) {
    if (node.type !== "code") throw new Error(`${heading}: it must be a fenced text`);
    const [mistake] = node.lang === "yaml" ? parseDocument(node.value).errors : [];
    if (mistake !== undefined) throw new Error(`${heading}: it is no YAML: ${mistake.message}`);
    return [node.value];
  }
  if (node.type === "paragraph") return [written(node)];
  if (node.type !== "list") throw new Error(`${heading}: it must be a paragraph or a list`);
  return node.children.flatMap(({ children }) => children.flatMap((child) => textsOf(heading, child, written)));
}

/** What is wrong with the texts of a section; null where nothing is. */
function wrongIn(heading: string, texts: readonly string[]): string | null {
  if (texts.length === 0) return "it is empty";
  if (isFenced(heading)) {
    if (texts.length > 1) return "it must be one fenced text";
    return /^\S/.test(texts[0]) ? null : "its first line must begin at the margin";
  }
  if (heading === "Sources") {
    const strange = sourcesOf(texts).find((one) => !source.test(one));
    if (strange === undefined) return null;
    return `“${strange}” does not read as “Eilers 2003, Anal. Chem. 75:3631, doi 10.1021/ac034173t (the solver)”`;
  }
  const open = heading === "Conventions" || heading === "Cost" ? texts.find((one) => !/[.)]$/.test(one)) : undefined;
  return open === undefined ? null : `“${open}” must end with a full stop`;
}

/** Sources, none where the section says so. */
export const sourcesOf = (texts: readonly string[]): readonly string[] => texts.filter((one) => one !== "None.");
