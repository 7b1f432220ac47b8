/** Examples of FS30xx: rows, cells, classes and samples of a table. */
import { type Examples, inWords, read, table } from "./example.ts";

const head = "id,kind,fat,850,852";
const rows = "b,y,2.5,0.3,0.4\nc,x,3.5,0.5,0.6\n";
const good = `${head}\na,x,1.5,0.1,0.2\n${rows}`;
const first = (row: string) => `${head}\n${row}\n${rows}`;
const header = (names: string) => `${names}\na,x,1.5,0.1,0.2\n${rows}`;
const target = "id: id\ntarget: fat";
const kinds = "id: id\nlabel: kind";
const long = "id: id\nlayout: {long: {axis: nm, value: absorbance}}";
const longRows = "id,lot,nm,absorbance\na,1,850,0.1\na,1,852,0.2\nb,2,850,0.3\nb,2,852,0.4\n";

export const tableExamples: Examples = {
  FS3001: table("", "", good),
  FS3002: table("", `${head}\n`, good),
  FS3003: table("", "<html><body>Session ended</body></html>\n", good),
  FS3005: inWords(
    "The block says `encoding: utf-8`, and the file was written as windows-1252: its `é` is the byte E9.",
    "`encoding: windows-1252`, or the file is exported as UTF-8.",
  ),
  FS3006: inWords(
    "`path: meats.csv` is a photograph that was renamed, or a file that was cut in transfer.",
    "`path` names the table that the instrument's software exported.",
  ),
  FS3007: table("", first('"a,x,1.5,0.1,0.2'), first('"a",x,1.5,0.1,0.2')),
  FS3008: table("", first("a,x,1.5,0.1,0.2,0.3"), good),
  FS3009: inWords(
    "`path: runs/*.csv` names two files; the second has the column `name` where the first has `id`.",
    "Both files have the same columns, in whatever order.",
  ),
  FS3011: table("", header("id,kind,fat,850,850"), good),
  FS3012: table("", "id,850,854,852\na,0.1,0.2,0.3\n", "id,850,852,854\na,0.1,0.3,0.2\n"),
  FS3013: table("", header("id,kind,fat,852,850"), good),
  FS3015: table("", header("id,id,fat,850,852"), good),
  FS3018: table(
    "",
    "id,850,NaN,852,854\na,0.1,0.2,0.3,0.4\nb,0.2,0.3,0.4,0.5\n",
    "id,850,851,852,854\na,0.1,0.2,0.3,0.4\nb,0.2,0.3,0.4,0.5\n",
  ),
  FS3020: table("", first("a,x,1.5,,0.2"), good),
  FS3021: table("", first("a,x,1.5,wet,0.2"), good),
  FS3022: table("", first("a,x,1.5,inf,0.2"), good),
  FS3023: table(kinds, first("a,,1.5,0.1,0.2"), good),
  FS3024: table(target, first("a,x,about 2,0.1,0.2"), good),
  FS3025: table("missing: interpolate", first("a,x,1.5,,"), first("a,x,1.5,,0.2")),
  FS3026: table("", first("a,x,1.5,1e200,0.2"), good),
  FS3030: read(good, "id: id\nexclude: [{id: d, reason: spilt}]", "id: id\nexclude: [{id: c, reason: spilt}]"),
  FS3031: read(good, "where: {kind: [x, z]}", "where: {kind: [x, y]}"),
  FS3032: read(good, "where: {kind: z}", "where: {kind: x}"),
  FS3033: table("id: id", first("b,x,1.5,0.1,0.2"), good),
  FS3034: inWords(
    "`label: kind`, every row says `x`, and a model is to tell classes apart.",
    "`label` names a column of at least two classes, or `where` keeps rows of both.",
  ),
  FS3036: table(target, `${head}\na,x,2,0.1,0.2\nb,y,2.0,0.3,0.4\n`, good),
  FS3037: read(good, `${kinds}\npositive: X`, `${kinds}\npositive: x`),
  FS3038: table(
    `${kinds}\nsample: s`,
    "id,s,kind,850\n1,a,x,0.1\n2,a,y,0.2\n3,b,y,0.3\n",
    "id,s,kind,850\n1,a,x,0.1\n2,a,x,0.2\n3,b,y,0.3\n",
  ),
  FS3039: table(`${kinds}\ntest: {column: id, is: d}`, `${good}d,z,4.5,0.7,0.8\n`, `${good}d,x,4.5,0.7,0.8\n`),
  FS3040: table(
    "sample: s\ntest: {column: set, is: new}",
    "s,set,850\na,old,0.1\na,new,0.2\nb,old,0.3\n",
    "s,set,850\na,old,0.1\nc,new,0.2\nb,old,0.3\n",
  ),
  FS3041: read(good, `${kinds}\ntest: {column: id, is: d}`, `${kinds}\ntest: {column: id, is: c}`),
  FS3042: read(good, "test: {column: kind, is: x}\nwhere: {kind: x}", "test: {column: kind, is: x}"),
  FS3043: inWords(
    "`test: {input: new}`, and new.csv has the points 850 and 853 where the data have 850 and 852.",
    "Both were measured on one axis, or `axis: {grid: {from: 850, to: 1050, step: 2}}` brings them to one.",
  ),
  FS3044: table("id: id\nduplicates: refuse", first("a,x,1.5,0.3,0.4"), good),
  FS3045: table(kinds, first("a,x,2.5,0.3,0.4"), good),
  FS3046: table(kinds, first("a,y,2.5,0.3,0.4"), good),
  FS3047: table(`${kinds}\nduplicates: drop`, first("a,y,2.5,0.3,0.4"), good),
  FS3048: table(`${kinds}\ntest: {column: id, is: a}`, first("a,y,2.5,0.3,0.4"), good),
  FS3050: table(long, longRows.replace("a,1,852", "a,1,850"), longRows),
  FS3051: table(long, longRows.replace("b,2,852", "b,2,853"), longRows),
  FS3052: table(`${long}\nbatch: lot`, longRows.replace("b,2,852", "b,3,852"), longRows),
  FS3053: table(long, longRows.replace("b,2,852", "b,3,852"), longRows),
  FS3060: table(kinds, first("a, x,1.5,0.1,0.2"), good),
  FS3061: table("id: id", first("=a,x,1.5,0.1,0.2"), good),
  FS3062: table(kinds, first("a,X,1.5,0.1,0.2"), good),
  FS3063: table(
    "id: id\nsample: kind",
    `${head}\na,caf\u00e9,1.5,0.1,0.2\nb,cafe\u0301,2.5,0.3,0.4\n`,
    `${head}\na,caf\u00e9,1.5,0.1,0.2\nb,caf\u00e9,2.5,0.3,0.4\n`,
  ),
  FS3065: inWords(
    "`axis: {range: [400, 2500]}`, and the detector gives little more than noise below 450 nm.",
    "`axis: {range: [450, 2500]}`",
  ),
  FS3066: read(good, "axis: {unit: nm}", "axis: {unit: nm, technique: NIR}"),
  FS3099: inWords(
    "More than twenty cells of a column hold words, each another: twenty are listed.",
    "What is listed is mended at its source, mostly by one setting of the export.",
  ),
};
