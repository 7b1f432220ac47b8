/** Pipeline: one prepared document to one run folder. Execute, draw, digest, render, check the contract, rename. */

import { finding } from "../diagnostics/build.ts";
import { exitCode } from "../diagnostics/exit-code.ts";
import { assembleBlocks } from "../run/assemble.ts";
import { breather, Cancelled } from "../run/cancel.ts";
import { elsewhere } from "../run/elsewhere.ts";
import { type Executed, execute } from "../run/execute.ts";
import { type OpenFolder, openRunFolder, sweepOpenFolders } from "../run/folder.ts";
import { createLog } from "../run/log.ts";
import { digestOfJson, hexOf } from "../store/digest.ts";
import type { Disk } from "../store/disk.ts";
import type { Journal } from "../store/journal.ts";
import type { Lock } from "../store/lock.ts";
import { self } from "../store/process.ts";
import { isoTime, stamp } from "./clock.ts";
import { decidingWith } from "./decisions.ts";
import { diskOrBug } from "./disk-or-bug.ts";
import { finishRun } from "./finish.ts";
import { leaveError } from "./leave-error.ts";
import { lockboxesOf } from "./lockbox/ledger.ts";
import { type Sequel, SequelRefused } from "./lockbox/sequel.ts";
import { observe } from "./observe.ts";
import type { CompileOptions } from "./options.ts";
import type { BuildInfo } from "./package-files.ts";
import { doGatesBlock, type Prepared } from "./prepare.ts";
import { type Entry, enterRun, RegisterRefused } from "./register.ts";
import type { DocumentResult, Session } from "./session.ts";
import { storeNotes } from "./store-findings.ts";
import { triedInStore } from "./tried-in-store.ts";
import { waitingFor } from "./waiting-for.ts";
import type { World } from "./world.ts";

/** Compiles a document whose check found no error. Never throws for what the document, the data or the disk cause. */
export async function runDocument(
  prepared: Session["prepared"],
  options: CompileOptions,
  world: World,
  build: BuildInfo,
  sequel: Sequel | null = null,
): Promise<DocumentResult> {
  const planDigest = hexOf(digestOfJson([prepared.digest, prepared.overrides as never])).slice(0, 12);
  let folder: OpenFolder | null = null;
  let journal: Journal | null = null;
  let lock: Lock | null = null;
  let entry: Entry | null = null;
  try {
    // What was read until now took its time: a signal is heard before anything is made.
    await breather(world.signal)();
    lock = await prepared.store.lock(`${prepared.path}\n${prepared.out}`, waitingFor(prepared, options, world));
    if (prepared.protocol.settings.mode === "regulatory" && (world.env.FOODSPEC_CACHE ?? "") !== "")
      world.err("FOODSPEC_CACHE is not used: a regulatory run reuses only what stands in the project's own store\n");
    const started = world.now();
    sweepLeftovers(prepared, world.disk);
    folder = openRunFolder(world.disk, prepared.out, planDigest, !prepared.isOutDefault);
    journal = prepared.store.journal(`${stamp(started)}-${planDigest}-${self().pid}`);
    journal.write({
      event: "run_started",
      holder: self(),
      document: prepared.shown,
      folder: folder.path,
      time: isoTime(started),
    });
    const log = createLog(() => isoTime(world.now()));
    entry = sequel === null ? await enterRun(prepared, options, world) : null;
    const entered = entry?.entered ?? sequel?.entered ?? null;
    const result = await run({ prepared, options, world, build, log, folder, journal, lock, entered, sequel, started });
    journal.write({ event: "run_ended", status: result.status, run_id: result.runId, exit_code: result.exitCode });
    return {
      ...result,
      findings: [...result.findings, ...(entry?.findings ?? []), ...storeNotes(prepared.store, true)],
    };
  } catch (error) {
    quietly(() => folder?.discard());
    const cancelled = error instanceof Cancelled ? error : null;
    if (options.verbose === true && cancelled === null) world.err(`${(error as Error).stack ?? error}\n`);
    const found =
      cancelled !== null
        ? [finding("FS1130", null, {})]
        : error instanceof RegisterRefused || error instanceof SequelRefused
          ? error.findings
          : [diskOrBug(error, prepared, world.disk)];
    // A disk that stays full takes no line more; what ails it is told all the same.
    quietly(() => journal?.write({ event: "run_ended", status: "failed", run_id: null, exit_code: exitCode(found) }));
    const result = leaveError(prepared, found, cancelled === null ? exitCode(found) : cancelled.exitCode, world);
    await entry?.entered?.end(withoutResults(result.runId, result.exitCode));
    return result;
  } finally {
    quietly(() => journal?.close());
    quietly(() => lock?.release());
  }
}

/** Of a run that left no manifest. */
const withoutResults = (runId: string | null, code: number) => ({
  run_id: runId,
  exit_code: code,
  content_digest: null,
  manifest: null,
  gates: [],
  headline: null,
});

/** Does what is no reason to end otherwise where it cannot be done. */
function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // What is left over the next run sweeps.
  }
}

function sweepLeftovers({ store, out }: Prepared, disk: Disk): void {
  store.sweep();
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
  const answers = prepared.store.answers(prepared.path);
  // Workers hold memory that drawing and rendering need.
  const executed = await execute(graph.nodes, deciding, {
    store,
    answers,
    files,
    load,
    now: world.now,
    gatesBlock,
    breathe,
    atOnce: hands.atOnce,
    spread: hands.spread,
    ...(hands.alone === undefined ? {} : { alone: hands.alone }),
    ...(hands.ask === undefined ? {} : { perform: elsewhere(hands.ask) }),
    observer: observe(session, gatesBlock),
  }).finally(hands.end);
  // Every block has ended, or will not be taken up again as it was.
  if (!executed.some(({ execution }) => execution === "cancelled")) answers.sweep();
  store.leave(prepared.path, lastKeys(executed));
  if (options.verbose === true)
    for (const { bug } of executed) if (bug !== null) world.err(`${bug.stack ?? bug.message}\n`);
  const blocks = assembleBlocks(protocol, executed, files, gatesBlock, load, prepared.shapes);
  const told = session.sequel ?? lockboxesOf(blocks, prepared.root, world, protocol.settings.mode === "regulatory");
  return finishRun(
    { ...session, executed, blocks, triedInStore: triedInStore(session, blocks), lockboxes: told.lockboxes },
    "findings" in told ? told.findings : [],
  );
}

/** The key each block had now: what `why` compares with next time. */
function lastKeys(executed: readonly Executed[]): { [id: string]: string } {
  return Object.fromEntries(
    executed.flatMap(({ node, key, record }) => (key === null || record === null ? [] : [[node.block.id, key]])),
  );
}
