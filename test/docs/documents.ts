/** Every Markdown file a reader of the project may open, with its headings, links and code samples. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Code, Heading, Image, Link, Nodes, Root } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";

export const root = resolve(import.meta.dirname, "../..");

export interface Document {
  /** Relative to the project's folder. */
  readonly path: string;
  readonly text: string;
  readonly tree: Root;
}

let found: readonly Document[] | undefined;
/** README, CHANGELOG and everything below docs/, each parsed when it is looked at. */
export function documents(): readonly Document[] {
  found ??= findAll();
  return found;
}

function findAll(): readonly Document[] {
  const docs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .map((path) => `docs/${path.replaceAll("\\", "/")}`)
    .filter((path) => path.endsWith(".md"));
  return ["README.md", "CHANGELOG.md", ...docs.sort()].map(documentAt);
}

/** One of them, by its path below the project's folder. */
export function documentAt(path: string): Document {
  const text = readFileSync(join(root, path), "utf8");
  let tree: Root | undefined;
  return {
    path,
    text,
    get tree() {
      tree ??= treeOf(path, text);
      return tree;
    },
  };
}

/** Parsed once a run of the tests: other workers find it where the first one left it. */
function treeOf(path: string, text: string): Root {
  const folder = process.env.FOODSPEC_NATIVE;
  if (folder === undefined) return parse(text);
  const file = join(folder, "documents", `${path.replaceAll("/", "+")}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Root;
  const tree = parse(text);
  mkdirSync(join(folder, "documents"), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(tree));
  renameSync(`${file}.${process.pid}`, file);
  return tree;
}

const parse = (text: string): Root => unified().use(remarkParse).use(remarkGfm).parse(text);

/** Every node of one type, in order. */
function nodes<T extends Nodes["type"]>(tree: Nodes, type: T): Extract<Nodes, { type: T }>[] {
  const own = tree.type === type ? [tree as Extract<Nodes, { type: T }>] : [];
  return "children" in tree ? [...own, ...tree.children.flatMap((child) => nodes(child, type))] : own;
}

export const linksOf = ({ tree }: Document): readonly (Link | Image)[] => [
  ...nodes(tree, "link"),
  ...nodes(tree, "image"),
];
export const samplesOf = ({ tree }: Document): readonly Code[] => nodes(tree, "code");

/** Cells of the rows of a text's tables, without their heads. */
export const tableRows = (text: string): readonly (readonly string[])[] =>
  text
    .split("\n")
    .filter((line, k, all) => line.startsWith("| ") && !line.startsWith("| ---") && !all[k + 1].startsWith("| ---"))
    .map((line) => line.slice(2, -2).split(" | "));

/** Anchors GitHub gives the headings: lower case, without punctuation, blanks as hyphens, a number for a repeated one. */
export function anchorsOf({ tree }: Document): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const anchors = nodes(tree, "heading").map((heading) => {
    const slug = textOf(heading)
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(/\s/g, "-");
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  });
  return new Set(anchors);
}

function textOf(node: Heading | Nodes): string {
  if ("value" in node) return node.value;
  return "children" in node ? node.children.map(textOf).join("") : "";
}
