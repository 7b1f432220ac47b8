/** Register: a run is entered before its first block and again when its folder is whole, beside the document and in the state folder. */
import { randomBytes } from "node:crypto";
import { dirname } from "node:path";
import { isRecord } from "../../schemas/is-record.ts";
import type { AskedOf, RegisterLine } from "../../schemas/register.ts";
import { type Chain, countsOf, joined, outcomes, readChain, startedIn, upTo } from "../../schemas/register-chain.ts";
import { finding } from "../diagnostics/build.ts";
import { asError, type Finding, isError } from "../diagnostics/finding.ts";
import type { Protocol } from "../document/protocol.ts";
import { cancelledBy } from "../run/cancel.ts";
import { canonicalJson } from "../store/canonical.ts";
import { digestOf } from "../store/digest.ts";
import type { Waiting } from "../store/lock.ts";
import {
  type BothRegisters,
  type RegisterFiles,
  RegisterTooLarge,
  registerFiles,
  registerName,
} from "../store/register-files.ts";
import { askedOf } from "./asked-of.ts";
import { isoTime } from "./clock.ts";
import { diskWords } from "./disk-words.ts";
import type { Common, Ended, Entered } from "./entered.ts";
import type { CompileOptions } from "./options.ts";
import type { Prepared } from "./prepare.ts";
import { gapFindings } from "./register-findings.ts";
import { linkFinding } from "./store-findings.ts";
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

export const registerOf = ({ root, path, file }: Pick<Ready, "root" | "path" | "file">, { disk, env }: World) =>
  registerFiles(disk, env, root, path, file);

/**
 * Enters a run that is about to begin. Null where nothing is entered: of a run that only checks another.
 *
 * @throws RegisterRefused of a regulatory run whose register has gaps, or cannot be read or written
 */
export async function enterRun(prepared: Ready, options: CompileOptions, world: World): Promise<Entry | null> {
  if (options.register === false) return null;
  const files = registerOf(prepared, world);
  try {
    return await files.alone({ ...shortly(world), pause: hearing(world) }, () =>
      begun(files, prepared, options, world),
    );
  } catch (error) {
    const found = troubleOf(error, prepared.file, isRegulatory(prepared));
    if (found === null) throw error;
    if (isRegulatory(prepared) || isError(found)) throw new RegisterRefused([asError(found)]);
    return { entered: null, findings: [found] };
  }
}

const isRegulatory = ({ protocol }: Ready): boolean => protocol.settings.mode === "regulatory";

/** Its lock is held for as long as a line takes: nobody has to be told. */
export const shortly = (world: World): Waiting => ({
  onWait: () => undefined,
  onTaken: () => undefined,
  pause: world.pause,
  ticks: world.ticks,
  now: () => isoTime(world.now()),
  touching: () => ({ end: () => undefined }),
});

/** Waits, and hears a signal. */
const hearing = (world: World) => async (milliseconds: number) => {
  await world.pause(milliseconds);
  if (world.signal.aborted) throw cancelledBy(world.signal);
};

function begun(files: RegisterFiles, prepared: Ready, options: CompileOptions, world: World): Entry {
  const both = files.read();
  const gaps = gapFindings(both, prepared);
  if (isRegulatory(prepared)) {
    if (!files.hasCopy) throw new NoState();
    if (gaps.length > 0) throw new RegisterRefused(gaps.map(asError));
  }
  const isMade = both.beside === null && isRegulatory(prepared);
  const older = both.beside ?? both.copy;
  const run = randomBytes(16).toString("hex");
  const writer = lineWriter(older, prepared, world);
  for (const lost of interrupted(older, files)) writer.add({ event: "interrupted", run: lost });
  const chain = joined(older, writer.chain());
  const previous = chain.tips;
  const lines = upTo(chain, previous);
  const asked = askedOf(prepared, options);
  writer.add({ event: "started", run, asked: whole(asked, older), ...changeOf(prepared) });
  files.running.begin(run);
  const findings = [...gaps, ...appendBoth(files, both, writer.texts(), isMade, prepared)];
  const inputs = Object.values(asked.inputs).flat();
  const ownRuns = new Set(chain.lines.flatMap((line) => line.run ?? []));
  const entered: Entered = {
    file: both.beside !== null || isMade ? registerName(prepared.file) : null,
    number: startedIn(lines) + 1,
    previous,
    counts: countsOf(lines),
    elsewhere: files.runsElsewhere(inputs, ownRuns),
    operator: writer.who,
    end: (ended) => ends(files, run, ended, prepared, world),
  };
  files.noteInputs(run, inputs);
  return { entered, findings };
}

