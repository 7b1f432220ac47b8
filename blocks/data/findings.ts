/** Findings of data: what the options contradict, and what is wrong with the files. */
import { type Entries, entryMaker } from "../contract/finding.ts";

const document = entryMaker("error", "protocol", 4);
const wrong = entryMaker("error", "validation", 3);
const warning = entryMaker("warning", "validation", 3);
const note = entryMaker("note", "validation", 3);

export const dataFindings: Entries = {
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

  FS2630: document(
    "Several targets in regulatory mode",
    "regulatory mode judges one model, and `targets` asks for one a target",
    ["write a document for each target, with `target:` in place of `targets`"],
    "a model a target",
  ),
  FS2629: document(
    "Limits taken for values in regulatory mode",
    "`censored: {censored}` has {taken} stand for a value that nobody measured, and regulatory mode accepts none",
    ["write `censored: drop`, or have these samples measured by a method that reaches lower"],
    "nobody measured it",
  ),

  FS3001: wrong("File is empty", "`{path}` is empty", [
    "export the data again, with a header row and one row a spectrum",
  ]),
  FS3002: wrong("File has no rows", "`{path}` has a header but no rows below it", [
    "export the data again, with one row a spectrum",
  ]),
  FS3003: wrong("File is not delimited text", "`{path}` is {what}, not delimited text", [
    "open it in the program it belongs to, and save it as CSV (UTF-8)",
  ]),
  FS3005: wrong("File is not UTF-8", "`{path}` is not UTF-8 as declared: byte {byte} begins no character", [
    "leave out `encoding`: it is found from the file and stated",
  ]),
  FS3006: wrong("File is binary", "`{path}` holds bytes that no text has", [
    "check that this is the file you mean; export the data as CSV (UTF-8)",
  ]),
  FS3007: wrong("Broken quotes", "{problem} (`{path}`)", [
    "close each opening quote directly before a delimiter, and write a quote inside a cell twice",
  ]),
  FS3008: wrong("Row of another length", "this row has {fields} fields; the header has {expected}", [
    "add what is missing or take out what is too much",
    "if numbers have decimal commas, separate fields by semicolons or put the numbers in quotes",
  ]),
  FS3009: wrong("Columns differ", "`{path}` does not have the columns of `{first}`", [
    "`{expected}` is missing",
    "`{found}` is more",
    "where the axis values only differ in their last digits, write `axis: {match: {match}}`",
    "onto the widest grid for all: `axis: {grid: {grid}}`",
    "files of one input must have the same columns, in whatever order",
  ]),
  FS3010: wrong("No axis", "of {columns|column/columns} in `{path}` none is a point of the axis", [
    "{few|header is a number/headers are numbers}, and an axis that is found has {fewest} at least: declare `layout: wide` where these are all points there are",
    "{unnamed|column has/columns have} numbers beside an axis and no names: declare `header: {names: none}` if each is a spectrum",
    "the header holds `{other}`: leave out `delimiter`, or name the one the file has",
    "`{list}` holds lists: declare `layout: {lists: {value: {list}, axis: …}}` where these are the spectra",
    "headers like `{dressed}` are text: where they hold axis values, write what stands around them as `axis: {header: …}`",
    "the numbers among the headers lie outside the range {range|plain}",
    "write the axis values as plain numbers into the header row, or declare `layout: {long: {axis, value}}`",
  ]),
  FS3011: wrong("Axis value repeated", "the axis value {value} stands in fields {first} and {field}", [
    "take out one of the columns, or narrow the axis by `axis: {range: [LOW, HIGH]}`",
  ]),
  FS3012: wrong("Axis unsorted", "the axis value {value} after {before} is out of order", [
    "line {unheaded} looks like a spectrum: put a row with the names and the axis values above it",
    "it runs from {piece} and then from {other}, as two detectors do: `axis: {overlap: first}` keeps the values of the first where both measured, `overlap: last` those of the second || sort the columns",
    "if the header is a number but no point of the axis, declare `axis: {range: [LOW, HIGH]}`",
  ]),
  FS3013: note("Axis reversed", "the axis runs from {from} down to {to}; it was turned round", [
    "nothing needs to be done",
  ]),
  FS3015: wrong("Column name repeated", "the column `{column}` stands in fields {first} and {field}", [
    "give each column its own name",
  ]),
  FS3016: wrong(
    "Column missing",
    "`{option}` names the column `{column}`, which `{path}` does not have",
    ["did you mean `{suggestion}`?", "the columns are {columns|and}"],
    "no such column",
  ),
  FS3017: wrong(
    "Column is a point of the axis",
    "`{option}` names `{column}`, which is a point of the axis",
    ["declare `axis: {range: [LOW, HIGH]}` so that `{column}` lies outside"],
    "a point of the axis",
  ),
  FS3018: warning(
    "Column among the points of the axis",
    "the column `{column}` of `{path}` stands among the points of the axis, but its header is no number: it is not used",
    ["if it is a point, write its axis value as a plain number", "if it is not, put it before the first point"],
    "no number",
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
      "to describe the data without a classifier, leave out `label`",
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
      "the name stands in several values of `{across}`, with one label in each: give every sample a name of its own, `{across}` and number together",
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
  FS3043: wrong(
    "Rows on another axis",
    "`{path}` has {points} axis points, the data have {expected}, and they differ",
    [
      "first difference: {found} where the data have {wanted}",
      "where the axis values only differ in their last digits, write `axis: {match: {match}}`",
      "onto the widest grid for both: `axis: {grid: {grid}}`",
      "bring both files onto the same axis before, or narrow both by `axis: {range: [LOW, HIGH]}`",
    ],
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
  FS3050: wrong("Axis value repeated in a spectrum", "the spectrum `{id}` has the axis value {value} twice", [
    "take one of the rows out, or give repeated measurements ids of their own",
  ]),
  FS3051: wrong(
    "Spectrum on another axis",
    "the points of the axis of `{id}` ({points}) are not those of `{first}` ({expected})",
    [
      "it has no point at {lacks}",
      "`{first}` has no point at {extra}",
      "where the axis values only differ in their last digits, write `axis: {match: {match}}`",
      "onto the widest grid for all: `axis: {grid: {grid}}`",
      "every spectrum must have the same points; narrow them by `axis: {range: [LOW, HIGH]}`",
    ],
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
  FS3066: warning("Axis not declared", "neither the document nor the files say the {what|and} of the axis", [
    "write `axis: {unit: nm, technique: NIR}`, or what holds for your instrument",
    "without a unit figures name none, and nothing can be said of whether the axis can be right",
  ]),
  FS3101: wrong("File can be read in several ways", "more than one reading fits `{path}`", [
    "{first}",
    "{second}",
    "{third}",
    '{count|row begins/rows begin} with `{sign}`, and the others do not: declare `header: {comment: "{sign}"}` for the first, another sign for the second || declare what tells them apart: `layout`, `delimiter`, `header`, or `axis` with its `unit` and `technique`',
  ]),
  FS3102: wrong(
    "Number that can be read both ways",
    "`{cell}` in `{path}` is {large} or {small}, and nothing in the file says which",
    ['write `thousands: "{sign}"` where it is {large}', 'write `decimal: "{sign}"` where it is {small}'],
  ),
  FS3103: wrong("Table does not begin as declared", "`{path}` does not show where its table begins: {what}", [
    "correct `{option}` in `header`, or leave it out: where the table begins is found from the file and stated",
  ]),
  FS3105: warning(
    "Quote within a cell",
    "{cells|cell/cells} of `{path}` {cells|has//have} a quote that opens no quoted text, `{text}` for one; each is read as it stands",
    [
      "nothing needs to be done where the quote belongs to the name",
      "else put the whole cell into quotes and write the one inside it twice, or take it out",
    ],
  ),
  FS3106: wrong(
    "Axis value too large to compute with",
    "`{path}` has the axis value {value}, and nothing above {limit} can be computed with",
    ["correct its header, or leave the point out by `axis: {range: [LOW, HIGH]}`"],
  ),
  FS3104: warning("Encoding not known", "`{path}` is not UTF-8 and was read as windows-1252, on which `{text}` hangs", [
    "if `{text}` is right, declare `encoding: windows-1252`",
    "if it is not, save the file as UTF-8",
  ]),
  FS3107: wrong(
    "Row is a summary of the others",
    "the row `{id}` is the {what} of the {others} other spectra of its file, and no spectrum",
    [
      "leave it out with the reason: `exclude: [{id: {id}, reason: {what} of the others}]`, or by `lines`",
      "if it was measured, and is alike by accident, leave out its copy",
    ],
  ),
  FS3108: wrong(
    "List of another length",
    "a list of `{column}` in `{path}` has {found} values, and the axis {expected} points",
    ["correct `axis` in `layout: {lists: …}`, or export the spectra again: each must have a value at every point"],
  ),
  FS3109: warning("Column of lists not used", "the column `{column}` of `{path}` holds lists and is not used", [
    "where these are the spectra, declare `layout: {lists: {value: {column}, axis: …}}`",
  ]),
  FS3110: wrong("No spectrum in this file", "`{path}` holds {what}, which is no spectrum that can be read", [
    "export the spectrum itself, over cm⁻¹, nm or µm",
    "what is read of each format, and what is not, stands under `reference/formats`",
  ]),
  FS3111: wrong(
    "Points contradict the file's own checks",
    "this line of `{path}` gives {what} as {found}, and by what stands before it is {expected}",
    [
      "export the file again: a line is missing, doubled or changed",
      "nothing of such a file is read: every point behind this one may be wrong",
    ],
  ),
  FS3112: warning(
    "Number of points is not what the file says",
    "`{path}` says it has {declared} points, and has {count}, as its step along the axis says",
    ["nothing needs to be done where {count} points are what was measured"],
  ),
  FS3113: wrong("Several to choose from", "`{path}` holds {count} {things}, and which of them is meant is not said", [
    "none of them is `{named}`",
    "they are {list|plain}",
    "name one: `{option}: 1`, or its name where only one bears it",
  ]),
  FS3114: wrong(
    "Not said by the path or the lines above",
    "`{path}` does not say what was asked of it",
    [
      "its last parts do not match `{pattern}`",
      "under `{key}` it says {values|and}",
      "no line above the table begins with `{line}` and then `:`, `=`, a comma or a tab",
      "it has no parameter `{parameter}`, but {names|and}",
    ],
    "not said",
  ),
  FS3115: wrong(
    "Path matches in two ways",
    "`{path}` matches `{pattern}` in more than one way: {first}; or {second}",
    ["write more of the text between the placeholders, or `{x:digits}` for one that is digits"],
    "two ways",
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
  FS3117: wrong("Quantity is another", "`{path}` holds {quantity}, and `{of}` {wanted}", [
    "read files of one quantity",
    "or declare what all of them hold: `quantity: {wanted}`",
  ]),
  FS3119: warning(
    "Form read by its description alone",
    "`{path}` is in a form of {format} that was tried on no instrument's file: {forms|plain}",
    [
      "compare a few values with those the instrument's program shows",
      "for regulatory mode export the data as CSV (UTF-8), JCAMP-DX or another form that was tried (`reference/formats`)",
    ],
  ),
  FS3120: wrong("File is cut short or contradicts itself", "`{path}` is cut short or contradicts itself: {what}", [
    "the place is byte {byte}, counted from 0",
    "copy or export the file again; compare its size with that on the instrument",
  ]),
  FS3122: wrong("Unit of the axis is another", "`{path}` has its axis in {unit}, not in {wanted}", [
    "`{of}` has it in {wanted}: read files of one unit",
    "take `unit` out: the file says it || export all files over the same unit",
  ]),
  FS3121: wrong(
    "Axis only counts",
    "the axis of `{path}` would count from {from} to {to} in steps of 1: numbers of columns or points, and no axis",
    ["write the axis values where the file has these numbers", "where there are none, declare `axis: {unit: channel}`"],
  ),
  FS3123: warning(
    "Axis outside what the technique measures",
    "{technique} in {unit} from {from} to {to} is no axis its instruments have",
    [
      "as {fits|and} it would be: correct `unit`",
      "in {unit} it is measured from {low} to {high}",
      "correct `technique`",
    ],
  ),
  FS3124: wrong("Number that is no point", "among the points of the axis {points|and} cannot belong to it", [
    "it stands beside {beside} as the name of a column that stands twice: take one of the two out of the file",
    "leave out what is no point: `axis: {exclude: [{exclude}]}`",
  ]),
  FS3125: warning("Few points", "the axis has {points} points", [
    "a spectrum has more: look at `range`, and at whether all points have a number for a header",
  ]),
  FS3126: warning("Values that are hardly the quantity", "as {quantity} the values are hardly right: {seen}", [
    "they may be {fits}: correct `quantity`",
    "look at the spectra in the figure, and at what the instrument exports",
  ]),
  FS3127: warning(
    "Spectra of another size",
    "{n_spectra} of {of} spectra span more than ten times what the others do, or less than a tenth: {spectra|and}",
    [
      "all of them are of the batch `{batch}`: other units, another accessory or another gain",
      "all of them are of `{file}`: other units, another accessory or another gain",
      "look at them in the figure; leave out what was not measured, with a reason: `exclude: [{id: …, reason: …}]`",
    ],
  ),
  FS3128: wrong("Spectrum is constant", "the spectrum `{id}` is {value} at every point", [
    "leave it out with a reason: `exclude: [{id: …, reason: …}]`",
    "where {value} stands for what was not measured: `missing: {codes: [{value}], then: drop}`",
  ]),
  FS3129: wrong("Value that nobody measured", "`{id}` has the value {value} at `{column}`, far from everything else", [
    "where it stands for what was not measured: `missing: {codes: [{value}], then: interpolate}`, or `drop` for the spectrum",
    "or leave the spectrum out with a reason: `exclude: [{id: …, reason: …}]`",
  ]),
  FS3140: wrong("Beyond a limit", "`{path}` has {found} {things}; at most {limit} are read", [
    "divide the file, or leave out of it what is not analysed",
    "every limit stands under `reference/limits`",
  ]),
  FS3099: wrong("More findings", "and {more} more", ["mend what is listed and compile again"]),
};
