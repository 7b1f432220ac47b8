/** Predictions: each row once, called by its scores, in folds that separate what the scheme says; counts of samples and classes. */
import { isRecord } from "../../schemas/is-record.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { contradiction, differences, otherwise } from "./differ.ts";
import { probabilitiesOf } from "./metrics.ts";
import type { FoldFile, Model } from "./models.ts";
import { askedBlock, type Protocol } from "./protocol.ts";
import { type Rows, rowsOf } from "./rows.ts";
import { jsonOf, type RunFolder } from "./run-folder.ts";
import { commonest, gathered } from "./samples.ts";

export function predictionFindings(
  folder: RunFolder,
  manifest: Manifest,
  models: readonly Model[],
  protocol: Protocol | null,
): readonly Finding[] {
  const paths = manifest.blocks.flatMap(({ artifacts }) => Object.keys(artifacts));
  const tables = paths.filter((path) => path.endsWith("/rows.csv")).map((path) => rowsOf(folder, path));
  const unreadable = paths
    .filter((path) => path.endsWith(".csv") && folder.paths.includes(path) && rowsOf(folder, path) === null)
    .map((path) => contradiction(path, "is no table as this program writes it"));
  const summaries = paths.filter((path) => path.endsWith("/data_summary.json"));
  return [
    ...unreadable,
    ...models.flatMap((model) => {
      const own = tables.find((rows) => rows !== null && isOf(rows, model));
      const strange = contradiction(
        model.rows.path,
        "has other rows, or in another order, than the spectra of the run",
      );
      return [
        ...(own === undefined && tables.length > 0 ? [strange] : []),
        ...[model.rows, ...(model.external === null ? [] : [model.external])].flatMap((rows) => called(rows, model)),
        ...foldFindings(model, manifest.mode === "regulatory"),
        ...countFindings(folder, summaries, model),
        ...unknownFindings(folder, summaries, model),
        ...schemeFindings(manifest, model, protocol),
      ];
    }),
  ];
}

const who = ["id", "sample", "group", "batch"] as const;

/** Whether the model's rows, of each repeat, are those that are not external, in this order, and its external rows the others. */
function isOf(rows: Rows, { rows: own, external }: Model): boolean {
  const outside = rows.cells("external");
  const inside = identities(rows.only((i) => outside[i] === "false"));
  const times = own.columns.includes("repeat") ? new Set(own.cells("repeat")).size : 1;
  const wanted = Array.from({ length: times }, () => inside).flat();
  const others = identities(rows.only((i) => outside[i] !== "false"));
  const isSame = (a: readonly string[], b: readonly string[]) =>
    a.length === b.length && a.every((one, i) => one === b[i]);
  return isSame(identities(own), wanted) && isSame(external === null ? [] : identities(external), others);
}

function identities(rows: Rows): readonly string[] {
  const cells = who.map((name) => rows.cells(name));
  return Array.from({ length: rows.count }, (_, i) => JSON.stringify(cells.map((column) => column[i])));
}

/** Every prediction follows from its scores: the class with the largest, the probabilities, the residual. */
function called(rows: Rows, model: Model): readonly Finding[] {
  const { classes } = model;
  const predicted = rows.cells("predicted");
  const wrong = (i: number, column: string, said: string, again: string) =>
    otherwise(rows.path, `/${i}/${column}`, said, again);
  if (classes === null) {
    const [value, measured, residual] = ["predicted", "observed", "residual"].map((name) => rows.numbers(name));
    return [...value.keys()]
      .filter((i) => !(Math.abs(value[i] - measured[i] - residual[i]) <= 1e-9 * (1 + Math.abs(value[i]))))
      .filter((i) => predicted[i] !== "")
      .slice(0, 5)
      .map((i) => wrong(i, "residual", String(residual[i]), String(value[i] - measured[i])));
  }
  const scores = classes.map((name) => rows.numbers(`score:${name}`));
  const probabilities = probabilitiesOf({ ...model, rows });
  const given = classes.map((name) => rows.numbers(`p:${name}`));
  const observed = rows.cells("observed");
  return [...predicted.keys()]
    .flatMap((i): readonly Finding[] => {
      if (!classes.includes(observed[i])) return [wrong(i, "observed", observed[i], "one of the classes")];
      if (predicted[i] === "" && scores.every((column) => Number.isNaN(column[i]))) return [];
      const best = classes[scores.reduce((most, column, c) => (column[i] > scores[most][i] ? c : most), 0)];
      if (predicted[i] !== best) return [wrong(i, "predicted", predicted[i], best)];
      const p = probabilities?.(scores.map((column) => column[i])) ?? [];
      const off = p.findIndex((one, c) => !(Math.abs(one - given[c][i]) <= 1e-9));
      return off < 0 ? [] : [wrong(i, `p:${classes[off]}`, String(given[off][i]), String(p[off]))];
    })
    .slice(0, 5);
}

