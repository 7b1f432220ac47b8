/** From files: the text of a document that reads them, with a small method and the reasons of each choice. */
import type { InputFile } from "../../../blocks/contract/running.ts";
import type { Inspected, Written } from "../../../blocks/data/inspect/inspect.ts";
import { flow, line } from "../../../blocks/data/inspect/written.ts";
import type { Mode } from "../../../schemas/front-matter.ts";
import { digestTogether } from "../../compile/inputs.ts";
import { choose, dataLines } from "./data-lines.ts";
import type { Joined } from "./joins.ts";

/** Fewer spectra than this can be left out sample by sample without much waiting. */
const few = 60;
type Task = "pls-regression" | "pls-da";

/** Latent variables that are tried at most. */
const mostComponents = 6;

/**
 * The same files and words give the same text.
 *
 * @param files their paths from the document
 * @param found of the files, with a table
 * @param told options of the `data` block as typed
 * @param joins tables under its `join`
 * @param pattern that names the files; null where they are listed
 */
export function documentFrom(
  files: readonly InputFile[],
  found: Inspected,
  told: Written,
  mode: Mode,
  joins: readonly Joined[] = [],
  pattern: string | null = null,
): string {
  const { proposal } = found;
  const method = proposal?.target !== undefined || proposal?.targets !== undefined ? "pls-regression" : "pls-da";
  const task = proposal?.label === undefined && method === "pls-da" ? null : method;
  const gate = (name: string, ...lines: readonly string[]) =>
    mode === "regulatory" ? [block(`qc #${name}-gate`, [`gate: ${name}`, ...lines])] : [];
  return `${[
    frontMatter(files, found, mode, joins, pattern),
    "## Data",
    block("data", dataLines(found, told, mode)),
    "`= data.n_spectra` spectra of `= data.n_samples` samples.",
    ...gate("data"),
    "## Method",
    block("preprocess", stepLines(found)),
    ...gate("spectral"),
    block("model", modelLines(found, task)),
    ...gate(
      "model",
      ...(task === "pls-regression"
        ? [choose("`max_rmsecv`, the largest error that serves, in units of the target, or `min_r2`")]
        : []),
    ),
    ...(mode === "regulatory" ? [block("trust", ["# calibration, sets and abstention as by default"])] : []),
    ...resultOf(task, proposal?.targets !== undefined),
  ].join("\n\n")}\n`;
}

const block = (head: string, lines: readonly string[]): string =>
  `\`\`\`foodspec ${head}\n${lines.map((one) => `${one}\n`).join("")}\`\`\``;

function frontMatter(
  files: readonly InputFile[],
  { proposal, table }: Inspected,
  mode: Mode,
  joins: readonly Joined[],
  pattern: string | null,
): string {
  const [{ path }] = files;
  const name = (path.split("/").pop() ?? path).replace(/(?<=.)\.(?:gz|[A-Za-z]\w*)$/, "");
  const isFew = (table?.rows ?? 0) < few;
  const scheme =
    proposal?.batch !== undefined
      ? "scheme: lobo  # a batch is named: each is predicted by a model of the others"
      : isFew
        ? `scheme: loso  # no batch is named, and fewer than ${few} spectra: each sample is left out once; where lots or days differ, name \`batch\` and take lobo`
        : `scheme: group_kfold  # no batch is named, and ${few} spectra or more: a fifth of the samples is left out at a time; where lots or days differ, name \`batch\` and take lobo`;
  const others = files.length - 1;
  const one = others === 0;
  return [
    "---",
    `${line("title", one ? name : `${name} and ${others} more`)}  # of the ${one ? "file" : "files"}; say what is asked`,
    "version: 0.1.0",
    `mode: ${mode}`,
    scheme,
    "inputs:",
    "  spectra:",
    ...(one || pattern !== null
      ? [`    ${line("path", pattern ?? path)}${one ? "" : `  # ${files.length} files`}`]
      : ["    path:", ...files.map((file) => `      - ${flow(file.path)}`)]),
    ...(mode === "regulatory"
      ? [`    sha256: ${digestTogether(files)}  # of ${one ? "the file as it was" : "all of them as they were"}`]
      : []),
    ...joins.flatMap(({ input, place: { file } }) => [
      `  ${input}:`,
      `    ${line("path", file.path)}  # joined to the spectra, row by row`,
      ...(mode === "regulatory" ? [`    sha256: ${digestTogether([file])}  # of the file as it was`] : []),
    ]),
    ...(mode === "regulatory" ? ["# claims: {standard, use_case, limitations} only you can write"] : []),
    "---",
  ].join("\n");
}

/** A baseline goes over gaps as if points stood there, so there is none where the axis has some. */
function stepLines({ technique, readings }: Inspected): readonly string[] {
  const isRaman = technique === "Raman" && readings.every(({ gaps }) => gaps.length === 0);
  return [
    "# each step treats a spectrum by itself: nothing is learnt from other samples",
    "steps:",
    ...(isRaman ? ["  - baseline: {method: asls}  # Raman: fluorescence lies below the bands"] : []),
    "  - snv  # takes out path length and scatter",
  ];
}

function modelLines({ table, readings }: Inspected, task: Task | null): readonly string[] {
  const points = Math.min(...readings.map((reading) => reading.points));
  const highest = Math.max(1, Math.min(mostComponents, points, Math.floor((table?.rows ?? 0) / 4)));
  const components = flow(Array.from({ length: highest }, (_, i) => i + 1));
  if (task === null)
    return [
      choose(
        `\`estimator\`, {pls-da: {components: ${components}}} where a label was chosen, {pls-regression: {components: ${components}}} where a target was`,
      ),
    ];
  return [
    `# ${task === "pls-regression" ? "numbers" : "classes"} are predicted; how many latent variables is decided within each training set`,
    `estimator: {${task}: {components: ${components}}}`,
  ];
}

function resultOf(task: Task | null, isSeveral: boolean): readonly string[] {
  if (task === null || isSeveral) return [];
  const says =
    task === "pls-regression"
      ? "Error of validation (RMSECV): `= model.rmsecv : .2f`."
      : "`= model.accuracy : .1%` of the samples were named rightly in validation (95 % interval `= model.accuracy_ci : .1%`).";
  return ["## Result", says];
}
