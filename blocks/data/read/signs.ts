/** Signs: which decimal sign the numbers of a file have, and which between thousands; what can be read both ways is said. */
import type { DecimalSign, Signs } from "../csv/decimal.ts";
import type { Delimiter } from "../csv/dialect.ts";

/** What an author declared of them. */
export interface DeclaredSigns {
  readonly decimal?: DecimalSign;
  readonly thousands?: "," | "." | "'" | " ";
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
export function signsOf(cells: Iterable<string>, delimiter: Delimiter, declared: DeclaredSigns): FoundSigns {
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

function countForms(cells: Iterable<string>): Forms {
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
  for (const cell of cells) count(forms, cell.trim());
  return forms;
}

const group = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/;
const one = /^[+-]?(?:\d+[.,]\d*|[.,]\d+)(?:[eE][+-]?\d+)?$/;
const many = /^[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+$/;
const both = /^[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*[.,]\d*(?:[eE][+-]?\d+)?$/;
const apart = /^[+-]?\d{1,3}(?:['\u2019]\d{3})+(?:[.,]\d*)?(?:[eE][+-]?\d+)?$/;
const spaced = /^[+-]?\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:[.,]\d*)?(?:[eE][+-]?\d+)?$/;

function count(forms: Forms, text: string): void {
  if (isPlainNumber(forms, text)) return;
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

/**
 * Counts a number of digits with one sign at most, as nearly every cell is, character by character: what the expressions above
 * would say of it. False of everything else.
 */
function isPlainNumber(forms: Forms, text: string): boolean {
  const n = text.length;
  const start = text[0] === "+" || text[0] === "-" ? 1 : 0;
  let at = start;
  while (at < n && isDigit(text.charCodeAt(at))) at++;
  const before = at - start;
  if (at === n) {
    if (before >= 4) forms.large++;
    return before > 0;
  }
  const hasComma = text[at] === ",";
  if (!hasComma && text[at] !== ".") return false;
  const behind = at + 1;
  at = behind;
  while (at < n && isDigit(text.charCodeAt(at))) at++;
  if (at < n || (before === 0 && behind === n)) return false;
  if (n - behind === 3 && before >= 1 && before <= 3 && text[start] !== "0") {
    forms.first ??= text;
    forms[hasComma ? "commaGroups" : "pointGroups"]++;
  } else forms[hasComma ? "commas" : "points"]++;
  return true;
}

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
