/** Dates of a workbook: days counted from 1900 or 1904 on, as ISO 8601. */
import { isoTime } from "../../../methods/numeric/civil-date.ts";

/**
 * A date where it is whole days, a time of day below one day, both else; to the second.
 *
 * @returns null where it is no number of days up to the year 9999
 */
export function dateText(days: number, from1904: boolean): string | null {
  const last = 2_958_466;
  if (!(days >= 0 && days < last)) return null;
  const seconds = Math.round(days * 86_400);
  if (days < 1) return isoTime(seconds * 1000).slice(11, 19);
  // Excel counts a 29th of February 1900, which never was: days before it are one ahead.
  const first = from1904 ? 24_107 : days < 60 ? 25_568 : 25_569;
  const text = isoTime((seconds - first * 86_400) * 1000);
  return seconds % 86_400 === 0 ? text.slice(0, 10) : text.slice(0, 19);
}
