/** What the `data` block computes: files in, a dataset out, with every row's role. */

import type { Json } from "../../schemas/plain-json.ts";
import { type AxisUnit, areSamplesKnown, type DatasetParts } from "../contract/dataset.ts";
import { compute } from "../contract/kind.ts";
import { type OptionPath, Refusal, retelling } from "../contract/refusal.ts";
import type { Context } from "../contract/running.ts";
import { words } from "../contract/words.ts";
import { judgedDesign } from "../methods/qc/data/design-checks.ts";
import { factsOf } from "../methods/qc/facts.ts";
import { addUnmeasured } from "./as-read.ts";
import { sayAsides } from "./asides.ts";
import { settledUnit } from "./axis/unit.ts";
import { findings } from "./collected.ts";
import { namedColumns, requireColumns } from "./columns.ts";
import { settleCopies } from "./copies.ts";
import { faultOf } from "./csv/cell.ts";
import { declaredIn, designOf, standingOf } from "./design.ts";
import { excludedRows } from "./excluded-rows.ts";
import { exportText } from "./export.ts";
import { settledOptions, withJoinedNames } from "./joined-names.ts";
import { leftOutOf, selectionSummary } from "./left-out.ts";
import { fillMissing } from "./missing.ts";
import { withMissingCodes } from "./missing-codes.ts";
import { type DataOptions, type DocumentOptions, dataOptions } from "./options.ts";
import { outcomeOf } from "./outcome.ts";
import { readSummary } from "./read/read-summary.ts";
import { optionsFor, readOptions } from "./read-options.ts";
import { inOrder, onAxisOf, readTable, refuseOtherUnit } from "./read-table.ts";
import { type DataSummary, dataSummary } from "./results.ts";
import { rolesOf } from "./roles.ts";
import { selectRows } from "./select.ts";
import { axisSummary, datasetSummary, fileSummary } from "./summary.ts";
import { stack, type Table, type TableFile } from "./table.ts";
import { addTooLarge } from "./too-large.ts";

export const dataCompute = compute({
  kind: "data",
  lane: "decision",
  role: "decision_capable",
  stage: "validation",
  reads: [],
  draws: false,
  options: dataOptions,
  needs: () => [],
  gives: "dataset",
  inputs: ({ input, test }) => (test?.input === undefined ? [input] : [input, test.input]),
  results: dataSummary,
  artifacts: { "data/data_summary.json": dataSummary },
  run: (_, options, context) => runData(options, context),
});

function runData(document: DocumentOptions, context: Context) {
  const declared = settledOptions(document);
  const files = inOrder(context.input(declared.input));
  const readAll = (each: typeof files, as: DataOptions) =>
    withJoinedNames(withMissingCodes(readTable(each, as), document), document);
  const main = readAll(files, declared);
  const options = { ...declared, id: declared.id ?? main.idColumn };
  const { test } = options;
  const outside =
    test?.input === undefined
      ? null
      : readOther(["test"], () => readAll(inOrder(context.input(test.input ?? "")), optionsFor(declared, test.read)));
  const { dataset: read, rest, text } = assemble(main, outside, options, context.remark.bind(context));
  const design = judgedDesign(read);
  const dataset: DatasetParts = { ...read, declared: { ...read.declared, ...standingOf(options, design) } };
  const results: DataSummary = {
    schema_version: 1,
    ...fileSummary(main, files),
    ...datasetSummary(dataset),
    saturation: options.saturation ?? null,
    samples_known: areSamplesKnown(dataset.declared),
    ...declaredIn(dataset.design),
    design: Object.fromEntries(design.map(({ id, check }) => [id, check])),
    files: [...fileRows(main, "input"), ...(outside === null ? [] : fileRows(outside, "external"))],
    columns_left_out: [...main.leftOut],
    ...rest,
  };
  for (const { code, id, check } of design) if (check.pass === false) context.remark(code, factsOf(id, check));
  const json = results as Json;
  return {
    gives: dataset,
    results,
    artifacts: [{ path: "data/data_summary.json", json }, ...(text === null ? [] : [{ path: "data/data.csv", text }])],
    logged: {
      n_samples: results.n_samples,
      n_spectra: results.n_spectra,
      n_features: results.n_features,
      classes: dataset.outcome.label?.classes ?? [],
      group_counts: results.group_counts,
      data_hash_sha256: results.sha256,
    },
  };
}

/** Reads another input by options of its own: what is wrong with one of them stands below `read` of the option that names it. */
const readOther = (at: OptionPath, read: () => Table): Table =>
  retelling(read, ({ option }) =>
    option !== undefined && Object.hasOwn(readOptions.shape, option[0]) ? { option: [...at, "read", ...option] } : {},
  );

type Rest = Pick<DataSummary, "axis" | "read" | "selection" | "where_dropped" | "excluded" | "missing" | "duplicates">;

