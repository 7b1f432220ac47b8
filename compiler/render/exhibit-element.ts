/** One figure or table in the page: number, title, caption, text alternative, its numbers one click away, where they come from. */
import type { Element } from "hast";
import { csvUrl } from "./csv.ts";
import type { Exhibit } from "./exhibit.ts";
import { sentenceElement } from "./findings-list.ts";
import { type Child, h, raw } from "./hast.ts";
import { inlineElements, plainWords } from "./inline-words.ts";
import { artifactPath, placeText } from "./origin.ts";
import { scrolling } from "./scrolling.ts";
import { tableElement } from "./table.ts";

export function exhibitElement(exhibit: Exhibit): Element {
  const { content, id, label, title, placement } = exhibit;
  if (content.type === "na") {
    return h(
      "p",
      { className: ["exhibit", "missing"], id },
      h("strong", {}, inlineElements(exhibit, title, { behind: `: ${exhibit.language.say("not available")}. ` })),
      sentenceElement(content.reason),
    );
  }
  const caption = h("figcaption", { id: `caption:${id}` }, captionWords(exhibit));
  const frame = (content: Element) => scrolling(`${label}: ${plainWords(exhibit, title)}`, content);
  if (content.type === "table") {
    const table = tableElement(content.view, { id: `caption:${id}` }, (path) => artifactPath(placement.block, path));
    const [quiet, columns] = [content.view.rows.length, content.view.columns.length];
    const shape = columns === 2 ? "pairs" : quiet > 12 ? "long" : "short";
    return h("figure", { className: ["exhibit", "tabular", shape], id }, caption, frame(table));
  }
  if (exhibit.sameAs !== null) {
    const { id: first, label: as } = exhibit.sameAs;
    const words = exhibit.language.say("The drawing is that of {figure}, stroke by stroke.").split("{figure}");
    const link = h("a", { href: `#${first}` }, as);
    return h("figure", { className: ["exhibit", "repeated"], id }, h("p", {}, words[0], link, words[1]), caption);
  }
  const wide = /^<svg[^>]* width="(\d+)"/.exec(content.svg);
  const drawing = {
    className: ["drawing", Number(wide?.[1] ?? 0) > 560 ? "wide" : "small"],
    role: "img",
    ariaLabel: exhibit.alt,
  };
  return h(
    "figure",
    { className: ["exhibit", "drawn"], id },
    frame(h("div", drawing, raw(content.svg), raw(content.narrow))),
    caption,
  );
}

function captionWords(exhibit: Exhibit): Child {
  const { label, title, caption } = exhibit;
  return [
    h("span", { className: ["label"] }, `${label}. `),
    h("span", { className: ["title"] }, inlineElements(exhibit, title, { behind: ". " })),
    h("span", { className: ["caption"] }, captionParts(exhibit), caption === "" ? "" : " "),
    numbers(exhibit),
  ];
}

/** The author's own words with their markup, and what a reader must know of the drawing behind them. */
function captionParts(exhibit: Exhibit): Child {
  const own = exhibit.placement.caption;
  if (own === null || !exhibit.caption.startsWith(own)) return exhibit.caption;
  return inlineElements(exhibit, own, { behind: exhibit.caption.slice(own.length) });
}

/** Its data, and the file they stand in. */
function numbers({ csv, from, source, id, label, language: { say } }: Exhibit): Child {
  const link =
    csv === null
      ? null
      : h(
          "a",
          { href: csvUrl(csv), download: `${id}.csv`, ariaLabel: say(`Data of ${label} (CSV)`) },
          say("Data (CSV)"),
        );
  const made = from?.how === undefined ? "" : `: ${from.how}`;
  const origin =
    from !== null
      ? h(
          "code",
          {
            className: ["origin"],
            dataArtifact: from.artifact,
            dataPointer: from.pointer,
            title: `${placeText(from)}${made}`,
          },
          from.artifact,
        )
      : source;
  if (link === null && origin === null) return null;
  return h(
    "span",
    { className: ["numbers"] },
    link,
    link !== null && origin !== null ? ", " : null,
    origin === null ? null : [`${say(link === null ? "From" : "from")} `, origin],
  );
}