/** Runs that began, have no end, and of which no process of this machine lives. */
const interrupted = (chain: Chain, { running }: RegisterFiles): readonly string[] =>
  [...outcomes(chain.lines)].flatMap(([run, outcome]) => (outcome === null && !running.isAlive(run) ? [run] : []));

/** By its digest where an older line holds the same. */
function whole(asked: AskedOf, { lines }: Chain): AskedOf | string {
  const text = canonicalJson(asked);
  const isHeld = lines.some(({ value }) => {
    const held = value.asked;
    if (!isRecord(held) || !isRecord(held.protocol)) return false;
    return held.protocol.sha256 === asked.protocol.sha256 && canonicalJson(held) === text;
  });
  return isHeld ? digestOf(text) : asked;
}

const changeOf = ({ protocol }: Ready) => {
  const { change } = protocol.frontMatter;
  return change === undefined ? {} : { change };
};

type Words = { readonly event: RegisterLine["event"]; readonly [field: string]: unknown };

/** Makes lines, each after all that no line follows yet. */
function lineWriter(older: Chain, prepared: Pick<Ready, "path">, world: World) {
  const who = world.machine.who(dirname(prepared.path));
  const texts: string[] = [];
  let previous = older.tips;
  return {
    who,
    add(words: Words) {
      const common: Common = {
        schema_version: 1,
        time: isoTime(world.now()),
        who,
        host: world.machine.host,
        previous,
      };
      const text = canonicalJson({ ...common, ...words });
      texts.push(text);
      previous = [digestOf(text)];
    },
    texts: (): readonly string[] => texts,
    chain: (): Chain => readChain(texts.join("\n"), digestOf),
  };
}

/** Beside the document first: what the copy knows and the register has not is a gap. */
function appendBoth(
  files: RegisterFiles,
  { beside, copy }: BothRegisters,
  lines: readonly string[],
  isMade: boolean,
  prepared: Ready,
): readonly Finding[] {
  const findings: Finding[] = [];
  if (beside !== null || isMade) {
    try {
      files.append("beside", [...(beside === null ? copy.lines.map(({ text }) => text) : []), ...lines]);
    } catch (error) {
      const found = troubleOf(error, prepared.file, isRegulatory(prepared));
      if (found === null || isRegulatory(prepared) || isError(found)) throw error;
      findings.push(found);
    }
  }
  const unknown = (beside?.lines ?? []).filter(({ digest }) => !copy.by.has(digest));
  files.append("copy", [...unknown.map(({ text }) => text), ...lines]);
  return findings;
}

async function ends(files: RegisterFiles, run: string, ended: Ended, prepared: Ready, world: World) {
  try {
    await files.alone(shortly(world), () => {
      const both = files.read();
      const writer = lineWriter(both.beside ?? both.copy, prepared, world);
      writer.add({ event: "ended", run, ...ended });
      appendBoth(files, both, writer.texts(), false, prepared);
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

class NoState extends Error {}

/**
 * What would not let a register be read or written, as a warning; null of what is no business of the register.
 *
 * @param isStrict true where a register that is too large is told of as a limit
 */
export function troubleOf(error: unknown, file: string, isStrict: boolean): Finding | null {
  const path = registerName(file);
  if (error instanceof RegisterTooLarge) {
    const { size, limit, message } = error;
    if (!isStrict) return finding("FS9601", null, { path, problem: message });
    return finding("FS9130", null, { path, found: size, things: "bytes", limit });
  }
  if (error instanceof NoState) return finding("FS9601", null, { path, problem: "the environment names no home" });
  const { code } = (error as NodeJS.ErrnoException | null) ?? {};
  // A disk that is full, and a process without files to open, are told of as everywhere.
  if (code === undefined || !/^E[A-Z]+$/.test(code) || ["ENOSPC", "EDQUOT", "EMFILE", "ENFILE"].includes(code))
    return null;
  if (code === "ELINK" || code === "ELOOP") return linkFinding(path);
  return finding("FS9601", null, { path, problem: diskWords(error) });
}
