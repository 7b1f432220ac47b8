/** A vega-lite chart as SVG: the same bytes in every process, nothing loaded, no links, no styles, its own ids. */
import { colours, faint, ink } from "../../blocks/charts/palette.ts";
import type { ChartView } from "../../blocks/contract/view.ts";
import type { Lang } from "../../schemas/front-matter.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { visibleLines as visible } from "../diagnostics/visible.ts";
import { languageOf } from "../language/language.ts";
import { coded, decoded } from "./drawn-names.ts";
import { narrowed, narrowTheme, narrowWidth, wrapped } from "./narrowed.ts";
import { shortened } from "./shortened.ts";
import { fontFamily, sampleAttributes } from "./svg.ts";
import { textWidth } from "./text-width.ts";

/**
 * Compiles and draws a chart. vega is imported when the first chart is drawn: it takes a third of a second.
 *
 * @param prefix what every id inside the drawing begins with; no two figures of a page may share it
 * @throws Error where the specification names a URL, a link or an image, or vega refuses it
 */
export const chartSvg = (view: ChartView, prefix: string, lang: Lang = "en"): Promise<string> =>
  drawn(view.spec, prefix, { ...theme, ...numbersIn(lang) }, lang);

/** The same for a narrow screen. The page hands on to its marks what those of the other say of their samples, in the same order. */
export async function narrowChartSvg(view: ChartView, prefix: string, lang: Lang = "en"): Promise<string> {
  const { axis, axisX, legend } = narrowTheme(view.spec);
  const parts = { axis: { ...theme.axis, ...axis }, axisX, legend: { ...theme.legend, ...legend } };
  const config = { ...theme, ...parts, ...numbersIn(lang) };
  const own = view.narrow === undefined ? null : (wrapped(view.narrow) as ChartView["spec"]);
  let svg = await drawn(own ?? narrowed(view.spec, 0), `${prefix}-n`, config, lang);
  const excess = widthOf(svg) - narrowWidth;
  if (excess > 0 && own === null)
    svg = await drawn(narrowed(view.spec, Math.ceil(excess)), `${prefix}-n`, config, lang);
  return svg.replace(/ data-(?:sample|id|about)="[^"]*"/g, "").replace(' class="marks"', ' class="marks narrow"');
}

const widthOf = (svg: string): number => Number(/ width="([\d.]+)"/.exec(svg)?.[1]);

async function drawn(given: ChartView["spec"], prefix: string, config: object, lang: Lang): Promise<string> {
  refuseOutside(given, "spec");
  const [vega, vegaLite] = await Promise.all([import("vega"), import("vega-lite")]);
  useOwnMetrics(vega);
  const spec = drawnTexts(given) as unknown as Parameters<typeof vegaLite.compile>[0];
  const compiled = vegaLite.compile(spec, { config: config as never, logger: silent as never });
  const view = new vega.View(vega.parse(compiled.spec), {
    renderer: "none",
    loader: closedLoader as never,
    logger: silent as never,
  });
  vega.resetSVGDefIds();
  const svg = await view.toSVG();
  view.finalize();
  return shortened(cleaned(decoded(svg), prefix, languageOf(lang).say), fontFamily);
}

/** How ticks and labels write numbers; vega's own way for English. */
const numbersIn = (lang: Lang) =>
  lang === "en" ? {} : { locale: { number: { decimal: ",", thousands: "\u202f", grouping: [3], currency: ["", ""] } } };

/** Titles and captions stand in the page, never here; colours that the page may replace are the ink and the faint one. */
const theme = {
  background: null,
  font: fontFamily,
  padding: 4,
  aria: false,
  view: { stroke: null },
  mark: { color: colours[0] },
  range: { category: [...colours] },
  axis: {
    domainColor: faint,
    gridColor: faint,
    gridOpacity: 0.25,
    labelColor: ink,
    labelFontSize: 13,
    labelLimit: 260,
    labelPadding: 5,
    tickColor: faint,
    titleColor: ink,
    titleFontSize: 13,
    titleFontWeight: "normal",
    titleLimit: 480,
    titlePadding: 10,
  },
  axisBand: { grid: false, ticks: false, domain: false },
  legend: { labelColor: ink, labelFontSize: 13, labelLimit: 260, orient: "top", title: null, symbolSize: 70 },
  text: { fontSize: 13, color: ink },
};

