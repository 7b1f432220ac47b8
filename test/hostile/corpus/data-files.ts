/** Hostile data files: each read by a small protocol. */
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import type { Member } from "./member.ts";

const good = smallCsv({ samples: 12, points: 12 });
const lines = good.trim().split("\n");
const changed = (row: number, column: number, by: string): string =>
  lines
    .map((line, i) =>
      i === row
        ? line
            .split(",")
            .map((cell, j) => (j === column ? by : cell))
            .join(",")
        : line,
    )
    .join("\n");
const headed = (column: number, by: string): string => changed(0, column, by);
const everyRow = (column: number, by: (row: number) => string): string =>
  lines
    .map((line, i) =>
      i === 0
        ? line
        : line
            .split(",")
            .map((cell, j) => (j === column ? by(i) : cell))
            .join(","),
    )
    .join("\n");
const bytes = (...values: readonly number[]) => new Uint8Array(values);
const jcamp = (body: string): string => `##TITLE=x\n##JCAMP-DX=4.24\n##DATA TYPE=INFRARED SPECTRUM\n${body}`;
const xy = (more: string, points = "2"): string =>
  jcamp(
    `##XUNITS=1/CM\n##YUNITS=ABSORBANCE\n${more}##FIRSTX=900\n##LASTX=901\n##NPOINTS=${points}\n##XYDATA=(X++(Y..Y))\n900 1 2\n##END=\n`,
  );

