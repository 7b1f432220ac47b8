/** Calendar: the day, ISO week, month, quarter or year that an instant lies in, in UTC and by arithmetic alone. */

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
  const { year, month, day } = dateOf(days);
  const [y, m] = [digits(year, 4), digits(month, 2)];
  if (unit === "year") return y;
  if (unit === "quarter") return `${y}-Q${Math.ceil(month / 3)}`;
  return unit === "month" ? `${y}-${m}` : `${y}-${m}-${digits(day, 2)}`;
}

/** An instant as ISO 8601 in UTC, to the millisecond: `2026-02-14T08:30:00.000Z`. */
export function isoTime(instant: number): string {
  const whole = Math.round(instant);
  const ofDay = whole - Math.floor(whole / millisecondsOfDay) * millisecondsOfDay;
  const part = (size: number, of: number) => Math.floor(ofDay / size) % of;
  const clock = [part(3_600_000, 24), part(60_000, 60), part(1000, 60)].map((value) => digits(value, 2)).join(":");
  return `${calendarName(whole, "day")}T${clock}.${digits(part(1, 1000), 3)}Z`;
}

/** A week belongs to the year that its Thursday is in. */
function weekName(days: number): string {
  const thursday = days - weekdayOf(days) + 3;
  const { year } = dateOf(thursday);
  return `${digits(year, 4)}-W${digits(Math.floor((thursday - daysBefore(year)) / 7) + 1, 2)}`;
}

/** Monday is 0; 1970-01-01 was a Thursday. */
const weekdayOf = (days: number): number => (((days + 3) % 7) + 7) % 7;

/**
 * The date of a day of the proleptic Gregorian calendar.
 *
 * @param days since 1970-01-01
 * @see Hinnant 2014, chrono-Compatible Low-Level Date Algorithms, `civil_from_days`
 */
function dateOf(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * ofYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

/** Days from 1970-01-01 to the first of a year. */
function daysBefore(year: number): number {
  const y = year - 1;
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) - 719_162;
}

const digits = (value: number, width: number): string => String(value).padStart(width, "0");
