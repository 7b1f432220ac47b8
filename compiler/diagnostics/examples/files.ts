/** Examples of FS31xx: how a file is read, its axis, and values that can hardly be. */
import { type Examples, fileOf, inWords, read, table } from "./example.ts";

const axis = [850, 852, 854, 856, 858, 860, 862, 864, 866, 868, 870, 872];
const wide = (
  change: (cells: readonly string[], i: number) => readonly string[],
  header: readonly unknown[] = axis,
): string =>
  [
    ["id", ...header],
    ...[0, 1, 2].map((i) =>
      change(
        ["a", "b", "c"]
          .slice(i, i + 1)
          .concat(header.map((_, j) => (0.2 + i / 10 + ((j * (i + 3)) % 7) / 20).toFixed(2))),
        i,
      ),
    ),
  ]
    .map((cells) => `${cells.join(",")}\n`)
    .join("");
const good = wide((cells) => cells);
const last = (change: (cell: string, j: number) => string) =>
  wide((cells, i) => (i === 2 ? cells.map((cell, j) => (j === 0 ? cell : change(cell, j))) : cells));
const nir = "id: id\naxis: {unit: nm, technique: NIR}";
const jcamp = (lines: string) =>
  `##TITLE= lean\n##JCAMP-DX= 4.24\n##DATA TYPE= INFRARED SPECTRUM\n##XUNITS= 1/CM\n##YUNITS= ABSORBANCE\n##FIRSTX= 1000\n##LASTX= 1003\n##NPOINTS= 4\n##XFACTOR= 1\n##YFACTOR= 0.001\n##FIRSTY= 0.050\n##XYDATA= (X++(Y..Y))\n${lines}\n##END=\n`;
const jcampLines = jcamp("1000 50 51 53 54");

