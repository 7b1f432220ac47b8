/** Draw: the data of a figure as SVG. An effect: who renders is handed this function, or one that draws nothing. */
import type { ChartView, SpectraView } from "../../blocks/contract/view.ts";
import { chartSvg } from "./chart-svg.ts";
import { spectraSvg } from "./spectra-svg.ts";
import type { Drawing } from "./svg.ts";

/** `id`: the figure's in the page, which no two figures share. Throws where the data ask for what a drawing may not have. */
export type Draw = (view: SpectraView | ChartView, id: string) => Promise<Drawing>;

export const draw: Draw = async (view, id) =>
  view.type === "spectra"
    ? spectraSvg(view)
    : { svg: await chartSvg(view, `d-${id.replaceAll(".", "-")}`), note: null };
