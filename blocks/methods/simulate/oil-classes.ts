/** Edible oils and what is in them. */

interface Oil {
  /** Saturated, oleic (with other monounsaturated), linoleic and linolenic acid, percent of fatty acids. */
  readonly acids: readonly [number, number, number, number];
  /** Height of the carotenoid C=C band over that of CH₂ scissoring: crude and virgin oils have some, refined ones little. */
  readonly carotenoids: number;
  /** Height of the fluorescence (chlorophyll, tocopherols) over that of CH₂ scissoring. */
  readonly fluorescence: number;
}

/**
 * Fatty acids lie inside the ranges of the standards; carotenoids and fluorescence are chosen, not published.
 *
 * @see Codex Alimentarius CXS 210-1999, Standard for named vegetable oils, table 1; CXS 33-1981 for olive oil
 */
export const oilClasses = {
  olive: { acids: [14, 75, 10.3, 0.7], carotenoids: 0.09, fluorescence: 0.45 },
  sunflower: { acids: [11.3, 27, 61.5, 0.2], carotenoids: 0.01, fluorescence: 0.22 },
  rapeseed: { acids: [7.5, 63, 20, 9.5], carotenoids: 0.03, fluorescence: 0.3 },
  soybean: { acids: [16, 24, 53, 7], carotenoids: 0.02, fluorescence: 0.26 },
  maize: { acids: [14, 29.5, 55.5, 1], carotenoids: 0.04, fluorescence: 0.28 },
  peanut: { acids: [19, 50.4, 30.5, 0.1], carotenoids: 0.01, fluorescence: 0.25 },
  palm: { acids: [49, 40.2, 10.5, 0.3], carotenoids: 0.05, fluorescence: 0.3 },
  hazelnut: { acids: [8.3, 79, 12.5, 0.2], carotenoids: 0.02, fluorescence: 0.28 },
} as const satisfies { readonly [name: string]: Oil };

export type OilName = keyof typeof oilClasses;
export const oilNames = Object.keys(oilClasses) as readonly OilName[];
