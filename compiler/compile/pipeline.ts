/** Pipeline: one prepared document to one run folder. Execute, draw, digest, render, check the contract, rename. */

import { basename, isAbsolute, relative } from "node:path";
import { finding, internalError } from "../diagnostics/build.ts";
import { exitCode } from "../diagnostics/exit-code.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { assembleBlocks } from "../run/assemble.ts";
import { breather, Cancelled } from "../run/cancel.ts";
import { type Executed, execute } from "../run/execute.ts";
import { type OpenFolder, openRunFolder, sweepOpenFolders } from "../run/folder.ts";
import { createLog } from "../run/log.ts";
import { diskAnswers } from "../store/answers.ts";
import { digestOfJson, hexOf } from "../store/digest.ts";
import type { Disk } from "../store/disk.ts";
import { closeInterrupted, type Journal, openJournal } from "../store/journal.ts";
import { type Lock, takeLock } from "../store/lock.ts";
import { self } from "../store/process.ts";
import { sweepTemporary } from "../store/store.ts";
import { isoTime, stamp } from "./clock.ts";
import { decidingWith } from "./decisions.ts";
import { diskWords } from "./disk-words.ts";
import { finishRun } from "./finish.ts";
import { leaveError } from "./leave-error.ts";
import { observe } from "./observe.ts";
import type { CompileOptions } from "./options.ts";
import type { BuildInfo } from "./package-files.ts";
import { doGatesBlock, type Prepared } from "./prepare.ts";
import { slashes, storeFolder } from "./root.ts";
import type { DocumentResult, Session } from "./session.ts";
import type { World } from "./world.ts";

/** Compiles a document whose check found no error. Never throws for what the document, the data or the disk cause. */
export async function runDocument(
  prepared: Session["prepared"],
  options: CompileOptions,
  world: World,
  build: BuildInfo,
): Promise<DocumentResult> {
  const planDigest = hexOf(digestOfJson([prepared.digest, prepared.overrides as never])).slice(0, 12);
  let folder: OpenFolder | null = null;
  let journal: Journal | null = null;
  let lock: Lock | null = null;
  try {
    lock = await takeLock(world.disk, prepared.store, `${prepared.path}\n${prepared.out}`, {
      onWait: ({ pid, host }) => world.err(`waiting: process ${pid} on ${host} is compiling ${prepared.shown}\n`),
      pause: world.pause,
    });
    if (prepared.store !== storeFolder(prepared.root, world.env))
      world.err("FOODSPEC_CACHE is not used: a regulatory run reuses only what stands in the project's own store\n");
    const started = world.now();
    sweepLeftovers(prepared, world.disk);
    folder = openRunFolder(world.disk, prepared.out, planDigest);
    journal = openJournal(world.disk, prepared.store, `${stamp(started)}-${planDigest}-${self().pid}`);
    journal.write({
      event: "run_started",
      holder: self(),
      document: prepared.shown,
      folder: folder.path,
      time: isoTime(started),
    });
    const log = createLog(() => isoTime(world.now()));
    const result = await run({ prepared, options, world, build, log, folder, journal, started });
    journal.write({ event: "run_ended", status: result.status, run_id: result.runId, exit_code: result.exitCode });
    return result;
  } catch (error) {
    folder?.discard();
    if (options.verbose === true && !(error instanceof Cancelled)) world.err(`${(error as Error).stack ?? error}\n`);
    const found = error instanceof Cancelled ? [finding("FS1130", null, {})] : [diskOrBug(error, prepared, world.disk)];
    journal?.write({ event: "run_ended", status: "failed", run_id: null, exit_code: exitCode(found) });
    return leaveError(prepared, found, error instanceof Cancelled ? error.exitCode : exitCode(found), world);
  } finally {
    journal?.close();
    lock?.release();
  }
}

function sweepLeftovers({ store, out }: Prepared, disk: Disk): void {
  closeInterrupted(disk, store);
  sweepTemporary(disk, store, self().host);
  sweepOpenFolders(disk, out);
}

async function run(session: Session): Promise<DocumentResult> {
  const { prepared, options, world, build, log } = session;
  const { protocol, graph, files } = prepared;
  const store = prepared.objects;
  const gatesBlock = doGatesBlock(protocol, options);
  const deciding = decidingWith(prepared, options, build);
  const { load } = deciding;
  if (options.qcOverride !== undefined) {
    log.add({
      level: "WARNING",
      stage: "qc",
      block: null,
      event: "qc_override",
      message: `gates do not block: ${options.qcOverride}`,
      params: { reason: options.qcOverride },
    });
  }
  const breathe = breather(world.signal);
  const hands = await world.workers({
    jobs: options.jobs,
    breathe,
    signal: world.signal,
    onLost: (why) => world.err(`a worker was lost (${why}); what it was doing is done again without it\n`),
  });
  const answers = diskAnswers(world.disk, prepared.store, prepared.path);
  // Workers hold memory that drawing and rendering need.
  const executed = await execute(graph.nodes, deciding, {
    store,
    answers,
    files,
    load,
    now: world.now,
    gatesBlock,
    breathe,
    spread: hands.spread,
    observer: observe(session),
  }).finally(hands.end);
  // Every block has ended, or will not be taken up again as it was.
  if (!executed.some(({ execution }) => execution === "cancelled")) answers.sweep();
  store.leave(prepared.path, lastKeys(executed));
  if (options.verbose === true)
    for (const { bug } of executed) if (bug !== null) world.err(`${bug.stack ?? bug.message}\n`);
  const blocks = assembleBlocks(protocol, executed, files, gatesBlock, load, prepared.shapes);
  return finishRun({ ...session, executed, blocks });
}

/** The key each block had now: what `why` compares with next time. */
function lastKeys(executed: readonly Executed[]): { [id: string]: string } {
  return Object.fromEntries(
    executed.flatMap(({ node, key, record }) => (key === null || record === null ? [] : [[node.block.id, key]])),
  );
}

/** Errors of the file system are told as such; what remains is a mistake of ours. */
function diskOrBug(error: unknown, prepared: Prepared, disk: Disk): Finding {
  const { code, path } = (error as NodeJS.ErrnoException | null) ?? {};
  if (code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG")
    return finding("FS9003", null, { path: shownFolder(fullest(disk, prepared.out, prepared.store), prepared) });
  if (code !== undefined && /^E[A-Z]+$/.test(code))
    return finding("FS9004", null, { path: shownFolder(path ?? prepared.out, prepared), problem: diskWords(error) });
  return internalError("artifact", error instanceof Error ? error.message : String(error));
}

/** Of two folders the one on the disk with less room; the system does not say which write it refused. */
function fullest(disk: Disk, first: string, second: string): string {
  try {
    return disk.room(second) < disk.room(first) ? second : first;
  } catch {
    return first;
  }
}

/** Below the root, as artifacts name files; only the last name of what lies elsewhere, which tells of the machine. */
function shownFolder(path: string, { root }: Prepared): string {
  const way = slashes(relative(root, path));
  return way === "" || way.startsWith("../") || isAbsolute(way) ? basename(path) : way;
}
