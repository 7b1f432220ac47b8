/** The page of a run folder's files, field by field. */
import type { Kind } from "../../blocks/contract/kind.ts";
import { registry } from "../../blocks/registry.ts";
import { artifactSchemaName } from "../../schemas/contract.ts";
import { toJsonSchema } from "../../schemas/json.ts";
import { runFiles } from "./json-schemas.ts";
import { fieldTable, page, table } from "./markdown.ts";
import { branches, fields } from "./words.ts";

/** Files that are not JSON; they have no schema to be read from. */
const others: readonly (readonly [path: string, kind: string, says: string])[] = [
  ["report/index.html", "every run that succeeds", "the report, one file"],
  [
    "report/methods.md",
    "every run in which a block finished",
    "materials and methods, with citations as Pandoc reads them",
  ],
  ["report/methods.bib", "every run in which a block finished", "what these cite, as BibTeX"],
  ["report.md", "every run that succeeds", "the document with its results filled in, for reviewers"],
  ["figures/‹block›.‹name›.svg", "blocks with figures", "one drawing a figure"],
  ["logs/run.jsonl", "every run", "one JSON object a line; `previous` is the digest of the line before"],
  ["logs/run.log", "every run", "the same as text"],
  ["data/data.csv", "`data` with `export: true`", "the rows that were used"],
  [
    "preprocessing/X_preprocessed.npy",
    "`preprocess`",
    "the preprocessed spectra (NPY, float64, rows × columns). Steps that learn are fitted on all rows here: for looking, not for models",
  ],
  [
    "preprocessing/X_checked.npy",
    "`qc` for spectra, regulatory mode",
    "the spectra as the gate judged them (NPY as above), rows as `rows.csv`: as read, after crop, exclude, convert, resample and despike; not kept above 64 MiB. A second block that was judged has a folder with its id",
  ],
  ["preprocessing/rows.csv", "`preprocess`", "who the rows of the matrix are: id, sample, group, batch, external"],
  [
    "model/predictions.csv",
    "`model`",
    "one line a spectrum in input order: id, sample, group, batch, fold, observed, predicted, then `p:CLASS` (where there are probabilities) and `score:CLASS`, or `residual`",
  ],
  [
    "monitoring/predictions.csv",
    "`model` with `saved`",
    "one line a spectrum in input order: id, sample, group, batch, observed, predicted, then `p:CLASS` and `set`, or `low` and `high`; `answered`; `far`: the distance (T², Q) by which this spectrum lies beyond the reference's",
  ],
  [
    "model/unknowns.csv",
    "`model` where spectra are only predicted",
    "one line a spectrum: id, sample, predicted, `p:CLASS` and `score:CLASS`, and how far it lies from the training spectra, by the final model; cells of one that cannot be predicted are empty",
  ],
  [
    "trust/unknowns.csv",
    "`trust` where spectra are only predicted",
    "one line a spectrum: id, sample, predicted, calibrated `p:CLASS` and `set`, or `low` and `high`; `answered`, and `why` not: density, confidence",
  ],
  ["model/test_predictions.csv", "`model` with external rows", "the same for the external rows, by the final model"],
  [
    "model/excluded_predictions.csv",
    "`model` where samples were excluded",
    "the same for the spectra of samples that were taken out, in no fold, by the final model, and `why`: exclude, where, missing or duplicates; those that cannot be predicted are left out",
  ],
];

export function artifactsPage(): string {
  const kinds = registry.all.filter(({ artifacts }) => Object.keys(artifacts).length > 0);
  return page(
    "Artifacts",
    "The files of a run folder. Where a document has two blocks of a kind, the first has the path given here and each other a folder of its own: `model/metrics.json`, then `model/ID/metrics.json`. Files that hold JSON are checked against their schema before the run folder appears.",
    table(
      ["file", "written by", "what it is"],
      others.map(([path, kind, says]) => [`\`${path}\``, kind, says]),
    ),
    "## every run",
    ...Object.entries(runFiles).map(([name, { path, title, schema }]) =>
      fileText(path, title, name, toJsonSchema(schema)),
    ),
    ...kinds.flatMap((kind) => [`## ${kind.kind}`, ...filesOf(kind)]),
  );
}

const filesOf = ({ kind, artifacts }: Kind): readonly string[] =>
  Object.entries(artifacts).map(([path, schema]) => {
    const json = toJsonSchema(schema);
    return fileText(path.replace("{}", "‹n›"), String(json.description ?? ""), artifactSchemaName(kind, path), json);
  });

function fileText(path: string, says: string, name: string, schema: ReturnType<typeof toJsonSchema>): string {
  const forms = branches(schema) ?? [schema];
  const tables = forms.map((form) => {
    const told = forms.length === 1 ? "" : `Where ${tellingField(form)}:\n\n`;
    return told + fieldTable(fields(form));
  });
  const link = `Schema: [${name}.schema.json](../../schemas/json/${name}.schema.json).`;
  return [`### ${path}`, says === "" ? link : `${says.replace(/\.$/, "")}. ${link}`, ...tables].join("\n\n");
}

/** The field by which one form of a file is told from the others: `task` is `classification`. */
function tellingField({ properties }: ReturnType<typeof toJsonSchema>): string {
  const all = Object.entries((properties ?? {}) as { readonly [name: string]: { readonly const?: unknown } });
  const [name, { const: value }] = all.find(
    ([field, one]) => field !== "schema_version" && one.const !== undefined,
  ) ?? ["", {}];
  return `\`${name}\` is \`${String(value)}\``;
}
