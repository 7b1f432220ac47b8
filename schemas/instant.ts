/** Instants: what an ISO 8601 time says, in milliseconds of UTC. */

const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?(?:Z|([+-])(\d{2}):?(\d{2}))?)?$/;

/** ISO 8601, a date with or without a time of day. */
export const isIsoTime = (text: string): boolean => iso.test(text);

/**
 * Milliseconds since 1970. A date is its midnight; without a zone a time counts as UTC, so that no machine's zone matters.
 *
 * @returns NaN for what is no ISO 8601, and for a date or a time of day that there is not, such as 2026-02-30
 */
export function instantOf(text: string): number {
  const found = iso.exec(text);
  if (found === null) return Number.NaN;
  const [, year, month, day, hour = "0", minute = "0", second = "0", sign = "+", zoneHour = "0", zoneMinute = "0"] =
    found;
  const [h, m, s] = [hour, minute, second].map(Number);
  if (h > 23 || m > 59 || s >= 60 || Number(zoneMinute) > 59 || !isDate(Number(year), Number(month), Number(day)))
    return Number.NaN;
  const away = (sign === "-" ? 1 : -1) * (Number(zoneHour) * 60 + Number(zoneMinute));
  return Date.UTC(Number(year), Number(month) - 1, Number(day), h, m + away) + s * 1000;
}

function isDate(year: number, month: number, day: number): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return year >= 100 && month >= 1 && month <= 12 && day >= 1 && day <= lengths[month - 1];
}
