/** Numbers in the signs of a language: the one formatter writes a decimal point and commas between thousands, German and French read others. */
import type { Lang } from "../../schemas/front-matter.ts";

/** Between thousands, narrow and without a break (DIN 1333, ISO 80000-1). */
const thin = "\u202f";

/** A number as the one formatter writes it: sign, thousands, decimals. */
const written = /\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d.])|\d+(?:\.\d+)?/g;

/** `10,234.5` as `10 234,5`. @param text a number, or several with words that hold none besides */
export const localNumbers = (text: string, lang: Lang): string =>
  lang === "en" ? text : text.replace(written, (number) => number.replaceAll(",", thin).replace(".", ","));

const numeral =
  "(?:[<>≥≤=±][\\s\\u00a0]*)?[+−-]?(?:\\d[\\d,]*(?:\\.\\d+)?|∞)(?:\\u00a0×\\u00a010[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?(?:\\u00a0%)?";
/** What stands between two numbers: digits that only follow one another, as in 20.19.0, are a version or a name. */
const numerals = new RegExp(`^${numeral}(?:(?:[\\s;/–]+|(?=[<>≥≤=±]))${numeral})*[\\s;/–]*$`);

/** Numbers alone, with their signs and per cents: `−1.47`, `98.3 %`, `1.2 × 10⁻⁵`, `< 0.001`. @internal */
export const isNumeral = (text: string): boolean => numerals.test(text);

const orders = { de: [2, 1, 0, "."], fr: [2, 1, 0, "/"] } as const;

/** `2026-11-30` as `30.11.2026`, `30/11/2026`; in English as ISO 8601 has it. */
export function localDates(text: string, lang: Lang): string {
  if (lang === "en") return text;
  const [day, month, year, sign] = orders[lang];
  return text.replace(/\b(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d)(:\d\d)?(?:\.\d+)?Z)?/g, (_, y, m, d, time, seconds) => {
    const parts = [y, m, d];
    const date = [parts[day], parts[month], parts[year]].join(sign);
    return time === undefined ? date : `${date} ${time}${seconds ?? ""} UTC`;
  });
}
