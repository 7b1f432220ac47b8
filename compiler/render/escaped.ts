/** Escaped: text as Markdown that says just this text. */

/** Text as text: nothing in it becomes Markdown or HTML. */
export function escaped(text: string): string {
  return text
    .replace(/\s+/g, (space) => (space.includes("\n") ? " " : space))
    .replace(/[\\`*_{}[\]#|~&!]/g, "\\$&")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
