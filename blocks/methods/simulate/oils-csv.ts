/** Simulated oils as CSV text: what a spectrometer's export would look like, with what is known of each sample. */
import { quoted } from "../../contract/csv.ts";
import { row } from "../../contract/matrix.ts";
import type { SimulatedOils } from "./simulate-oils.ts";

/** Columns before the spectrum. @internal */
export const oilColumns = ["id", "sample", "batch", "instrument", "oil", "adulterant_percent"] as const;

/**
 * A header, then a line a spectrum, each ended by a line feed; the axis stands in the header.
 *
 * @param decimals digits behind the point of each count, 0 to 20: rounding is exact, so that the same numbers give the same text
 */
export function oilsCsv({ axis, rows, spectra }: SimulatedOils, decimals = 1): string {
  const lines = rows.map(({ id, sample, batch, instrument, oil, adulterantFraction }, i) => {
    // In thousandths of the whole, so that no binary rest is printed.
    const percent = String(Math.round(adulterantFraction * 1000) / 10);
    const counts = Array.from(row(spectra, i), (value) => value.toFixed(decimals));
    return [id, sample, batch, quoted(instrument), oil, percent, ...counts].join(",");
  });
  return `${[[...oilColumns, ...axis].join(","), ...lines].join("\n")}\n`;
}
