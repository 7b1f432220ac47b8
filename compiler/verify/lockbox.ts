/** Lockbox: what a sequel says of the sealed rows it opened, against the run it follows, itself and the ledger. */
import { asked } from "../../schemas/asked.ts";
import { isRecord } from "../../schemas/is-record.ts";
import {
  ledgerName,
  levelOf,
  type Opening,
  openingPath,
  openingSchema,
  openingsOf,
  type Sought,
} from "../../schemas/lockbox.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import { type Chain, readChain } from "../../schemas/register-chain.ts";
import { candidatesPath } from "../../schemas/study.ts";
import { finding } from "../diagnostics/build.ts";
import { asError, type Finding } from "../diagnostics/finding.ts";
import { digestOf } from "../store/digest.ts";
import { sequelFindings } from "./candidates.ts";
import { contradiction, differences, otherwise } from "./differ.ts";
import { chiSquareQuantile } from "./numeric/gamma-beta.ts";
import { byT, type Interval, shareLimits } from "./numeric/limits.ts";
import { jsonOf, listed, type RunFolder } from "./run-folder.ts";

export interface LockboxLooked {
  /** Null where nothing is sealed. */
  readonly says: string | null;
  readonly findings: readonly Finding[];
  readonly open: readonly string[];
}

/** What the data of a run say of their lockbox. */
interface Summary {
  readonly n_samples: number | null;
  readonly sealed: string;
  readonly rows: string | null;
}

/** Below so many samples no interval is told. */
const fewest = 8;

export function lockboxLooked(folder: RunFolder, manifest: Manifest): LockboxLooked {
  const summaries = lockboxSummaries(folder, manifest);
  const sealed = (manifest.lockbox ?? []).map((one) => one.sealed);
  const findings: Finding[] = [];
  const declared = [...new Set(summaries.map((one) => one.sealed))];
  if (declared.join() !== sealed.join())
    findings.push(contradiction("manifest.json", "names other lockboxes than the summaries of its data"));
  const isOpened =
    manifest.sequel_of !== undefined && !(candidatesPath in manifest.files && !(openingPath in manifest.files));
  if (!isOpened) {
    if (folder.paths.includes(openingPath))
      findings.push(contradiction(openingPath, "is there, and the run is the sequel of none"));
    const text = folder.ledger?.() ?? null;
    if (text !== null) findings.push(...countFindings(readChain(text, digestOf), manifest, summaries));
    const later = "whether the sealed rows were opened since: the ledger of the project tells";
    const says = `rows are sealed, and no file tells of them${text === null ? "" : "; openings as often as the run counts them stand in the ledger"}`;
    return { says: declared.length === 0 ? null : says, findings, open: declared.length === 0 ? [] : [later] };
  }
  const read = asked(openingSchema, jsonOf(folder, openingPath));
  if (!read.success) {
    const found = contradiction(
      "manifest.json",
      `says that it is a sequel, and ${openingPath} is not there or is none`,
    );
    return { says: "the sequel of an opening", findings: [...findings, found], open: [] };
  }
  const opening = read.data;
  const summary = summaries.find((one) => one.sealed === opening.sealed);
  const ledger = folder.ledger?.() ?? null;
  return {
    says: `opening ${opening.k}: the run it follows, its predictor, counts, level and intervals${ledger === null ? "" : ", its line in the ledger"}`,
    findings: [
      ...findings,
      ...openingFindings(manifest, opening),
      ...rowFindings(opening, summary),
      ...predictorFindings(folder, manifest, opening),
      ...figureFindings(opening),
      ...(ledger === null ? [] : ledgerFindings(readChain(ledger, digestOf), opening)),
    ],
    open: [
      "predictions of the sealed rows: no file has them; --rerun predicts again",
      ...(ledger === null ? [`${ledgerName}: it is not to be found from here`] : []),
    ],
  };
}

/** By which the openings of a seal are found: its spectra, too, where the data of the run tell them. */
export const soughtIn = (summaries: readonly Summary[], sealed: string): Sought => ({
  sealed,
  rows: summaries.find((one) => one.sealed === sealed)?.rows ?? null,
});

export function lockboxSummaries(folder: RunFolder, manifest: Manifest): readonly Summary[] {
  return [...listed(manifest)].flatMap(([path, { kind }]) => {
    const summary = kind === "data" && path.endsWith("data_summary.json") ? jsonOf(folder, path) : undefined;
    const lockbox = isRecord(summary) ? summary.lockbox : undefined;
    return isRecord(lockbox) ? [lockbox as unknown as Summary] : [];
  });
}

