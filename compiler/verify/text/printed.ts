/** Printed: whether a figure as it is printed is a value rounded at its last digit, whatever the format. */

/** Numbers of a text in their order; spaces and the minus sign of typography are those of a keyboard. */
export const numbersIn = (text: string): readonly string[] =>
  plainText(text).match(/-?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?/g) ?? [];

export const plainText = (text: string): string =>
  text
    .replace(/[\u00a0\u202f]/g, " ")
    .replaceAll("\u2212", "-")
    .replace(
      / ?[×·] ?10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g,
      (_, raised: string) =>
        `e${[...raised]
          .map((one) => raisedDigits.indexOf(one) - 1)
          .join("")
          .replace("-1", "-")}`,
    );

/** A text of a report in German or French with its numbers as an English one has them: `10 234,5` as `10,234.5`. */
export const englishNumbers = (text: string, lang: string): string =>
  lang === "en" ? text : text.replace(/(\d),(?=\d)/g, "$1.").replace(/(\d)\u202f(?=\d{3})/g, "$1,");

/** The same of a figure, whose ends are joined by a word: `1,29 bis 1,64` as `1.29 to 1.64`. */
export const englishFigure = (text: string, lang: string): string =>
  lang === "en" ? text : englishNumbers(text, lang).replace(/(?<=[\d%∞)]) (?:bis|à) (?=[−+-]?[\d∞])/g, " to ");

/** Of a power of ten: the minus sign, then 0 to 9. */
const raisedDigits = "⁻⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Without spaces and the marks of Markdown, so that a sentence is the same in every text it stands in. */
export const squashed = (text: string): string =>
  plainText(text)
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replace(/[\s*_`\\|#~]/g, "");

/** The figure is the value, or a hundred times it in per cent, to half of its last digit. */
export function isPrinted(figure: string, value: number, isPercent = false): boolean {
  const [mantissa, exponent = "0"] = figure.replaceAll(",", "").split("e");
  const said = Number(figure.replaceAll(",", ""));
  const digits = mantissa.split(".")[1]?.length ?? 0;
  const last = Number(`1e${Number(exponent) - digits}`);
  const exact = isPercent ? value * 100 : value;
  return Number.isFinite(said) && Math.abs(said - exact) <= last * (0.5 + 1e-9) + 1e-12 * Math.abs(exact);
}
