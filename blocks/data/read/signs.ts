/** Signs: which decimal sign the numbers of a file have, and which between thousands; what can be read both ways is said. */
import type { DecimalSign, Signs } from "../csv/decimal.ts";
import type { Delimiter } from "../csv/dialect.ts";

/** What an author declared of them. */
export interface DeclaredSigns {
  readonly decimal?: DecimalSign;
  readonly thousands?: "," | "." | "'" | " ";
}

/** A column of cells that are no texts yet: where each begins and ends in the bytes of its file. */
export interface CellsInFile {
  readonly rows: number;
  readonly bytes: Uint8Array;
  start(row: number): number;
  end(row: number): number;
  text(row: number): string;
}

export interface FoundSigns {
  readonly signs: Signs;
  /** A text that is two numbers, where nothing says which: 1492 or 1.492. */
  readonly doubt: string | null;
  /** Whether any number had a sign. */
  readonly isSeen: boolean;
}

/**
 * The signs of the cells that are numbers. A comma, or a point where no comma delimits, before three digits is a sign of
 * thousands as well as of decimals: where all are so, and nothing else tells, that is a doubt.
 */
export function signsOf(
  cells: Iterable<string | CellsInFile>,
  delimiter: Delimiter,
  declared: DeclaredSigns,
): FoundSigns {
  const seen = countForms(cells);
  const evident = thousandsOf(seen);
  const thousands = declared.thousands ?? (evident === declared.decimal ? null : evident);
  const decimal =
    declared.decimal ?? (thousands === "," ? "." : thousands === "." ? "," : null) ?? decimalOfForms(seen);
  const between = thousands ?? groupsBeside(decimal, seen);
  const isSeen = evident !== null || seen.points + seen.commas + seen.pointGroups + seen.commaGroups > 0;
  const doubt = declared.decimal === undefined && between === null ? doubtOf(seen, delimiter) : null;
  return { signs: `${decimal ?? "."}${between ?? ""}` as Signs, doubt, isSeen };
}

/** What signs may mean, the likely sense first: a number that can be read both ways has thousands in the other, in which it is no doubt any more. */
export function sensesOf(found: FoundSigns): readonly FoundSigns[] {
  if (found.doubt === null) return [found];
  return [found, { ...found, signs: found.signs.startsWith(",") ? ".," : ",.", doubt: null }];
}

/** How many cells have which form, and the first that can be read both ways. */
interface Forms {
  points: number;
  commas: number;
  pointGroups: number;
  commaGroups: number;
  manyPoints: number;
  manyCommas: number;
  apostrophes: number;
  blanks: number;
  large: number;
  first: string | null;
}

function countForms(cells: Iterable<string | CellsInFile>): Forms {
  const forms: Forms = {
    points: 0,
    commas: 0,
    pointGroups: 0,
    commaGroups: 0,
    manyPoints: 0,
    manyCommas: 0,
    apostrophes: 0,
    blanks: 0,
    large: 0,
    first: null,
  };
  for (const cell of cells)
    if (typeof cell === "string") count(forms, cell.trim());
    else countCells(forms, cell);
  return forms;
}

function countCells(forms: Forms, column: CellsInFile): void {
  const { bytes } = column;
  for (let row = 0; row < column.rows; row++) {
    const [from, to] = [column.start(row), column.end(row)];
    if (beginsAsWord(bytes[from]) || isPlainNumber(forms, bytes, from, to, () => column.text(row))) continue;
    count(forms, column.text(row).trim());
  }
}

