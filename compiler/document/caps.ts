/** Caps: how deep a text is nested, how many table cells it has and how its code is marked, judged from its lines before any parser meets it. */

/**
 * Offset of the first place nested deeper than `limit`, or null: what parsers descend into are markers of lists and
 * quotes, steps of indentation, open brackets and, in Markdown, runs of emphasis. In Markdown a blank line ends what
 * brackets and emphasis may reach; in YAML brackets reach on.
 */
export function isDeeperThan(text: string, limit: number, language: "markdown" | "yaml" = "markdown"): number | null {
  const indents: number[] = [];
  let open = 0;
  let offset = 0;
  for (const line of text.split("\n")) {
    if (line.trim() === "") {
      if (language === "markdown") open = 0;
    } else {
      const { columns, markers } = leading(line);
      while (indents.length > 0 && indents[indents.length - 1] >= columns) indents.pop();
      indents.push(columns);
      for (const { at, by } of changes(line, language)) {
        open = Math.max(0, open + by);
        if (open + indents.length + markers > limit) return offset + at;
      }
      if (indents.length + markers > limit) return offset;
    }
    offset += line.length + 1;
  }
  return null;
}

/** Columns before the first word, and the list and quote markers among them. */
function leading(line: string): { columns: number; markers: number } {
  const prefix = /^(?:[ \t]|>|(?:[-*+?]|\d{1,9}[.)])(?=[ \t]))*/.exec(line)?.[0] ?? "";
  return { columns: prefix.length, markers: prefix.match(/>|[-*+?]|\d{1,9}[.)]/g)?.length ?? 0 };
}

/** Where a line goes deeper or comes back: brackets one by one, emphasis by runs of its marks. */
function* changes(line: string, language: "markdown" | "yaml"): Generator<{ at: number; by: number }> {
  for (const { index, 0: run } of line.matchAll(/[[{]|[\]}]|\*+|_+|~+/g)) {
    if (run === "[" || run === "{") yield { at: index, by: 1 };
    else if (run === "]" || run === "}") yield { at: index, by: -1 };
    else if (language === "markdown") {
      const before = line[index - 1] ?? " ";
      const after = line[index + run.length] ?? " ";
      if (/\s/.test(after) && /\s/.test(before)) continue;
      if (!/\s/.test(before)) yield { at: index, by: -run.length };
      if (!/\s/.test(after) && !/[\p{L}\p{N}]/u.test(before)) yield { at: index, by: run.length };
    }
  }
}

const delimiterRow = /^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** Offset of the first table with which all tables together have more than `limit` cells, or null; rows count at full width. */
export function tableCells(text: string, limit: number): number | null {
  let cells = 0;
  let columns = 0;
  let offset = 0;
  for (const line of text.split("\n")) {
    if (line.trim() === "") columns = 0;
    else if (columns > 0) cells += columns;
    else if (/[|:]/.test(line) && delimiterRow.test(line)) {
      columns = line.replaceAll(/[^|]/g, "").length + 1;
      cells += 2 * columns;
    }
    if (cells > limit) return offset;
    offset += line.length + 1;
  }
  return null;
}

/**
 * Offset of the first paragraph whose characters, times the different lengths of its runs of backticks, are more than `limit`,
 * or null. The parser looks for the end of a run as far as the paragraph goes, and the last run of each length finds none:
 * measured, about 0.7 µs a character and length.
 */
export function backtickScans(text: string, limit: number): number | null {
  const lengths = new Set<number>();
  let start = 0;
  let offset = 0;
  for (const line of text.split("\n")) {
    if (line.trim() === "") {
      lengths.clear();
      start = offset + line.length + 1;
    }
    for (const [run] of line.matchAll(/`+/g)) lengths.add(run.length);
    offset += line.length + 1;
    if (lengths.size * (offset - start) > limit) return start;
  }
  return null;
}
