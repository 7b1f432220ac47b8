/** Docstrings: what the sources say of a method — its formula, and where it comes from. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Docstring {
  /** Paragraphs of Markdown. */
  readonly text: string;
  /** After `@see`; empty where there is none. */
  readonly source: string;
}

/** The docstrings of every exported constant and function below a folder, by name. */
export function docstrings(folder: string): ReadonlyMap<string, Docstring> {
  const found = new Map<string, Docstring>();
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));
  for (const file of files.sort()) {
    const text = readFileSync(join(folder, file), "utf8");
    for (const [, comment, name] of text.matchAll(
      /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport (?:const|function) (\w+)/g,
    )) {
      found.set(name, readComment(comment));
    }
  }
  return found;
}

function readComment(comment: string): Docstring {
  const text = comment
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, "").trimEnd())
    .join("\n")
    .trim();
  const [body, ...tags] = text.split(/\n(?=@)/);
  const see = tags.find((tag) => tag.startsWith("@see"));
  return {
    text: (body.startsWith("@") ? "" : body).trim().replaceAll(/([^\n])\n(?!\n)/g, "$1 "),
    source: joined(see?.slice("@see".length) ?? ""),
  };
}

const joined = (text: string): string => text.trim().replaceAll(/\s*\n\s*/g, " ");
