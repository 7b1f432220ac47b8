/** Monitored: what a monitoring run counts of its predictions, and what follows from the numbers of its tests of drift. */
import { type Fields, fieldsOf } from "../../schemas/is-record.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { About, contradiction, differences } from "./differ.ts";
import { betaBinomialUpper, chiSquareQuantile } from "./numeric/gamma-beta.ts";
import { shareLimits } from "./numeric/limits.ts";
import { type Rows, rowsOf } from "./rows.ts";
import { jsonOf, type RunFolder } from "./run-folder.ts";
import { gathered, mean } from "./samples.ts";
import { partsOf } from "./trust/told.ts";

/** Of every block that predicted new spectra by a saved predictor. */
export const monitoredFindings = (folder: RunFolder, { blocks }: Manifest): readonly Finding[] =>
  blocks.flatMap(({ artifacts }) => {
    const path = Object.keys(artifacts).find((one) => one.endsWith("/monitoring_summary.json"));
    if (path === undefined) return [];
    const at = path.replace(/monitoring_summary\.json$/, "");
    const rows = rowsOf(folder, `${at}predictions.csv`);
    const [summary, drift] = [path, `${at}drift_report.json`].map((one) => jsonOf(folder, one) as Fields | undefined);
    // What is not there, or fits no schema, is named for that.
    return rows === null || summary === undefined || drift === undefined
      ? []
      : [...summaryFindings(path, summary, drift, rows), ...reportFindings(`${at}drift_report.json`, drift, rows)];
  });

/** A sample, as its first row tells it; rows of a sample say the same. */
interface Sample {
  readonly rows: readonly number[];
  readonly predicted: string;
  readonly observed: string;
  readonly answered: boolean;
  /** Null of a regression, or without a conformal rule. */
  readonly set: readonly string[] | null;
}

/** @param hasRule whether a conformal rule gave each a set */
function samplesIn(rows: Rows, classes: readonly string[] | null, hasRule: boolean): readonly Sample[] {
  const [sample, predicted, observed, answered, set] = ["sample", "predicted", "observed", "answered", "set"].map(
    (name) => rows.cells(name),
  );
  return [...gathered([...sample.keys()], (i) => sample[i]).values()].map((own) => ({
    rows: own,
    predicted: predicted[own[0]],
    observed: observed[own[0]],
    answered: answered[own[0]] === "true",
    set: hasRule && classes !== null ? partsOf(set[own[0]], classes) : null,
  }));
}

function summaryFindings(path: string, summary: Fields, drift: Fields, rows: Rows): readonly Finding[] {
  const classes = summary.classes as readonly string[] | null;
  const samples = samplesIn(rows, classes, summary.alpha !== null);
  const sizes = samples.flatMap(({ set }) => (set === null ? [] : [set.length]));
  const [answered, n] = [samples.filter((one) => one.answered).length, samples.length];
  const tests = listOf(drift.tests);
  const deciding = tests.find(({ p }) => p === Math.min(...tests.map((one) => Number(one.p))));
  const isFailed = drift.status === "fail";
  const wanted = {
    status: drift.status,
    drift_p: drift.p,
    drift_test: deciding?.test ?? null,
    warn_p: drift.warn_p,
    fail_p: drift.fail_p,
    gate: "drift",
    checks: { drift: { value: drift.p, threshold: drift.fail_p, limit: "min", pass: !isFailed } },
    failed_checks: isFailed ? ["drift"] : [],
    n_spectra: rows.count,
    n_samples: n,
    n_reference: drift.n_reference,
    n_answered: answered,
    abstain_rate: 1 - answered / n,
    mean_set_size: sizes.length === 0 ? null : mean(sizes),
    set_size_distribution: sizes.length === 0 ? null : counted(sizes.map(String)),
    predicted_counts:
      classes === null
        ? null
        : Object.fromEntries(classes.map((name) => [name, samples.filter((one) => one.predicted === name).length])),
    n_flagged: listOf(drift.flagged).length,
    moved: listOf(drift.moved).flatMap((one) => (one.moved === true ? [one.of] : [])),
    observed: observedOf(summary, samples, classes, rows),
  };
  const found = Object.fromEntries(
    Object.keys(wanted).map((name) => [name, new Map(Object.entries(summary)).get(name)]),
  );
  return [...differences(path, found, wanted), ...rowFindings(rows, samples, classes)];
}

/** A list of objects, which its schema has looked at. */
const listOf = (value: unknown): readonly Fields[] => value as readonly Fields[];

function counted(all: readonly string[]) {
  const names = [...new Set(all)].sort();
  return Object.fromEntries(names.map((name) => [name, all.filter((one) => one === name).length]));
}

/** The class called has the largest probability and stands in the set; rows of a sample say the same of it. */
function rowFindings(rows: Rows, samples: readonly Sample[], classes: readonly string[] | null): readonly Finding[] {
  const columns = rows.columns.filter((name) => !["id", "far"].includes(name)).map((name) => rows.cells(name));
  const names = classes ?? [];
  const p = names.map((name) => rows.numbers(`p:${name}`));
  return samples.flatMap(({ rows: own, predicted, set }) => {
    const [i] = own;
    const isOne = own.every((other) => columns.every((cells) => cells[other] === cells[i]));
    const total = p.reduce((sum, column) => sum + column[i], 0);
    const most = p[names.indexOf(predicted)];
    const isMost = p.every((column) => Number.isNaN(column[i]) || column[i] <= most?.[i]);
    const isShare = p.length === 0 || Number.isNaN(total) || Math.abs(total - 1) < 1e-9;
    const isIn = set === null || set.includes(predicted);
    return isOne && isMost && isShare && isIn
      ? []
      : [contradiction(rows.path, `says of row ${i} what its probabilities, its set or its sample do not`)];
  });
}