type Row = readonly [tries: string, content: () => string | Uint8Array];
const rows: readonly Row[] = [
  ["nothing at all", () => ""],
  ["a mark of byte order and nothing else", () => bytes(0xef, 0xbb, 0xbf)],
  ["a head without a row", () => `${lines[0]}\n`],
  ["line ends alone", () => "\n".repeat(100_000)],
  ["delimiters alone", () => ",".repeat(100_000)],
  ["zero bytes", () => new Uint8Array(100_000)],
  ["zero bytes in a cell", () => changed(3, 0, "a\u0000b")],
  ["text of two bytes a letter", () => new Uint8Array(Buffer.from(`\ufeff${good}`, "utf16le"))],
  ["bytes that are no text", () => bytes(...Array.from({ length: 5000 }, (_, i) => 128 + (i % 128)))],
  ["a quote that never ends", () => changed(2, 0, '"')],
  ["a quote in every cell, none ended", () => '"a,'.repeat(30_000)],
  ["a quote inside a cell", () => changed(2, 0, 'a"b"c')],
  ["a row of one cell", () => `${good}x\n`],
  ["a row of very many cells", () => `${good}${"1,".repeat(60_000)}\n`],
  ["a row cut short", () => good.slice(0, -20)],
  ["two columns of one name", () => headed(1, "id")],
  ["a column without a name", () => headed(1, "")],
  ["a point twice", () => headed(6, "900")],
  ["a point of 1e308", () => headed(6, "1e308")],
  ["a point below zero", () => headed(5, "-900")],
  ["a point that is infinite", () => headed(5, "Infinity")],
  ["points that run back", () => headed(8, "1")],
  ["no value", () => changed(4, 7, "")],
  ["NaN as a value", () => changed(4, 7, "NaN")],
  ["Infinity as a value", () => changed(4, 7, "Infinity")],
  ["a value beyond all doubles", () => changed(4, 7, "1e999")],
  ["a value of 1e308", () => changed(4, 7, "1e308")],
  ["values of 1e308 everywhere", () => good.replaceAll(/\b1\.\d{6}\b/g, "1e308")],
  ["the smallest of all doubles", () => changed(4, 7, "5e-324")],
  ["a value in hexadecimal", () => changed(4, 7, "0x10")],
  ["a value with underscores", () => changed(4, 7, "1_000")],
  ["a value in Arabic digits", () => changed(4, 7, "١٫٥")],
  ["a value in wide digits", () => changed(4, 7, "１.５")],
  ["a minus that is none", () => changed(4, 7, "\u22121.5")],
  ["a value of very many digits", () => changed(4, 7, `1.${"3".repeat(60_000)}`)],
  ["a cell beyond the limit", () => changed(4, 7, "1".repeat(70_000))],
  ["a formula as a value", () => changed(4, 7, "=1+1")],
  ["a formula as a class", () => everyRow(3, (i) => (i % 2 ? '=HYPERLINK("http")' : "b"))],
  ["a script as a class", () => everyRow(3, (i) => (i % 2 ? "<script>alert(1)</script>" : "b"))],
  ["the escape of a terminal as an id", () => changed(3, 0, "\u001b[2J\u001b]0;x\u0007")],
  ["letters that turn around as an id", () => changed(3, 0, "\u202Egnp.exe")],
  ["one id for every row", () => everyRow(0, () => "x")],
  ["an id that every object has", () => changed(3, 0, "__proto__")],
  ["a class that every object has", () => everyRow(3, (i) => (i % 2 ? "__proto__" : "constructor"))],
  ["an id of 60,000 letters", () => changed(3, 0, "i".repeat(60_000))],
  ["one class", () => everyRow(3, () => "a")],
  ["a class a row", () => everyRow(3, (i) => `c${i}`)],
  ["classes apart by a blank", () => everyRow(3, (i) => (i % 2 ? "a" : "a "))],
  ["classes apart by a letter that looks the same", () => everyRow(3, (i) => (i % 2 ? "a" : "\u0430"))],
  [
    "the same spectrum everywhere",
    () =>
      [
        lines[0],
        ...lines.slice(1).map((line) => [...line.split(",").slice(0, 5), ...lines[1].split(",").slice(5)].join(",")),
      ].join("\n"),
  ],
  [
    "spectra that are constant",
    () =>
      lines
        .map((line, i) => (i === 0 ? line : [...line.split(",").slice(0, 5), ...Array(12).fill("1")].join(",")))
        .join("\n"),
  ],
  ["one row", () => lines.slice(0, 2).join("\n")],
  ["two rows", () => lines.slice(0, 3).join("\n")],
  ["line ends of an old Macintosh", () => good.replaceAll("\n", "\r")],
  ["line ends of every sort", () => lines.map((line, i) => line + ["\n", "\r\n", "\r"][i % 3]).join("")],
  [
    "semicolons in half of the rows",
    () => lines.map((line, i) => (i % 2 ? line.replaceAll(",", ";") : line)).join("\n"),
  ],
  ["a compressed file", () => bytes(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3)],
  ["an archive", () => bytes(0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0, 1, 2, 3, 4)],
  ["a picture", () => bytes(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13)],
  ["a document for paper", () => "%PDF-1.7\n1 0 obj\n<< /JS (app.alert(1)) >>\nendobj\n"],
  ["a program", () => bytes(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0)],
  ["a database", () => "SQLite format 3\u0000"],
  ["JSON", () => '{"__proto__": {"polluted": true}, "rows": [[1, 2]]}'],
  ["JSON of very many levels", () => "[".repeat(100_000)],
  ["a page for a browser", () => "<!doctype html><script src=http://127.0.0.1:1/x></script>"],
  [
    "entities of entities",
    () => '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>',
  ],
  [
    "an entity that is a file",
    () => '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///outside.csv">]><a>&x;</a>',
  ],
  ["a JCAMP file of nothing", () => jcamp("")],
  ["a JCAMP file that ends in the middle", () => xy("").slice(0, 120)],
  ["a JCAMP file that promises 1e12 points", () => xy("", "1000000000000")],
  ["a JCAMP file that promises points below zero", () => xy("", "-1")],
  ["a JCAMP file that promises no number of points", () => xy("", "many")],
  ["a JCAMP file with a factor of 1e308", () => xy("##XFACTOR=1\n##YFACTOR=1e308\n")],
  ["a JCAMP file with a factor of 0", () => xy("##XFACTOR=0\n##YFACTOR=0\n")],
  ["a JCAMP file with a factor that is none", () => xy("##XFACTOR=1\n##YFACTOR=NaN\n")],
  ["a JCAMP file of very many blocks", () => "##TITLE=x\n##JCAMP-DX=4.24\n##DATA TYPE=LINK\n".repeat(5_000)],
  [
    "a JCAMP file of very many duplicates",
    () =>
      jcamp(
        `##XUNITS=1/CM\n##YUNITS=ABSORBANCE\n##FIRSTX=900\n##LASTX=901\n##NPOINTS=2\n##XFACTOR=1\n##YFACTOR=1\n##XYDATA=(X++(Y..Y))\n900A${"Z".repeat(50_000)}\n##END=\n`,
      ),
  ],
  ["a JCAMP file of a label that names a file", () => jcamp("##$INCLUDE=file:///outside.csv\n##END=\n")],
  ["a JCAMP file of labels without an end", () => jcamp("##".repeat(50_000))],
];