const group = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/;
const one = /^[+-]?(?:\d+[.,]\d*|[.,]\d+)(?:[eE][+-]?\d+)?$/;
const many = /^[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+$/;
const both = /^[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*[.,]\d*(?:[eE][+-]?\d+)?$/;
const apart = /^[+-]?\d{1,3}(?:['\u2019]\d{3})+(?:[.,]\d*)?(?:[eE][+-]?\d+)?$/;
const spaced = /^[+-]?\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:[.,]\d*)?(?:[eE][+-]?\d+)?$/;

function count(forms: Forms, text: string): void {
  if (isPlainText(forms, text)) return;
  const [hasPoint, hasComma] = [text.includes("."), text.includes(",")];
  if (one.test(text)) {
    const isGroup = group.test(text);
    if (isGroup && forms.first === null) forms.first = text;
    if (isGroup) forms[hasComma ? "commaGroups" : "pointGroups"]++;
    else forms[hasComma ? "commas" : "points"]++;
  } else if (many.test(text)) forms[hasComma ? "manyCommas" : "manyPoints"]++;
  else if (hasPoint && hasComma && both.test(text)) {
    const isComma = text.lastIndexOf(",") > text.lastIndexOf(".");
    forms[isComma ? "commas" : "points"]++;
    forms[isComma ? "manyPoints" : "manyCommas"]++;
  } else if (apart.test(text)) {
    forms.apostrophes++;
    if (hasPoint !== hasComma) forms[hasComma ? "commas" : "points"]++;
  } else if (spaced.test(text)) {
    forms.blanks++;
    if (hasPoint !== hasComma) forms[hasComma ? "commas" : "points"]++;
  }
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** The letters of a short text of ASCII; a longer one, and one with others, is no plain number. */
const letters = new Uint8Array(32);
const [plus, minus, comma, point, none] = [0x2b, 0x2d, 0x2c, 0x2e, 0xff];

function isPlainText(forms: Forms, text: string): boolean {
  if (text.length > letters.length) return false;
  for (let i = 0; i < text.length; i++) letters[i] = Math.min(text.charCodeAt(i), none);
  return isPlainNumber(forms, letters, 0, text.length, () => text);
}

/**
 * Counts a number of digits with one sign at most, as nearly every cell is, letter by letter: what the expressions above
 * would say of it. False of everything else.
 */
function isPlainNumber(forms: Forms, bytes: Uint8Array, from: number, to: number, text: () => string): boolean {
  const start = bytes[from] === plus || bytes[from] === minus ? from + 1 : from;
  let at = start;
  while (at < to && isDigit(bytes[at])) at++;
  const before = at - start;
  if (at >= to) {
    if (before >= 4) forms.large++;
    return before > 0;
  }
  const hasComma = bytes[at] === comma;
  if (!hasComma && bytes[at] !== point) return false;
  const behind = at + 1;
  at = behind;
  while (at < to && isDigit(bytes[at])) at++;
  if (at < to || (before === 0 && behind === to)) return false;
  if (to - behind === 3 && before >= 1 && before <= 3 && bytes[start] !== 0x30) {
    forms.first ??= text();
    forms[hasComma ? "commaGroups" : "pointGroups"]++;
  } else forms[hasComma ? "commas" : "points"]++;
  return true;
}

/** Whether a cell begins as no number does, in whatever form: with a letter of ASCII. */
const beginsAsWord = (code: number): boolean => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);

const thousandsOf = ({ apostrophes, blanks, manyCommas, manyPoints }: Forms) =>
  apostrophes > 0 ? "'" : blanks > 0 ? " " : manyCommas > 0 ? "," : manyPoints > 0 ? "." : null;

/** Where numbers have both, no reading has only numbers: the refusal that follows names the cells of the rarer sign. */
function decimalOfForms({ points, commas, pointGroups, commaGroups }: Forms): DecimalSign | null {
  if (points > 0 || commas > 0) return commas > points ? "," : ".";
  if (commaGroups > 0) return ",";
  return pointGroups > 0 ? "." : null;
}

/** `1,492` beside `0.5` is a sign of thousands, since the decimal sign is known. */
function groupsBeside(decimal: DecimalSign | null, { points, commas, pointGroups, commaGroups }: Forms) {
  if (decimal === "." && points > 0 && commas === 0 && commaGroups > 0) return ",";
  return decimal === "," && commas > 0 && points === 0 && pointGroups > 0 ? "." : null;
}

function doubtOf({ points, commas, pointGroups, commaGroups, large, first }: Forms, delimiter: Delimiter) {
  if (points + commas > 0) return null;
  if (commaGroups > 0) return first;
  return pointGroups > 0 && large === 0 && delimiter !== "," ? first : null;
}
