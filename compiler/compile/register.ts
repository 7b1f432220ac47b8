/** Register: a run is entered before its first block and again when its folder is whole, beside the document and in the state folder. */
import { randomBytes } from "node:crypto";
import {
  type ChainLine,
  countsIn,
  countsOf,
  extended,
  outcomes,
  startedIn,
  upTo,
} from "../../schemas/register-chain.ts";
import { finding } from "../diagnostics/build.ts";
import { asError, type Finding, isError } from "../diagnostics/finding.ts";
import type { Protocol } from "../document/protocol.ts";
import { cancelledBy } from "../run/cancel.ts";
import { type RegisterFiles, registerName } from "../store/register-files.ts";
import { askedOf } from "./asked-of.ts";
import { changesSince } from "./changes-since.ts";
import { frozenBy, frozenLine } from "./criteria.ts";
import { diskWords } from "./disk-words.ts";
import type { Ended, Entered } from "./entered.ts";
import type { CompileOptions } from "./options.ts";
import type { Prepared } from "./prepare.ts";
import { gapFindings, versionFindings } from "./register-findings.ts";
import { appendBoth, askedOnce, lineWriter, NoState, shortly, troubleOf } from "./register-writing.ts";
import type { World } from "./world.ts";

type Ready = Prepared & { readonly protocol: Protocol };

export interface Entry {
  /** Null where a run that is not regulatory could not be entered. */
  readonly entered: Entered | null;
  /** What could not be done, or was found: said on the terminal, for two runs of the same content differ in it. */
  readonly findings: readonly Finding[];
}

/** Thrown where a regulatory run may not begin. */
export class RegisterRefused extends Error {
  readonly findings: readonly Finding[];
  constructor(findings: readonly Finding[]) {
    super(`the run could not be entered in its register: ${findings[0]?.code}`);
    this.findings = findings;
  }
}

/**
 * Enters a run that is about to begin. Null where nothing is entered: of a run that only checks another.
 *
 * @throws RegisterRefused of a regulatory run whose register has gaps, or cannot be read or written
 */
export async function enterRun(prepared: Ready, options: CompileOptions, world: World): Promise<Entry | null> {
  if (options.register === false) return null;
  const files = prepared.register;
  try {
    const { entry, frozen } = await files.alone({ ...shortly(world), pause: hearing(world) }, () =>
      begun(files, prepared, options, world),
    );
    return { ...entry, entered: { ...entry.entered, frozen: await withStamp(entry.entered.frozen, frozen) } };
  } catch (error) {
    const found = troubleOf(error, prepared.file, isRegulatory(prepared));
    if (found === null) throw error;
    if (isRegulatory(prepared) || isError(found)) throw new RegisterRefused([asError(found)]);
    return { entered: null, findings: [found] };
  }
}

/** Where the line has a time stamp that holds; one that does not is for `verify` to refuse, and nothing is told of it. */
async function withStamp(frozen: Entered["frozen"], line: ChainLine | null): Promise<Entered["frozen"]> {
  if (frozen === null || typeof line?.value.token !== "string") return frozen;
  const stamp = await (await import("../seal/frozen-stamp.ts")).stampOf(line);
  return stamp === null || "problem" in stamp ? frozen : { ...frozen, stamped: stamp.time };
}

const isRegulatory = ({ protocol }: Ready): boolean => protocol.settings.mode === "regulatory";

/** Waits, and hears a signal. */
const hearing = (world: World) => async (milliseconds: number) => {
  await world.pause(milliseconds);
  if (world.signal.aborted) throw cancelledBy(world.signal);
};

function begun(files: RegisterFiles, prepared: Ready, options: CompileOptions, world: World) {
  const both = files.read();
  const gaps = gapFindings(both, prepared);
  if (isRegulatory(prepared)) {
    if (!files.hasCopy) throw new NoState();
    // Somebody else may have ended since the document was checked.
    const found = [...gaps.map(asError), ...versionFindings(both, prepared, options)];
    if (found.length > 0) throw new RegisterRefused(found);
  }
  const isMade = both.beside === null && isRegulatory(prepared);
  const older = both.beside ?? both.copy;
  const run = randomBytes(16).toString("hex");
  const writer = lineWriter(older, prepared, world);
  const known = outcomes(older.lines);
  const lostRuns = interrupted(known, files);
  for (const lost of lostRuns) writer.add({ event: "interrupted", run: lost });
  const chain = extended(older, writer.chain());
  const previous = chain.tips;
  const lines = upTo(chain, previous);
  const asked = askedOf(prepared, options);
  writer.add({ event: "started", run, asked: askedOnce(asked, older), ...changeOf(prepared, options) });
  files.running.begin(run);
  const findings = [
    ...gaps,
    ...appendBoth(files, both, writer.texts(), {
      isMade,
      isStrict: isRegulatory(prepared),
      file: prepared.file,
    }),
  ];
  const inputs = Object.values(asked.inputs).flat();
  const frozen = frozenLine(chain, lines);
  const ownRuns = new Set(chain.lines.flatMap((line) => line.run ?? []));
  const entered: Entered = {
    file: both.beside !== null || isMade ? registerName(prepared.file) : null,
    number: startedIn(lines) + 1,
    previous,
    counts: lostRuns.length === 0 ? countsIn(known) : countsOf(lines),
    elsewhere: files.runsElsewhere(inputs, ownRuns),
    operator: writer.who,
    frozen: frozenBy(frozen, chain, asked, prepared.protocol),
    changes: changesSince(chain, asked, prepared.protocol, options),
    end: (ended) => ends(files, run, ended, prepared, world),
  };
  files.noteInputs(run, inputs);
  return { entry: { entered, findings }, frozen };
}

/** Runs that began, have no end, and of which no process of this machine lives. */
const interrupted = (known: ReturnType<typeof outcomes>, { running }: RegisterFiles): readonly string[] =>
  [...known].flatMap(([run, outcome]) => (outcome === null && !running.isAlive(run) ? [run] : []));

const changeOf = ({ protocol }: Ready, { reason, why }: CompileOptions) => {
  const change = why ?? protocol.frontMatter.change;
  return { ...(change === undefined ? {} : { change }), ...(reason === undefined ? {} : { reason }) };
};

/** A run that ended is told of once more, by the name of its folder: of a sequel. Nothing where no register knows it. */
export async function endedAgain(prepared: Ready, before: string, ended: Ended, world: World) {
  const { register } = prepared;
  const { beside, copy } = register.read();
  const { lines } = beside ?? copy;
  const run = lines.find(({ event, value }) => event === "ended" && value.run_id === before)?.run ?? null;
  return run === null ? [] : ends(register, run, ended, prepared, world);
}

async function ends(files: RegisterFiles, run: string, ended: Ended, prepared: Ready, world: World) {
  try {
    await files.alone(shortly(world), () => {
      const both = files.read();
      const writer = lineWriter(both.beside ?? both.copy, prepared, world);
      writer.add({ event: "ended", run, ...ended });
      const isStrict = isRegulatory(prepared);
      appendBoth(files, both, writer.texts(), { isMade: false, isStrict, file: prepared.file });
    });
    files.running.end(run);
    return [];
  } catch (error) {
    const found =
      troubleOf(error, prepared.file, isRegulatory(prepared)) ??
      finding("FS9601", null, { path: registerName(prepared.file), problem: diskWords(error) });
    return [isRegulatory(prepared) ? asError(found) : found];
  }
}
