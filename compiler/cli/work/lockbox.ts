/** `foodspec lockbox`: opens the sealed rows of a run, and says what the ledger of a project tells. */
import { relative, resolve } from "node:path";
import { counted } from "../../../blocks/contract/number-text.ts";
import { asked } from "../../../schemas/asked.ts";
import { ledgerLineSchema, ledgerName, type Opening, openingPath } from "../../../schemas/lockbox.ts";
import { inChainOrder } from "../../../schemas/register-chain.ts";
import { ledgerGaps } from "../../compile/lockbox/ledger.ts";
import { restored } from "../../compile/register-findings.ts";
import { shortly, troubleOf } from "../../compile/register-writing.ts";
import { rootAbove, slashes } from "../../compile/root.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { asError, type Finding, isError } from "../../diagnostics/finding.ts";
import { openLockbox } from "../../exchange/lockbox/open-lockbox.ts";
import { hexOf } from "../../store/digest.ts";
import { ledgerFiles } from "../../store/register-files.ts";
import { tell } from "./runs.ts";
import { runFolderAt, runNamed } from "./target.ts";
import { verifiedBy } from "./verify.ts";

type LockboxAction = "open" | "show" | "check" | "restore";

export interface LockboxOptions {
  readonly action: LockboxAction;
  readonly target?: string;
  readonly input?: string;
  readonly note?: string;
  readonly again?: boolean;
  readonly block?: string;
}

export async function lockboxCommand(options: LockboxOptions, world: World): Promise<number> {
  if (options.action === "open") return open(options, world);
  const root = rootAbove(world.disk, world.disk.realPath(resolve(world.cwd, options.target ?? ".")));
  try {
    return await actions[options.action](root, world);
  } catch (error) {
    const found = troubleOf(error, ledgerName, true);
    if (found === null) throw error;
    return tell([asError(found)], world);
  }
}

async function open({ target, input, note, again = false, block }: LockboxOptions, world: World): Promise<number> {
  const lacking = target === undefined ? "a run to open" : note === undefined ? "`--note TEXT`" : null;
  if (target === undefined || note === undefined) return tell([finding("FS1199", null, { lacking })], world);
  const named = runNamed(target, world);
  if (typeof named !== "string") return tell([named], world);
  const folder = runFolderAt(named, world);
  if ("code" in folder) return tell([folder], world);
  const { manifest, findings } = await verifiedBy(folder, world);
  if (manifest === null || findings.some(isError)) {
    const problem = "is not what it says it is";
    return tell([...findings, finding("FS9147", null, { run: named, problem })], world);
  }
  if (openingPath in manifest.files) {
    const problem = "is itself the sequel of an opening: name the run as compiled";
    return tell([finding("FS7502", null, { run: named, problem })], world);
  }
  const run = { folder, manifest, path: world.disk.realPath(resolve(world.cwd, named)) };
  const opened = await openLockbox(run, { note, again, input, block }, world);
  if ("findings" in opened) return tell(opened.findings, world);
  const { result, opening } = opened;
  if (result.findings.length > 0) tell(result.findings.filter(isError), world);
  if (opening !== null && result.folder !== null) world.out(saidOf(opening, placeOf(result.folder, world)));
  return result.exitCode;
}

const placeOf = (folder: string, { cwd }: World): string => {
  const way = slashes(relative(cwd, folder));
  return way.startsWith("../") ? folder : way;
};

/** A few lines: the figure, how often it was opened, where the sequel lies. */
function saidOf({ metrics, k, n_samples, level }: Opening, folder: string): string {
  const name = metrics.task === "classification" ? "accuracy" : "rmsep";
  const [value, ci] =
    metrics.task === "classification" ? [metrics.accuracy, metrics.accuracy_ci] : [metrics.rmsep, metrics.rmsep_ci];
  const range = ci === null ? "no interval" : `${share(level)} interval ${ci.map(short).join(" to ")}`;
  const times = k === 1 ? "opened for the first time" : `opened ${k} times: no longer an independent test`;
  return `${name} ${value === null ? "not defined" : short(value)} (${range}) of ${n_samples} sealed samples; ${times}\n${folder}\n`;
}

const short = (value: number): string => String(Number(value.toPrecision(4)));
const share = (level: number): string => `${short(level * 100)} %`;

const actions: {
  readonly [action in Exclude<LockboxAction, "open">]: (root: string, world: World) => number | Promise<number>;
} = {
  show,
  check,
  restore,
};

function show(root: string, world: World): number {
  const both = ledgerFiles(world.disk, world.env, root).read();
  const chain = both.beside ?? both.copy;
  for (const { value } of inChainOrder(chain)) {
    const line = asked(ledgerLineSchema, value);
    if (!line.success) continue;
    const { time, k, sealed, document, opened_by, note } = line.data;
    const who = opened_by.name ?? opened_by.account ?? "-";
    world.out(
      `${[time, String(k), hexOf(sealed).slice(0, 12), who, document, note.replaceAll(/\s+/g, " ")].join("  ")}\n`,
    );
  }
  if (chain.lines.length === 0) world.err("no lockbox of this project was opened, as far as this machine knows\n");
  tell(ledgerGaps(both), world);
  return 0;
}

function check(root: string, world: World): number {
  const both = ledgerFiles(world.disk, world.env, root).read();
  const chain = both.beside ?? both.copy;
  const alien = [
    ...chain.unreadable,
    ...chain.lines.filter(({ value }) => !asked(ledgerLineSchema, value).success).map(({ text }) => text),
  ];
  const strange =
    alien.length === 0
      ? []
      : [finding("FS9604", null, { path: ledgerName, count: alien.length, first: alien[0].slice(0, 60) })];
  const gaps: readonly Finding[] = ledgerGaps(both).map(asError);
  const code = tell([...strange, ...gaps], world);
  if (gaps.length > 0) return code;
  world.out(`${ledgerName}: ${counted(chain.lines.length, "opening")}, none missing\n`);
  return 0;
}

async function restore(root: string, world: World): Promise<number> {
  const files = ledgerFiles(world.disk, world.env, root);
  const added = await files.alone(shortly(world), () => restored(files));
  world.out(added === 0 ? "nothing was missing\n" : `${counted(added, "line")} added to ${ledgerName}: commit it\n`);
  return tell(ledgerGaps(files.read()).map(asError), world);
}
