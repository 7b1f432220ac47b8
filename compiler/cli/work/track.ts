/** `foodspec track`, and what a compile sends once a run is whole. Nothing here changes a result. */
import { resolve } from "node:path";
import { isRecord } from "../../../schemas/is-record.ts";
import { diskWords } from "../../compile/disk-words.ts";
import { runsBelow } from "../../compile/past-runs.ts";
import { rootAbove } from "../../compile/root.ts";
import { runAddress } from "../../compile/run-address.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { exitCode } from "../../diagnostics/exit-code.ts";
import { type Finding, isError } from "../../diagnostics/finding.ts";
import { noSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";
import type { Wire } from "../../exchange/request.ts";
import { isPending, readReceipt, receiptPath } from "../../exchange/tracking/receipt.ts";
import { serverOf } from "../../exchange/tracking/server.ts";
import { isMet, quorumOf } from "../../seal/quorum.ts";
import { withWholeSeal } from "../../seal/seal.ts";
import { sealLooked } from "../../seal/verify-seal.ts";
import { canonicalJson } from "../../store/canonical.ts";
import { protocolOf } from "../../verify/protocol.ts";
import { jsonOf } from "../../verify/run-folder.ts";
import { notSent, sendRun, type Tracked, trackedRun } from "./track-run.ts";
import { fetchWire } from "./wire.ts";

export interface TrackOptions {
  readonly dryRun?: boolean;
  readonly alias?: string;
  /** Every run whose receipt is pending, below a folder. */
  readonly resume?: boolean;
}

const usualAlias = "candidate";

/** 0; 8 while something is pending or refused; 2 where a run is none, or may not have the alias. */
export async function trackCommand(
  named: readonly string[],
  options: TrackOptions,
  world: World,
  wire: Wire = fetchWire(world.signal),
): Promise<number> {
  const asked = named.length === 0 ? ["latest"] : named;
  const runs = options.resume === true ? pendingBelow(named[0], world) : asked.map((typed) => runAt(typed, world));
  const wrong = runs.filter((one): one is Finding => "code" in one);
  if (wrong.length > 0) return say(wrong, world);
  const all = runs as readonly Tracked[];
  if (options.dryRun === true) {
    for (const { payload } of all) world.out(`${canonicalJson(payload)}\n`);
    return 0;
  }
  const server = serverOf(world.env);
  if (server === null) return say([finding("FS8402", null, { problem: "it names no server: it is not set" })], world);
  if ("code" in server) return say([server], world);
  const alias = options.alias ?? usualAlias;
  const unfit = alias === "approved" ? (await Promise.all(all.map(notApproved))).flat() : [];
  if (unfit.length > 0) return say(unfit, world);
  const findings: Finding[] = [];
  for (const run of all) findings.push(...(await sendRun(run, server, alias, wire, world)));
  say(findings, world);
  return findings.some(({ code }) => code === "FS8401") ? 8 : 0;
}

/** A run that is named, and says where it goes. */
function runAt(typed: string, world: World): Tracked | Finding {
  const path = runAddress(typed, world);
  if (typeof path !== "string") return path;
  return trackedRun(path, world) ?? finding("FS8406", null, { run: typed });
}

/** The oldest first: names of runs begin with their time. */
function pendingBelow(typed: string | undefined, world: World): readonly Tracked[] {
  const folder = typed === undefined ? rootAbove(world.disk, world.cwd) : resolve(world.cwd, typed);
  return runsBelow(world.disk, folder)
    .flatMap(({ path }): Tracked[] => {
      const run = trackedRun(path, world);
      if (run === null || "code" in run) return [];
      const receipt = readReceipt(world.disk, receiptPath(run.path, run.manifest.run_id));
      return receipt !== null && isPending(receipt) ? [run] : [];
    })
    .sort((a, b) => (a.manifest.run_id < b.manifest.run_id ? -1 : 1));
}

/** `approved` is said by people and gates, never by who types it. */
async function notApproved({ folder, manifest }: Tracked): Promise<readonly Finding[]> {
  const no = (problem: string): readonly Finding[] => [finding("FS1198", null, { run: manifest.run_id, problem })];
  const approval = jsonOf(folder, "model/approval.json");
  if (!isRecord(approval) || approval.approved !== true) return no("its model/approval.json does not say so");
  const quorum = quorumOf(manifest.mode, protocolOf(folder, manifest)?.settings.signatures);
  if (isMet(quorum, [])) return [];
  const { signatures, findings } = await sealLooked(withWholeSeal(folder), manifest, quorum, null);
  if (findings.some(isError)) return no("its seal is not whole");
  return isMet(quorum, signatures) ? [] : no("it lacks signatures that its document asks for");
}

/**
 * Sends a run that has just been made, where it says where to. Whatever happens, nothing is thrown and no exit code changes.
 *
 * @param path of the run folder, absolute
 */
export async function trackAfter(path: string, world: World, wire: Wire = fetchWire(world.signal)): Promise<void> {
  const name = path.split(/[\\/]/).at(-1) ?? path;
  try {
    const run = trackedRun(path, world);
    if (run === null || "code" in run) return;
    const server = serverOf(world.env);
    if (server === null) return world.err("not sent to MLflow: MLFLOW_TRACKING_URI is not set\n");
    say("code" in server ? [server] : await sendRun(run, server, usualAlias, wire, world), world);
  } catch (error) {
    const problem = typeof (error as NodeJS.ErrnoException).code === "string" ? diskWords(error) : "it was stopped";
    say([notSent(name, problem)], world);
  }
}

function say(findings: readonly Finding[], { err, colour }: World): number {
  if (findings.length > 0) err(`${text(findings, noSources, { colour })}\n`);
  return exitCode(findings);
}
