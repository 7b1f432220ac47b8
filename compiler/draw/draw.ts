/** Draw: the data of a figure as SVG. An effect: who renders is handed this function, or one that draws nothing. */

import type { ChartView, SpectraView } from "../../blocks/contract/view.ts";
import type { Lang } from "../../schemas/front-matter.ts";
import { languageOf } from "../language/language.ts";
import { localNumbers } from "../language/numbers.ts";
import { chartSvg, narrowChartSvg } from "./chart-svg.ts";
import { spectraSvg } from "./spectra-svg.ts";
import type { Drawing } from "./svg.ts";

/** `id`: the figure's in the page, which no two figures share. Throws where the data ask for what a drawing may not have. */
export type Draw = (view: SpectraView | ChartView, id: string, lang: Lang) => Promise<Drawing>;

export const draw: Draw = async (view, id, lang) => {
  if (view.type === "spectra") {
    const { svg, narrow, note } = spectraSvg(view, languageOf(lang).say);
    return { svg: withLocalTicks(svg, lang), narrow: withLocalTicks(narrow, lang), note };
  }
  const prefix = `d-${id.replaceAll(".", "-")}`;
  const [svg, narrow] = [await chartSvg(view, prefix, lang), await narrowChartSvg(view, prefix, lang)];
  return { svg, narrow, note: null };
};

/** Positions and values along the axes of spectra and at their peaks; a name that is a number stays as it is. */
function withLocalTicks(svg: string, lang: Lang): string {
  const local = (text: string, pattern: RegExp): string =>
    text.replace(
      pattern,
      (_, open: string, number: string, close: string) => open + localNumbers(number, lang) + close,
    );
  return local(svg, /(<text class="tick"[^>]*>)([−\d.,]+)(<\/text>)/g).replace(
    /<g class="peaks">.*?<\/g><\/g>/s,
    (peaks) => local(peaks, /(<text [^>]*>)([−\d.,]+)(<\/text>)/g),
  );
}