/** The scheme and the estimator are those that the block asks for, else those of the run. */
function schemeFindings(
  { scheme }: Manifest,
  { block, folds, estimator, folder, rows }: Model,
  protocol: Protocol | null,
): readonly Finding[] {
  const asked = askedBlock(protocol, block)?.options ?? {};
  const isGrouped =
    rows.cells("batch").some((name) => name !== "") ||
    rows.cells("group").join("\n") !== rows.cells("sample").join("\n");
  const usual = isGrouped ? "lobo" : "loso";
  const given = asked.scheme ?? (isRecord(scheme) ? scheme.name : scheme) ?? usual;
  const wanted = nameIn(given);
  const [first] = folds;
  const other = nameIn(asked.estimator);
  return [
    ...(first !== undefined && wanted !== null && first.scheme !== wanted
      ? [otherwise(first.path, "/scheme", first.scheme, wanted)]
      : []),
    ...(other !== null && other !== estimator
      ? [otherwise(`${folder}model.json`, "/estimator", estimator, other)]
      : []),
  ];
}

/** A bare name, or the one key of a mapping; null for what a parameter stands for. */
function nameIn(option: unknown): string | null {
  const name = isRecord(option) ? Object.keys(option)[0] : option;
  return typeof name === "string" && !name.startsWith("=") ? name : null;
}

/** What a scheme may leave out whole. */
const unitsOf = new Map<string, readonly string[]>([
  ["lobo", ["batch"]],
  ["loso", ["sample"]],
  ["nested", ["batch", "sample"]],
  ["group_kfold", ["group"]],
  ["stratified_group_kfold", ["group"]],
  ["holdout", ["group"]],
  ["kfold", ["spectrum"]],
  ["walk_forward", ["batch", "segment"]],
]);

/** Schemes under which some rows may be tested by no fold. */
const leavesSome: ReadonlySet<string> = new Set(["holdout", "walk_forward"]);

function foldFindings(model: Model, isStrict: boolean): readonly Finding[] {
  const { rows, folds } = model;
  const names = new Set(folds.map(({ fold }) => fold));
  const column = rows.cells("fold");
  const strangers = [...new Set(column)].filter((name) => name !== "" && !names.has(name));
  const unsplit = folds.length > 0 && !leavesSome.has(folds[0].scheme) && column.includes("");
  return [
    ...strangers.map((name) => contradiction(rows.path, `has rows of the fold ${name}, which has no file`)),
    ...(unsplit ? [contradiction(rows.path, "has rows that no fold left out")] : []),
    ...folds.flatMap((fold) => oneFold(model, fold, folds[0], isStrict)),
  ];
}

function oneFold({ rows }: Model, fold: FoldFile, first: FoldFile, isStrict: boolean): readonly Finding[] {
  const { path, scheme, unit } = fold;
  const column = rows.cells("fold");
  const repeat = rows.cells("repeat");
  const [id, sample] = [rows.cells("id"), rows.cells("sample")];
  const test = [...column.keys()].filter((i) => column[i] === fold.fold);
  const rest = [...column.keys()].filter((i) => column[i] !== fold.fold && repeat[i] === repeat[test[0] ?? 0]);
  const ids = (of: readonly number[]) => of.map((i) => id[i]);
  const hasBatch = rows.cells("batch").some((name) => name !== "");
  const part =
    unit === "sample"
      ? sample
      : unit === "spectrum"
        ? id
        : unit === "segment"
          ? column
          : rows.cells(unit === "batch" && hasBatch ? "batch" : "group");
  const left = [...new Set(test.map((i) => part[i]))];
  const isWalk = scheme === "walk_forward";
  const wanted = {
    test_ids: ids(test),
    training_ids: isWalk ? undefined : ids(rest),
    left_out: [...left].sort(),
  };
  const found = { test_ids: fold.test_ids, training_ids: fold.training_ids, left_out: [...fold.left_out].sort() };
  const trained = new Set(fold.training_ids);
  const learnt = isWalk ? rest.filter((i) => trained.has(id[i])) : rest;
  const torn = learnt.find((i) => part[i] !== "" && left.includes(part[i]));
  const tested = new Set(test.map((i) => sample[i]));
  const shared = isStrict || isWalk ? learnt.find((i) => tested.has(sample[i])) : undefined;
  const isOfScheme = scheme === first.scheme && unit === first.unit && unitsOf.get(scheme)?.includes(unit) !== false;
  return [
    ...differences(path, found, wanted),
    ...(isWalk ? walkFindings(rows, fold, test, learnt) : []),
    ...(isOfScheme ? [] : [contradiction(path, `separates by ${unit} under the scheme ${scheme}, which it does not`)]),
    ...(torn === undefined ? [] : [contradiction(path, `has ${unit} ${part[torn]} on both sides`)]),
    ...(shared === undefined ? [] : [contradiction(path, `has sample ${sample[shared]} on both sides`)]),
  ];
}

