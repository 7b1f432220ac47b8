/** Civil date: the day of the calendar of a count of days, without a clock or a time zone. */

export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/**
 * The date of a day of the proleptic Gregorian calendar.
 *
 * @param days whole ones since 1970-01-01, before it negative
 * @see Hinnant 2014, chrono-Compatible Low-Level Date Algorithms, `civil_from_days`
 */
export function civilDate(days: number): CivilDate {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const day = ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** An instant as ISO 8601 in UTC, `2026-02-14T08:30:00.000Z`. @param instant milliseconds since 1970-01-01T00:00Z, rounded to whole ones */
export function isoTime(instant: number): string {
  const milliseconds = Math.round(instant);
  const days = Math.floor(milliseconds / 86_400_000);
  const rest = milliseconds - days * 86_400_000;
  const { year, month, day } = civilDate(days);
  const digits = (value: number, width = 2) => String(value).padStart(width, "0");
  const [hour, minute, second] = [3_600_000, 60_000, 1000].map((unit, i, units) =>
    Math.floor((rest % (i === 0 ? 86_400_000 : units[i - 1])) / unit),
  );
  const time = `${digits(hour)}:${digits(minute)}:${digits(second)}.${digits(rest % 1000, 3)}`;
  return `${digits(year, 4)}-${digits(month)}-${digits(day)}T${time}Z`;
}
