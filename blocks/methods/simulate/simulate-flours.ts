/** Simulated near-infrared spectra of wheat flours, with what a laboratory found in each: everything that is in them is known. */
import { type Matrix, matrix, row } from "../../contract/matrix.ts";
import { stream } from "../../contract/stream.ts";
import { constituentSpectra, constituents } from "./flour-bands.ts";
import { normalDeviates } from "./normal-deviates.ts";

export interface FlourSimulation {
  readonly batches: number;
  /** Samples in each batch. */
  readonly samplesPerBatch: number;
  /** Spectra of each sample, each of a cup filled anew. */
  readonly replicates: number;
  readonly points: number;
  /** First and last wavelength, nm (default 1100 and 2500). */
  readonly range?: readonly [number, number];
  readonly seed: number;
  /** Factor on the noise of the detector and on the error of the laboratory (default 1; 0: none). */
  readonly noise?: number;
  /** Factor on what scatters, and on what differs between batches (default 1; 0: all alike but for their composition). */
  readonly variation?: number;
}

export interface FlourSpectrum {
  /** Names this spectrum. */
  readonly id: string;
  readonly sample: string;
  readonly batch: string;
  /** Percent by mass as the laboratory found them, rounded to hundredths. */
  readonly protein: number;
  readonly moisture: number;
}

export interface SimulatedFlours {
  /** Wavelength, nm, ascending. */
  readonly axis: Float64Array;
  readonly rows: readonly FlourSpectrum[];
  /** n × points, log 1/R. */
  readonly spectra: Matrix;
  /** n × constituents: the true shares of each row, which sum to 1. */
  readonly composition: Matrix;
}

/** Standard deviations of the laboratory, percent by mass: about what two laboratories differ by (ISO 20483, ISO 712). */
const laboratory = { protein: 0.12, moisture: 0.08 };

/**
 * Spectra by batch, sample and replicate. A flour has 8 to 16 % protein, 11 to 15 % water and 1 to 2 % oil, partly with its batch (a
 * delivery of one harvest); what is left is starch. log 1/R = offset + slope along the axis + path length × bands: the three
 * vary with the size of the particles and with how the cup was filled (Martens, Nielsen, Engelsen 2003, doi 10.1021/ac020194w),
 * and a batch, measured in one session, has an offset and a slope of its own.
 *
 * Every draw has a stream named by seed and by what it is about: a smaller set is part of a larger one.
 *
 * @throws RangeError for sizes that are no whole numbers from 1, fewer than 2 points
 */
export function simulateFlours(simulation: FlourSimulation): SimulatedFlours {
  requireSizes(simulation);
  const { batches, samplesPerBatch, replicates } = simulation;
  const axis = axisOf(simulation);
  const pure = constituentSpectra(axis);
  const n = batches * samplesPerBatch * replicates;
  const [spectra, composition] = [matrix(n, axis.length), matrix(n, constituents.length)];
  const rows: FlourSpectrum[] = [];
  for (let b = 1; b <= batches; b++) {
    const batch = `b${String(b).padStart(2, "0")}`;
    for (let s = 1; s <= samplesPerBatch; s++) {
      const sample = `${batch}-s${String(s).padStart(2, "0")}`;
      const shares = flourOf(batch, sample, simulation);
      const found = foundIn(shares, sample, simulation);
      for (let r = 1; r <= replicates; r++) {
        const at = rows.length;
        row(composition, at).set(shares);
        measured(shares, pure, { ...simulation, batch, sample, replicate: r }, row(spectra, at));
        rows.push({ id: `${sample}-r${r}`, sample, batch, ...found });
      }
    }
  }
  return { axis, rows, spectra, composition };
}

/** True shares of a flour, by constituent. */
function flourOf(batch: string, sample: string, { seed }: FlourSimulation): Float64Array {
  const ofBatch = stream(seed, "flours", "composition", "batch", batch);
  const ofSample = stream(seed, "flours", "composition", "sample", sample);
  const within = (least: number, most: number) =>
    least + (most - least) * (0.35 * ofBatch.uniform() + 0.65 * ofSample.uniform());
  const [water, protein, oil] = [within(0.11, 0.15), within(0.08, 0.16), within(0.01, 0.02)];
  return Float64Array.from([water, protein, oil, 1 - water - protein - oil]);
}

function foundIn(shares: Float64Array, sample: string, { seed, noise = 1 }: FlourSimulation) {
  const draw = normalDeviates(stream(seed, "flours", "laboratory", sample));
  const found = (share: number, error: number) => Math.round(100 * (100 * share + noise * error * draw())) / 100;
  const [water, protein] = shares;
  return { protein: found(protein, laboratory.protein), moisture: found(water, laboratory.moisture) };
}

interface Taken extends FlourSimulation {
  readonly batch: string;
  readonly sample: string;
  readonly replicate: number;
}

/** @param out written: one spectrum, log 1/R */
function measured(shares: Float64Array, pure: Matrix, taken: Taken, out: Float64Array): void {
  const { seed, batch, sample, replicate, variation = 1, noise = 1 } = taken;
  const deviates = (about: string, ...name: readonly (string | number)[]) =>
    normalDeviates(stream(seed, "flours", about, ...name));
  const session = deviates("session", batch);
  const cup = deviates("cup", sample, replicate);
  const mill = deviates("mill", sample);
  const offset = 0.12 + variation * (0.01 * session() + 0.03 * mill() + 0.01 * cup());
  const slope = 0.1 + variation * (0.008 * session() + 0.02 * mill() + 0.006 * cup());
  const path = Math.exp(variation * (0.05 * mill() + 0.02 * cup()));
  const draw = deviates("noise", sample, replicate);
  out.fill(0);
  shares.forEach((share, k) => {
    const own = row(pure, k);
    for (let j = 0; j < out.length; j++) out[j] += share * own[j];
  });
  const last = out.length - 1;
  for (let j = 0; j < out.length; j++) {
    out[j] = offset + (slope * j) / last + path * out[j];
    if (noise > 0) out[j] += noise * 0.0002 * draw();
  }
}

/** An even grid, rounded to hundredths so that a header says exactly where a point lies. */
function axisOf({ points, range: [from, to] = [1100, 2500] }: FlourSimulation): Float64Array {
  return Float64Array.from(
    { length: points },
    (_, j) => Math.round((from + ((to - from) * j) / (points - 1)) * 100) / 100,
  );
}

function requireSizes({ batches, samplesPerBatch, replicates, points }: FlourSimulation): void {
  for (const [name, size] of Object.entries({ batches, samplesPerBatch, replicates }))
    if (!Number.isInteger(size) || size < 1) throw new RangeError(`${name} is ${size}, not a whole number from 1`);
  if (!Number.isInteger(points) || points < 2) throw new RangeError(`points is ${points}, not a whole number from 2`);
}
