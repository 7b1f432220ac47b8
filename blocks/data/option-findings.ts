/** Findings of options: what a `data` block contradicts, from the document alone. */
import { type Entries, entryMaker } from "../contract/finding.ts";

const document = entryMaker("error", "protocol", 4);

export const optionFindings: Entries = {
  FS2351: document(
    "Names do not match limits",
    "{cuts} limits make one class more than there are limits, but {names} names are given",
    ["give one name more than there are limits, from low to high"],
    "one more than `cut` has",
  ),
  FS2352: document(
    "Limits do not rise",
    "the limit {value} does not lie above {before}",
    ["write the limits in ascending order, each once"],
    "not above {before}",
  ),
  FS2353: document(
    "Class name repeated",
    "the class `{name}` is named twice",
    ["give each class its own name"],
    "named before",
  ),
  FS2354: document(
    "Positive class unknown",
    "`{positive}` is none of the classes {classes|and}",
    ["did you mean `{suggestion}`?", "choose one of {classes}"],
    "not a class",
  ),
  FS2355: document(
    "Positive class without label",
    "`positive: {positive}` names a class, but no `label` is given",
    ["name the class column as `label:`, or leave out `positive`"],
    "no `label`",
  ),
  FS2356: document(
    "External rows named by halves",
    "`test` needs either `input`, or `column` and `is`",
    [
      "write `test: {input: NAME}` where the external rows are another file",
      "write `test: {column: NAME, is: VALUE}` where a column marks them",
      "`{option}` says how that input is read: without `input` it says nothing",
    ],
    "`input`, or `column` and `is`",
  ),
  FS2357: document(
    "External rows from the same input",
    "`test` takes its rows from `{input}`, which is the data themselves",
    ["name another input, or mark the rows by `test: {column: NAME, is: VALUE}`"],
    "the same input",
  ),
  FS2358: document(
    "Unit without target",
    "the unit `{unit}` belongs to no target",
    ["name the number column to be predicted as `target:`, or leave out `unit`"],
    "no `target`",
  ),
  FS2359: document(
    "Axis range reversed",
    "the axis range goes from {from} to {to}",
    ["write the lower value first"],
    "lower value first",
  ),
  FS2360: document(
    "Long layout without id",
    "the long layout cannot tell which rows are one spectrum without `id`",
    ["name the column that is the same for all points of a spectrum as `id:`"],
    "needs `id`",
  ),
  FS2361: document(
    "One sign for two things",
    "`{sign}` cannot be both the decimal sign and `{what}`",
    ["leave out both: they are found from the file and stated"],
    "also `{what}`",
  ),
  FS2363: document("Check that is accepted for a column", "`{check}` is about {wanted|plain}", [
    "write `{check: {check}, column: COLUMN, reason: …}` || take `column` out: the check is about the data as a whole",
  ]),
  FS2364: document(
    "Samples both named and denied",
    "`replicates: none` says that every spectrum is of a sample of its own, and `sample: {column}` names the samples",
    ["leave out one of the two"],
    "`sample` is there",
  ),
  FS2365: document("Table begins by two rules", "`skip` and `after` both say where the table begins", [
    "leave out one of the two",
  ]),
  FS2367: document(
    "Rows to predict named by halves",
    "`predict` needs either `input`, or `column` and `is`",
    [
      "write `predict: {input: NAME}` where they are another file",
      "write `predict: {column: NAME, is: VALUE}` where a column marks them, or `predict: no-outcome`",
    ],
    "`input`, or `column` and `is`",
  ),
  FS2368: document(
    "Rows to predict from an input of others",
    "`predict` takes its rows from `{input}`, which holds rows with known values",
    ["name another input, or mark the rows by `predict: {column: NAME, is: VALUE}`"],
    "holds known rows",
  ),
  FS2369: document(
    "No outcome that could be wanting",
    "`predict: no-outcome` is about rows without label and target, and neither is declared",
    ["name the column as `label:` or `target:`"],
    "no label, no target",
  ),
  FS2370: document(
    "One target and several",
    "`target: {target}` and `targets` both say what is predicted",
    ["write `{target}` among the `targets`, and take `target` out"],
    "`target` is there",
  ),
  FS2371: document(
    "Targets that are called alike",
    "the target `{column}` would be called `{key}` in ids and folders, and that is taken",
    [
      "rename one of the columns: letters, digits and `-` tell them apart, all else becomes `_`, and `targets` is a name of its own",
    ],
    "called `{key}`",
  ),
  FS2372: document("Too few or too many targets", "`targets` names {found}; from 1 to {limit} are predicted", [
    "divide the document",
  ]),
  FS2375: document(
    "Axis that does not meet its end",
    "from {from} in steps of {step} no point is {to}",
    ["correct `from`, `to` or `step`: the last point is `to`, and the step negative where the axis falls"],
    "not met",
  ),
  FS2380: document(
    "Option of a feature view only",
    "`{option}` says nothing without `time`",
    [
      "say which column holds the time of the rows: `time: COLUMN`; it makes the table a feature view, of which each spectrum takes one row by its time",
      "or take `{option}` out",
    ],
    "without `time`",
  ),
  FS2381: document(
    "Mean of a feature view",
    "`repeats` does not stand beside `time`: of a feature view each spectrum takes one row",
    [
      "take `repeats` out; of several rows the latest that was known counts",
      "or take `time` out, and average the rows",
    ],
    "beside `time`",
  ),
  FS2512: document(
    "Outcome used as something else",
    "the feature view `{view}` is an outcome, and gives more than label and target",
    [
      "`{column}` is used as `{option}`: what is known only afterwards may say nothing else; take `role: outcome` out where it is known when a spectrum is measured || `{column}` is neither label nor target: leave it out of `columns` || name the columns of label or target: `columns: [COLUMN]`",
    ],
    "an outcome",
  ),
  FS2625: document(
    "Replicates neither named nor denied",
    "regulatory mode wants to know which spectra are of one sample",
    [
      "name the column of the physical samples as `sample:`; its spectra are never separated and count once",
      "or write `replicates: none` where every spectrum is of a sample of its own",
    ],
  ),
  FS2626: document(
    "What came before is not declared",
    "regulatory mode wants to know what happened to the spectra before these files",
    [
      "write `upstream: none` where the files are as the instrument wrote them",
      "or list what was done: `upstream: [{what: averaged, with: OPUS 8.5, scope: sample}]`",
    ],
  ),

  FS2629: document(
    "Limits taken for values in regulatory mode",
    "`censored: {censored}` has {taken} stand for a value that nobody measured, and regulatory mode accepts none",
    ["write `censored: drop`, or have these samples measured by a method that reaches lower"],
    "nobody measured it",
  ),
  FS2376: document(
    "Lockbox named by halves",
    "`lockbox` needs one of `last`, `input`, or `column` and `is`",
    [
      "write `lockbox: {last: 0.2}` for the latest batches, `lockbox: {column: NAME, is: VALUE}` where a column marks the rows, or `lockbox: {input: NAME}` where they are a file of their own",
    ],
    "`last`, `input`, or `column` and `is`",
  ),
  FS2377: document(
    "Lockbox from an input of others",
    "`lockbox` takes its rows from `{input}`, which the data block reads for something else: nothing of it would be sealed",
    ["name an input that holds sealed rows alone, or mark the rows by `lockbox: {column: NAME, is: VALUE}`"],
    "not sealed",
  ),
  FS2378: document(
    "Lockbox without an outcome",
    "a lockbox tests what is predicted, and the data block names neither `label` nor `target`",
    ["name the column of what is to be predicted, or leave out `lockbox`"],
    "nothing to test",
  ),
};
