/** Formatted: a number as its quantity has it read, worked out by code of its own; spaces and minus signs are those of a keyboard. */

/** Null where the format is none of the quantities: what an author wrote. @param values one number, the ends of an interval, or a list */
export function formatted(values: readonly number[], format: string | null): string | null {
  const texts = textsOf(values, format);
  return texts === null ? null : texts.join(values.length === 2 ? " to " : ", ");
}

function textsOf(values: readonly number[], format: string | null): readonly string[] | null {
  if (format === null) return values.map(String);
  const [, name, decimals] = /^([a-z ]+)(?::(\d+))?$/.exec(format) ?? [];
  const digits = decimals === undefined ? null : Number(decimals);
  switch (name) {
    case "share":
      return values.map((value) => `${decimal(100 * value, digits ?? shareDigits(values))} %`);
    case "index":
      return values.map((value) => decimal(value, digits ?? 3));
    case "p":
      return values.map((value) => (value < 0.001 ? "< 0.001" : value.toPrecision(2)));
    case "p said":
      return values.map((value) => (value < 0.001 ? "< 0.001" : `= ${value.toPrecision(2)}`));
    case "count":
      return values.map((value) => decimal(value, Number.isInteger(value) ? 0 : 1));
    case "given":
      return values.map((value) => (digits === null ? raised(grouped(String(value))) : decimal(value, digits)));
    case "estimate":
    case "prediction":
    case "axis":
    case "number":
      return values.map((value) => (digits === null ? threeDigits(value) : decimal(value, digits)));
    default:
      return null;
  }
}

/** One decimal of a percentage, more where a share that is neither would read as 0 or 100. */
function shareDigits(shares: readonly number[]): number {
  const isLost = (share: number, digits: number) => {
    const shown = Number((100 * share).toFixed(digits));
    return (shown === 0 && share !== 0) || (shown === 100 && share !== 1);
  };
  return [1, 2, 3].find((digits) => !shares.some((share) => isLost(share, digits))) ?? 4;
}

function threeDigits(value: number): string {
  const size = Math.abs(value);
  if (value === 0) return "0";
  if (size < 1e-4 || size >= 1e9) return raised(value.toExponential(2));
  return Number(size.toPrecision(3)) >= 1000 ? decimal(value, 0) : value.toPrecision(3);
}

function decimal(value: number, digits: number): string {
  if (Math.abs(value) >= 1e15) return raised(value.toExponential(2));
  const text = grouped(value.toFixed(digits));
  return /[1-9]/.test(text) ? text : text.replace("-", "");
}

/** Thousands apart from five digits on. */
const grouped = (text: string): string =>
  text.replace(/^(-?)(\d{5,})/, (_, sign: string, whole: string) => sign + whole.replace(/\B(?=(?:\d{3})+$)/g, ","));

/** `1.2e-7` as `1.2 × 10⁻⁷`. */
const raised = (text: string): string =>
  text.replace(/e\+?(-?)(\d+)$/, (_, sign: string, power: string) => {
    const digits = [...power].map((one) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(one)]).join("");
    return ` × 10${sign === "" ? "" : "⁻"}${digits}`;
  });
