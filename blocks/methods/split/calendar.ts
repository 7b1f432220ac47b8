/** Calendar: the day, ISO week, month, quarter or year that an instant lies in, in UTC and by arithmetic alone. */

import { civilDate } from "../numeric/civil-date.ts";

export const calendarUnits = ["day", "week", "month", "quarter", "year"] as const;
export type CalendarUnit = (typeof calendarUnits)[number];

const millisecondsOfDay = 86_400_000;

/**
 * The name of the span of time an instant lies in: `2026-02-14`, `2026-W07` (ISO 8601, weeks begin on Monday), `2026-02`, `2026-Q1`
 * or `2026`. Names of one unit in code-unit order are in the order of time.
 *
 * @param instant milliseconds since 1970-01-01T00:00Z, years 0 to 9999
 */
export function calendarName(instant: number, unit: CalendarUnit): string {
  const days = Math.floor(instant / millisecondsOfDay);
  if (unit === "week") return weekName(days);
  const { year, month, day } = civilDate(days);
  const [y, m] = [digits(year, 4), digits(month, 2)];
  if (unit === "year") return y;
  if (unit === "quarter") return `${y}-Q${Math.ceil(month / 3)}`;
  return unit === "month" ? `${y}-${m}` : `${y}-${m}-${digits(day, 2)}`;
}

/** A week belongs to the year that its Thursday is in. */
function weekName(days: number): string {
  const thursday = days - weekdayOf(days) + 3;
  const { year } = civilDate(thursday);
  return `${digits(year, 4)}-W${digits(Math.floor((thursday - daysBefore(year)) / 7) + 1, 2)}`;
}

/** Monday is 0; 1970-01-01 was a Thursday. */
const weekdayOf = (days: number): number => (((days + 3) % 7) + 7) % 7;

/** Days from 1970-01-01 to the first of a year. */
function daysBefore(year: number): number {
  const y = year - 1;
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) - 719_162;
}

const digits = (value: number, width: number): string => String(value).padStart(width, "0");
