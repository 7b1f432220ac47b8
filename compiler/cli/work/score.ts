/** `foodspec score`: spectra of a file or a pipe, predicted by a saved predictor; a line out a line in. */
import { resolve } from "node:path";
import { quoted } from "../../../blocks/contract/csv.ts";
import { Refusal } from "../../../blocks/contract/refusal.ts";
import { readSpectra } from "../../../blocks/data/inspect/spectra.ts";
import { type Cell, type Scorer, scorerOf } from "../../../blocks/monitor/scorer.ts";
import { diskWords } from "../../compile/disk-words.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { exitCode } from "../../diagnostics/exit-code.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { noSources, type Sources, withSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";
import { filesRead, findingOf } from "../files-read.ts";
import { spectraOfPipe } from "./spectra-lines.ts";

export interface ScoreOptions {
  /** A path, or `-`. */
  readonly input: string;
  /** Absent: standard output. */
  readonly output?: string;
  readonly id?: string;
  readonly sample?: string;
  /** Absent: as the input is. */
  readonly format?: "csv" | "jsonl";
}

/** 0, or 3 where the predictor or the spectra cannot be used. With an output file nothing is left of a score that failed. */
export async function scoreCommand(predictor: string, options: ScoreOptions, world: World): Promise<number> {
  const saved = await filesRead([predictor], world);
  if (saved.findings.length > 0) return refuse(saved.findings, noSources, world);
  const kept: string[] = [];
  const say = options.output === undefined ? world.out : (line: string) => void kept.push(line);
  try {
    const scorer = scorerOf(saved.files[0]);
    if (!scorer.isCertified)
      world.err("no trust stands behind these predictions: they carry no sets and no calibrated probabilities\n");
    const found =
      options.input === "-" ? await ofPipe(scorer, options, world, say) : await ofFile(scorer, options, world, say);
    if (found !== null) return found;
    if (options.output !== undefined) world.disk.write(resolve(world.cwd, options.output), kept.join(""));
    return 0;
  } catch (error) {
    if (error instanceof Refusal) return refuse(error.remarks.map(findingOf), noSources, world);
    if (options.output === undefined || !isOfDisk(error)) throw error;
    return refuse([finding("FS9144", null, { path: options.output, problem: diskWords(error) })], noSources, world);
  }
}

const isOfDisk = (error: unknown): boolean => typeof (error as { readonly code?: unknown }).code === "string";

async function ofFile(
  scorer: Scorer,
  options: ScoreOptions,
  world: World,
  say: (line: string) => void,
): Promise<number | null> {
  const { files, findings } = await filesRead([options.input], world);
  if (findings.length > 0) return refuse(findings, noSources, world);
  const [file] = files;
  try {
    const write = writer(scorer.head, options.format ?? "csv", say);
    write(scorer.lines(readSpectra(file, scorer.input, options)));
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refuse(error.remarks.map(findingOf), withSources({ [file.path]: file.bytes }), world);
  }
}

async function ofPipe(scorer: Scorer, options: ScoreOptions, world: World, say: (line: string) => void): Promise<null> {
  let write: ReturnType<typeof writer> | null = null;
  for await (const { isJson, read } of spectraOfPipe(world.inputParts(), scorer.input, options)) {
    write ??= writer(scorer.head, options.format ?? (isJson ? "jsonl" : "csv"), say);
    write(scorer.lines(read));
  }
  return null;
}

/** Writes lines in a format; the head goes before the first of CSV. */
function writer(head: readonly string[], format: "csv" | "jsonl", say: (line: string) => void) {
  if (format === "csv") say(`${head.map(quoted).join(",")}\n`);
  const textOf = (line: readonly Cell[]): string =>
    format === "csv"
      ? line.map((cell) => quoted(cell === null ? "" : String(cell))).join(",")
      : JSON.stringify(Object.fromEntries(line.map((cell, k) => [head[k], cell])));
  return (lines: readonly (readonly Cell[])[]) => {
    if (lines.length > 0) say(`${lines.map(textOf).join("\n")}\n`);
  };
}

function refuse(findings: readonly Finding[], sources: Sources, { err, colour }: World): number {
  err(`${text(findings, sources, { colour })}\n`);
  return exitCode(findings);
}
