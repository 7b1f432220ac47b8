/** Findings of data: cells, rows, outcomes, copies and names. */
import { type Entries, entryMaker } from "../contract/finding.ts";

const wrong = entryMaker("error", "validation", 3);
const warning = entryMaker("warning", "validation", 3);
const note = entryMaker("note", "validation", 3);

export const dataFindings: Entries = {
  FS3017: wrong(
    "Column is a point of the axis",
    "`{option}` names `{column}`, which is a point of the axis",
    ["declare `axis: {range: [LOW, HIGH]}` so that `{column}` lies outside"],
    "a point of the axis",
  ),
  FS3020: wrong("Value missing", "a value of `{column}` is missing", [
    "fill it in, or say what is to be done: `missing: drop` or `missing: interpolate`",
  ]),
  FS3021: wrong("Value is no number", "`{text}` in `{column}` is no number", [
    "correct the cell, or exclude its sample with a reason: `exclude: [{sample: …, reason: …}]`",
    'it stands in {cells} cells: where it says that nothing was measured, write `missing: {codes: ["{text}"], then: refuse}`, or `drop` or `interpolate`',
  ]),
  FS3022: wrong("Value is infinite", "`{text}` in `{column}` is infinite", [
    "correct the cell, or exclude its sample with a reason: `exclude: [{sample: …, reason: …}]`",
  ]),
  FS3023: wrong("Name missing", "`{option}` (column `{column}`) is missing in this row: the cell {cell}", [
    "fill it in: what a row is called and belongs to is never guessed",
    "or leave the row out by `where`",
  ]),
  FS3024: wrong("Value is no number", "`{text}` in `{column}` is no number, but `{option}` needs one", [
    "it says a limit, and no value: say what becomes of such cells: `censored: {limit}`, `half` or `limit`",
    "correct the cell, or leave the row out by `where` or `exclude`",
  ]),
  FS3025: wrong("Nothing to interpolate from", "no value of this spectrum is there", [
    "leave it out: `exclude: [{sample: …, reason: …}]`, or `missing: drop`",
  ]),
  FS3026: wrong(
    "Value too large to compute with",
    "`{column}` has the value {value}, and nothing above {limit} can be computed with",
    [
      "correct the cell, or exclude its sample with a reason: `exclude: [{sample: …, reason: …}]`",
      "where all values are of this size, write them in a larger unit",
    ],
  ),
  FS3030: warning(
    "Excluded sample not there",
    "`{sample}`, which is to be excluded, is not in the data",
    ["did you mean `{suggestion}`?", "take it out of `exclude`, or correct its name"],
    "not in the data",
  ),
  FS3031: warning(
    "No row has this value",
    "no row has `{value}` in `{column}`",
    ["did you mean `{suggestion}`?", "the values are {values|and}"],
    "no such value",
  ),
  FS3032: wrong(
    "Nothing left",
    "of {rows} spectra, `where` leaves out {by_where} and `exclude` {by_exclude}: none is left",
    ["loosen `where` or `exclude`"],
    "leaves nothing",
  ),
  FS3033: warning("Ids repeat", "{n_spectra|spectrum bears/spectra bear} an id that stands above, `{id}` for one", [
    "if they are replicates, name the column as `sample:` and leave `id` to what names one spectrum",
  ]),
  FS3034: wrong(
    "One class only",
    "`{column}` has one class only: `{class}`",
    [
      "a classifier needs two: check `label`, `where` and `exclude`",
      "to describe the data only, take out what learns from their classes",
    ],
    "one class only",
  ),
  FS3036: wrong(
    "Target is constant",
    "the target `{column}` is {value} in every row",
    ["there is nothing to predict: check `target`, `where` and `exclude`"],
    "constant",
  ),
  FS3037: wrong(
    "Positive class unknown",
    "`{positive}` is none of the classes {classes|and}",
    ["did you mean `{suggestion}`?", "choose one of {classes}"],
    "not a class",
  ),
  FS3038: wrong(
    "Sample with several labels or values",
    "the sample `{sample}` is {labels|and} in `{column}` (first {first|plain})",
    [
      "correct it, or name the samples so that two things do not share a name",
      "the name stands in several values of `{across}`, with one label in each: `sample: {named}` gives every sample a name of its own || the name stands in several values of `{across}`, with one label in each: give every sample a name of its own, `{across}` and number together",
      "where the reference was measured several times, take its `{mean}`: `reference: mean`",
    ],
  ),
  FS3039: wrong("Class only in external rows", "the class `{class}` stands in external rows only", [
    "no model can have learnt it: leave these rows out by `where`, or add such samples to the data",
  ]),
  FS3040: warning(
    "Sample both external and not",
    "{n_samples|sample has/samples have} spectra on both sides of the external split: {samples|and}",
    [
      "external rows say nothing about new samples where their sample was learnt from: move all spectra of a sample to one side",
    ],
    "shares samples",
  ),
  FS3041: wrong(
    "No external row",
    "no row has `{value}` in `{column}`, so none is external",
    ["did you mean `{suggestion}`?", "the values are {values|and}"],
    "marks nothing",
  ),
  FS3135: wrong(
    "No row to predict",
    "no row has `{value}` in `{column}`, so none is only predicted",
    ["did you mean `{suggestion}`?", "the values are {values|and}"],
    "marks nothing",
  ),
  FS3042: wrong(
    "Nothing to learn from",
    "no spectrum is left to learn from: {external} are external, {dropped} were dropped for missing values",
    ["check `test` and `missing`"],
  ),
  FS3044: wrong("Exact duplicate", "the spectrum `{id}` is an exact copy of `{first}` ({where|plain})", [
    "take it out of the file, or write `duplicates: drop`",
  ]),
  FS3045: warning(
    "Contradicting duplicates",
    "{n_spectra|spectrum equals/spectra equal} another bit by bit but {n_spectra|has//have} another label or target, `{id}` and `{first}` for one",
    ["one of the two must be wrong: correct or exclude it"],
  ),
  FS3046: warning(
    "Exact duplicates kept",
    "{n_spectra} of {of} spectra {n_spectra|is an exact copy//are exact copies} of others, `{id}` of `{first}` for one",
    ["in different folds they make a model look better than it is: write `duplicates: drop`"],
  ),
  FS3047: note(
    "Exact duplicates dropped",
    "{n_spectra} of {of} spectra were exact copies of others and are left out, `{id}` of `{first}` for one",
    ["nothing needs to be done; look into how they came into the file"],
  ),
  FS3048: warning(
    "External copies",
    "{n_spectra} spectra stand on both sides of the external split, `{id}` and `{first}` for one",
    ["write `duplicates: drop`, or take them out of the external rows"],
  ),
  FS3052: wrong(
    "Metadata vary within a spectrum",
    "`{column}` says both `{first}` and `{other}` of the spectrum `{id}`",
    ["correct one of them, or check that `id` names one spectrum"],
  ),
  FS3053: note("Columns left out", "{columns|and} vary within spectra and are left out", [
    "nothing needs to be done unless you wanted to name them",
  ]),
  FS3060: note(
    "Spaces around names",
    "{cells|cell/cells} of `{column}` {cells|has//have} spaces around the text; it is read without",
    ["nothing needs to be done"],
  ),
  FS3061: warning(
    "Names a spreadsheet takes for formulas",
    "{n_ids|name begins/names begin} like a formula, `{id}` for one; files written for further computing keep them exactly",
    ["rename them, or do not open the exported CSV files in a spreadsheet"],
  ),
  FS3062: warning("Names that look alike", "`{first}` and `{second}` are two {things} of `{column}`", [
    "if they mean the same, write them alike in the file",
  ]),
  FS3063: warning(
    "One name spelt two ways",
    "`{name}` is spelt in two ways that look the same, {n_names|name/names} in all of `{column}`; each is taken for one name",
    ["write it alike in the file: an accent is one letter with its mark, or a letter and a mark behind it"],
  ),
  FS3107: wrong(
    "Row is a summary of the others",
    "the row `{id}` is the {what} of the {others} other spectra of its file, and no spectrum",
    [
      "leave it out with the reason: `exclude: [{id: {id}, reason: {what} of the others}]`, or by `lines`",
      "if it was measured, and is alike by accident, leave out its copy",
    ],
  ),
  FS3116: warning(
    "Limits taken for values",
    "{spectra} values of `{column}` are limits (`{text}` for one), for which {taken} was taken: every metric of it counts them as if they had been measured",
    [
      "errors near the limit look smaller or larger than they are; `censored: drop` leaves these spectra out",
      "regulatory mode accepts no such values",
    ],
    "limits taken for values",
  ),
  FS3128: wrong("Spectrum is constant", "the spectrum `{id}` is {value} at every point", [
    "leave it out with a reason: `exclude: [{id: …, reason: …}]`",
    "where {value} stands for what was not measured: `missing: {codes: [{value}], then: drop}`",
  ]),
  FS3129: wrong("Value that nobody measured", "`{id}` has the value {value} at `{column}`, far from everything else", [
    "where it stands for what was not measured: `missing: {codes: [{value}], then: interpolate}`, or `drop` for the spectrum",
    "or leave the spectrum out with a reason: `exclude: [{id: …, reason: …}]`",
  ]),
  FS3099: wrong("More findings", "and {more} more", ["mend what is listed and compile again"]),
  FS3464: wrong(
    "Lockbox of all rows",
    "the lockbox would seal all {spectra} spectra that are neither external nor only predicted: nothing is left to learn from",
    ["seal less: a smaller share, or rows that a column marks"],
    "seals everything",
  ),
  FS3465: wrong(
    "Lockbox of no rows",
    "no row has `{value}` in `{column}`, so none is sealed",
    ["did you mean `{suggestion}`?", "the values are {values|and}"],
    "marks nothing",
  ),
  FS3466: wrong(
    "Sealed rows that are shown",
    "{rows|row is/rows are} sealed by `lockbox`, and external or only predicted too, where the report shows them",
    ["a row is either in the lockbox or in `test` or `predict`: mark each by values of its own"],
    "also shown",
  ),
  FS3467: wrong(
    "Lockbox shares samples",
    "{count} {things|plain} of `{column}` stand inside the lockbox and outside it: {names|and}",
    [
      "what was learnt from is no independent test: seal whole samples and groups",
      "control samples of every batch are left out by `where`, or named so that each batch has its own",
    ],
    "on both sides",
  ),
};
