/** How a number is written: by its quantity, or as the author's own format has it; in a sentence, in a table, in report.md and print. */
import { formatLocale } from "d3-format";
import { ends } from "../../blocks/contract/number-text.ts";
import { columnForm, type Form, formOf, minus, noBreak, numberText } from "../../blocks/contract/quantity.ts";
import type { TableColumn, TableView } from "../../blocks/contract/view.ts";
import { own } from "../../schemas/dictionary.ts";
import type { Json } from "../../schemas/plain-json.ts";

/** Fixed here, so that no default of a machine or of another library reaches a report. */
const locale = formatLocale({ decimal: ".", thousands: ",", grouping: [3], currency: ["", ""], minus });

/** True where d3-format takes the specifier. */
function isFormat(format: string): boolean {
  try {
    locale.format(format);
    return true;
  } catch {
    return false;
  }
}

/**
 * A number under its quantity (`share`, `estimate:2`), or under a d3-format specifier that an author wrote: that holds as written. What is
 * neither is written by three significant digits.
 *
 * @internal
 */
export function formatNumber(value: number, format: string): string {
  if (formOf(format) !== null) return numberText(value, format as Form);
  if (!Number.isFinite(value) || !isFormat(format)) return numberText(value, "number");
  return locale
    .format(format)(value)
    .replace("%", `${noBreak}%`)
    .replace(/e([+−-]?)(\d+)/, (_, sign: string, digits: string) => {
      return `${noBreak}×${noBreak}10${sign === "" || sign === "+" ? "" : "⁻"}${[...digits].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]).join("")}`;
    })
    .replaceAll("-", minus);
}

/**
 * A value in a sentence: `−0.31`, `98.3 %`, `1.2 × 10⁻⁵`, `89.1 % to 94.0 %` for a pair of numbers, names joined by commas.
 * Null where the value is none of these (a record, or nothing).
 */
export function proseValue(value: Json | undefined, format: string): string | null {
  if (typeof value === "number") return formatNumber(value, format);
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (isInterval(value)) return endsText(value, format);
  if (!Array.isArray(value) || value.length === 0) return null;
  const parts = value.map((one: Json) => (typeof one === "object" ? null : proseValue(one, format)));
  if (parts.includes(null)) return null;
  return parts.join(", ");
}

/** Both ends have one number of decimals. */
function endsText(interval: readonly [number, number], format: string): string {
  const form = formOf(format)?.quantity === "share" ? columnForm(format as Form, interval) : format;
  return ends(interval.map((end) => formatNumber(end, form)));
}

/** Two numbers: the ends of an interval wherever results hold a pair. */
export const isInterval = (value: Json | undefined): value is readonly [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === "number");

/** Texts of a column, line by line, and what the number in each is a number of; empty where there is no value. */
export function columnTexts(view: TableView, { key, format }: TableColumn) {
  const formIn = (i: number): Form | null => view.forms?.[`${i}:${key}`] ?? null;
  const values = view.rows.flatMap((row, i) => (formIn(i) === null ? numbersIn(own(row, key)) : []));
  const common = format === null ? null : columnForm(format, values);
  return view.rows.map((row, i) => {
    const form = formIn(i) ?? common;
    const { before = "", after = "" } = view.around?.[`${i}:${key}`] ?? {};
    const text = cellText(own(row, key), form ?? "given");
    return { text: text === "" ? "" : before + text + after, form };
  });
}

const numbersIn = (value: Json | undefined): readonly number[] =>
  typeof value === "number" ? [value] : isInterval(value) ? value : [];

function cellText(value: Json | undefined, format: string): string {
  if (value === null || value === undefined) return "";
  if (isInterval(value)) return endsText(value, format);
  if (Array.isArray(value)) return value.map((one: Json) => cellText(one, format)).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : (proseValue(value, format) ?? "");
}

/** Columns of a view whose numbers are of no quantity: nobody could say with how many digits they are read. */
export const withoutQuantity = (view: TableView): readonly string[] =>
  view.columns
    .filter(({ key, format }) =>
      view.rows.some(
        (row, i) => format === null && numbersIn(own(row, key)).length > 0 && view.forms?.[`${i}:${key}`] === undefined,
      ),
    )
    .map(({ title }) => title);

/**
 * What each cell of a column lacks so that the decimal points stand under one another: figure spaces, and a punctuation
 * space where the point itself is missing; shares by themselves, which end with their sign. Null where the cell is no plain number.
 */
export function decimalPadding(cells: readonly string[]): readonly (string | null)[] {
  const fractions = cells.map((cell) => /^[+−-]?[\d,]+(?:\.(\d+))?(\u00a0%)?$/.exec(cell));
  const longestOf = (sign: string | undefined): number =>
    Math.max(0, ...fractions.map((match) => (match === null || match[2] !== sign ? 0 : (match[1]?.length ?? 0))));
  const [longest, longestShare] = [longestOf(undefined), longestOf("\u00a0%")];
  return fractions.map((match) => {
    if (match === null) return null;
    const digits = match[1]?.length ?? 0;
    const most = match[2] === undefined ? longest : longestShare;
    return (digits === 0 && most > 0 ? "\u2008" : "") + "\u2007".repeat(most - digits);
  });
}
