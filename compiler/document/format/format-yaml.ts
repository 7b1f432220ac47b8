/** Format YAML: one piece of a document in the one form: two blanks a level, one behind `:` and `,`, needless quotation marks off. */
import { type Document, isMap, isSeq, parse, parseDocument, type Scalar, visit } from "yaml";

/** Lines of flow style that stood on several lines are broken again beyond so many columns. */
const width = 100;

/**
 * The same YAML in the one form: order, comments, flow style and blank lines stay. Null where it is no YAML, or where the form would
 * change what it says.
 */
export function formatYaml(source: string): string | null {
  // Every scalar is a text here, so that a number is written as it stands: 1.10, 1e5.
  const document = parseDocument(source, {
    schema: "failsafe",
    version: "1.2",
    uniqueKeys: false,
    keepSourceTokens: true,
  });
  if (document.errors.length > 0) return null;
  if (document.contents === null) return trimmed(source);
  const isLong = hasFlowOverLines(document, source);
  visit(document, { Scalar: (_, node) => unquote(node) });
  const made = String(
    document.toString({
      indent: 2,
      indentSeq: isIndented(source),
      lineWidth: isLong ? width : 0,
      minContentWidth: 0,
      flowCollectionPadding: false,
    }),
  );
  const text = source.endsWith("\n") ? made : made.replace(/\n$/, "");
  return isSame(source, text) ? text : trimmed(source);
}

/** Blanks at the ends of lines off, LF; of a text that goes over lines they may be part, and then it stays. */
function trimmed(source: string): string | null {
  const text = source.replace(/\r\n/g, "\n").replace(/[ \t]+$/gm, "");
  return isSame(source, text) ? text : source;
}

function isSame(before: string, after: string): boolean {
  try {
    return JSON.stringify(coreValue(before)) === JSON.stringify(coreValue(after));
  } catch {
    return false;
  }
}

const coreValue = (source: string): unknown =>
  parse(source, { version: "1.2", schema: "core", uniqueKeys: false, intAsBigInt: false, logLevel: "error" });

/** A text that is the same without its quotation marks loses them. */
function unquote(node: Scalar): void {
  if (node.type !== "QUOTE_DOUBLE" && node.type !== "QUOTE_SINGLE") return;
  const { value } = node;
  if (typeof value !== "string" || !/^[A-Za-z](?:[\w .%/-]*[\w.%/-])?$/.test(value)) return;
  try {
    if (coreValue(value) === value) node.type = "PLAIN";
  } catch {
    // It needs them.
  }
}

/** Whether a bracket of it closes in another line than it opens. */
function hasFlowOverLines(document: Document, source: string): boolean {
  let isFound = false;
  visit(document, {
    Collection(_, node) {
      const [start, end] = node.range ?? [0, 0];
      if ((isMap(node) || isSeq(node)) && node.flow === true && source.slice(start, end).includes("\n")) isFound = true;
      return isFound ? visit.BREAK : undefined;
    },
  });
  return isFound;
}

/** Whether the first list below a name is indented: both are usual, and a document keeps its own. */
function isIndented(source: string): boolean {
  const list = /^([ ]*)[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*([ ]*)-[ \t]/m.exec(source);
  return list === null || list[2].length > list[1].length;
}
