/** What the `data` block computes: files in, a dataset out, with every row's role. */

import type { Json } from "../../schemas/plain-json.ts";
import { areSamplesKnown, type DatasetParts } from "../contract/dataset.ts";
import { compute } from "../contract/kind.ts";
import { type OptionPath, Refusal, retelling } from "../contract/refusal.ts";
import type { Context, InputFile } from "../contract/running.ts";
import { judgedDesign } from "../methods/qc/data/design-checks.ts";
import { designColumns } from "../methods/qc/data/design-columns.ts";
import { factsOf } from "../methods/qc/facts.ts";
import { addUnmeasured } from "./as-read.ts";
import { sayAsides } from "./asides.ts";
import { axisDoubts, valueDoubts } from "./axis/doubts.ts";
import { settledAxis } from "./axis/settled.ts";
import { settledTechnique } from "./axis/technique.ts";
import { uncensoredRows } from "./censored.ts";
import { findings } from "./collected.ts";
import { settleCopies } from "./copies.ts";
import { declaredIn, designOf, standingOf, timesOf } from "./design.ts";
import { excludedRows } from "./excluded-rows.ts";
import { exportText } from "./export.ts";
import { featuresCsv, featuresFile, viewsSummary } from "./join/features-file.ts";
import { type FeaturesFile, featuresSchema } from "./join/features-schema.ts";
import { joinContext } from "./join/join-context.ts";
import { withJoined } from "./join/joined.ts";
import { readKeyTable } from "./join/key-table.ts";
import type { KeyTable } from "./join/partners.ts";
import { joinedSummary, joinFile, joinSchema } from "./join/schema.ts";
import { matchedRows } from "./join/unmatched.ts";
import { settledOptions, withJoinedNames } from "./joined-names.ts";
import { leftOutOf, selectionSummary } from "./left-out.ts";
import { sealedApart } from "./lockbox/lockbox.ts";
import { fillMissing } from "./missing.ts";
import { withMissingCodes } from "./missing-codes.ts";
import { nameIn } from "./names.ts";
import { type DataOptions, type DocumentOptions, dataOptions } from "./options.ts";
import { outcomeOf } from "./outcome.ts";
import { asksForUnknown, type Other, unknownInput } from "./predicted.ts";
import { readSummary } from "./read/read-summary.ts";
import { optionsFor, readOptions } from "./read-options.ts";
import { inOrder, readTable } from "./read-table.ts";
import { type DataSummary, dataSummary } from "./results.ts";
import { rolesOf } from "./roles.ts";
import { type Selected, selectRows } from "./select.ts";
import { axisSummary, datasetSummary, fileSummary } from "./summary.ts";
import { addSummaryRows } from "./summary-rows.ts";
import { columnTexts, type Table } from "./table.ts";
import { allOf, stacked, type Tables } from "./tables.ts";
import { addTooLarge } from "./too-large.ts";
import { unknownParts } from "./unknown.ts";

export const dataCompute = compute({
  kind: "data",
  lane: "decision",
  role: "decision_capable",
  stage: "validation",
  reads: ({ join = {} }) => (Object.values(join).some(({ time }) => time !== undefined) ? ["as_of"] : []),
  draws: false,
  standsAlone: true,
  options: dataOptions,
  needs: () => [],
  gives: "dataset",
  inputs: ({ input, test, predict, lockbox, join = {} }) => [
    input,
    ...[test?.input, unknownInput(predict)?.input, lockbox?.input].filter((name) => name !== undefined),
    ...Object.keys(join),
  ],
  results: dataSummary,
  artifacts: {
    "data/data_summary.json": dataSummary,
    "data/join.json": joinSchema,
    "data/features.json": featuresSchema,
  },
  run: (_, options, context) => runData(options, context),
});

/** What a block that reads files is handed of the run. */
export type Reading = Pick<Context, "input" | "settings">;

/** What the files of a block hold. */
interface TablesRead {
  readonly options: DataOptions;
  readonly files: readonly InputFile[];
  readonly keyTables: readonly KeyTable[];
  readonly tables: Tables;
  /** Of `lockbox: {input}`: its table, or the file that is not to be opened; null where there is none. */
  readonly sealedFile: Table | InputFile | null;
}

