/** Layouts of a spectra drawing: one for a page, one for a narrow screen, with letters of one size. */

/** Pixels. */
export interface SpectraLayout {
  readonly isNarrow: boolean;
  readonly width: number;
  readonly left: number;
  /** Where the plot ends when nothing is named beside it. */
  readonly right: number;
  /** Of the plot. */
  readonly height: number;
  /** Below the plot: numbers and title of the axis. */
  readonly foot: number;
  readonly acrossTicks: number;
  readonly upTicks: number;
  /** The widest name beside the plot. */
  readonly widestName: number;
  /**
   * Bytes for the single lines, and for means and bands of all classes. At twice as many no eye sees a difference, and a report of four
   * such figures in both layouts and fonts shall stay below 1 MB.
   */
  readonly lineBudget: number;
  readonly summaryBudget: number;
}

export const wide: SpectraLayout = {
  isNarrow: false,
  width: 760,
  left: 64,
  right: 748,
  height: 300,
  foot: 52,
  acrossTicks: 8,
  upTicks: 8,
  widestName: 120,
  lineBudget: 42_000,
  summaryBudget: 14_000,
};

export const narrow: SpectraLayout = {
  isNarrow: true,
  width: 350,
  left: 56,
  right: 344,
  height: 260,
  foot: 50,
  acrossTicks: 4,
  upTicks: 6,
  widestName: 64,
  lineBudget: 14_000,
  summaryBudget: 6_000,
};

/** Size of letters. */
export const size = 13;
export const smallSize = 11.5;
