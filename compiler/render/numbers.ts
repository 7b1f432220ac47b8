/** How a number is written: in a sentence, and in a table. */
import { formatLocale } from "d3-format";
import { ends, minus, noBreak } from "../../blocks/contract/number-text.ts";
import type { Format } from "../../blocks/contract/view.ts";
import type { Json } from "../../schemas/plain-json.ts";

/** Fixed here, so that no default of a machine or of another library reaches a report. */
const locale = formatLocale({ decimal: ".", thousands: ",", grouping: [3], currency: ["", ""], minus: "-" });

/** True where d3-format takes the specifier. */
function isFormat(format: string): boolean {
  try {
    locale.format(format);
    return true;
  } catch {
    return false;
  }
}

/** A number under a d3-format specifier, ASCII throughout; without one, integers whole and others to four digits. @internal */
export function formatNumber(value: number, format: Format): string {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : value < 0 ? "-∞" : "not a number";
  const usable = format !== null && isFormat(format) ? format : null;
  if (usable !== null) return locale.format(usable)(value);
  return Number.isInteger(value) ? String(value) : locale.format(".4~g")(value);
}

/** A number as a table has it: a no-break space before %, the hyphen as minus so that a copied cell stays a number. */
export function tableNumber(value: number, format: Format): string {
  return spaced(formatNumber(value, format));
}

/**
 * A value in a sentence: `−0.31`, `98.3 %`, `1.2 × 10⁻⁵`, `89.1 % to 94.0 %` for a pair of numbers, names joined by commas.
 * Null where the value is none of these (a record, or nothing).
 */
export function proseValue(value: Json | undefined, format: Format): string | null {
  if (typeof value === "number") return proseNumber(value, format);
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (!Array.isArray(value) || value.length === 0) return null;
  const parts = value.map((one: Json) => (typeof one === "object" ? null : proseValue(one, format)));
  if (parts.includes(null)) return null;
  return isInterval(value) ? ends(parts as string[]) : parts.join(", ");
}

/** Two numbers: the ends of an interval wherever results hold a pair. */
export const isInterval = (value: Json | undefined): value is readonly [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === "number");

function proseNumber(value: number, format: Format): string {
  return spaced(formatNumber(value, format))
    .replace(/e([+-]?)(\d+)/, (_, sign: string, digits: string) => {
      return `${noBreak}×${noBreak}10${sign === "-" ? "⁻" : ""}${[...digits].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]).join("")}`;
    })
    .replaceAll("-", minus);
}

const spaced = (text: string): string => text.replace("%", `${noBreak}%`);

/**
 * What each cell of a column lacks so that the decimal points stand under one another: figure spaces, and a punctuation
 * space where the point itself is missing. Null where the cell is no plain number.
 */
export function decimalPadding(cells: readonly string[]): readonly (string | null)[] {
  const fractions = cells.map((cell) => /^[+-]?[\d,]+(?:\.(\d+))?(?:\u00a0%)?$/.exec(cell));
  const longest = Math.max(0, ...fractions.map((match) => match?.[1]?.length ?? 0));
  return fractions.map((match) => {
    if (match === null) return null;
    const digits = match[1]?.length ?? 0;
    return (digits === 0 && longest > 0 ? "\u2008" : "") + "\u2007".repeat(longest - digits);
  });
}