export const fileExamples: Examples = {
  FS3101: inWords(
    "A file holds the columns Wave, Dark, Reference and Sample, and nothing says which is the spectrum.",
    "`layout: {long: {axis: Wave, value: Sample}}`, or the export has one of them.",
  ),
  FS3102: table("layout: wide", "id;850;852\na;1.234;2.345\n", "id;850;852\na;1.2345;2.3456\n"),
  FS3103: read(good, `${nir}\nheader: {after: Begin}`, nir),
  FS3104: inWords(
    "The file is windows-1252, `Käse` stands in it, and the block does not say so.",
    "`encoding: windows-1252`, or the file is exported as UTF-8.",
  ),
  FS3105: table(
    nir,
    good.replace("id,", "id,note,").replace("a,", 'a,5" plate,').replace("b,", "b,,").replace("c,", "c,,"),
    good,
  ),
  FS3106: table(
    nir,
    wide((cells) => cells, [...axis.slice(0, 11), "1e200"]),
    good,
  ),
  FS3107: inWords(
    "The last row of the export is called `mean`, and is the mean of the nine above.",
    "`exclude: [{id: mean, reason: mean of the others}]`, or the row is left out of the export.",
  ),
  FS3108: inWords(
    "A Parquet file holds spectra as lists; one list has 99 values, the axis 100.",
    "Each list has as many values as the axis has points.",
  ),
  FS3109: inWords(
    "A Parquet file holds two columns of lists, and `layout: {lists: {value: spectrum}}` names one.",
    "What is not to be used is left out of the file.",
  ),
  FS3110: fileOf(
    ".dx",
    "axis: {technique: FTIR}",
    jcampLines.replace("INFRARED SPECTRUM", "MASS SPECTRUM").replace("1/CM", "M/Z"),
    jcampLines,
  ),
  FS3111: fileOf(".dx", "axis: {technique: FTIR}", jcamp("1000 50 51\n1007 53 54"), jcamp("1000 50 51\n1002 53 54")),
  FS3112: fileOf(
    ".dx",
    "axis: {technique: FTIR}",
    jcampLines.replace("NPOINTS= 4", "NPOINTS= 5\n##DELTAX= 1"),
    jcampLines,
  ),
  FS3113: inWords("A workbook has the sheets `raw` and `corrected`, and the block names none.", "`sheet: raw`"),
  FS3114: inWords(
    '`from_name: "{oil}_rep{n:digits}"`, and a file is called olive-2.csv.',
    "The files are called as olive_rep2.csv, or the pattern says `{oil}-{n:digits}`.",
  ),
  FS3115: inWords(
    '`from_name: "{oil}_{lot}"`, and a file is called extra_virgin_7.csv: the first `_` or the second?',
    '`from_name: "{oil}_{lot:digits}"`',
  ),
  FS3116: table(
    "id: id\ntarget: fat\ncensored: half",
    "id,fat,850\na,<2,0.1\nb,5,0.2\nc,6,0.3\n",
    "id,fat,850\na,1.4,0.1\nb,5,0.2\nc,6,0.3\n",
  ),
  FS3117: inWords(
    "Of two JCAMP-DX files one says ABSORBANCE, the other TRANSMITTANCE.",
    "Both are exported in one quantity; where a file is wrong about itself, `quantity: absorbance` says so.",
  ),
  FS3119: inWords(
    "An SPC file is in a form of which no instrument's file was at hand when its reader was written.",
    "The spectra are held against the instrument's own export as text once.",
  ),
  FS3120: inWords(
    "A file of an instrument was cut in transfer: it announces more points than it holds.",
    "It is copied again, in binary, and its size compared with that of the original.",
  ),
  FS3121: read(
    wide((cells) => cells, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
    "id: id\naxis: {technique: NIR}",
    "id: id\naxis: {unit: channel}",
  ),
  FS3122: table(
    nir,
    wide(
      (cells) => cells,
      axis.map((x) => `${x} cm-1`),
    ),
    good,
  ),
  FS3123: read(good, "id: id\naxis: {unit: nm, technique: Raman}", nir),
  FS3124: table(
    nir,
    wide((cells) => cells, [400, ...axis.slice(1)]),
    good,
  ),
  FS3125: table(
    nir,
    wide((cells) => cells, axis.slice(0, 5)),
    good,
  ),
  FS3126: read(
    wide((cells) => cells.map((cell, j) => (j === 0 ? cell : String(100 * Number(cell))))),
    `${nir}\nquantity: transmittance`,
    `${nir}\nquantity: transmittance-percent`,
  ),
  FS3127: table(
    nir,
    last((cell) => String(100 * Number(cell))),
    good,
  ),
  FS3128: table(
    nir,
    last(() => "0.50"),
    good,
  ),
  FS3129: table(
    nir,
    last((cell, j) => (j === 4 ? "-9999" : cell)),
    good,
  ),
  FS3130: inWords(
    "A file of an instrument says that it is a Raman spectrum, and the block says `technique: FTIR`.",
    "`technique: Raman`, or the file that was meant.",
  ),
  FS3131: read(good, `${nir}\njoin: {chem: {by: id}}`, `${nir}\njoin: {chem: {by: id, columns: [fat]}}`, {
    chem: "id,850,fat\na,1,2\nb,1,3\nc,1,4\n",
  }),
  FS3132: read(
    good,
    `${nir}\njoin: {chem: {by: id}}`,
    `${nir}\nexclude: [{id: c, reason: not analysed}]\njoin: {chem: {by: id}}`,
    { chem: "id,fat\na,2\nb,3\n" },
  ),
  FS3133: read(good, `${nir}\njoin: {chem: {by: id}}`, `${nir}\njoin: {chem: {by: id, repeats: mean}}`, {
    chem: "id,fat\na,2\na,3\nb,3\nc,4\n",
  }),
  FS3135: read(good, `${nir}\npredict: {column: id, is: d}`, `${nir}\npredict: {column: id, is: c}`),
  FS3140: inWords(
    "The table has more rows or columns than are read: `foodspec explain FS3140` says where the limits stand.",
    "The table is divided by what a study asks, or the axis is cut when the data are exported.",
  ),
};
