/**
 * Makes the three files of this analysis: node season.mjs. Nothing was measured: twelve months of milk powder on one near-infrared
 * instrument that drifts, and what the laboratory found, entered days later and corrected now and then.
 *
 * A spectrum is water, fat, protein and lactose as broad bands, times a path length, plus an offset and a slope. The drift is planted: from
 * the fifth month on the wavelength scale moves by 0.3 nm a month, and on the window grows a film that absorbs where fat does, with the
 * third power of the months. Draws come from one fixed generator, so that every machine writes the same files.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const months = 12;
const batches = 2;
const samples = 12;
const axis = Array.from({ length: 101 }, (_, j) => 1100 + 14 * j);

/** Park and Miller's generator: products below 2^53, so the same numbers everywhere. */
let state = 20250;
const uniform = () => {
  state = (state * 48271) % 2147483647;
  return state / 2147483647;
};
/** Nearly normal: twelve uniform numbers less six. */
const normal = () => Array.from({ length: 12 }, uniform).reduce((sum, value) => sum + value, -6);

/** Centre, width (nm) and height of bands, by constituent. */
const bands = {
  water: [
    [1450, 60, 0.5],
    [1940, 55, 1.2],
  ],
  fat: [
    [1210, 40, 0.35],
    [1725, 30, 0.8],
    [2310, 35, 1.1],
  ],
  protein: [
    [1510, 55, 0.3],
    [2055, 50, 0.55],
    [2180, 45, 0.6],
  ],
  lactose: [
    [1580, 80, 0.4],
    [2100, 70, 0.9],
  ],
};
const seen = (constituent, nm) =>
  bands[constituent].reduce(
    (sum, [centre, width, height]) => sum + height * Math.exp((-(nm - centre) * (nm - centre)) / (2 * width * width)),
    0,
  );

const two = (value) => String(value).padStart(2, "0");
const instant = (month, day, hour) => new Date(Date.UTC(2025, month, day, hour)).toISOString().slice(0, 16);

const spectra = [["id", "sample", "batch", "measured_at", ...axis].join(",")];
const entries = [];
for (let m = 0; m < months; m++) {
  for (let b = 0; b < batches; b++) {
    const delivery = 1.5 * normal();
    for (let k = 0; k < samples; k++) {
      const name = `${two(m + 1)}${b === 0 ? "a" : "b"}${two(k + 1)}`;
      const day = 3 + 13 * b + Math.floor(k / 3);
      const fat = 26 + delivery + 2.5 * normal();
      const water = 3.5 + 0.5 * normal();
      const protein = 25 + 1.2 * normal();
      const shares = { fat, water, protein, lactose: 94 - fat - water - protein };
      const length = 1 + 0.05 * normal();
      const [offset, slope] = [0.02 * normal(), 0.02 * normal()];
      const late = Math.max(0, m - 3);
      const values = axis.map((nm, j) => {
        const moved = nm - 0.3 * late;
        const pure = Object.entries(shares).reduce(
          (sum, [of, share]) => sum + (share / 100) * seen(of, moved),
          0,
        );
        const film = 0.0012 * late * late * late * Math.exp((-(nm - 1735) * (nm - 1735)) / (2 * 45 * 45));
        return (length * pure + film + offset + slope * (j / axis.length) + 0.0008 * normal()).toFixed(5);
      });
      spectra.push([`S${name}`, `P${name}`, `B${two(m + 1)}${b === 0 ? "a" : "b"}`, instant(m, day, 8 + (k % 3) * 3), ...values].join(","));
      // The laboratory: one in thirty is never analysed, most are entered within a week, some after a month; one in twelve is corrected.
      if (uniform() < 1 / 30) continue;
      const found = fat + 0.2 * normal();
      const wait = uniform() < 0.1 ? 30 : 2 + Math.floor(5 * uniform());
      const isWrong = uniform() < 1 / 12;
      const written = isWrong ? found + (uniform() < 0.5 ? -1 : 1) * (1 + 2 * uniform()) : found;
      entries.push({ sample: `P${name}`, analysed: instant(m, day + 1, 9), entered: instant(m, day + wait, 15), fat: written });
      if (isWrong) entries.push({ sample: `P${name}`, analysed: instant(m, day + 1, 9), entered: instant(m, day + wait + 12, 10), fat: found });
    }
  }
}

const line = ({ sample, analysed, entered, fat }) => [sample, analysed, entered, fat.toFixed(2)].join(",");
const head = "sample,analysed_at,entered_at,fat";
const write = (name, lines) => writeFileSync(join(import.meta.dirname, name), `${lines.join("\n")}\n`);
write("spectra.csv", spectra);
write("chemistry.csv", [head, ...entries.map(line)]);
