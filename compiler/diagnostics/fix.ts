/** Fix: makes what would mend a finding, as an edit of the file it stands in. */
import type { Fix, Position } from "./finding.ts";

/** A fix of one edit. */
export const replacing = (position: Position, text: string, safe: boolean): Fix => ({
  title: text.trim() === "" ? "add a space" : `write \`${text.trim()}\``,
  safe,
  edits: [{ position, text }],
});