/** How right they were, of the samples whose class or value the data say. */
function observedOf(
  summary: Fields,
  all: readonly Sample[],
  classes: readonly string[] | null,
  rows: Rows,
): object | null {
  const samples = all.filter(({ observed }) => observed !== "");
  if (samples.length === 0) return null;
  const said = fieldsOf(summary.observed);
  if (classes === null) {
    const errors = samples.map(({ predicted, observed }) => Number(predicted) - Number(observed));
    const [low, high] = [rows.numbers("low"), rows.numbers("high")];
    const held = samples.filter(
      ({ rows: [i], observed }) => !(Number(observed) < low[i] || Number(observed) > high[i]),
    );
    return {
      n: samples.length,
      accuracy: null,
      accuracy_ci: null,
      accuracy_on_answered: null,
      accuracy_on_answered_ci: null,
      by_class: null,
      // An interval without ends is endless where there is a rule.
      ...(summary.alpha === null ? noCoverage : shareOf("coverage", held.length, samples.length)),
      rmsep: Math.sqrt(mean(errors.map((error) => error * error))),
      bias: mean(errors),
    };
  }
  const right = (of: readonly Sample[]) => of.filter(({ predicted, observed }) => predicted === observed).length;
  const told = samples.filter((one) => one.answered);
  const names = [...new Set(samples.map(({ observed }) => observed))].sort();
  return {
    n: samples.length,
    ...shareOf("accuracy", right(samples), samples.length),
    ...shareOf("accuracy_on_answered", right(told), told.length),
    ...coverageOf(said, samples),
    by_class: Object.fromEntries(
      names.map((name) => {
        const own = samples.filter(({ observed }) => observed === name);
        const its = fieldsOf(new Map(Object.entries(fieldsOf(said.by_class))).get(name));
        return [name, { n: own.length, ...shareOf("recall", right(own), own.length), ...coverageOf(its, own) }];
      }),
    ),
    rmsep: null,
    bias: null,
  };
}

const shareOf = (name: string, hits: number, n: number) => ({
  [name]: n === 0 ? null : hits / n,
  [`${name}_ci`]: n === 0 ? null : shareLimits(hits, n, 0.95).map((end) => new About(end, 1e-8)),
});

const noCoverage = { coverage: null, coverage_ci: null };

/** Of those called what they are the threshold itself may have held none: between these two numbers, and a whole one. */
function coverageOf(said: Fields, samples: readonly Sample[]) {
  const within = samples.filter(({ set, observed }) => set?.includes(observed) === true);
  if (samples.every(({ set }) => set === null)) return noCoverage;
  const least = within.filter(({ predicted, observed }) => predicted !== observed).length;
  const claimed = Math.round(Number(said.coverage) * samples.length);
  const hits = claimed >= least && claimed <= within.length ? claimed : within.length;
  return shareOf("coverage", hits, samples.length);
}

/** p of a test from its parts, the tail of those beyond, what moved, and what is flagged. */
function reportFindings(path: string, drift: Fields, rows: Rows): readonly Finding[] {
  const [m, n] = [Number(drift.n_reference), Number(drift.n_new)];
  const rank = Math.min(m, Math.ceil((m + 1) * 0.95 - 1e-9));
  const tests = listOf(drift.tests).map((one) => {
    const parts = listOf(one.parts);
    const least = Math.min(...parts.map(({ p }) => Number(p)));
    const decides = parts.find(({ p }) => p === least)?.statistic;
    const beyond = (of: unknown) => new About(betaBinomialUpper(Number(of), n, m + 1 - rank, rank), 1e-8);
    if (one.test === "exceedance")
      return {
        p: Math.min(1, 2 * least),
        statistic: decides,
        parts: parts.map(({ statistic }) => ({ p: beyond(statistic) })),
      };
    return one.test === "scores_and_q" ? { p: least, statistic: decides, parts: undefined } : {};
  });
  const said = listOf(drift.tests).map((one, k) => ({
    ...Object.fromEntries(Object.keys(tests[k]).map((name) => [name, new Map(Object.entries(one)).get(name)])),
    ...(one.test === "exceedance" ? { parts: listOf(one.parts).map(({ p }) => ({ p })) } : {}),
  }));
  const moved = listOf(drift.moved);
  const bins = Math.max(2, Math.min(10, Math.floor(Math.min(n, m) / 5)));
  const limit = Math.max(0.25, (1 / n + 1 / m) * chiSquareQuantile(1 - 0.01 / moved.length, bins - 1));
  const [id, sample, far] = ["id", "sample", "far"].map((name) => rows.cells(name));
  const flagged = [...far.keys()]
    .filter((i) => far[i] !== "")
    .map((row) => ({ row, id: id[row], sample: sample[row], beyond: far[row] }));
  const listed = listOf(drift.flagged)
    .map(({ row, id: own, sample: of, beyond }) => ({ row, id: own, sample: of, beyond }))
    .sort((a, b) => Number(a.row) - Number(b.row));
  return [
    ...differences(path, said, tests, "/tests"),
    ...differences(
      path,
      moved.map((one) => ({ limit: one.limit, moved: one.moved })),
      moved.map((one) => ({ limit: new About(limit, 1e-6), moved: Number(one.psi) > Number(one.limit) })),
      "/moved",
    ),
    ...differences(path, listed, flagged, "/flagged"),
    ...differences(
      path,
      { n_new: drift.n_new, new: fieldsOf(drift.spectra_per_sample).new },
      { n_new: new Set(sample).size, new: rows.count / new Set(sample).size },
    ),
  ];
}
