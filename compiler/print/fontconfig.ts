/** Fontconfig: which fonts a browser may find, so that a page looks the same wherever it is printed. */

/** Where Linux keeps fonts for everybody. */
export const systemFonts = ["/usr/share/fonts", "/usr/local/share/fonts"] as const;

/**
 * Text of a fontconfig file that knows these folders and no others. Without any file Chromium prints empty pages on a machine
 * that has none of its own.
 *
 * @param folders absolute paths, the ones to prefer first
 * @param cache folder that may be written
 */
export function fontconfig(folders: readonly string[], cache: string): string {
  const dirs = folders.map((folder) => `  <dir>${escaped(folder)}</dir>\n`).join("");
  return `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n${dirs}  <cachedir>${escaped(cache)}</cachedir>\n${unhinted}</fontconfig>\n`;
}

/** Hinting rounds the advances of letters: a reader of the text of the PDF then finds "T he" for "The". */
const unhinted = ["font", "pattern"]
  .map(
    (target) =>
      `  <match target="${target}"><edit name="hinting" mode="assign"><bool>false</bool></edit><edit name="autohint" mode="assign"><bool>false</bool></edit><edit name="hintstyle" mode="assign"><const>hintnone</const></edit></match>\n`,
  )
  .join("");

const escaped = (path: string): string => path.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
