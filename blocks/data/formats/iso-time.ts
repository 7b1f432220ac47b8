/** Times that files count in steps from a day of their own, as ISO 8601 in UTC. */

/**
 * @param milliseconds whole ones since 1970-01-01T00:00Z, before it negative
 * @see Hinnant 2013, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`
 */
export function isoTime(milliseconds: number): string {
  const days = Math.floor(milliseconds / 86_400_000);
  const rest = milliseconds - days * 86_400_000;
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const digits = (value: number, width = 2) => String(value).padStart(width, "0");
  const [hour, minute, second] = [3_600_000, 60_000, 1000].map((unit, i, units) =>
    Math.floor((rest % (i === 0 ? 86_400_000 : units[i - 1])) / unit),
  );
  const time = `${digits(hour)}:${digits(minute)}:${digits(second)}.${digits(rest % 1000, 3)}`;
  return `${digits(year, 4)}-${digits(month)}-${digits(day)}T${time}Z`;
}