/** Each row of the fold is one of the run and stands once; what lies on both sides is not tested. */
function walkFindings(
  rows: Rows,
  { path, training_ids, test_ids, unused_ids = [] }: FoldFile,
  test: readonly number[],
  learnt: readonly number[],
): readonly Finding[] {
  const all = [...training_ids, ...test_ids, ...unused_ids];
  const known = new Set(rows.cells("id"));
  const seenOnce = new Set<string>();
  const stray = all.find((id) => !known.has(id) || seenOnce.has(id) || seenOnce.add(id) === null);
  const shared = ["batch", "group"].flatMap((name) => {
    const cells = rows.cells(name);
    const seen = new Set(learnt.map((i) => cells[i]));
    const at = test.find((i) => cells[i] !== "" && seen.has(cells[i]));
    return at === undefined ? [] : [contradiction(path, `has ${name} ${cells[at]} on both sides`)];
  });
  return [
    ...(stray === undefined ? [] : [contradiction(path, `names row ${stray}, which is none or stands twice`)]),
    ...(learnt.length === training_ids.length ? [] : [contradiction(path, "has training rows that it also tests")]),
    ...shared,
  ];
}

/** Whether as many spectra are only predicted as some summary of the data says. */
function unknownFindings(folder: RunFolder, summaries: readonly string[], model: Model): readonly Finding[] {
  const path = `${model.folder}unknowns.csv`;
  const count = folder.paths.includes(path) ? rowsOf(folder, path)?.count : 0;
  const told = summaries.map((one) => {
    const said = jsonOf(folder, one);
    return isRecord(said) && typeof said.n_unknown === "number" ? said.n_unknown : 0;
  });
  return told.length === 0 || told.some((n) => n === count)
    ? []
    : [contradiction(path, `has ${count} spectra, and the data have ${told.join(" or ")} that are only predicted`)];
}

/** What data_summary.json counts; of several the one that is of as many spectra. */
function countFindings(folder: RunFolder, summaries: readonly string[], model: Model): readonly Finding[] {
  const { rows, external, classes } = model;
  const repeat = rows.cells("repeat");
  const own = rows.only((i) => repeat[i] === repeat[0]);
  const all = [own, ...(external === null ? [] : [external])];
  const sample = all.flatMap((of) => of.cells("sample"));
  const observed = all.flatMap((of) => of.cells("observed"));
  const wanted = { n_spectra: sample.length, n_samples: new Set(sample).size, n_external: external?.count ?? 0 };
  const read = summaries.map((path) => ({ path, said: jsonOf(folder, path) }));
  const fitting = read.filter(({ said }) => isRecord(said) && said.n_spectra === sample.length);
  const [chosen] = fitting.length > 0 ? fitting : read;
  if (chosen === undefined || !isRecord(chosen.said) || (summaries.length > 1 && fitting.length !== 1)) return [];
  const { n_spectra, n_samples, n_external, class_distribution } = chosen.said;
  const found = { n_spectra, n_samples, n_external };
  if (classes === null) return differences(chosen.path, found, wanted);
  const members = [...gathered([...sample.keys()], (i) => sample[i]).values()];
  const codes = members.map((of) => commonest(of.map((i) => classes.indexOf(observed[i]))));
  const counts = Object.fromEntries(classes.map((name, c) => [name, codes.filter((code) => code === c).length]));
  return differences(chosen.path, { ...found, class_distribution }, { ...wanted, class_distribution: counts });
}
