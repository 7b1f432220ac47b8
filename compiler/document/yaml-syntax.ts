/** YAML syntax errors as plain sentences: what stands there, and what to write instead. */
import type { ErrorCode } from "yaml";
import { type Slip, slipAt } from "./yaml-slips.ts";

interface Explained {
  readonly what: string;
  readonly advice: string;
  /** Where the mistake is, if not where the parser noticed it. */
  readonly at?: number;
  readonly edit?: Slip["edit"];
}

/** What FS2050 says, judged by the parser's code and the characters at the place; its message only tells kinds of one code apart. */
export function syntaxError(
  code: ErrorCode,
  message: string,
  source: string,
  at: number,
): Explained & { readonly at: number } {
  const open = /quote/.test(message) ? openQuote(source, at) : null;
  return { at, ...(open ?? slipAt(source, at) ?? explain(code, source, at)) };
}

function openQuote(source: string, end: number): Explained | null {
  const double = source.slice(0, end).search(/"(?:[^"\\]|\\[\s\S])*$/);
  const at = Math.max(source.slice(0, end).lastIndexOf("'"), double);
  return at < 0 ? null : { what: "a text in quotation marks is not closed", advice: `close it with ${source[at]}`, at };
}

const quotes = "put the text between quotation marks";
const indentation = "let entries that belong together begin in the same column, with spaces";

function explain(code: ErrorCode, source: string, at: number): Explained {
  const before = source.slice(0, at);
  const line = lineAround(source, at);
  switch (code) {
    case "TAB_AS_INDENT":
      return { what: "a tab stands where YAML wants spaces", advice: "replace the tab by spaces" };
    case "BLOCK_AS_IMPLICIT_KEY":
      if (/:\s.*:(\s|$)/.test(line)) {
        return {
          what: "the line has a second colon, so it is not clear what belongs to what",
          advice: `${quotes}, as in \`title: "a: b"\`; or begin a new line`,
        };
      }
      return (
        indentedBelow(source, at) ?? { what: "the indentation does not show what belongs to what", advice: indentation }
      );
    case "BAD_INDENT":
    case "MISSING_CHAR":
      return unclosed(code, before);
    case "BAD_SCALAR_START":
      return {
        what: `a value cannot begin with ${source[at] === "`" ? "a backtick" : `\`${source[at]}\``}`,
        advice: quotes,
      };
    case "BAD_DQ_ESCAPE":
      return {
        what: "a backslash in a text between double quotation marks is followed by an unknown letter",
        advice: "write two backslashes, or use single quotation marks",
      };
    case "MULTILINE_IMPLICIT_KEY":
      return { what: "a name before a colon goes over several lines", advice: indentation };
    case "KEY_OVER_1024_CHARS":
      return {
        what: "a name before a colon is longer than 1024 characters",
        advice: "use a shorter name, or put it between quotation marks",
      };
    case "BAD_ALIAS":
      return { what: "`*` at the beginning of a value means an alias, which is not allowed", advice: quotes };
    case "BLOCK_IN_FLOW":
      return {
        what: "inside brackets or braces, entries are separated by commas, not by lines",
        advice: "write `[a, b]` or `{a: 1, b: 2}`",
      };
    case "UNEXPECTED_TOKEN":
      return unexpected(source, at, line);
    default:
      return {
        what: "the text cannot be read as YAML here",
        advice: `check colons, indentation and quotation marks; ${indentation}`,
      };
  }
}

/** `a: b` with an indented line below it: YAML takes both for one text. */
function indentedBelow(source: string, at: number): Explained | null {
  const [first, next] = source.slice(source.lastIndexOf("\n", Math.max(0, at - 1)) + 1).split(/\r?\n/);
  const indent = (line: string | undefined) => (line === undefined ? 0 : line.length - line.trimStart().length);
  if (indent(next) <= indent(first)) return null;
  return { what: "the next line is indented further, so it counts as part of this one", advice: indentation };
}

function unclosed(code: ErrorCode, before: string): Explained {
  const open = lastOpen(before);
  if (open !== null) {
    const bracket = before[open];
    const close = bracket === "[" ? "]" : "}";
    return {
      what: `what \`${bracket}\` begins here is not closed`,
      advice: `close it with \`${close}\`, or separate its entries by commas`,
      at: open,
    };
  }
  if (code === "MISSING_CHAR")
    return {
      what: "a name stands without a colon and a value",
      advice: "write `name: value`, with a space after the colon",
    };
  return { what: "the line is not indented far enough", advice: indentation };
}

function unexpected(source: string, at: number, line: string): Explained {
  if (/:\s+[>|]\S*\s+\S/.test(line)) {
    return {
      what: "a text that begins with > or | goes over the lines below, and nothing else stands behind the sign",
      advice: quotes,
    };
  }
  if (source[at] === ",")
    return { what: "an entry is missing before this comma", advice: "take out the comma, or write the entry" };
  if (source[at] === "]" || source[at] === "}")
    return { what: `\`${source[at]}\` closes nothing`, advice: "take it out, or open it before" };
  if (/:\s*(["']).*\1\s+\S/.test(line))
    return {
      what: "something stands behind a text in quotation marks",
      advice: "put the whole text between one pair of quotation marks",
    };
  return { what: "this does not belong to what stands above it", advice: indentation };
}

/** Where the last bracket or brace stands that is open at the end of a text; those in quotation marks are passed over. */
function lastOpen(text: string): number | null {
  const open: number[] = [];
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|(?<=^|\s)#[^\n]*|[[\]{}]/g)) {
    if (token === "[" || token === "{") open.push(index);
    else if (token === "]" || token === "}") open.pop();
  }
  return open.at(-1) ?? null;
}

function lineAround(source: string, at: number): string {
  const end = source.indexOf("\n", at);
  return source.slice(source.lastIndexOf("\n", Math.max(0, at - 1)) + 1, end < 0 ? source.length : end);
}
