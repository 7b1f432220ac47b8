/** What other programs read and this one does not: shortcodes, directives, attributes, LaTeX. It would stand raw in the report. */
import type { InlineCode, Nodes, Parent, Text } from "mdast";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import type { Lines } from "../../diagnostics/lines.ts";
import { callouts } from "./callouts.ts";

interface Form {
  readonly code: string;
  /** On the text as it stands in the file, so that what is escaped is none. Every repetition has an end. */
  readonly says: RegExp;
  readonly instead?: string;
  readonly what?: string;
}

const shortcodes = "`{{< pagebreak >}}` or `{{< include part.md >}}`, on a line of its own outside of lists and quotes";
const boxes = "`> [!NOTE]` and lines that begin with `>`";

const forms: readonly Form[] = [
  { code: "FS2229", says: /(?<!\\)\{\{[<%][^\n]{0,200}?[>%]\}\}/g, instead: shortcodes },
  { code: "FS2229", says: /(?<![^\n])[ \t]{0,3}:::+[^\n]{0,100}/g, instead: boxes },
  { code: "FS2229", says: /(?<![^\n])::[A-Za-z][^\n]{0,100}/g, instead: boxes },
  {
    code: "FS2229",
    says: /(?<![\w:\\]):[A-Za-z][\w-]{0,40}\[[^\]\n]{0,100}\](?:\{[^}\n]{0,100}\})?/g,
    instead: "Markdown: **bold**, `code`, `<kbd>`",
  },
  { code: "FS2226", says: /(?<!\\)\$\$[^\n]{0,300}/g, what: "nothing closes it: `$$` opens and closes a formula" },
  {
    code: "FS2227",
    says: /(?<![\\\w])\[(?:[^\]@\n]{0,100}[ ;-])?@[A-Za-z0-9_][^\]\n]{0,200}\]/g,
    what: "a citation begins with `[@`, and has no bracket in it",
  },
  { code: "FS2231", says: /(?<![\\{])\{(?:#|\.[A-Za-z])[^{}\n]{0,200}\}/g },
  { code: "FS2231", says: /(?<![\\{\w}^])\{[A-Za-z][\w-]{0,40}=[^{}\n]{0,200}\}/g },
  { code: "FS2232", says: /(?<![\\\w:./])\\[A-Za-z]{1,40}\*?(?:\[[^\]\n]{0,100}\])?\{[^}\n]{0,100}\}?/g },
  {
    code: "FS2232",
    says: /(?<![\\\w:./])\\(?:newpage|clearpage|cleardoublepage|pagebreak|noindent|hfill|vfill|linebreak|newline|bigskip|medskip|smallskip|tableofcontents|maketitle|appendix|centering|LaTeX|TeX|alpha|beta|gamma|delta|lambda|mu|sigma|pm|times|cdot|leq?|geq?|approx|infty)(?![A-Za-z{[])/g,
  },
];

/** @param has whether the document has a block of that name */
export function unreadSyntax(tree: Nodes, text: string, at: Lines, has: (id: string) => boolean): readonly Finding[] {
  const findings: Finding[] = [];
  const tell = (code: string, start: number, written: string, instead: string | null = null, what = ""): void => {
    const facts = { written: shortened(written), instead, what };
    findings.push(finding(code, at.place(start, start + written.length), facts));
  };
  const visit = (node: Nodes): void => {
    if (node.type === "code" && /^\{(?!\s*\.?foodspec)/i.test(node.lang ?? ""))
      tell(
        "FS2229",
        node.position?.start.offset ?? 0,
        firstLine(node.lang ?? "", node.meta),
        "a fence with a plain name: ` ```python `",
      );
    if (node.type === "inlineCode") spaceless(node, at, has, findings);
    if (!("children" in node)) return;
    const { children } = node as Parent;
    for (const [i, child] of children.entries()) {
      if (child.type === "text") {
        const { start, source } = sourceOf(child, text, i === 0);
        let read = source;
        for (const { code, says, instead, what } of forms) {
          // What one form has told, no other tells again.
          read = read.replaceAll(says, (written, ...rest) => {
            const index = rest.find((one): one is number => typeof one === "number") ?? 0;
            tell(code, start + index + (written.length - written.trimStart().length), written.trim(), instead, what);
            return " ".repeat(written.length);
          });
        }
        const role = roleBefore(source, children[i + 1]);
        if (role !== null) tell("FS2229", start + source.length - role.length, role, "Markdown: a link, `code`");
        const callout = i === 0 && node.type === "paragraph" ? /^\[!\w{1,40}\][^\n]{0,100}/.exec(source) : null;
        if (callout !== null && quotes.has(node))
          tell(
            "FS2229",
            start,
            callout[0],
            `${[...callouts.keys()].map((name) => `\`[!${name}]\``).join(", ")}, alone on the first line of the quote`,
          );
      }
      if (node.type === "blockquote" && i === 0) quotes.add(child);
      visit(child);
    }
  };
  const quotes = new Set<Nodes>();
  visit(tree);
  return findings;
}

/** A text as it stands in the file. One that begins a line has a line end before it, for what must begin a line. */
function sourceOf({ position }: Text, text: string, isFirst: boolean): { start: number; source: string } {
  const [start, end] = [position?.start.offset ?? 0, position?.end.offset ?? 0];
  return isFirst || start === 0
    ? { start, source: text.slice(start, end) }
    : { start: start - 1, source: text.slice(start - 1, end) };
}

/** `{ref}` before inline code, and `{{` before what was taken for a tag. */
function roleBefore(source: string, next: Nodes | undefined): string | null {
  if (next?.type === "inlineCode") return /(?<!\\)\{[A-Za-z][\w:+.-]{0,40}\}$/.exec(source.slice(-50))?.[0] ?? null;
  return next?.type === "html" && source.endsWith("{{") ? "{{" : null;
}

/** `=a.b` without its blank stays code; where there is a block `a`, a value was meant. */
function spaceless(
  { value, position }: InlineCode,
  at: Lines,
  has: (id: string) => boolean,
  findings: Finding[],
): void {
  const id = /^=([A-Za-z_][A-Za-z0-9_-]*)[.[]/.exec(value)?.[1];
  if (id === undefined || !has(id)) return;
  const place = at.place(position?.start.offset ?? 0, position?.end.offset ?? 0);
  findings.push(finding("FS2233", place, { written: value, value: value.slice(1).trim() }));
}

const firstLine = (lang: string, meta: string | null | undefined): string => `\`\`\`${lang}${meta ? ` ${meta}` : ""}`;
const shortened = (written: string): string => (written.length > 40 ? `${written.slice(0, 40)}…` : written);
