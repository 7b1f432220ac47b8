/** Step words: what the field calls the steps of preprocessing. */

const titles: ReadonlyMap<string, string> = new Map([
  ["align", "alignment"],
  ["baseline", "baseline correction"],
  ["center", "mean centring"],
  ["convert", "conversion of the ordinate"],
  ["crop", "cropping"],
  ["despike", "removal of spikes"],
  ["detrend", "detrending"],
  ["emsc", "EMSC"],
  ["exclude", "exclusion of regions"],
  ["msc", "MSC"],
  ["normalize", "normalization"],
  ["pqn", "PQN"],
  ["resample", "resampling"],
  ["rnv", "RNV"],
  ["savgol", "Savitzky–Golay filter"],
  ["smooth", "smoothing"],
  ["snv", "SNV"],
]);

/** `Savitzky–Golay derivative`, `SNV`; a step without a word of its own by its name. */
export function stepTitle(name: string, options: unknown): string {
  const order =
    typeof options === "object" && options !== null ? (options as { readonly deriv?: unknown }).deriv : null;
  if (name === "savgol" && typeof order === "number" && order > 0) {
    return `${["first", "second", "third"][order - 1] ?? `${order}th`} Savitzky–Golay derivative`;
  }
  return titles.get(name) ?? name.replaceAll("_", " ");
}