/** The tables of the inputs that a block names, and its options once the main one is known. @throws Refusal as the readers say */
export function tablesOf(document: DocumentOptions, context: Reading): TablesRead {
  const declared = settledOptions(document);
  const files = inOrder(context.input(declared.input));
  const keyTables = Object.entries(declared.join ?? {}).map(([name, entry]) =>
    readKeyTable(name, inOrder(context.input(name)), entry),
  );
  const readAll = (each: typeof files, as: DataOptions, isOutside = false) => {
    const joined = withJoined(readTable(each, as), keyTables, joinContext(document, context.settings.as_of, isOutside));
    return withJoinedNames(withMissingCodes(joined, document), document);
  };
  const main = readAll(files, declared);
  const options = { ...declared, id: declared.id ?? main.idColumn };
  const other = (at: "test" | "predict" | "lockbox", from: Other | undefined) =>
    from?.input === undefined
      ? null
      : readOther([at], () => readAll(inOrder(context.input(from.input ?? "")), optionsFor(declared, from.read), true));
  const outside = other("test", options.test);
  const unknown = other("predict", unknownInput(options.predict));
  const unopened = options.lockbox?.input === undefined ? [] : context.input(options.lockbox.input);
  const sealedFile = unopened.find(({ isSealed }) => isSealed) ?? other("lockbox", options.lockbox);
  return { options, files, keyTables, tables: { main, outside, unknown }, sealedFile };
}

