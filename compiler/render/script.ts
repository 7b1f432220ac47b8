/** The report's one script: hand-written files of templates/report/script in their order, as one text. */
import type { Assets } from "./assets.ts";

/** Each stands on its own; the first holds what the others share, and the choice of theme comes before the page is drawn. */
const files = [
  "shared",
  "theme",
  "contents",
  "copy",
  "tip",
  "origins",
  "charts",
  "samples",
  "tables",
  "folded",
  "downloads",
] as const;

/** Throws where it could end its own element early. */
export function scriptText(assets: Assets): string {
  const parts = files.map((name) => bare(assets.text(`report/script/${name}.js`).replaceAll("\r\n", "\n")));
  const text = `"use strict";\n${parts.join("\n")}\n`;
  if (/<\/script|<!--/i.test(text)) throw new Error("the report's script holds a tag that would end it");
  return text;
}

/** Without comments on lines of their own, indentation, and ends of lines where a sign says that more comes: what runs is what the files say. */
const bare = (text: string): string =>
  text
    .replace(/^\s*\/\*\*[\s\S]*?\*\/$/gm, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("//"))
    .join("\n")
    .replace(/(?<=[{([,;])\n|\n(?=[)\]}])/g, "");
