/** CSV that we write: exact text, quoted only where it must be. */

/** RFC 4180: a field with a comma, a quote or a line end stands in quotes. */
export const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Rows of cells as a file. */
export const csvText = (lines: readonly (readonly string[])[]): string =>
  `${lines.map((line) => line.map(quoted).join(",")).join("\n")}\n`;
