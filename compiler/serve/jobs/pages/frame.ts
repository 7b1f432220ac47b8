/** Frame: what each page of jobs stands in: the report's look, who is signed in, and the way back. */
import { visibleLines as visible } from "../../../diagnostics/visible.ts";
import { type Child, h, toHtml } from "../../../render/hast.ts";
import { makeVisible, writeBrackets } from "../../../render/visible.ts";
import type { Answer } from "../route.ts";
import type { Visitor } from "../who.ts";

/** Whom a page is for. */
export interface Reader {
  /** Null of somebody who has not signed in. */
  readonly visitor: Visitor | null;
  /** Whether people sign in and out by a page. */
  readonly signsIn: boolean;
  /** Token that a form of this page sends. */
  csrf(): string;
}

export interface Framed {
  readonly title: string;
  readonly main: readonly Child[];
  /** A job that the page follows, and the last event it shows. */
  readonly follows?: { readonly job: string; readonly seq: number };
  readonly status?: number;
  /** As wide as there is room. */
  readonly isWide?: boolean;
}

/** A whole page; what cannot be seen in what people wrote is written out. */
export function pageAnswer({ title, main, follows, status = 200, isWide = false }: Framed, reader: Reader): Answer {
  const body = h("main", { id: "report" }, ...main);
  makeVisible(body);
  const page = h(
    "html",
    { lang: "en" },
    h(
      "head",
      {},
      h("meta", { charSet: "utf-8" }),
      h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
      h("meta", { name: "color-scheme", content: "light dark" }),
      h("title", {}, `${visible(title)} · FoodSpec`),
      h("link", { rel: ["stylesheet"], href: "/ui/files/jobs.css" }),
      follows === undefined ? null : h("script", { src: "/ui/files/jobs.js", defer: true }),
    ),
    h(
      "body",
      follows === undefined ? {} : { dataJob: follows.job, dataSeq: String(follows.seq) },
      h("a", { className: ["skip"], href: "#report" }, "Skip to the content"),
      h("div", { className: isWide ? ["frame", "wide"] : ["frame"] }, banner(reader), body),
    ),
  );
  return { status, body: `<!doctype html>\n${writeBrackets(toHtml([page]))}\n`, type: "text/html; charset=utf-8" };
}

function banner({ visitor, signsIn, csrf }: Reader): Child {
  const who =
    visitor === null ? null : `${visible(visitor.id)}${visitor.role === null ? ", no role" : `, ${visitor.role}`}`;
  return h(
    "header",
    { className: ["bar"] },
    h("nav", { ariaLabel: "Pages" }, h("a", { href: "/ui/jobs" }, "Jobs")),
    who === null
      ? null
      : h(
          "div",
          { className: ["who"] },
          h("span", {}, who),
          signsIn
            ? h(
                "form",
                { method: "post", action: "/ui/sign-out" },
                hidden("_csrf", csrf()),
                h("button", { type: "submit", className: ["plain"] }, "Sign out"),
              )
            : null,
        ),
  );
}

/** A field that nobody sees. */
export const hidden = (name: string, value: string): Child => h("input", { type: "hidden", name, value });

/** `2026-12-01 04:36`, in UTC. */
export const shortTime = (iso: string): string => iso.slice(0, 16).replace("T", " ");

/** A time as people read it and as machines do. */
export const timeElement = (iso: string): Child =>
  h("time", { dateTime: iso, title: `${iso} (UTC)` }, `${shortTime(iso)} UTC`);

/** A digest by its first digits. */
export const shortDigest = (hex: string): Child => h("code", { title: hex }, hex.slice(0, 12));
