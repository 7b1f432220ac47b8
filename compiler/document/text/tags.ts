/** Tags: which HTML an author may write, and what one piece of it says. */

/** Elements of a line, with the attributes that stay. */
const inline: ReadonlyMap<string, readonly string[]> = new Map([
  ["sub", []],
  ["sup", []],
  ["abbr", ["title"]],
  ["kbd", []],
  ["mark", []],
  ["b", []],
  ["i", []],
  ["u", []],
]);
/** Elements that stand between paragraphs. */
const folds = ["details", "summary"] as const;

export const isInline = (name: string): boolean => inline.has(name);
export const isFold = (name: string): boolean => (folds as readonly string[]).includes(name);
/** As an author reads them in a finding. */
export const listedTags: readonly string[] = ["br", ...inline.keys(), ...folds];

/** What shows nothing of itself as words, so that nothing of it would be left. */
export const wordless: ReadonlySet<string> = new Set(
  "audio base button canvas embed form iframe img input link math meta object script select style svg table template textarea video".split(
    " ",
  ),
);
/** Text between their tags is none of the author's. */
export const isCode = (name: string): boolean => name === "script" || name === "style";

export type Tag =
  | { readonly type: "comment" }
  | { readonly type: "other" }
  | { readonly type: "close"; readonly name: string }
  | {
      readonly type: "open";
      readonly name: string;
      readonly title: string | null;
      /** Attributes that go. */
      readonly left: readonly string[];
    };

/** @param html one piece: a tag, a comment, a declaration, as the parser cut it out */
export function tagOf(html: string): Tag {
  if (html.startsWith("<!--")) return { type: "comment" };
  const close = /^<\/([A-Za-z][A-Za-z0-9-]*)\s*>$/.exec(html);
  if (close !== null) return { type: "close", name: close[1].toLowerCase() };
  const open = /^<([A-Za-z][A-Za-z0-9-]*)([\s\S]*?)\/?>$/.exec(html);
  if (open === null) return { type: "other" };
  const name = open[1].toLowerCase();
  const kept = inline.get(name) ?? [];
  const attributes = [...open[2].matchAll(attribute)].map(([, key, double, single, bare]) => ({
    key: key.toLowerCase(),
    value: plain(double ?? single ?? bare ?? ""),
  }));
  return {
    type: "open",
    name,
    title: attributes.find(({ key }) => key === "title" && kept.includes(key))?.value ?? null,
    left: attributes.map(({ key }) => key).filter((key) => !kept.includes(key)),
  };
}

const entities: ReadonlyMap<string, string> = new Map([
  ["&amp;", "&"],
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
  ["&apos;", "'"],
  ["&#39;", "'"],
]);

/** A value without the entities that its quotes ask for; any other stays as it is written. */
const plain = (value: string): string => value.replaceAll(/&[#a-z0-9]{2,4};/g, (name) => entities.get(name) ?? name);

const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
