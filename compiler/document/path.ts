/** Inline values: `= path : format` taken apart. */
import { formatSpecifier } from "d3-format";

export interface ParsedInline {
  readonly path: readonly string[];
  readonly format: string | null;
}

/** What follows `= `; an object with `what` says why it cannot be read. */
export function parseInline(source: string): ParsedInline | { readonly what: string } {
  const path: string[] = [];
  const head = /^\s*([A-Za-z_][A-Za-z0-9_-]*)/.exec(source);
  if (head === null)
    return {
      what: source.trim() === "" ? "the name of a block is missing" : "it does not begin with the name of a block",
    };
  path.push(head[1]);
  let rest = source.slice(head[0].length);
  while (rest !== "" && !/^\s*(:|$)/.test(rest)) {
    const step = nextStep(rest);
    if ("what" in step) return step;
    path.push(step.name);
    rest = rest.slice(step.length);
  }
  const tail = rest.trim();
  if (tail === "") return { path, format: null };
  const format = tail.slice(1).trim();
  return format === "" ? { what: "the format after the colon is missing" } : { path, format };
}

function nextStep(rest: string): { readonly name: string; readonly length: number } | { readonly what: string } {
  const name = /^\.([A-Za-z0-9_][A-Za-z0-9_-]*)/.exec(rest);
  if (name !== null) return { name: name[1], length: name[0].length };
  const index = /^\[\s*(\d+)\s*\]/.exec(rest);
  if (index !== null) return { name: index[1], length: index[0].length };
  const quoted = /^\[\s*("(?:[^"\\]|\\.)*"|'[^']*')\s*\]/.exec(rest);
  if (quoted !== null) {
    const text = unquoted(quoted[1]);
    return text === null
      ? { what: "a backslash in the quoted name is followed by an unknown letter" }
      : { name: text, length: quoted[0].length };
  }
  if (rest.startsWith("."))
    return { what: 'after the full stop a name is missing; names with other characters stand as `["name"]`' };
  if (rest.startsWith("[")) return { what: 'inside brackets stands a name in quotation marks: `["over 20 %"]`' };
  return { what: `\`${rest.trim().slice(0, 20)}\` is too much; a format stands behind a colon` };
}

function unquoted(text: string): string | null {
  if (text.startsWith("'")) return text.slice(1, -1);
  try {
    return JSON.parse(text) as string;
  } catch {
    return null;
  }
}

const types = "%bcdefgnoprsXx";

/** Why a format is none, or null. d3-format itself takes any letter for a type. */
export function formatProblem(format: string): string | null {
  let type: string;
  try {
    const specifier = formatSpecifier(format);
    type = specifier.type;
    if ((specifier.width ?? 0) > 40 || (specifier.precision ?? 0) > 20)
      return "it asks for more digits than anybody reads";
  } catch {
    return "it is not in the form of d3-format";
  }
  return type === "" || types.includes(type) ? null : `\`${type}\` is not a type of number`;
}