const expected: { readonly [tries: string]: readonly [exit: number, ...codes: string[]] } = {
  "nothing at all": [3, "FS3001"],
  "a mark of byte order and nothing else": [3, "FS3001"],
  "a head without a row": [3, "FS3002"],
  "line ends alone": [3, "FS3001"],
  "delimiters alone": [3, "FS3002"],
  "zero bytes": [3, "FS3006"],
  "zero bytes in a cell": [0],
  "text of two bytes a letter": [0],
  "bytes that are no text": [3, "FS3010"],
  "a quote that never ends": [3, "FS3007"],
  "a quote in every cell, none ended": [3, "FS3007"],
  "a quote inside a cell": [0],
  "a row of one cell": [3, "FS3008"],
  "a row of very many cells": [3, "FS3008"],
  "a row cut short": [3, "FS3008"],
  "two columns of one name": [3, "FS3015"],
  "a column without a name": [3, "FS3016"],
  "a point twice": [3, "FS3011"],
  "a point of 1e308": [0],
  "a point below zero": [0],
  "a point that is infinite": [0],
  "points that run back": [0],
  "no value": [3, "FS3020"],
  "NaN as a value": [3, "FS3020"],
  "Infinity as a value": [3, "FS3022"],
  "a value beyond all doubles": [3, "FS3022"],
  "a value of 1e308": [3, "FS3026"],
  "values of 1e308 everywhere": [3, "FS3026", "FS3099"],
  "the smallest of all doubles": [0],
  "a value in hexadecimal": [3, "FS3021"],
  "a value with underscores": [3, "FS3021"],
  "a value in Arabic digits": [3, "FS3021"],
  "a value in wide digits": [3, "FS3021"],
  "a minus that is none": [3, "FS3021"],
  "a value of very many digits": [0],
  "a cell beyond the limit": [3, "FS3140"],
  "a formula as a value": [3, "FS3021"],
  "a formula as a class": [0],
  "a script as a class": [0],
  "the escape of a terminal as an id": [0],
  "letters that turn around as an id": [0],
  "one id for every row": [0],
  "an id that every object has": [0],
  "a class that every object has": [0],
  "an id of 60,000 letters": [0],
  "one class": [3, "FS3034"],
  "a class a row": [0],
  "classes apart by a blank": [3, "FS3034"],
  "classes apart by a letter that looks the same": [0],
  "the same spectrum everywhere": [3, "FS3045", "FS3603"],
  "spectra that are constant": [3, "FS3128"],
  "one row": [3, "FS3034", "FS3036"],
  "two rows": [3, "FS3402"],
  "line ends of an old Macintosh": [0],
  "line ends of every sort": [0],
  "semicolons in half of the rows": [3, "FS3008"],
  "a compressed file": [3, "FS3120"],
  "an archive": [3, "FS3120"],
  "a picture": [3, "FS3006"],
  "a document for paper": [3, "FS3003"],
  "a program": [3, "FS3006"],
  "a database": [3, "FS3010"],
  JSON: [3, "FS3003"],
  "JSON of very many levels": [3, "FS3003"],
  "a page for a browser": [3, "FS3003"],
  "entities of entities": [3, "FS3003"],
  "an entity that is a file": [3, "FS3003"],
  "a JCAMP file of nothing": [3, "FS3120"],
  "a JCAMP file that ends in the middle": [3, "FS3120"],
  "a JCAMP file that promises 1e12 points": [3, "FS3120"],
  "a JCAMP file that promises points below zero": [3, "FS3120"],
  "a JCAMP file that promises no number of points": [3, "FS3120"],
  "a JCAMP file with a factor of 1e308": [3, "FS3122"],
  "a JCAMP file with a factor of 0": [3, "FS3111"],
  "a JCAMP file with a factor that is none": [3, "FS3120"],
  "a JCAMP file of very many blocks": [3, "FS3120"],
  "a JCAMP file of very many duplicates": [3, "FS3140"],
  "a JCAMP file of a label that names a file": [3, "FS3110"],
  "a JCAMP file of labels without an end": [3, "FS3120"],
};

export const hostileData: readonly Member[] = rows.map(([tries, content]) => {
  const [exit, ...codes] = expected[tries] ?? [3, "not told"];
  return {
    kind: "data file",
    tries,
    exit,
    codes,
    files: () => ({ "protocol.md": smallProtocol(), "small.csv": content() }),
    words: ["compile", "protocol.md"],
  };
});
