/** Draw: the data of a figure as SVG. An effect: who renders is handed this function, or one that draws nothing. */

import type { ChartView, SpectraView } from "../../blocks/contract/view.ts";
import type { Lang } from "../../schemas/front-matter.ts";
import { localNumbers } from "../language/numbers.ts";
import { chartSvg } from "./chart-svg.ts";
import { spectraSvg } from "./spectra-svg.ts";
import type { Drawing } from "./svg.ts";

/** `id`: the figure's in the page, which no two figures share. Throws where the data ask for what a drawing may not have. */
export type Draw = (view: SpectraView | ChartView, id: string, lang: Lang) => Promise<Drawing>;

export const draw: Draw = async (view, id, lang) =>
  view.type === "spectra"
    ? withLocalTicks(spectraSvg(view), lang)
    : { svg: await chartSvg(view, `d-${id.replaceAll(".", "-")}`, lang), note: null };

/** Positions and values along the axes of spectra, which are the only texts that are numbers alone and have no class. */
const withLocalTicks = ({ svg, note }: Drawing, lang: Lang): Drawing => ({
  svg: svg.replace(
    /(<text x="[^"]*" y="[^"]*" text-anchor="(?:middle|end)">)([−\d.,]+)(<\/text>)/g,
    (_, open: string, number: string, close: string) => open + localNumbers(number, lang) + close,
  ),
  note,
});
