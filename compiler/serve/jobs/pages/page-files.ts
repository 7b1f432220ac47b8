/** Page files: style, script and letters of the pages. */
import type { Assets } from "../../../render/assets.ts";
import { fontFiles, fontRules } from "../../../render/fonts.ts";
import type { Answer } from "../route.ts";

/** By its name; null where there is none. */
export function pageFile(name: string, assets: Assets): Answer | null {
  const text = (path: string): string => assets.text(path).replaceAll("\r\n", "\n");
  const headers = { "cache-control": "private, max-age=300" };
  if (name === "jobs.css") {
    const fonts = fontRules((file) => `/ui/files/${file}.woff2`);
    const body = `${fonts}\n${text("report/styles.css")}\n${text("jobs/jobs.css")}`;
    return { status: 200, body, type: "text/css; charset=utf-8", headers };
  }
  if (name === "jobs.js")
    return { status: 200, body: text("jobs/jobs.js"), type: "text/javascript; charset=utf-8", headers };
  const font = fontFiles.find((file) => `${file}.woff2` === name);
  if (font === undefined) return null;
  return { status: 200, body: assets.bytes(`fonts/${font}.woff2`), type: "font/woff2", headers };
}
