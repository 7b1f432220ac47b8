/** Spectra lines: spectra that come line by line, CSV or JSON lines, some at a time, so that a pipe of any length fits into memory. */
import type { Columns, NamedSpectra } from "../../../blocks/contract/dataset.ts";
import { matrix } from "../../../blocks/contract/matrix.ts";
import { Refusal } from "../../../blocks/contract/refusal.ts";
import { type Named, readSpectra } from "../../../blocks/data/inspect/spectra.ts";
import { isRecord } from "../../../schemas/is-record.ts";

/** So many spectra are scored together. */
const together = 256;
const pipe = "standard input";

/**
 * Spectra of a pipe: JSON lines where the first line begins with a brace, else CSV with a head.
 *
 * @param input the columns of the predictor; a spectrum of JSON lines has its points, in its order
 * @throws Refusal FS3915 of a JSON line that is none; as `readSpectra` of CSV, at the line it stands in
 */
export async function* spectraOfPipe(
  chunks: AsyncIterable<Uint8Array>,
  input: Columns,
  named: Named,
): AsyncGenerator<{ readonly isJson: boolean; readonly read: NamedSpectra }> {
  let head: string | null = null;
  let [first, waiting]: [number, string[]] = [1, []];
  const flush = () => {
    const of = waiting;
    waiting = [];
    const from = first;
    first += of.length;
    return head === null ? jsonRead(of, from, input) : csvRead(head, of, from, input, named);
  };
  let line = 0;
  for await (const text of linesOf(chunks)) {
    line++;
    if (line === 1 && !text.trimStart().startsWith("{")) {
      head = text;
      first = 2;
      continue;
    }
    if (text.trim() === "") continue;
    waiting.push(text);
    if (waiting.length === together) yield { isJson: head === null, read: flush() };
  }
  if (waiting.length > 0) yield { isJson: head === null, read: flush() };
  else if (line < 2 && head !== null) csvRead(head, [], first, input, named);
}

/** Lines without their ends; one that a quote holds open goes on. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let rest = "";
  let line = 0;
  const cut = function* (text: string): Generator<string> {
    let from = 0;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
      const line = text.slice(from, at);
      if (line[0] !== "{" && line.split('"').length % 2 === 0) continue;
      yield line.endsWith("\r") ? line.slice(0, -1) : line;
      from = at + 1;
    }
    rest = text.slice(from);
  };
  try {
    for await (const chunk of chunks) {
      for (const text of cut(rest + decoder.decode(chunk, { stream: true }))) {
        line++;
        yield text;
      }
    }
    rest += decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Refusal("FS3915", { line: line + 1, input: pipe, problem: "is not UTF-8" }, { data: { input: pipe } });
  }
  if (rest !== "") yield rest;
}

function csvRead(head: string, lines: readonly string[], first: number, input: Columns, named: Named): NamedSpectra {
  const bytes = new TextEncoder().encode(`${[head, ...lines].join("\n")}\n`);
  try {
    const read = readSpectra({ path: pipe, bytes, digest: "" }, input, named);
    // Rows without a name are counted over the whole pipe.
    const isCounted = read.id.every((id, i) => id === String(i + 1));
    const id = isCounted ? read.id.map((_, i) => String(first - 1 + i)) : read.id;
    return { ...read, id, sample: isCounted && named.sample === undefined ? id : read.sample };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [told, ...more] = error.remarks.map((one) =>
      one.data?.line === undefined || one.data.line < 2
        ? one
        : { ...one, data: { ...one.data, line: one.data.line + first - 2 } },
    );
    throw new Refusal(told.code, told.facts, { data: told.data, option: told.option }, more);
  }
}

function jsonRead(lines: readonly string[], first: number, input: Columns): NamedSpectra {
  const points = input.kind === "axis" ? input.values.length : input.names.length;
  const spectra = matrix(lines.length, points, new Float64Array(lines.length * points));
  const [id, sample]: [string[], string[]] = [[], []];
  lines.forEach((text, i) => {
    const wrong = (problem: string) =>
      new Refusal("FS3915", { line: first + i, input: pipe, problem }, { data: { input: pipe, line: first + i } });
    const said = parsedLine(text);
    if (said === null) throw wrong("is not a JSON object");
    const { spectrum } = said;
    if (!Array.isArray(spectrum) || !spectrum.every((value) => typeof value === "number" && Number.isFinite(value)))
      throw wrong("has no `spectrum` that is a list of numbers");
    if (spectrum.length !== points) throw wrong(`has ${spectrum.length} points, and the predictor ${points}`);
    spectra.data.set(spectrum, i * points);
    id.push(String(said.id ?? first + i));
    sample.push(String(said.sample ?? said.id ?? first + i));
  });
  return { spectra, columns: input, id, sample };
}

function parsedLine(text: string): { readonly [name: string]: unknown } | null {
  try {
    const said: unknown = JSON.parse(text);
    return isRecord(said) ? said : null;
  } catch {
    return null;
  }
}
