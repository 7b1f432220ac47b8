/** The files of the tutorial: simulated flours as an instrument's program and a laboratory would write them. */
import { row } from "../../blocks/contract/matrix.ts";
import { simulateFlours } from "../../blocks/methods/simulate/simulate-flours.ts";

const deliveries = 6;
const flours = simulateFlours({ batches: deliveries, samplesPerBatch: 5, replicates: 2, points: 141, seed: 4 });
/** F01, F02 … in the order in which they came. */
const numbered = [...new Set(flours.rows.map(({ sample }) => sample))];
const nameOf = (sample: string): string => `F${String(numbered.indexOf(sample) + 1).padStart(2, "0")}`;

/** By path: a spectrum a file, two columns by a tab below a line of names; and the laboratory's table, in its own signs. */
export function tutorialFiles(): { readonly [path: string]: string } {
  const spectra = flours.rows.map(({ id, sample }, i) => {
    const values = row(flours.spectra, i);
    const lines = [...flours.axis].map((x, j) => `${x}\t${values[j].toFixed(5)}\n`);
    return [`spectra/${nameOf(sample)}_${id.slice(-1)}.txt`, `nm\tlog(1/R)\n${lines.join("")}`];
  });
  const comma = (value: number) => value.toFixed(2).replace(".", ",");
  const rows = numbered.map((sample) => {
    const { batch, protein, moisture } = flours.rows.find((one) => one.sample === sample) ?? flours.rows[0];
    return `${nameOf(sample)};D${Number(batch.slice(1))};${comma(protein)};${comma(moisture)}\n`;
  });
  return { ...Object.fromEntries(spectra), "chemistry.csv": `Flour;Delivery;Protein;Moisture\n${rows.join("")}` };
}
