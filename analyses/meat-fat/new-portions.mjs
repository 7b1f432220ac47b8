/**
 * Makes spectra of portions that nobody measured, for monitoring.md: node new-portions.mjs [--shift CHANNELS] > FILE.csv
 *
 * A portion is a real spectrum of meats-nir.csv with a tenth (5 to 15 %) of another one of nearly the same fat mixed in, as if it had
 * been minced with it; then a path length (2 %) and an offset (0.01) of its own, and the noise of the instrument (0.0001). `--shift`
 * moves the bands by so many points, as an instrument whose wavelength scale has drifted does. Draws come from a fixed generator, so
 * that every machine writes the same file.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const portions = 32;
const typed = process.argv.indexOf("--shift");
const shift = typed === -1 ? 0 : Number(process.argv[typed + 1]);

const [head, ...rows] = readFileSync(join(import.meta.dirname, "meats-nir.csv"), "utf8")
  .trim()
  .split(/\r?\n/)
  .map((line) => line.split(","));
const points = head.flatMap((name, j) => (Number.isFinite(Number(name)) ? [j] : []));
const fat = rows.map((row) => Number(row[head.indexOf("fat")]));
const spectra = rows.map((row) => points.map((j) => Number(row[j])));

/** Park and Miller's generator: products below 2^53, so the same numbers everywhere. */
let state = 20260;
const uniform = () => {
  state = (state * 48271) % 2147483647;
  return state / 2147483647;
};
/** Nearly normal: twelve uniform numbers less six. */
const normal = () => Array.from({ length: 12 }, uniform).reduce((sum, value) => sum + value, -6);

/** The spectrum at points moved by `shift`, straight between neighbours. */
const moved = (values) =>
  values.map((_, j) => {
    const at = Math.min(values.length - 1, Math.max(0, j - shift));
    const low = Math.floor(at);
    return values[low] + (at - low) * (values[Math.min(values.length - 1, low + 1)] - values[low]);
  });

const lines = Array.from({ length: portions }, (_, i) => {
  const first = Math.floor(uniform() * rows.length);
  const near = rows.flatMap((_, k) => (k !== first && Math.abs(fat[k] - fat[first]) < 2 ? [k] : []));
  const second = near.length === 0 ? first : near[Math.floor(uniform() * near.length)];
  const share = 0.05 + 0.1 * uniform();
  const length = 1 + 0.02 * normal();
  const offset = 0.01 * normal();
  const mixed = spectra[first].map((value, j) => (1 - share) * value + share * spectra[second][j]);
  const seen = moved(mixed).map((value) => (value * length + offset + 0.0001 * normal()).toFixed(5));
  const fatOf = ((1 - share) * fat[first] + share * fat[second]).toFixed(1);
  return [`N${String(i + 1).padStart(2, "0")}`, fatOf, ...seen].join(",");
});

process.stdout.write(`${["portion", "fat", ...points.map((j) => head[j])].join(",")}\n${lines.join("\n")}\n`);