/** From tables to a dataset: rows selected, gaps settled, copies settled, roles and outcome checked. */
function assemble(
  main: Table,
  outside: Table | null,
  options: DataOptions,
  say: Context["remark"],
): { dataset: DatasetParts; rest: Rest; text: string | null } {
  requireColumns(main, options);
  if (outside !== null) {
    requireColumns(outside, options);
    refuseOtherUnit(main, outside, options.axis);
  }
  const external = outside === null ? null : onAxisOf(main, outside, options.axis);
  const table = external === null ? main : stack(main, external);
  if (main.reversed)
    say("FS3013", { from: main.axis[main.axis.length - 1], to: main.axis[0] }, { data: { input: main.files[0].path } });
  if (main.leftOut.length > 0) say("FS3053", { columns: main.leftOut }, { data: { input: main.files[0].path } });
  sayStrayColumns(main, options, say);
  for (const one of both(main, outside)) {
    for (const { code, facts, data } of one.remarks ?? []) say(code, facts, { data });
    sayEncoding(one, say);
  }
  const selected = selectRows(table, main.rows, options, say);
  const wrong = findings();
  const filled = fillMissing(table, selected.rows, options, wrong);
  const roles = rolesOf(table, filled.rows, options, wrong);
  addTooLarge(table, filled, roles.target, options, wrong);
  if (wrong.count === 0) addUnmeasured(table, filled, options.id, wrong);
  wrong.throwIfAny();
  const isExternal = filled.rows.map((row) => selected.external[row]);
  if (!isExternal.includes(false)) throw nothingLeft(table, filled.rows.length, filled.rowsDropped);
  const {
    kept,
    spectra,
    duplicateOf,
    summary: duplicates,
  } = settleCopies({ table, rows: filled.rows, roles, external: isExternal }, filled.spectra, options, wrong, say);
  const outcome = outcomeOf(kept, options, wrong, say);
  wrong.throwIfAny();
  sayAsides(kept, options, say);
  const { unit, from: unitFrom } = settledUnit(options.axis, main.unit ?? null, main.axis);
  sayUnknown(options.axis, unit, say);
  const columns = {
    kind: "axis",
    unit,
    technique: options.axis.technique ?? null,
    values: main.axis,
  } as const;
  const { id, sample, group, batch, instrument } = kept.roles;
  const values = selected.rows.length * main.axis.length;
  const leftOut = leftOutOf(table, selected, { filled: filled.rows, kept: kept.rows }, options);
  return {
    dataset: {
      spectra,
      columns,
      rows: { id, sample, group, batch, instrument, external: kept.external, duplicateOf },
      declared: {
        sample: options.sample !== undefined,
        group: options.group !== undefined,
        batch: options.batch !== undefined,
      },
      outcome,
      facts: {
        missing_fraction: filled.missing / values,
        saturation: options.saturation ?? null,
        samples: leftOut.inScope,
        excluded: leftOut.excluded.map(({ rows: _, ...one }) => one),
      },
      design: designOf(kept, options),
      ...excludedRows(table, leftOut, options),
    },
    rest: {
      axis: axisSummary(columns, main.reversed),
      read: readSummary(both(main, outside), { unit, unit_from: unitFrom }),
      selection: selectionSummary(leftOut),
      where_dropped: selected.whereDropped,
      excluded: selected.excluded.map(({ sample, reason, rows }) => ({ sample, reason, n_spectra: rows.length })),
      missing: {
        policy: options.missing,
        spectral_values: values,
        spectral_missing: filled.missing,
        fraction: filled.missing / values,
        rows_dropped: filled.rowsDropped,
        values_interpolated: filled.interpolated,
      },
      duplicates,
    },
    text: options.export ? exportText(table, kept.rows, spectra) : null,
  };
}

/** FS3066: what a report cannot say of the axis since neither the document nor the files say it. */
function sayUnknown({ technique }: DataOptions["axis"], unit: AxisUnit | null, say: Context["remark"]): void {
  const lacking = [...(unit === null ? ["unit"] : []), ...(technique === undefined ? ["technique"] : [])];
  if (lacking.length > 0) say("FS3066", { what: lacking, unit }, { option: ["axis"] });
}

/** FS3018: a column that nobody names and that stands among the points of the axis is a point with a misspelt header. */
function sayStrayColumns({ header, meta, leftOut, files }: Table, options: DataOptions, say: Context["remark"]): void {
  if (leftOut.length > 0) return;
  const named = new Set(namedColumns(options).map(({ column }) => column));
  const metadata = new Set(meta.map(({ field }) => field));
  const points = header.flatMap((_, j) => (metadata.has(j + 1) ? [] : [j + 1]));
  const [first, last] = [points[0], points[points.length - 1]];
  for (const { name, field } of meta) {
    const isStray =
      (/\d/.test(name) && !Number.isFinite(Number(name))) || ["missing", "infinite"].includes(faultOf(name, ".") ?? "");
    if (field > first && field < last && isStray && !named.has(name)) {
      const column = name === "" ? words(`(field ${field})`) : name;
      say(
        "FS3018",
        { column, path: files[0].path },
        { data: { input: files[0].path, line: lineOfHeader(files[0]), field } },
      );
    }
  }
}

const lineOfHeader = ({ reading }: TableFile): number => ("dialect" in reading ? reading.dialect.headerLine : 1);

const both = (main: Table, outside: Table | null): readonly Table[] => (outside === null ? [main] : [main, outside]);

/** FS3104: names or cells hang on an encoding that was only found because the file is not UTF-8. */
function sayEncoding({ files, header, meta }: Table, say: Context["remark"]): void {
  const guessed = files.find(
    ({ reading }) => "encoding" in reading && reading.encoding === "windows-1252" && reading.found.includes("encoding"),
  );
  if (guessed === undefined) return;
  const isForeign = (text: string) => /[^\0-\x7f]/.test(text);
  const text = header.find(isForeign) ?? meta.flatMap(({ texts }) => texts).find(isForeign);
  if (text !== undefined) say("FS3104", { path: guessed.path, text }, { data: { input: guessed.path } });
}

/** FS3042: rows there are, but none that is not external. */
function nothingLeft(table: Table, external: number, dropped: number): Refusal {
  return new Refusal("FS3042", { external, dropped }, { data: { input: table.files[0].path } });
}

const fileRows = (table: Table, role: "input" | "external") =>
  table.files.map(({ path, bytes, digest, rows }) => ({
    role,
    path,
    size_bytes: bytes,
    sha256: digest,
    row_count: rows,
  }));
