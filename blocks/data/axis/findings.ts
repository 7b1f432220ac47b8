/** Findings of the axis: its points, its unit, and whether it and the values can be what they are said to be. */
import { type Entries, entryMaker, inBrief } from "../../contract/finding.ts";

const wrong = entryMaker("error", "validation", 3);
const warning = entryMaker("warning", "validation", 3);
const note = entryMaker("note", "validation", 3);

export const axisFindings: Entries = {
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
  FS3016: wrong(
    "Column missing",
    "`{option}` names the column `{column}`, which `{path}` does not have",
    ["did you mean `{suggestion}`?", "the columns are {columns|and}"],
    "no such column",
  ),
  FS3018: warning(
    "Column among the points of the axis",
    "the column `{column}` of `{path}` stands among the points of the axis, but its header is no number: it is not used",
    ["if it is a point, write its axis value as a plain number", "if it is not, put it before the first point"],
    "no number",
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
  FS3065: inBrief(warning)(
    "Noise at an end of the axis",
    "in {count} of {of} spectra the noise from {from} to {to} is over 20 times that of the whole spectrum (median {ratio} times)",
    [
      "leave these points out: `axis: {range: [{range|plain}]}` in the data block, or `crop` in the preprocess block",
      "where a `crop` leaves them out already, nothing needs to be done",
    ],
  ),
  FS3066: warning("Axis not declared", "neither the document nor the files say the {what|and} of the axis", [
    "write `axis: {unit: nm, technique: NIR}`, or what holds for your instrument",
    "without a unit figures name none, and nothing can be said of whether the axis can be right",
  ]),
  FS3117: wrong("Quantity is another", "`{path}` holds {quantity}, and `{of}` {wanted}", [
    "read files of one quantity",
    "or declare what all of them hold: `quantity: {wanted}`",
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
  FS3130: warning("Technique is another", "`{path}` says that it is `{said}`, not `{wanted}`", [
    "`{of}` says `{wanted}`: read files of one technique, or declare what holds for all of them within `axis` || what the document declares holds: correct `technique`, or look whether this is the file that was meant",
    "the same is to be said of {count|file/files} in all",
  ]),
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
};
