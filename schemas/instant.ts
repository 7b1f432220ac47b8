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
  const plain = lettersOf(text);
  if (plain !== null && isPlain(plain, 0, text.length)) return plainInstant(plain, 0, text.length);
  const found = iso.exec(text);
  if (found === null) return Number.NaN;
  const [, year, month, day, hour = "0", minute = "0", second = "0", sign = "+", zoneHour = "0", zoneMinute = "0"] =
    found;
  if (Number(zoneMinute) > 59) return Number.NaN;
  const away = (sign === "-" ? 1 : -1) * (Number(zoneHour) * 60 + Number(zoneMinute));
  return instant(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second), away);
}

/** @param away minutes to add for UTC */
function instant(year: number, month: number, day: number, h: number, m: number, s: number, away: number): number {
  if (h > 23 || m > 59 || s >= 60 || !isDate(year, month, day)) return Number.NaN;
  return Date.UTC(year, month - 1, day, h, m + away) + s * 1000;
}

/**
 * The same of a cell as it stands in a file, nothing around it.
 *
 * @param bytes of a text in UTF-8
 * @returns NaN also for what is written otherwise than nearly every time is: a date, or with a time of day to the second, in UTC
 */
export const instantAt = (bytes: Uint8Array, from: number, to: number): number =>
  isPlain(bytes, from, to - from) ? plainInstant(bytes, from, to - from) : Number.NaN;

const plainForm = new TextEncoder().encode("0000-00-00T00:00:00Z");
const [zero, blank] = [0x30, 0x20];

/** Its letters as bytes, one that is none of ASCII as 255. */
const letters = new Uint8Array(plainForm.length);

/** The letters of a text that may be plain; null of one that is too long. */
function lettersOf(text: string): Uint8Array | null {
  if (text.length > letters.length) return null;
  for (let i = 0; i < text.length; i++) letters[i] = Math.min(text.charCodeAt(i), 255);
  return letters;
}

/**
 * Whether it is a date, or a date and a time of day to the second in UTC, as nearly every cell of a table of millions of rows: these are
 * read letter by letter, in a tenth of the time of the expression.
 */
function isPlain(bytes: Uint8Array, from: number, n: number): boolean {
  if (n !== 10 && n !== 19 && n !== 20) return false;
  for (let i = 0; i < n; i++) {
    const code = bytes[from + i];
    const form = plainForm[i];
    const isFit = form === zero ? code >= zero && code <= zero + 9 : code === form || (i === 10 && code === blank);
    if (!isFit) return false;
  }
  return true;
}

function plainInstant(bytes: Uint8Array, from: number, n: number): number {
  const two = (at: number): number => (bytes[from + at] - zero) * 10 + bytes[from + at + 1] - zero;
  const ofDay = (at: number): number => (n === 10 ? 0 : two(at));
  return instant(two(0) * 100 + two(2), two(5), two(8), ofDay(11), ofDay(14), ofDay(17), 0);
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDate(year: number, month: number, day: number): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 && isLeap ? 29 : monthDays[month - 1];
  return year >= 100 && month >= 1 && month <= 12 && day >= 1 && day <= days;
}
