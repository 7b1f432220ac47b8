/** Text as people may safely be shown it: control and bidirectional characters stand as U+XXXX. */

// C0 without tab, DEL and C1, soft hyphen, zero-width and bidirectional marks, line and paragraph separators, tags, BOM.
const hidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|[\u{E0000}-\u{E007F}]/gu;

/** Replaces what cannot be seen, or would change how the rest is seen; tabs stay. */
export const visible = (text: string): string => text.replace(hidden, codePoint);

/** The same, but lines stay lines. */
export const visibleLines = (text: string): string =>
  hasHidden(text) ? text.split("\n").map(visible).join("\n") : text;

/** Whether a text has a character that would be shown as U+XXXX. @internal */
export const hasHidden = (text: string): boolean => text.search(hidden) >= 0;

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
