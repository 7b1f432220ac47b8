/** Figures: those report.json lists, each read where it is said to stand and formatted again, and found in each text that prints it. */
import { isRecord } from "../../../schemas/is-record.ts";
import { pointerSteps } from "../../../schemas/pointer-steps.ts";
import { jsonOf, type RunFolder } from "../run-folder.ts";
import { formatted } from "./formatted.ts";
import type { Page } from "./html.ts";
import { englishFigure, isPrinted, numbersIn } from "./printed.ts";

/** A number that report.json says is printed. Its schema is looked at before. */
export interface Figure {
  readonly text: string;
  readonly artifact: string;
  readonly pointer: string;
  readonly how: string | null;
  readonly format: string | null;
  readonly in: readonly string[];
}

export interface FigureProblem {
  readonly path: string;
  readonly problem: string;
}

export interface FiguresLooked {
  readonly problems: readonly FigureProblem[];
  /** Figures that follow from what stands at their pointer in a way that is not worked out here. */
  readonly derived: number;
}

/** The texts in which a figure may stand, besides the page. */
export type Texts = readonly { readonly name: string; readonly path: string; readonly text: string | null }[];

/** Null where report.json lists none: older runs. */
export function figuresOf(folder: RunFolder): readonly Figure[] | null {
  const report = jsonOf(folder, "report.json");
  return isRecord(report) && Array.isArray(report.figures) ? (report.figures as readonly Figure[]) : null;
}

export function lookAtFigures(
  folder: RunFolder,
  figures: readonly Figure[],
  page: Page | null,
  texts: Texts,
): FiguresLooked {
  const problems: FigureProblem[] = [];
  const lang = langOf(folder);
  let derived = 0;
  for (const [i, figure] of figures.entries()) {
    const at = valuesAt(folder, figure);
    if (at === null) derived++;
    const problem = at === null ? null : "problem" in at ? at.problem : misprint(figure, at.values, lang);
    if (problem !== null) problems.push({ path: "report.json", problem: `/figures/${i} ${problem}` });
  }
  const read = [...problems, ...(page === null ? [] : pageProblems(folder, figures, page)), ...absent(figures, texts)];
  return { problems: read, derived };
}

/** Figures that another text is said to print, and does not. */
function absent(figures: readonly Figure[], texts: Texts): readonly FigureProblem[] {
  return texts.flatMap(({ name, path, text }) => {
    if (text === null) return [];
    const whole = marked(text);
    return figures
      .filter((one) => one.in.includes(name) && !whole.includes(marked(one.text)))
      .map((one) => ({ path, problem: `does not print "${read(one.text)}", as report.json says` }));
  });
}

/** The page prints what is listed, and no number with a source that is not. */
function pageProblems(folder: RunFolder, figures: readonly Figure[], { tagged }: Page): readonly FigureProblem[] {
  const path = "report/index.html";
  const listed = new Set(figures.map(identity));
  const printed = tagged
    .filter(({ exact }) => exact.split(" ").every((one) => /^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(one)))
    .map((one) => ({ ...one, format: one.rounding }));
  const shown = new Set(printed.map(identity));
  const from = ({ artifact, pointer }: { readonly artifact: string; readonly pointer: string }) =>
    `${artifact}#${pointer}`;
  return [
    ...printed
      .filter((one) => !listed.has(identity(one)))
      .map((one) => ({ path, problem: `prints ${read(one.text)} of ${from(one)}, which report.json does not list` })),
    ...printed.flatMap(({ artifact, pointer, how, exact }) => {
      const at = valuesAt(folder, { artifact, pointer, how });
      const isSo = at === null || how !== null || "problem" in at || at.values.map(String).join(" ") === exact;
      return isSo
        ? []
        : [{ path, problem: `says ${exact} of ${artifact}#${pointer}, where ${at.values.join(" ")} stands` }];
    }),
    ...figures
      .filter((one) => one.in.includes("html") && !shown.has(identity(one)))
      .map((one) => ({ path, problem: `does not print ${read(one.text)} of ${from(one)}, which report.json lists` })),
  ];
}

