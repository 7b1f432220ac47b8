/** Register writing: how lines are made and added, beside the document and in the state folder, and what keeps them from it. */
import { dirname } from "node:path";
import { isRecord } from "../../schemas/is-record.ts";
import type { AskedOf, RegisterLine } from "../../schemas/register.ts";
import { absentIn, type Chain, readChain } from "../../schemas/register-chain.ts";
import { finding } from "../diagnostics/build.ts";
import { type Finding, isError } from "../diagnostics/finding.ts";
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
import { isoTime } from "./clock.ts";
import { diskWords } from "./disk-words.ts";
import type { Common } from "./entered.ts";
import type { Prepared } from "./prepare.ts";
import { allAsked } from "./register-lines.ts";
import { linkFinding } from "./store-findings.ts";
import type { World } from "./world.ts";

export const registerOf = ({ root, path, file }: Pick<Prepared, "root" | "path" | "file">, { disk, env }: World) =>
  registerFiles(disk, env, root, path, file);

/** Its lock is held for as long as a line takes: nobody has to be told. */
export const shortly = (world: World): Waiting => ({
  onWait: () => undefined,
  onTaken: () => undefined,
  pause: world.pause,
  ticks: world.ticks,
  now: () => isoTime(world.now()),
  touching: () => ({ end: () => undefined }),
});

/** By its digest where an older line holds the same. */
export function askedOnce(asked: AskedOf, { lines }: Chain): AskedOf | string {
  const text = canonicalJson(asked);
  const isHeld = allAsked(lines).some(
    (held) => isRecord(held.protocol) && held.protocol.sha256 === asked.protocol.sha256 && canonicalJson(held) === text,
  );
  return isHeld ? digestOf(text) : asked;
}

type Words = { readonly event: RegisterLine["event"]; readonly [field: string]: unknown };

/** Makes lines, each after all that no line follows yet. */
export function lineWriter(older: Chain, prepared: Pick<Prepared, "path">, world: World) {
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
export function appendBoth(
  files: RegisterFiles,
  { beside, copy }: BothRegisters,
  lines: readonly string[],
  { isMade, isStrict, file }: { readonly isMade: boolean; readonly isStrict: boolean; readonly file: string },
): readonly Finding[] {
  const findings: Finding[] = [];
  if (beside !== null || isMade) {
    try {
      files.append("beside", [...(beside === null ? copy.lines.map(({ text }) => text) : []), ...lines]);
    } catch (error) {
      const found = troubleOf(error, file, isStrict);
      if (found === null || isStrict || isError(found)) throw error;
      findings.push(found);
    }
  }
  const unknown = beside === null ? [] : absentIn(beside, copy);
  files.append("copy", [...unknown.map(({ text }) => text), ...lines]);
  return findings;
}

/** Thrown where the environment names no place for the copy. */
export class NoState extends Error {}

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
