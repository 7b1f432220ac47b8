/** Not run: the page of a document that failed its check: nothing was computed, and here is what to mend. */

import { type Finding, isError } from "../diagnostics/finding.ts";
import { visibleLines as visible } from "../diagnostics/visible.ts";
import { findingsList } from "./findings-list.ts";
import { h, toHtml } from "./hast.ts";

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}
h1{font-size:1.4rem}.where{font-family:ui-monospace,monospace;margin:0}.findings{padding:0;list-style:none}.findings>li{border-left:4px solid #888;padding:.2rem .8rem;margin:1rem 0}.findings>li.error{border-color:#c62828}`;

/** The whole page; nothing of it is fetched, and nothing runs. */
export function notRunPage(title: string, document: string, findings: readonly Finding[]): string {
  const errors = findings.filter(isError).length;
  const head = `NOT RUN: ${visible(title)}`;
  const count = `${errors} ${errors === 1 ? "error" : "errors"}`;
  const page = h(
    "html",
    { lang: "en" },
    h(
      "head",
      {},
      h("meta", { charSet: "utf-8" }),
      h("meta", { httpEquiv: ["Content-Security-Policy"], content: "default-src 'none'; style-src 'unsafe-inline'" }),
      h("meta", { name: "viewport", content: "width=device-width" }),
      h("title", {}, head),
      h("style", {}, style),
    ),
    h(
      "body",
      {},
      h("h1", {}, head),
      h("p", {}, `${visible(document)} failed its check (${count}), so nothing was computed.`),
      findingsList(findings, false),
    ),
  );
  return `<!doctype html>\n${toHtml([page])}\n`;
}
