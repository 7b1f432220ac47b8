/** Packed JSON: plain data laid out for paper, as wide as the page, so that a table of numbers does not take a line each. */

/**
 * JSON text in which whatever fits stands on one line, and long lists are filled like paragraphs. Read back it gives the
 * same value; only blanks and line ends differ from the file.
 *
 * @param width letters a line; a longer string stands alone and is left to wrap
 */
export function packedJson(value: unknown, width = 124): string {
  return written(value, "", width);
}

/** `lead`: letters before it on its line, besides the indentation; a comma may follow. */
function written(value: unknown, indent: string, width: number, lead = 1): string {
  const flat = flatText(value);
  if (indent.length + lead + flat.length <= width || value === null || typeof value !== "object") return flat;
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  const items = Array.isArray(value)
    ? value.map((item) => written(item, inner, width))
    : Object.entries(value).map(([name, member]) => {
        const lead = `${JSON.stringify(name)}: `;
        return lead + written(member, inner, width, lead.length + 1);
      });
  return `${open}\n${filled(items, inner, width)}\n${indent}${close}`;
}

/** As many on a line as fit; one that has lines of its own stands alone. */
function filled(items: readonly string[], indent: string, width: number): string {
  const lines: string[] = [];
  let line = "";
  for (const [i, item] of items.entries()) {
    const text = i === items.length - 1 ? item : `${item},`;
    const joined = `${line} ${text}`;
    if (line !== "" && !line.includes("\n") && !text.includes("\n") && indent.length + joined.length <= width)
      line = joined;
    else {
      if (line !== "") lines.push(indent + line);
      line = text;
    }
  }
  return [...lines, indent + line].join("\n");
}

function flatText(value: unknown): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(flatText).join(", ")}]`;
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${flatText(member)}`);
  return `{${members.join(", ")}}`;
}
