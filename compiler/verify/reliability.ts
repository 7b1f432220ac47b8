/** Reliability: how far probabilities mean what they say, worked out again: bins, band by chance, Brier score with its parts, log loss. */
import type { Uniforms } from "./numeric/uniforms.ts";
import { mean, sum } from "./samples.ts";

const bins = 10;
const draws = 999;
const unlikely = 2.220446049250313e-16;

const binOf = (p: number): number => Math.min(bins - 1, Math.max(0, Math.ceil(p * bins) - 1));

/** Of each of ten bins of equal width the number, the sum of what is said, and how often it was so. */
function binned(said: readonly number[], is: readonly boolean[]) {
  const [n, sums, hits] = [0, 1, 2].map(() => new Float64Array(bins));
  said.forEach((p, i) => {
    n[binOf(p)]++;
    sums[binOf(p)] += p;
    hits[binOf(p)] += is[i] ? 1 : 0;
  });
  return { n, sums, hits };
}

/** ECE and MCE: the mean gap of a sample's bin, and the largest gap. */
function gapsOf({ n, sums }: ReturnType<typeof binned>, hits: Float64Array, total: number) {
  let [all, most] = [0, 0];
  for (let b = 0; b < bins; b++) {
    const gap = Math.abs(hits[b] - sums[b]);
    all += gap;
    if (n[b] > 0) most = Math.max(most, gap / n[b]);
  }
  return { ece: all / total, mce: most };
}

/** What calibration_artifact.json says of one set of probabilities. @param p one row a sample, in the order of the samples */
export function reliabilityOf(p: readonly (readonly number[])[], codes: readonly number[], from: Uniforms) {
  const called = p.map((row) => row.reduce((best, one, c) => (one > row[best] ? c : best), 0));
  const confidence = p.map((row, i) => row[called[i]]);
  const own = binned(
    confidence,
    codes.map((code, i) => code === called[i]),
  );
  const error = gapsOf(own, own.hits, p.length);
  const places = confidence.map(binOf);
  const drawn = Array.from({ length: draws }, () => {
    const hits = new Float64Array(bins);
    for (let i = 0; i < places.length; i++) if (from.next() < confidence[i]) hits[places[i]]++;
    return gapsOf(own, hits, p.length);
  });
  const band = (name: "ece" | "mce") => {
    const sorted = Float64Array.from(drawn, (one) => one[name]).sort();
    const least = error[name] - 1e-12;
    return { ends: [sorted[24], sorted[974]], p: (sorted.filter((one) => one >= least).length + 1) / (draws + 1) };
  };
  return {
    ...error,
    ece_null: band("ece").ends,
    ece_p: band("ece").p,
    mce_null: band("mce").ends,
    mce_p: band("mce").p,
    ...brierOf(p, codes),
    log_loss: mean(p.map((row, i) => -Math.log(Math.max(unlikely, Math.min(1, row[codes[i]]))))),
    bins: Array.from({ length: bins }, (_, b) => ({
      low: b / bins,
      high: (b + 1) / bins,
      n: own.n[b],
      confidence: own.n[b] === 0 ? null : own.sums[b] / own.n[b],
      accuracy: own.n[b] === 0 ? null : own.hits[b] / own.n[b],
    })),
  };
}

function brierOf(p: readonly (readonly number[])[], codes: readonly number[]) {
  const n = p.length;
  let [score, reliability, resolution, uncertainty] = [0, 0, 0, 0];
  for (const c of p[0]?.keys() ?? []) {
    const is = codes.map((code) => code === c);
    const own = binned(
      p.map((row) => row[c]),
      is,
    );
    const share = sum(own.hits) / n;
    score += sum(p.map((row, i) => (row[c] - (is[i] ? 1 : 0)) * (row[c] - (is[i] ? 1 : 0)))) / n;
    uncertainty += share * (1 - share);
    own.n.forEach((count, b) => {
      if (count === 0) return;
      const [seen, said] = [own.hits[b] / count, own.sums[b] / count];
      reliability += (count * (said - seen) * (said - seen)) / n;
      resolution += (count * (seen - share) * (seen - share)) / n;
    });
  }
  const within = score - (reliability - resolution + uncertainty);
  return { brier: score, brier_parts: { reliability, resolution, uncertainty, within } };
}