/** vega asks a canvas how wide a text is where one is installed, and guesses where not: both are put aside. */
function useOwnMetrics(vega: object): void {
  const metrics = (vega as { textMetrics: { width: unknown; height: (item: TextItem) => number } }).textMetrics;
  metrics.width = (item: TextItem, text?: string): number => {
    const shown = text ?? item.text;
    const lines = Array.isArray(shown) ? shown : [shown ?? ""];
    const bold = item.fontWeight === "bold" || Number(item.fontWeight) >= 600;
    return Math.max(0, ...lines.map((line) => textWidth(decoded(String(line)), metrics.height(item), bold)));
  };
}
interface TextItem {
  readonly text?: string | readonly string[];
  readonly fontWeight?: string | number;
}

const refused = (): never => {
  throw new Error("a chart may load nothing");
};
const closedLoader = { load: refused, sanitize: refused, http: refused, file: refused };

const silent = {
  level: () => silent,
  error: (...words: unknown[]): never => {
    throw new Error(words.map(String).join(" "));
  },
  warn: () => silent,
  info: () => silent,
  debug: () => silent,
};

/** Keys and marks by which a specification reaches outside itself. */
function refuseOutside(value: Json | undefined, path: string): void {
  // What is drawn, not how: any key may stand there.
  if (path.endsWith(".values")) return;
  if (Array.isArray(value)) {
    for (const [i, one] of value.entries()) refuseOutside(one, `${path}[${i}]`);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, inside] of Object.entries(value)) {
      if (key === "url" || key === "href" || key === "usermeta") throw new Error(`a chart may not have ${path}.${key}`);
      if ((key === "mark" || key === "type") && inside === "image")
        throw new Error(`a chart may not have images (${path})`);
      if (key === "blend") throw new Error(`a chart may not blend (${path}): it needs a style attribute`);
      refuseOutside(inside, `${path}.${key}`);
    }
  }
}

/** Texts with hidden signs spelt out; names as vega can hold them. */
function drawnTexts(value: Json): Json {
  if (typeof value === "string") return coded(visible(value));
  if (Array.isArray(value)) return value.map(drawnTexts);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inside]) => [key, inside === undefined ? inside : drawnTexts(inside)]),
  );
}

/** Vega's text made ours: no roles or styles inside a picture, hidden labels gone, three decimals, ids with the prefix. */
function cleaned(svg: string, prefix: string, say: (text: string) => string): string {
  const names = new Map<string, string>();
  for (const [, id] of svg.matchAll(/ id="([^"]*)"/g)) names.set(id, `${prefix}-${names.size + 1}`);
  return svg
    .replace(/ aria-label="(\[&quot;[^"]*)"/g, (_, mark: string) => markAttributes(mark, say))
    .replace(/ (?:role|aria-[a-z]+|style|pointer-events|xmlns:xlink|version)="[^"]*"/g, "")
    .replace(/<path class="(?:background|foreground)" d="[^"]*"(?: display="none"| opacity="[01]")*\/>/g, "")
    .replace(/<text [^>]*opacity="0"[^>]*>[^<]*<\/text>/g, "")
    .replace(/ opacity="1"/g, "")
    .replace(/ id="([^"]*)"/g, (_, id: string) => ` id="${names.get(id)}"`)
    .replace(/url\(#([^)]*)\)/g, (whole, id: string) => (names.has(id) ? `url(#${names.get(id)})` : whole))
    .replace(/ (?:transform|d|x|y|x1|x2|y1|y2|width|height|points)="[^"]*"/g, (attribute) =>
      attribute.replace(/-?\d+\.\d{3,}(?:e-?\d+)?|-?\d+(?:\.\d+)?e-?\d+/g, (number) =>
        String(Number(Number(number).toFixed(2)) + 0),
      ),
    )
    .replace(
      /<path([^>]*) d="M([\d.]+),0A\2,\2,0,1,1,-\2,0A\2,\2,0,1,1,\2,0"([^>]*)\/>/g,
      (_, before: string, r: string, after: string) => `<circle${before} r="${r}"${after}/>`,
    )
    .replace(/(<(?:path|circle)(?=[^>]* fill="#)(?![^>]* stroke="#)[^>]*) stroke-width="2"/g, "$1")
    .replaceAll(`fill="${ink}"`, `class="ink" fill="${ink}"`)
    .replaceAll(`stroke="${ink}"`, `class="ink-stroke" stroke="${ink}"`);
}

/** The description `sampleMark` made, as vega escaped it; every other description is no mark. */
function markAttributes(escaped: string, say: (text: string) => string): string {
  const text = escaped
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
  const [sample, id, words] = JSON.parse(text) as readonly string[];
  return sampleAttributes(sample, id, say(words));
}