const identity = ({ text, artifact, pointer, how, format }: Omit<Figure, "in">): string =>
  JSON.stringify([read(text), artifact, pointer, how, format]);

/** A text as it reads: without what pads it, spaces of every width one, the minus sign that of a keyboard. */
const read = (text: string): string =>
  text
    .replace(/[\u2007\u2008]+/g, "")
    .replace(/[\s\u00a0\u2009\u202f]+/g, " ")
    .replaceAll("\u2212", "-")
    .trim();

/** The same, with each number between marks: `7.8` does not stand in `97.8`. */
const marked = (text: string): string => read(text).replace(/\d[\d.,]*(?<=\d)/g, "\u0001$&\u0001");

/** In whose signs figures are printed. */
function langOf(folder: RunFolder): string {
  const report = jsonOf(folder, "report.json");
  return isRecord(report) && typeof report.lang === "string" ? report.lang : "en";
}

function misprint({ text, artifact, pointer, format }: Figure, values: readonly number[], lang: string): string | null {
  const [said, wanted] = [read(englishFigure(text, lang)), formatted(values, format)];
  const numbers = numbersIn(said);
  const isSo =
    wanted === null
      ? values.every(
          (value, i) => isPrinted(numbers[i] ?? "", value, said.includes("%")) || isPrinted(numbers[i] ?? "", value),
        )
      : said.includes(wanted) && numbersIn(wanted).every((one, i) => one === numbers[i]);
  return isSo ? null : `prints "${said}" of ${artifact}#${pointer}, which is ${wanted ?? values.join(" ")}`;
}

/** Numbers that a figure is of; null where they follow from what stands there in a way that is not worked out here. */
function valuesAt(
  folder: RunFolder,
  { artifact, pointer, how }: Pick<Figure, "artifact" | "pointer" | "how">,
): { readonly values: readonly number[] } | { readonly problem: string } | null {
  if (!artifact.endsWith(".json")) return null;
  const value = valueAt(jsonOf(folder, artifact), pointer);
  if (how !== null) return derivedFrom(how, value, () => valueAt(jsonOf(folder, artifact), parentOf(pointer)));
  // Names of samples may be numbers.
  if (typeof value === "string") return { values: [Number(value)] };
  const values = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  return isNumbers(values) ? { values } : { problem: `is said to be ${artifact}#${pointer}, where no number stands` };
}

const isNumbers = (values: readonly unknown[]): values is readonly number[] =>
  values.every((one) => typeof one === "number");

const parentOf = (pointer: string): string => pointer.slice(0, pointer.lastIndexOf("/"));

/** What follows from a value in a way that needs no more than it and what stands beside it. */
function derivedFrom(
  how: string,
  value: unknown,
  parent: () => unknown,
): { readonly values: readonly number[] } | null {
  const one = (number: number) => ({ values: [number] });
  if (how === "1 − α" && typeof value === "number") return one(1 - value);
  if (how === "how many there are" && isRecord(value)) return one(Object.keys(value).length);
  if (how === "largest class over all samples" && Array.isArray(value)) {
    const sums = (value as readonly (readonly number[])[]).map((row) => row.reduce((sum, count) => sum + count, 0));
    return one(Math.max(...sums) / sums.reduce((sum, own) => sum + own, 0));
  }
  const beside = parent();
  if (how === "RMSECV over the root of 1 − R²" && typeof value === "number" && isRecord(beside))
    return one(Number(beside.rmsecv) / Math.sqrt(1 - value));
  return null;
}

/** What stands at a pointer (RFC 6901); undefined where nothing does. */
function valueAt(file: unknown, pointer: string): unknown {
  return pointerSteps(pointer).reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return (value as readonly unknown[])[Number(step)];
    return isRecord(value) ? new Map(Object.entries(value)).get(step) : undefined;
  }, file);
}
