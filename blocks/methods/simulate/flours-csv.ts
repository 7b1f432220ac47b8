/** Simulated flours as CSV text: a spectrometer's export with the laboratory's values beside it. */
import { row } from "../../contract/matrix.ts";
import type { SimulatedFlours } from "./simulate-flours.ts";

/** Columns before the spectrum. @internal */
export const flourColumns = ["id", "sample", "batch", "protein", "moisture"] as const;

/**
 * A header, then a line a spectrum, each ended by a line feed; the axis stands in the header.
 *
 * @param decimals digits behind the point of each absorbance, 0 to 20: rounding is exact, so that the same numbers give the same text
 */
export function floursCsv({ axis, rows, spectra }: SimulatedFlours, decimals = 5): string {
  const lines = rows.map(({ id, sample, batch, protein, moisture }, i) => {
    const values = Array.from(row(spectra, i), (value) => value.toFixed(decimals));
    return [id, sample, batch, protein.toFixed(2), moisture.toFixed(2), ...values].join(",");
  });
  return `${[[...flourColumns, ...axis].join(","), ...lines].join("\n")}\n`;
}