/** It is of the run that the sequel follows, and counts as the manifest does. */
function openingFindings(manifest: Manifest, { content_digest, k, level, sealed }: Opening): readonly Finding[] {
  const { sequel_of: of } = manifest;
  const told = manifest.lockbox?.find((one) => one.sealed === sealed)?.opened;
  return [
    ...sequelFindings(manifest),
    ...(content_digest === of ? [] : [otherwise(openingPath, "/content_digest", content_digest, of)]),
    ...(told === k ? [] : [otherwise("manifest.json", "/lockbox", told, k)]),
    ...differences(openingPath, level, levelOf(k), "/level"),
  ];
}

function rowFindings({ sealed, rows, n_samples }: Opening, summary: Summary | undefined): readonly Finding[] {
  if (summary === undefined)
    return [contradiction(openingPath, `is of the seal ${sealed}, which no data of the run have`)];
  const most = summary.n_samples;
  return [
    ...(summary.rows === null || summary.rows === rows ? [] : [otherwise(openingPath, "/rows", rows, summary.rows)]),
    ...(most === null || n_samples <= most ? [] : [otherwise(openingPath, "/n_samples", n_samples, most)]),
  ];
}

/** The predictor is a file of the run, and says whether there are sets and probabilities. */
function predictorFindings(folder: RunFolder, manifest: Manifest, opening: Opening): readonly Finding[] {
  const path = [...listed(manifest)].find(
    ([name, { digest }]) => digest === opening.predictor && /(?:^|\/)(?:certified_predictor|model)\.json$/.test(name),
  )?.[0];
  if (path === undefined) return [contradiction(openingPath, "names a predictor that is no file of the run")];
  const file = jsonOf(folder, path);
  const certified = isRecord(file) && isRecord(file.predictor) ? file : null;
  const conformal = certified !== null && isRecord(certified.conformal) ? certified.conformal : null;
  const isRegression = opening.metrics.task === "regression";
  const found: Finding[] = [];
  const say = (problem: string) => found.push(contradiction(openingPath, problem));
  if ((opening.coverage === null) !== (conformal === null)) say(`tells coverage otherwise than ${path} can`);
  if (opening.coverage !== null && opening.coverage.alpha !== conformal?.alpha)
    found.push(otherwise(openingPath, "/coverage/alpha", opening.coverage.alpha, conformal?.alpha));
  if ((opening.ece === null) !== (certified === null || isRegression))
    say(`tells the calibration error otherwise than ${path} can`);
  return found;
}

function figureFindings(opening: Opening): readonly Finding[] {
  const { metrics, n_samples: n, level, coverage, ece } = opening;
  const found = [
    ...(metrics.task === "classification" ? classFindings(metrics, n, level) : errorFindings(metrics, n, level)),
  ];
  const say = (pointer: string, said: unknown, again: unknown) =>
    found.push(...differences(openingPath, said, again, pointer));
  if (coverage !== null) {
    if (!isWhole(coverage.value * coverage.n)) found.push(noCount("/coverage/value", coverage.value, coverage.n));
    say("/coverage/n", coverage.n, n);
    say("/coverage/ci", coverage.ci, shareOf(coverage.value, coverage.n, level));
  }
  if (ece !== null && !(ece >= 0 && ece <= 1))
    found.push(contradiction(openingPath, `says ${ece} at /ece, which is no share`));
  return found;
}

type Classes = Extract<Opening["metrics"], { task: "classification" }>;
type Errors = Extract<Opening["metrics"], { task: "regression" }>;

const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-6;
const noCount = (pointer: string, share: unknown, n: number): Finding =>
  contradiction(openingPath, `says ${String(share)} at ${pointer}, which no count of ${n} samples gives`);
const shareOf = (share: number, n: number, level: number): Interval | null =>
  n < fewest ? null : shareLimits(Math.round(share * n), n, level);

