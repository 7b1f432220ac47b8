/** Layouts: a chart is made for a page and, from the same numbers, for a narrow screen; letters are of one size in both. */
import type { ChartView } from "../contract/view.ts";

/** How wide the plot of a chart may be on a narrow screen, in pixels: what 390 leave beside margins, numbers and titles of an ordinate. */
export const narrowPlot = 266;

/** Width of a plot: as it is wanted, or what a narrow screen leaves of it. */
export const plotWidth = (wanted: number, isNarrow: boolean): number =>
  isNarrow ? Math.min(wanted, narrowPlot) : wanted;

/** A specification made for either; `make` places labels by the size it chooses. */
export const inLayouts = (make: (isNarrow: boolean) => ChartView["spec"]): Pick<ChartView, "spec" | "narrow"> => ({
  spec: make(false),
  narrow: make(true),
});
