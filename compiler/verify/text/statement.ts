/** Statement: every line of it whose figures a file of the run tells, held against that file. */
import { isRecord } from "../../../schemas/is-record.ts";
import { isPrinted, numbersIn, plainText } from "./printed.ts";

type Fields = Readonly<Record<string, unknown>>;
const of = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((at, name) => (isRecord(at) ? new Map(Object.entries(at)).get(name) : undefined), value);

/** What a line is held against. */
export interface Told {
  /** Gate reports by the id of their block. */
  readonly gates: ReadonlyMap<string, Fields>;
  /** metrics.json by the id of the model's block. */
  readonly metrics: ReadonlyMap<string, Fields>;
  /** Files of trust by the id of its block, in the order of the blocks. */
  readonly trusts: ReadonlyMap<string, TrustFiles>;
  /** Digest of every file, and of every input by its path. */
  readonly digests: ReadonlyMap<string, string>;
}

export interface TrustFiles {
  readonly trust: Fields;
  readonly conformal: Fields;
  readonly calibration: Fields;
  readonly abstention: Fields;
}

/** What the line above said whom the next ones are about. */
interface About {
  readonly section: string;
  readonly block: string;
  /** Of a gate that judged several blocks the one. */
  readonly part: string | null;
  readonly files: TrustFiles;
  /** The check that the line is of, where it is of one: by its place among the lines. */
  readonly check: Checked;
}

type Checked = readonly [id: string, check: unknown];

/** The check at a place of a report; one without a name where there is none. */
function checkAt(checks: unknown, at: number): Checked {
  return (isRecord(checks) ? Object.entries(checks)[at] : undefined) ?? ["", undefined];
}

export interface Read {
  /** Lines that say something else, each with what it should say. */
  readonly wrong: readonly { readonly line: string; readonly problem: string }[];
  /** Gate checks and models of which a line was found. */
  readonly seen: ReadonlySet<string>;
  /** Lines with figures that no rule knows. */
  readonly unknown: readonly string[];
}

/** A figure of a line and the value it is of. */
type Figure = readonly [figure: string, value: unknown, isPercent?: boolean];

export function readStatement(text: string, told: Told): Read {
  const wrong: { line: string; problem: string }[] = [];
  const [seen, unknown] = [new Set<string>(), [] as string[]];
  const trusts = [...told.trusts.values()];
  let [section, block] = ["", ""];
  let part: string | null = null;
  let [files, batches]: [TrustFiles, number] = [trusts[0] ?? noTrust, 0];
  // Checks of a gate, or of one of the blocks that it judged, stand in the order of its report.
  const checked = new Map<string, { readonly checks: unknown; lines: number }>();
  for (const line of plainText(text).split("\n")) {
    section = /^\d+\. (.*)$/.exec(line)?.[1] ?? section;
    block = gateHead.exec(line)?.[1] ?? /^Validation of the model (.+)$/.exec(section)?.[1] ?? block;
    part = /^ {6}Of (.+):$/.exec(line)?.[1] ?? (gateHead.test(line) ? null : part);
    files = told.trusts.get(/^ {3}Trust was applied \(block (.+?)\),/.exec(line)?.[1] ?? "") ?? files;
    // Each block of trust says how it did by batch; one that nobody gave has no figure.
    if (line.startsWith("   By batch")) files = trusts[batches++] ?? noTrust;
    const isCheck = section.startsWith("Quality") && (gateLine.test(line) || naLine.test(line));
    const place = part === null ? block : `${block}, ${part}`;
    const checks = of(told.gates.get(block), ...(part === null ? [] : ["by_block", part]), "checks");
    if (gateHead.test(line) && of(told.gates.get(block), "by_block") === undefined)
      checked.set(place, { checks, lines: 0 });
    const so = checked.get(place) ?? { checks, lines: 0 };
    const figures = figuresOf(line, { section, block, part, files, check: checkAt(so.checks, so.lines) }, told, seen);
    if (isCheck) checked.set(place, { ...so, lines: so.lines + 1 });
    const off = figures?.find(
      ([figure, value, isPercent]) => typeof value !== "number" || !isPrinted(figure, value, isPercent),
    );
    if (off !== undefined)
      wrong.push({ line, problem: `prints ${off[0]} in "${line.trim().slice(0, 80)}"; it is ${String(off[1])}` });
    if (figures === null && /^[3-7]/.test(section) === false && isFigured(line, section)) unknown.push(line);
  }
  for (const [gate, { checks, lines }] of checked) {
    const there = isRecord(checks) ? Object.keys(checks).length : 0;
    if (lines !== there)
      wrong.unshift({ line: gate, problem: `says ${lines} checks of the gate ${gate}, whose report has ${there}` });
  }
  return { wrong, seen, unknown };
}

