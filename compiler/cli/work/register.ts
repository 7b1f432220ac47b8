/** `foodspec register`: what the register of a document says, whether lines are missing, and those of the state folder added again. */
import { relative, resolve } from "node:path";
import { asked } from "../../../schemas/asked.ts";
import { isRecord } from "../../../schemas/is-record.ts";
import { registerLineSchema } from "../../../schemas/register.ts";
import {
  type Chain,
  type ChainLine,
  inChainOrder,
  outcomes,
  startedIn,
  upTo,
} from "../../../schemas/register-chain.ts";
import { gapFindings, restored } from "../../compile/register-findings.ts";
import { askedIn, wasBeside } from "../../compile/register-lines.ts";
import { registerOf, shortly, troubleOf } from "../../compile/register-writing.ts";
import { rootOf, slashes } from "../../compile/root.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { asError, type Finding } from "../../diagnostics/finding.ts";
import type { FrozenStamp } from "../../seal/frozen-stamp.ts";
import { canonicalJson } from "../../store/canonical.ts";
import { registerName } from "../../store/register-files.ts";
import { isMissing, tell } from "./runs.ts";

export type RegisterAction = "show" | "check" | "restore";

/** A document by where it lies, and as it was typed. */
interface Named {
  readonly root: string;
  readonly path: string;
  readonly file: string;
  readonly shown: string;
}

export async function registerCommand(action: RegisterAction, document: string, world: World): Promise<number> {
  if (isMissing(document, world)) return 4;
  const path = world.disk.realPath(resolve(world.cwd, document));
  const root = rootOf(world.disk, path);
  const named: Named = { root, path, file: slashes(relative(root, path)), shown: document };
  try {
    return await actions[action](named, world);
  } catch (error) {
    const found = troubleOf(error, named.file, true);
    if (found === null) throw error;
    return tell([asError(found)], world);
  }
}

const actions: { readonly [action in RegisterAction]: (named: Named, world: World) => number | Promise<number> } = {
  show,
  check,
  restore,
};

async function show(named: Named, world: World): Promise<number> {
  const both = registerOf(named, world).read();
  const chain = both.beside ?? both.copy;
  for (const line of await shownLines(chain)) world.out(`${line}\n`);
  if (chain.lines.length === 0) world.err("nothing has run here yet\n");
  else if (both.beside === null)
    world.err("these lines stand in the state folder only: the first regulatory run writes the register\n");
  tell(gapFindings(both, named), world);
  return 0;
}

/** A line a run, in the order in which they began. */
async function shownLines(chain: Chain): Promise<readonly string[]> {
  const stamps = await stampsOf(chain);
  const ends = outcomes(chain.lines);
  const runIds = new Map(
    chain.lines.flatMap(({ event, run, value }) => (event === "ended" ? [[run, value.run_id]] : [])),
  );
  const ask = askedIn(chain);
  return inChainOrder(chain).flatMap((line) => {
    const { event, run, value } = line;
    if (event === "frozen") return [`   -  ${value.time}  frozen${stampWords(stamps.get(line.digest) ?? null)}`];
    if (event !== "started") return [];
    const number = startedIn(upTo(chain, line.previous)) + 1;
    const outcome = (run === null ? null : ends.get(run)) ?? "running";
    const { mode = "research", protocol } = ask(line) ?? {};
    const runId = String(runIds.get(run) ?? "-");
    return [
      `${String(number).padStart(4)}  ${value.time}  ${outcome.padEnd(11)}  ${runId.padEnd(22)}  ${mode} ${protocol?.version ?? "?"}  ${accountOf(line)}`,
    ];
  });
}

/** The time stamps over frozen criteria, by the digests of the lines. */
async function stampsOf({ lines }: Chain): Promise<ReadonlyMap<string, FrozenStamp>> {
  const stamped = lines.filter(({ event, value }) => event === "frozen" && typeof value.token === "string");
  if (stamped.length === 0) return new Map();
  const { stampOf } = await import("../../seal/frozen-stamp.ts");
  return new Map(await Promise.all(stamped.map(async (line) => [line.digest, await stampOf(line)] as const)));
}

const stampWords = (stamp: FrozenStamp): string =>
  stamp === null ? "" : "problem" in stamp ? `  its time stamp ${stamp.problem}` : `  time stamp ${stamp.time}`;

const accountOf = ({ value: { who } }: ChainLine): string =>
  isRecord(who) ? String(who.name ?? who.account ?? "-") : "-";

async function check(named: Named, world: World): Promise<number> {
  const both = registerOf(named, world).read();
  const chain = both.beside ?? both.copy;
  const path = registerName(named.file);
  const alien = [...chain.unreadable, ...chain.lines.filter((line) => !isWhole(line)).map(({ text }) => text)];
  const gaps = gapFindings(both, named).map(asError);
  const strange: readonly Finding[] =
    alien.length === 0 ? [] : [finding("FS9604", null, { path, count: alien.length, first: alien[0].slice(0, 60) })];
  const wrong = [...(await stampsOf(chain)).values()].flatMap((stamp) => {
    const problem =
      stamp !== null && "problem" in stamp ? `has a time stamp over frozen criteria that ${stamp.problem}` : null;
    return problem === null ? [] : [finding("FS9713", null, { path, problem })];
  });
  const code = tell([...strange, ...gaps, ...wrong], world);
  const runs = startedIn(chain.lines);
  if (gaps.length === 0 && wrong.length === 0)
    world.out(
      `${both.beside === null ? "no register beside the document yet" : path}: ${chain.lines.length} lines, ${runs} runs, none missing\n`,
    );
  return gaps.length === 0 && wrong.length === 0 ? 0 : code;
}

/** As the program writes it. */
const isWhole = ({ text, value }: ChainLine): boolean =>
  asked(registerLineSchema, value).success && text.isWellFormed() && canonicalJson(value) === text;

async function restore(named: Named, world: World): Promise<number> {
  const files = registerOf(named, world);
  const added = await files.alone(shortly(world), () => {
    const { beside, copy } = files.read();
    if (beside === null && !wasBeside(copy)) return 0;
    return restored(files);
  });
  world.out(
    added === 0
      ? "nothing was missing\n"
      : `${added} ${added === 1 ? "line" : "lines"} added to ${registerName(named.file)}: commit it\n`,
  );
  return tell(gapFindings(files.read(), named).map(asError), world);
}