/** Shares are counts over counts, and the classes make up the whole. */
function classFindings(metrics: Classes, n: number, level: number): readonly Finding[] {
  const { accuracy, accuracy_ci: ci, accuracy_n, balanced_accuracy: balanced, by_class } = metrics;
  const found: Finding[] = [...differences(openingPath, accuracy_n, n, "/metrics/accuracy_n")];
  if (accuracy === null || !isWhole(accuracy * n)) return [...found, noCount("/metrics/accuracy", accuracy, n)];
  found.push(...differences(openingPath, ci, shareOf(accuracy, n, level), "/metrics/accuracy_ci"));
  let [samples, hits] = [0, 0];
  const recalls: number[] = [];
  for (const [name, { recall, recall_ci, recall_n }] of Object.entries(by_class)) {
    const at = `/metrics/by_class/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    samples += recall_n;
    if (recall === null) {
      if (recall_n > 0) found.push(noCount(`${at}/recall`, recall, recall_n));
      continue;
    }
    if (!isWhole(recall * recall_n)) found.push(noCount(`${at}/recall`, recall, recall_n));
    found.push(...differences(openingPath, recall_ci, shareOf(recall, recall_n, level), `${at}/recall_ci`));
    hits += recall * recall_n;
    recalls.push(recall);
  }
  found.push(...differences(openingPath, samples, n, "/metrics/by_class"));
  found.push(...differences(openingPath, accuracy, hits / n, "/metrics/accuracy"));
  // A class without a sample has no share to be the mean of.
  if (recalls.length === Object.keys(by_class).length) {
    const mean = recalls.reduce((sum, one) => sum + one, 0) / recalls.length;
    found.push(...differences(openingPath, balanced, mean, "/metrics/balanced_accuracy"));
  }
  return [...found, ...outside("/metrics/balanced_accuracy", balanced, metrics.balanced_accuracy_ci)];
}

/** The mean square of the errors is that of their mean and their spread. */
function errorFindings(metrics: Errors, n: number, level: number): readonly Finding[] {
  const { rmsep, bias, sep } = metrics;
  if (rmsep === null || bias === null) return [contradiction(openingPath, "says nothing of the errors")];
  const found: Finding[] = [...differences(openingPath, metrics.rmsep_n, n, "/metrics/rmsep_n")];
  const squares = sep === null ? bias * bias : bias * bias + (sep * sep * (n - 1)) / n;
  found.push(...differences(openingPath, rmsep, Math.sqrt(squares), "/metrics/rmsep"));
  const root = (value: number, degrees: number): Interval | null => {
    const end = (p: number) => value * Math.sqrt(degrees / chiSquareQuantile(p, degrees));
    return n < fewest || value === 0 ? null : [end(0.5 + level / 2), end(0.5 - level / 2)];
  };
  found.push(...differences(openingPath, metrics.rmsep_ci, root(rmsep, n), "/metrics/rmsep_ci"));
  if (sep !== null) {
    found.push(...differences(openingPath, metrics.sep_ci, root(sep, n - 1), "/metrics/sep_ci"));
    const ends = n < fewest ? null : byT(bias, sep / Math.sqrt(n), n - 1, "plain", level);
    found.push(...differences(openingPath, metrics.bias_ci, ends, "/metrics/bias_ci"));
  }
  return [...found, ...outside("/metrics/r2", metrics.r2, metrics.r2_ci)];
}

/** An interval that is drawn or rests on rows nobody keeps holds its estimate at least. */
function outside(pointer: string, value: number | null, ci: readonly [number, number] | null): readonly Finding[] {
  return value === null || ci === null || (ci[0] <= value && value <= ci[1])
    ? []
    : [contradiction(openingPath, `says ${value} at ${pointer}, which lies outside its own interval`)];
}

/** The ledger has every line that others follow, and of each seal at least as many openings as the run counted. */
function countFindings(chain: Chain, manifest: Manifest, summaries: readonly Summary[]): readonly Finding[] {
  return [
    ...gapFindings(chain),
    ...(manifest.lockbox ?? []).flatMap(({ sealed, opened }) => {
      const found = openingsOf(chain, soughtIn(summaries, sealed)).length;
      return opened === null || found >= opened
        ? []
        : [contradiction(ledgerName, `has ${found} openings of ${sealed}, and the run counts ${opened}`)];
    }),
  ];
}

function gapFindings({ missing }: Chain): readonly Finding[] {
  const [first = null] = missing;
  const facts = { path: ledgerName, document: null, ledger: ledgerName, count: missing.length, first };
  return first === null ? [] : [asError(finding("FS9602", null, facts))];
}

/** The ledger has the line of this opening and every line that others follow. */
function ledgerFindings(chain: Chain, { sealed, rows, content_digest, predictor, k }: Opening): readonly Finding[] {
  const wanted = { sealed, rows, content_digest, predictor, k };
  const isIt = (value: { readonly [field: string]: unknown }): boolean =>
    Object.entries(wanted).every(([field, one]) => value[field] === one);
  return [
    ...gapFindings(chain),
    ...(chain.lines.some(({ event, value }) => event === "opened" && isIt(value))
      ? []
      : [contradiction(ledgerName, `has no line of this opening of ${sealed}`)]),
  ];
}
