/** JSON text for people and machines: members in the order given, indented, lists of plain values on one line. */

/** Text of plain data, ending with a newline. Throws TypeError on NaN and infinities, which JSON would turn into null. */
export function jsonText(value: unknown): string {
  return `${write(value, "")}\n`;
}

function write(value: unknown, indent: string): string {
  if (typeof value === "number" && !Number.isFinite(value)) throw new TypeError(`${value} has no place in JSON`);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.every(Number.isFinite)) return `[${value.join(", ")}]`;
    const items = value.map((item) => write(item, inner));
    if (value.every((item) => item === null || typeof item !== "object")) return `[${items.join(", ")}]`;
    return `[\n${items.map((item) => inner + item).join(",\n")}\n${indent}]`;
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  if (members.length === 0) return "{}";
  const lines = members.map(([name, member]) => `${inner}${JSON.stringify(name)}: ${write(member, inner)}`);
  return `{\n${lines.join(",\n")}\n${indent}}`;
}
