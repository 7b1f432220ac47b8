/** The project's sources, and their text without types, comments and the insides of strings, so that rules can be looked for. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "../..");

/** Paths of the TypeScript files below a folder, with forward slashes, in order. */
export const sources = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
    .sort();

export const textOf = (path: string): string => readFileSync(join(root, path), "utf8");

/** Comments become blanks and strings empty, line for line; what stands inside `${}` of a template is kept. */
export function bare(text: string): string {
  let out = "";
  let at = 0;
  /** Depth of braces at which each open template goes on. */
  const templates: number[] = [];
  let depth = 0;
  const lines = (from: number, to: number) => "\n".repeat(text.slice(from, to).split("\n").length - 1);
  const skip = (to: number) => {
    out += lines(at, to);
    at = to;
  };
  const template = (from: number) => {
    let end = from;
    while (end < text.length && text[end] !== "`" && !text.startsWith("${", end)) end += text[end] === "\\" ? 2 : 1;
    skip(end);
    if (text[at] === "`") {
      out += "`";
      at++;
    } else {
      out += "${";
      at += 2;
      templates.push(depth++);
    }
  };
  while (at < text.length) {
    const char = text[at];
    if (text.startsWith("//", at)) skip(endOf(text, "\n", at));
    else if (text.startsWith("/*", at)) skip(endOf(text, "*/", at) + 2);
    else if (char === "'" || char === '"') {
      const [literal] = /^(["'])(?:\\[\s\S]|(?!\1)[^\\])*\1/.exec(text.slice(at)) ?? [char];
      out += char + char;
      skip(at + literal.length);
    } else if (char === "`") {
      out += char;
      template(at + 1);
    } else if (char === "/" && /(?:[(,=:[!&|?{};>]|return|=>)\s*$/.test(out)) {
      const [literal] = /^\/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n])+\/[a-z]*/.exec(text.slice(at)) ?? [char];
      out += "/_/";
      skip(at + literal.length);
    } else {
      if (char === "{") depth++;
      if (char === "}") depth--;
      if (char === "}" && templates.at(-1) === depth) {
        templates.pop();
        out += "}";
        template(at + 1);
      } else {
        out += char;
        at++;
      }
    }
  }
  return out;
}

function endOf(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from);
  return end === -1 ? text.length : end;
}