const noTrust: TrustFiles = { trust: {}, conformal: {}, calibration: {}, abstention: {} };

const isFigured = (line: string, section: string): boolean =>
  /^(Validation|Trust|Quality|Limitations and)/.test(section) && /\d\.\d|\d %/.test(line) && numbersIn(line).length > 0;

const percent = String.raw`(-?[\d.]+) %`;
const interval = String.raw`\(95 % CI ${percent} to ${percent}\)`;
const coverageLine = new RegExp(String.raw`^ {6}(.+): coverage ${percent} ${interval}, (\d+) samples$`);
const recallLine = new RegExp(String.raw`^ {6}(.+): sensitivity ${percent} ${interval}, (\d+) samples$`);
const batchLine = new RegExp(
  String.raw`^ {6}(.+): (\d+) samples, (\d+) predicted right, coverage ${percent} ${interval}$`,
);
const reached = new RegExp(
  String.raw`^ {6}coverage ${percent} ${interval} over (\d+) samples; mean size of the sets ([\d.]+)\.$`,
);
const answered = new RegExp(
  String.raw`^ {3}Abstention rate ${percent} of the samples; accuracy of those answered ${percent} ${interval}\.$`,
);
const gateHead = /^ {3}\w+ gate \(block (.+?)\):/;
const naLine = /^ {6}.+: Not applicable \(/;
const gateLine =
  /^ {6}.+?: (\S(?:(?!: ).)*?) \(criterion [≥≤] (.+?)\)(?:; lower 95 % limit (.+?) \(criterion ≥ (.+?)\))?: (Pass|Fail)/;
const metricLine =
  /^ {3}([^:]+): (\S+)( %)?.*? \(95 % CI (\S+)(?: %)?(?: \S+)? to (\S+?)(?: .*?)?\), over (\d+) samples/;
/** Names of the metrics as a statement calls them. */
const metricNames: ReadonlyMap<string, string> = new Map([
  ["Accuracy", "accuracy"],
  ["Balanced accuracy", "balanced_accuracy"],
  ["MCC", "mcc"],
  ["RMSECV", "rmsecv"],
  ["R²", "r2"],
  ["Bias", "bias"],
  ["SEP", "sep"],
]);
const digestLine = /^ {3}(?:input .+?, )?(\S.*): ([0-9a-f]{64})$/;

/** Null: no rule knows the line. */
function figuresOf(
  line: string,
  { section, block, part, files, check: checkHere }: About,
  told: Told,
  seen: Set<string>,
): readonly Figure[] | null {
  const { conformal, calibration, abstention, trust } = files;
  const ci = (value: unknown) => (Array.isArray(value) ? (value as readonly unknown[]) : []);
  let found = gateLine.exec(line);
  if (found !== null && section.startsWith("Quality")) {
    const [, value, threshold, lower, lowest, verdict] = found;
    const [id, check] = checkHere;
    seen.add(part === null ? `${block} ${id}` : `${block} ${part} ${id}`);
    const isTrue = (of(check, "pass") === true) === (verdict === "Pass");
    const own: Figure[] = [
      [value, of(check, "value")],
      [threshold, of(check, "threshold")],
    ];
    if (lower !== undefined) own.push([lower, of(check, "lower", "value")], [lowest, of(check, "lower", "threshold")]);
    return isTrue ? own.map(([text, number]) => figureIn(text, number)) : [[verdict, of(check, "pass")]];
  }
  found = metricLine.exec(line);
  if (found !== null && section.startsWith("Validation")) {
    const [, title, value, unit, low, high, n] = found;
    const name = metricNames.get(title) ?? title;
    const metrics = told.metrics.get(block);
    const pooled = of(metrics, "pooled", name) === undefined ? of(metrics, "external") : of(metrics, "pooled");
    seen.add(`${block} ${name}`);
    const isPercent = unit !== undefined && line.includes(`${low} % to`);
    const isShare = isPercent && Math.abs(Number(of(pooled, name))) <= 1;
    const ends = ci(of(pooled, `${name}_ci`));
    return [
      [value, of(pooled, name), isShare],
      [low, ends[0], isShare],
      [high, ends[1], isShare],
      [n, of(pooled, `${name}_n`)],
    ];
  }
  found = reached.exec(line);
  if (found !== null) {
    seen.add("coverage");
    const ends = ci(conformal.coverage_ci);
    return [
      [found[1], conformal.coverage_achieved, true],
      [found[2], ends[0], true],
      [found[3], ends[1], true],
      [found[4], conformal.n],
      [found[5], conformal.mean_set_size],
    ];
  }
  found = coverageLine.exec(line);
  if (found !== null) return shares(found.slice(2), of(conformal, "by_class", found[1]), "coverage");
  found = recallLine.exec(line);
  if (found !== null) {
    const [, name, ...figures] = found;
    const own = [...told.metrics.values()]
      .map((one) => of(one, "pooled", "by_class", name))
      .filter((one) => of(one, "recall_n") !== undefined);
    const fits = own.map((one) => shares(figures, one, "recall"));
    return (
      fits.find((all) => all.every(([figure, value, is]) => isPrinted(figure, Number(value), is))) ?? fits[0] ?? null
    );
  }
  found = batchLine.exec(line);
  if (found !== null) {
    const own = of(conformal, "by_batch", found[1]) ?? of(conformal, "by_instrument", found[1]);
    return [
      [found[2], of(own, "n")],
      [found[3], Number(of(own, "accuracy")) * Number(of(own, "n"))],
      ...shares(found.slice(4), own, "coverage").slice(0, 3),
    ];
  }
  found = answered.exec(line);
  if (found !== null) {
    const ends = ci(abstention.accuracy_on_answered_ci);
    return [
      [found[1], abstention.abstain_rate, true],
      [found[2], abstention.accuracy_on_answered, true],
      [found[3], ends[0], true],
      [found[4], ends[1], true],
    ];
  }
  found = /expected calibration error (\S+) before, (\S+) after \(right probabilities give (\S+) to (\S+)\);$/.exec(
    line,
  );
  if (found !== null) {
    const band = ci(of(calibration, "after", "ece_null"));
    return [
      [found[1], of(calibration, "before", "ece")],
      [found[2], of(calibration, "after", "ece")],
      [found[3], band[0]],
      [found[4], band[1]],
    ];
  }
  found = /^ {6}Brier score (\S+) before, (\S+) after; log loss (\S+) before, (\S+) after\.$/.exec(line);
  if (found !== null) {
    const [, ...figures] = found;
    return ["brier", "log_loss"].flatMap((name, k) =>
      ["before", "after"].map((when, j): Figure => [figures[2 * k + j], of(calibration, when, name)]),
    );
  }
  found = /^ {6}Probability of this coverage or less at the nominal one: (< )?(\S+)\.$/.exec(line);
  if (found !== null) return [figureIn(`${found[1] ?? ""}${found[2]}`, trust.coverage_p)];
  found = digestLine.exec(line);
  if (found !== null) {
    const known = told.digests.get(found[1]);
    return known === undefined || known.endsWith(found[2]) ? [] : [[found[2], known]];
  }
  return null;
}

/** `97.8 %`, `1.47 % (absolute)`, `< 0.001`: the number in it, and whether it is said in per cent. */
function figureIn(text: string, value: unknown): Figure {
  const [figure = ""] = numbersIn(text);
  if (/^< /.test(text) && typeof value === "number" && value >= 0 && value < Number(figure))
    return [figure, Number(figure)];
  return [figure, value, typeof value === "number" && !isPrinted(figure, value) && / %/.test(text)];
}

/** A share in per cent, its interval and how many. */
function shares([value, low, high, n]: readonly string[], own: unknown, name: string): readonly Figure[] {
  const ends = of(own, `${name}_ci`);
  const [first, last] = Array.isArray(ends) ? (ends as readonly unknown[]) : [];
  const all: Figure[] = [
    [value, of(own, name), true],
    [low, first, true],
    [high, last, true],
  ];
  return n === undefined ? all : [...all, [n, of(own, "n")]];
}
