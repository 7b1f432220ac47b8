/** Findings of reading: files that are read in no way, in several, or in part. */
import { type Entries, entryMaker } from "../../contract/finding.ts";

const wrong = entryMaker("error", "validation", 3);
const warning = entryMaker("warning", "validation", 3);

export const readFindings: Entries = {
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
  FS3015: wrong("Column name repeated", "the column `{column}` stands in fields {first} and {field}", [
    "give each column its own name",
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
    [
      "write more of the text between the placeholders, or `{x:digits}` for one that is digits, `{x:letters}` for one that is letters",
    ],
    "two ways",
  ),
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
  FS3140: wrong("Beyond a limit", "`{path}` has {found} {things}; at most {limit} are read", [
    "divide the file, or leave out of it what is not analysed",
    "every limit stands under `reference/limits`",
  ]),
};
