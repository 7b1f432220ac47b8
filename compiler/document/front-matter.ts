/** Front matter: cut off by gray-matter behind checks of our own, then blanked, so that offsets stay the file's. */
import matter from "gray-matter";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { Lines } from "../diagnostics/lines.ts";

export interface Sliced {
  /** The YAML between the fences, and the offset at which it begins. */
  readonly yaml: string;
  readonly offset: number;
  /** The text with the front matter as white space, line ends kept. */
  readonly body: string;
}

/**
 * gray-matter runs `---js`, takes `---x` as a closing fence and caches; so both fences are checked here first, it is given
 * options (which keeps it from caching) and an engine that hands back the raw text. It only slices.
 */
export function sliceFrontMatter(text: string, at: Lines): Sliced | { readonly finding: Finding } {
  const refused = checkFences(at);
  if (refused !== null) return { finding: refused };
  const file = matter(text, {
    language: "yaml",
    delimiters: "---",
    engines: { yaml: { parse: (raw: string) => ({ raw }) } },
  });
  const offset = at.starts[1];
  // gray-matter keeps the white space behind the opening fence and the line end after it.
  // and, where lines end in CR LF, half a line end before the closing fence.
  const yaml = file.matter.slice(offset - "---".length).replace(/\r$/, "");
  const closing = offset + yaml.length;
  const end = text.slice(closing).search(/---[ \t]*(?:\r\n|\n|\r|$)/) + closing + "---".length;
  return { yaml, offset, body: blank(text.slice(0, end)) + text.slice(end) };
}

const blank = (text: string) => text.replaceAll(/[^\r\n]/g, " ");

function checkFences(at: Lines): Finding | null {
  const first = at.line(1);
  const fence = first.trimEnd();
  const wholeLine = at.place(0, Math.max(1, fence.length));
  if (fence !== "---") {
    const hasLanguage = /^---[ \t]*[^\s-]/.test(first);
    return hasLanguage ? finding("FS2011", wholeLine, { fence }) : finding("FS2010", at.place(0, 0));
  }
  for (let number = 2; number <= at.starts.length; number++) {
    const line = at.line(number);
    if (!line.startsWith("---")) continue;
    if (line.trimEnd() === "---") return null;
    const start = at.starts[number - 1];
    return finding("FS2012", at.place(start, start + line.trimEnd().length));
  }
  return finding("FS2013", wholeLine);
}
