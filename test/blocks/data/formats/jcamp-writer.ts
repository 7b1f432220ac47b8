/** Writes JCAMP-DX from whole numbers in any of its codings: McDonald, Wilks 1988, tables I to V. */

export type Written = "affn" | "pac" | "sqz" | "dif" | "difdup";

const squeezed = { "+": "@ABCDEFGHI", "-": "@abcdefghi" };
const difference = { "+": "%JKLMNOPQR", "-": "%jklmnopqr" };
const repeated = " STUVWXYZs";

/** The first digit, with the sign, becomes a letter. */
function coded(value: number, letters: { readonly "+": string; readonly "-": string }): string {
  const digits = String(Math.abs(value));
  return letters[value < 0 ? "-" : "+"][Number(digits[0])] + digits.slice(1);
}

function ordinates(values: readonly number[], form: Written): string {
  if (form === "affn") return values.map((value) => ` ${value}`).join("");
  if (form === "pac") return values.map((value) => (value < 0 ? String(value) : `+${value}`)).join("");
  if (form === "sqz") return values.map((value) => coded(value, squeezed)).join("");
  const steps = values.slice(1).map((value, i) => value - values[i]);
  return (
    coded(values[0], squeezed) + (form === "dif" ? steps.map((step) => coded(step, difference)) : runs(steps)).join("")
  );
}

/** Equal differences as one and how often it stands. */
function runs(steps: readonly number[]): string[] {
  const out: string[] = [];
  for (let i = 0; i < steps.length; ) {
    let n = 1;
    while (steps[i + n] === steps[i]) n++;
    const digits = String(n);
    out.push(coded(steps[i], difference) + (n > 1 ? repeated[Number(digits[0])] + digits.slice(1) : ""));
    i += n;
  }
  return out;
}

/** What a label says instead of what would be right, or null where it is to be left out. */
export type Labels = { readonly [label: string]: string | null };

/**
 * One block: x from `first` in steps of 1, so many ordinates a line, two at least; differences repeat the last one on the line below, and
 * stand alone on a last line.
 */
export function writeJcamp(
  values: readonly number[],
  form: Written,
  labels: Labels = {},
  perLine = 7,
  first = 400,
): string {
  const head: { [label: string]: string | null } = {
    TITLE: "written",
    "JCAMP-DX": "4.24",
    "DATA TYPE": "INFRARED SPECTRUM",
    XUNITS: "1/CM",
    YUNITS: "ABSORBANCE",
    XFACTOR: "1",
    YFACTOR: "1",
    FIRSTX: String(first),
    LASTX: String(first + values.length - 1),
    NPOINTS: String(values.length),
    ...labels,
    XYDATA: labels.XYDATA ?? "(X++(Y..Y))",
  };
  const isDifference = form === "dif" || form === "difdup";
  const lines: string[] = [];
  for (let at = 0; at < values.length; at += perLine) {
    const from = isDifference && at > 0 ? at - 1 : at;
    lines.push(first + from + ordinates(values.slice(from, at + perLine), form));
  }
  const last = values.length - 1;
  if (isDifference) lines.push(first + last + coded(values[last], squeezed));
  const written = Object.entries(head).flatMap(([label, text]) => (text === null ? [] : [`##${label}=${text}`]));
  return `${[...written, ...lines, "##END="].join("\n")}\n`;
}