/** The data of a document's block. @throws Refusal as its stages say */
export function runData(document: DocumentOptions, context: Reading & Pick<Context, "remark">) {
  const { options, files, keyTables, sealedFile, ...read } = tablesOf(document, context);
  const { tables, sealed } = sealedApart(read.tables, sealedFile, options);
  const { main, outside, unknown } = tables;
  const own = { ...options, lockbox: undefined };
  const { dataset: settled, rest, text, join, features } = assemble(tables, own, context);
  const design = judgedDesign(settled);
  const dataset: DatasetParts = { ...settled, declared: { ...settled.declared, ...standingOf(options, design) } };
  const results: DataSummary = {
    schema_version: 1,
    ...fileSummary(main, files),
    ...datasetSummary(dataset),
    saturation: options.saturation ?? null,
    samples_known: areSamplesKnown(dataset.declared),
    ...declaredIn(dataset.design),
    design: Object.fromEntries(design.map(({ id, check }) => [id, check])),
    ...designColumns(settled, design),
    files: [
      ...fileRows(main.files, "input"),
      ...(outside === null ? [] : fileRows(outside.files, "external")),
      ...(unknown === null ? [] : fileRows(unknown.files, "predict")),
      ...(sealed?.where === "other_file" ? fileRows(sealed.table?.files ?? [], "lockbox") : []),
      ...keyTables.flatMap(keyFileRows),
    ],
    ...(asksForUnknown(options)
      ? {
          n_unknown: dataset.unknown.id.length,
          n_unknown_samples: new Set(dataset.unknown.sample).size,
        }
      : {}),
    ...(sealed === null ? {} : { lockbox: sealed.summary }),
    ...(join === null ? {} : { joined: joinedSummary(join) }),
    ...(features === null ? {} : { views: viewsSummary(features.json) }),
    columns_left_out: [...main.leftOut],
    ...rest,
  };
  for (const { code, id, check } of design) if (check.pass === false) context.remark(code, factsOf(id, check));
  const json = results as Json;
  return {
    gives: dataset,
    results,
    artifacts: [
      { path: "data/data_summary.json", json },
      ...(join === null ? [] : [{ path: "data/join.json", json: join as Json }]),
      ...(features === null
        ? []
        : [
            { path: "data/features.json", json: features.json as Json },
            { path: "data/features.csv", text: features.csv },
          ]),
      ...(text === null ? [] : [{ path: "data/data.csv", text }]),
    ],
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
export function assemble(
  tables: Tables,
  options: DataOptions,
  context: Reading & Pick<Context, "remark">,
): {
  dataset: DatasetParts;
  rest: Rest;
  text: string | null;
  join: ReturnType<typeof joinFile>;
  features: { readonly json: FeaturesFile; readonly csv: string } | null;
} {
  const { main } = tables;
  const say: Context["remark"] = context.remark.bind(context);
  const table = stacked(tables, options, say);
  const selected = selectRows(table, { main: main.rows, known: main.rows + (tables.outside?.rows ?? 0) }, options, say);
  const wrong = findings();
  const matched = uncensoredRows(table, matchedRows(table, selected.rows), options);
  if (matched.length === 0) throw nothingLeft(table, 0, selected.rows.length);
  const filled = fillMissing(table, matched, options, wrong);
  const roles = rolesOf(table, filled.rows, options, wrong);
  addTooLarge(table, filled, roles.target, options, wrong);
  if (wrong.count === 0) addUnmeasured(table, filled, options.id, wrong);
  if (wrong.count === 0) addSummaryRows(table, filled.rows, options.id, wrong);
  const { dropped, ...unknown } = unknownParts(table, selected.unknown, options, wrong);
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
  const settled = settledAxis(options, main);
  const { unit, quantity } = settled;
  const columns = {
    kind: "axis",
    unit,
    technique: settledTechnique(options.axis, main),
    values: main.axis,
    ...(quantity === null ? {} : { quantity }),
  } as const;
  for (const { code, facts, ...place } of axisDoubts(columns)) say(code, facts, place);
  for (const { code, facts, ...place } of valueDoubts(columns, spectra, table, kept)) say(code, facts, place);
  const { id, sample, group, batch, instrument } = kept.roles;
  const time = timesOf(kept, options);
  const values = matched.length * main.axis.length;
  const leftOut = leftOutOf(table, selected, { filled: filled.rows, kept: kept.rows }, options);
  return {
    dataset: {
      spectra,
      columns,
      rows: {
        id,
        sample,
        group,
        batch,
        instrument,
        external: kept.external,
        duplicateOf,
        ...(time === undefined ? {} : { time }),
      },
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
      ...unknown,
    },
    rest: {
      axis: axisSummary(columns, main.reversed),
      read: readSummary(allOf(tables), settled),
      selection: selectionSummary(leftOut),
      where_dropped: selected.whereDropped,
      excluded: selected.excluded.map(({ sample, reason, rows }) => ({ sample, reason, n_spectra: rows.length })),
      missing: {
        policy: options.missing,
        spectral_values: values,
        spectral_missing: filled.missing,
        fraction: filled.missing / values,
        rows_dropped: filled.rowsDropped + dropped + selected.rows.length - matched.length,
        values_interpolated: filled.interpolated,
      },
      duplicates,
    },
    text: options.export ? exportText(table, kept.rows, spectra) : null,
    join: joinFile(table, selected),
    features: featuresOf(table, selected, options, context.settings.as_of ?? null),
  };
}

function featuresOf(table: Table, selected: Selected, options: DataOptions, asOf: string | null) {
  const json = featuresFile(table, selected, asOf);
  if (json === null) return null;
  const ids = options.id === undefined ? null : columnTexts(table, options.id);
  const nameOf = (row: number): string => nameIn(ids?.[row] ?? table.ids?.[row] ?? String(row + 1));
  return { json, csv: featuresCsv(table, selected, nameOf) };
}

/** FS3042: rows there are, but none that is not external. */
function nothingLeft(table: Table, external: number, dropped: number): Refusal {
  return new Refusal("FS3042", { external, dropped }, { data: { input: table.files[0].path } });
}

/** Of a joined table the rows are told in data/join.json, for all its files together. */
const keyFileRows = ({ files, place, rows }: KeyTable) =>
  files.map(({ path, bytes, digest }) => ({
    role: "join" as const,
    path,
    size_bytes: bytes.length,
    sha256: digest,
    row_count: Array.from({ length: rows }, (_, row) => place(row).input).filter((input) => input === path).length,
  }));

const fileRows = (files: Table["files"], role: "input" | "external" | "predict" | "lockbox") =>
  files.map(({ path, bytes, digest, rows }) => ({
    role,
    path,
    size_bytes: bytes,
    sha256: digest,
    row_count: rows,
  }));
