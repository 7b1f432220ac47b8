/** Face of the `pca` block: its words, figures and tables, and where its numbers come from. */
import { jsonPointer } from "../contract/brief.ts";
import type { Face } from "../contract/face.ts";
import { presentation } from "../contract/presentation.ts";
import { type DeclaredQuantities, quantityIn } from "../contract/quantities.ts";
import type { pcaCompute } from "./compute.ts";
import { pcaViews } from "./views.ts";

export const pcaFace: Face<typeof pcaCompute, typeof presentation> = {
  quantity: (path) => quantityIn(quantities, path),
  summary: "Principal components of the spectra, to look at: scores, loadings, explained variance, T² and Q.",
  mustExplain: ["components"],
  name: "Principal component analysis",
  presentation,
  origin: ([first, ...rest]) =>
    ["components", "explained", "cumulative", "t2_limit", "q_limit"].includes(first)
      ? { artifact: "pca/pca.json", pointer: jsonPointer([first, ...rest]) }
      : null,
  views: pcaViews,
};

const quantities: DeclaredQuantities = {
  explained: "share",
  cumulative: "share",
  t2_limit: "number",
  q_limit: "number",
};
