/** Not printed: standard output that cannot be written is told on the other stream, and ends the command with 9. */
import { diskWords } from "../../compile/disk-words.ts";
import { finding } from "../../diagnostics/build.ts";
import { noSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";

export function notPrinted(error: unknown, say: (text: string) => void): number {
  const one = finding("FS9005", null, { problem: diskWords(error) });
  say(text([one], noSources, { colour: false }));
  return one.exit;
}
