/** Presets: lists of steps that suit most spectra of a technique, printed in full where a document names one. */

/** A step as a document writes it: its name, and its options below it. */
export type PresetStep = { readonly [step: string]: { readonly [option: string]: string | number } };

/**
 * What `preset:` may name. Each is written out with the options that matter, so that the expanded list in a report says
 * what was done; all other options are the steps' defaults.
 */
export const presets: { readonly [name: string]: readonly PresetStep[] } = {
  // Cosmic rays first, before anything spreads them. Fluorescence is broad, positive and differs between samples: arPLS
  // follows it without an asymmetry to choose. Laser power and focus scale a spectrum: unit vector.
  raman: [{ despike: {} }, { baseline: { method: "arpls" } }, { normalize: { method: "vector" } }],
  // Absorbance from ATR or transmission: scattering and contact give a slow baseline that lies below the bands, which the
  // rubber band takes off without a parameter; contact and path length scale a spectrum: SNV.
  ftir: [{ baseline: { method: "rubberband" } }, { snv: {} }],
  // Bands overlap and baselines are as broad as they: a first derivative parts them, 11 points keep the noise down;
  // SNV takes off the scatter that is left.
  nir: [{ savgol: { window: 11, order: 2, deriv: 1 } }, { snv: {} }],
};
