/** Compile: every document is checked before the first runs; one that fails its check does not run, the others do. */
import { basename, join, relative } from "node:path";
import { finding } from "../diagnostics/build.ts";
import { exitCode } from "../diagnostics/exit-code.ts";
import { asError, type Finding, isError } from "../diagnostics/finding.ts";
import { holdOut, sweepOpenFolders } from "../run/folder.ts";
import { self } from "../store/process.ts";
import { sourceDateEpoch } from "./clock.ts";
import { diskWords } from "./disk-words.ts";
import { isOutLinked, leaveError } from "./leave-error.ts";
import { type CompileOptions, settled } from "./options.ts";
import { buildInfo } from "./package-files.ts";
import { runDocument } from "./pipeline.ts";
import { placed } from "./placed.ts";
import { type Prepared, prepare } from "./prepare.ts";
import { slashes } from "./root.ts";
import type { DocumentResult, Session } from "./session.ts";
import { belowRoot, linkFinding, storeProblem } from "./store-findings.ts";
import type { World } from "./world.ts";

export interface RunResult {
  /** That of the first document that failed, in argument order; 0 where all succeeded. */
  readonly exitCode: number;
  readonly documents: readonly DocumentResult[];
}

/** Told of each document as it ends, with what findings may quote. */
export type OnDocument = (result: DocumentResult, prepared: Prepared) => void;

export async function compileDocuments(
  options: CompileOptions,
  world: World,
  onDocument: OnDocument,
): Promise<RunResult> {
  const prepared: Prepared[] = [];
  for (const document of options.documents) prepared.push(await prepare(document, options, world));
  const documents: DocumentResult[] = [];
  const build = world.build ?? buildInfo(world.disk);
  for (const one of prepared) {
    const ended = await compileOne(withStrict(one, options), options, world, build);
    const result = { ...ended, findings: placed(ended.findings, one.file, one.protocol) };
    documents.push(result);
    onDocument(result, one);
    if (world.signal.aborted) break;
  }
  return { exitCode: documents.find((one) => one.exitCode !== 0)?.exitCode ?? 0, documents };
}

async function compileOne(
  prepared: Prepared,
  options: CompileOptions,
  world: World,
  build: ReturnType<typeof buildInfo>,
): Promise<DocumentResult> {
  const stored = prepared.bytes === null ? [] : storeProblem(prepared.store, prepared.root);
  const outside = [...clockProblem(world), ...stored, ...outputProblem(prepared, world)];
  const findings = [...prepared.findings, ...outside, ...unknownBlocks(prepared, options)];
  if (findings.some(isError) || prepared.protocol === null || prepared.graph === null) {
    return leaveError(prepared, findings, exitCode(findings), world, true);
  }
  return runDocument({ ...prepared, findings } as Session["prepared"], settled(options, prepared.config), world, build);
}

/** Who sets the clock wants the same bytes again: a setting nobody can read must not pass in silence. */
function clockProblem({ env }: World): readonly Finding[] {
  const value = env.SOURCE_DATE_EPOCH;
  if (value === undefined || sourceDateEpoch(env) !== null) return [];
  return [finding("FS1154", null, { value })];
}

/** An output directory that cannot be written is an error of the command line: nothing is made. */
function outputProblem(prepared: Prepared, { disk, cwd }: World): readonly Finding[] {
  const { out, bytes, root } = prepared;
  if (bytes === null) return [];
  if (isOutLinked(prepared, disk)) return [linkFinding(belowRoot(out, root))];
  try {
    const held = holdOut(disk, out, !prepared.isOutDefault);
    try {
      const probe = join(held.at, `.open-0-${self().pid}`);
      disk.makeFolder(probe);
      disk.remove(probe);
      sweepOpenFolders(disk, held.at);
    } finally {
      held.close();
    }
    return [];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOSPC") return [];
    const way = slashes(relative(cwd, out));
    return [finding("FS1120", null, { path: way.startsWith("..") ? basename(out) : way, problem: diskWords(error) })];
  }
}

function unknownBlocks({ protocol }: Prepared, { forceBlocks }: CompileOptions): readonly Finding[] {
  if (protocol === null) return [];
  const ids = protocol.blocks.map(({ id }) => id);
  return (forceBlocks ?? [])
    .filter((id) => !ids.includes(id))
    .map((id) => finding("FS1121", null, { id, allowed: ids }));
}

/** `--strict`: what is wrong before the run counts as an error too. */
function withStrict(prepared: Prepared, { strict }: CompileOptions): Prepared {
  if (strict !== true) return prepared;
  return {
    ...prepared,
    findings: prepared.findings.map(asError),
  };
}
