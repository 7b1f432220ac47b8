/** Shown: a document run to be looked at: everything a report says of it, and no run folder. */
import { type Finding, isError } from "../diagnostics/finding.ts";
import { type Report, reportOf } from "../render/report.ts";
import { assembleBlocks } from "../run/assemble.ts";
import { breather, Cancelled } from "../run/cancel.ts";
import { type Executed, execute, type Observer } from "../run/execute.ts";
import { lockFileOf } from "../run/lock-file.ts";
import { createLog } from "../run/log.ts";
import { typedNumberFindings } from "../run/typed-numbers.ts";
import { atRest } from "./at-rest.ts";
import { isoTime } from "./clock.ts";
import { content, fresh } from "./compose.ts";
import { decidingWith, decisionsOf } from "./decisions.ts";
import { diskOrBug } from "./disk-or-bug.ts";
import { headlineLines } from "./headline.ts";
import { checkLockFile } from "./lock-file.ts";
import { lockboxesOf } from "./lockbox/ledger.ts";
import type { CompileOptions } from "./options.ts";
import type { BuildInfo } from "./package-files.ts";
import { placed } from "./placed.ts";
import { doGatesBlock, type Prepared } from "./prepare.ts";
import type { Composing, Session } from "./session.ts";
import { storeProblem } from "./store-findings.ts";
import { waitingFor } from "./waiting-for.ts";
import type { World } from "./world.ts";

/** What came of looking at a document. */
export interface Shown {
  readonly prepared: Prepared;
  readonly findings: readonly Finding[];
  /** Null of a document that did not run: its findings say why. */
  readonly report: Report | null;
  /** What the primary model came to; null without one. */
  readonly headline: string | null;
}

/**
 * Runs what is not stored yet, and makes the report of it. Results go into the store as those of a compile do; no folder, register,
 * lock file or note of a last run is written, and of the machine the report says nothing: there is no run that it could be of.
 *
 * @param observer told of every block
 * @throws Cancelled where the World's signal was aborted
 */
export async function showDocument(
  prepared: Prepared,
  options: CompileOptions,
  world: World,
  build: BuildInfo,
  observer: Observer,
): Promise<Shown> {
  const findings = [
    ...(prepared.bytes === null ? [] : storeProblem(prepared.store, prepared.root)),
    ...prepared.findings,
  ];
  const { protocol, graph } = prepared;
  if (protocol === null || graph === null || findings.some(isError))
    return { prepared, findings, report: null, headline: null };
  try {
    return await shown({ ...prepared, protocol, graph }, findings, options, world, build, observer);
  } catch (error) {
    if (error instanceof Cancelled) throw error;
    const found = placed([...findings, diskOrBug(error, prepared, world.disk)], prepared.file, protocol);
    return { prepared, findings: found, report: null, headline: null };
  }
}

async function shown(
  prepared: Session["prepared"],
  before: readonly Finding[],
  options: CompileOptions,
  world: World,
  build: BuildInfo,
  observer: Observer,
): Promise<Shown> {
  const { protocol } = prepared;
  const started = world.now();
  const gatesBlock = doGatesBlock(protocol, options);
  const deciding = decidingWith(prepared, options, build);
  const executed = await executedOf(prepared, options, world, build, observer);
  const blocks = assembleBlocks(protocol, executed, prepared.files, gatesBlock, deciding.load, prepared.shapes);
  const composing: Composing = {
    prepared,
    options,
    // What only a record of the run would say is not asked of the machine.
    world: { ...world, machine: { ...world.machine, git: () => null } },
    build: { ...build, program: () => "" },
    log: createLog(() => isoTime(started)),
    entered: null,
    started,
    blocks,
    triedInStore: null,
    sequel: null,
    lockboxes: lockboxesOf(blocks, prepared.root, world, protocol.settings.mode === "regulatory").lockboxes,
  };
  const found = [...before, ...blocks.flatMap(({ findings }) => findings), ...typedNumberFindings(protocol, blocks)];
  const { made } = await atRest("the report", found, async (known) => {
    const { run, figures, late } = await content(composing, known);
    const report = reportOf(run, figures, null);
    const differences = checkLockFile(world.disk, prepared, options, lockFileOf(run, executed), run);
    return { made: report, found: [...late, ...fresh([...figures.findings, ...report.late], known), ...differences] };
  });
  if (world.signal.aborted) await breather(world.signal)();
  return {
    prepared,
    findings: placed(made.findings, prepared.file, protocol),
    report: made,
    headline: headlineLines(blocks, protocol).join(" · ") || null,
  };
}

/** True where something is not stored yet; false of a document that cannot run. */
export function hasToRun(prepared: Prepared, options: CompileOptions, build: BuildInfo): boolean {
  if (prepared.protocol === null || prepared.graph === null || prepared.findings.some(isError)) return false;
  const decisions = decisionsOf(prepared, options, build);
  return [...decisions.values()].some(({ action }) => action !== "reuse" && action !== "blocked");
}

/** Every block's turn. Where something has to run, nobody else compiles the document meanwhile. */
async function executedOf(
  prepared: Session["prepared"],
  options: CompileOptions,
  world: World,
  build: BuildInfo,
  observer: Observer,
): Promise<readonly Executed[]> {
  const { graph, files, store, path, out } = prepared;
  const breathe = breather(world.signal);
  const isRun = hasToRun(prepared, options, build);
  const lock = isRun ? await store.lock(`${path}\n${out}`, waitingFor(prepared, options, world)) : null;
  const hands = isRun
    ? await world.workers({ jobs: options.jobs, breathe, signal: world.signal, onLost: () => undefined })
    : null;
  try {
    const deciding = decidingWith(prepared, options, build);
    const answers = store.answers(path);
    const executed = await execute(graph.nodes, deciding, {
      store: prepared.objects,
      answers,
      files,
      load: deciding.load,
      now: world.now,
      gatesBlock: doGatesBlock(prepared.protocol, options),
      breathe,
      ...(hands === null ? {} : { spread: hands.spread }),
      ...(hands?.alone === undefined ? {} : { alone: hands.alone }),
      observer,
    });
    if (executed.some(({ execution }) => execution === "cancelled")) await breathe();
    if (isRun) answers.sweep();
    return executed;
  } finally {
    await hands?.end();
    lock?.release();
  }
}
