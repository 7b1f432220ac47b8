/** From header: columns that lines above a table say, by the keys they begin with. */
import { type Facts, Refusal } from "../../contract/refusal.ts";

/**
 * What a line above says behind a key that it begins with, its mark off, and then `:`, `=`, `,` or a tab.
 * @param above lines above the table, as they stand
 * @throws Refusal FS3114 where no line has the key, or two have it with other values
 */
export function fromHeader(path: string, above: readonly string[], key: string): string {
  const values = above.flatMap((line) => {
    const bare = line.replace(/^\s*"?(?:#+|%+|\/\/|!|\$\$)?\s*/, "");
    if (!bare.startsWith(key)) return [];
    const behind = /^\s*[:=,\t]+\s*(.*?)"?\s*$/.exec(bare.slice(key.length));
    return behind === null ? [] : [behind[1].replace(/^[=\t]+\s*/, "")];
  });
  const different = [...new Set(values)];
  if (different.length === 1) return different[0];
  const place = { data: { input: path }, option: ["from_header"] };
  const facts: Facts = different.length === 0 ? { line: key } : { key, values: different };
  throw new Refusal("FS3114", { path, ...facts }, place);
}
