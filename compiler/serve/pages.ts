/** Pages: what the preview serves besides a report's pieces: the frame in which they are put, the list of documents, style and script. */
import { visibleLines as visible } from "../diagnostics/visible.ts";
import type { Assets } from "../render/assets.ts";
import { h, toHtml } from "../render/hast.ts";
import { policy, reportStyle } from "../render/page.ts";
import { scriptText } from "../render/script.ts";

/** A page with the headers it must not be served without. */
export interface Served {
  readonly type: string;
  readonly body: string;
  readonly headers: { readonly [name: string]: string };
}

/** The frame of one document's page: its script asks for the pieces. */
export const framePage = (name: string, assets: Assets): Served =>
  servedPage(
    `Preview: ${visible(name)}`,
    reportStyle(assets, true),
    assets,
    [h("script", { src: "report.js" }), h("script", { src: "preview.js", defer: true })],
    [
      h("a", { className: ["skip"], href: "#report" }, "Skip to the report"),
      h("div", { className: ["frame"] }, h("main", { id: "report" })),
      h(
        "aside",
        { className: ["preview-bar"], ariaLabel: "Preview", role: "status" },
        h("strong", {}, "Preview"),
        h("span", { className: ["preview-state"] }, "connecting …"),
        h("span", { className: ["preview-headline"] }),
        h("a", { className: ["preview-wrong"], href: "#", hidden: true }),
      ),
      h("noscript", {}, h("p", {}, "The preview needs its script.")),
    ],
  );

/** Of several documents: a line each. */
export const listPage = (names: readonly string[], assets: Assets): Served =>
  servedPage(
    "Preview",
    reportStyle(assets),
    assets,
    [],
    [
      h(
        "div",
        { className: ["frame"] },
        h(
          "main",
          { id: "report" },
          h("h1", {}, "Preview"),
          h(
            "ul",
            { className: ["preview-list"] },
            names.map((name, i) => h("li", {}, h("a", { href: `/${i + 1}/` }, visible(name)))),
          ),
        ),
      ),
    ],
  );

type Elements = readonly ReturnType<typeof h>[];

/** A page in the report's style; it may ask for scripts and pieces only where it has a script. */
function servedPage(title: string, report: string, assets: Assets, scripts: Elements, body: Elements): Served {
  const style = `${report}\n${text(assets, "preview/preview.css")}`;
  const page = h(
    "html",
    { lang: "en" },
    h(
      "head",
      {},
      h("meta", { charSet: "utf-8" }),
      h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
      h("meta", { name: "color-scheme", content: "light dark" }),
      h("title", {}, title),
      h("style", {}, { type: "raw", value: style }),
      ...scripts,
    ),
    h("body", {}, ...body),
  );
  const asking = scripts.length === 0 ? "" : "; script-src 'self'; connect-src 'self'";
  return {
    type: "text/html; charset=utf-8",
    body: `<!doctype html>\n${toHtml([page])}\n`,
    headers: { "content-security-policy": `${policy(style)}${asking}; frame-ancestors 'self'` },
  };
}

/** The report's own script as a function, since what it does to a page is done again where pieces of it are new. */
export const reportScript = (assets: Assets): Served => ({
  type: javascript,
  body: `window.readReport = () => {\n${scriptText(assets)}};\n`,
  headers: {},
});

export const previewScript = (assets: Assets): Served => ({
  type: javascript,
  body: text(assets, "preview/preview.js"),
  headers: {},
});

const javascript = "text/javascript; charset=utf-8";
const text = (assets: Assets, path: string): string => assets.text(path).replaceAll("\r\n", "\n");
