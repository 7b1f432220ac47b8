/** Release: whether a run that is to be released has the signatures its document asks for. */
import { join } from "node:path";
import type { World } from "../compile/world.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { isMet, quorumOf } from "../seal/quorum.ts";
import { withWholeSeal } from "../seal/seal.ts";
import { lackOf, sealLooked } from "../seal/verify-seal.ts";
import { openRun } from "../verify/open-run.ts";
import { protocolOf } from "../verify/protocol.ts";
import { manifestOf } from "../verify/run-folder.ts";
import { readRecord } from "./record.ts";
import { lastRun } from "./state.ts";

/** FS1187 where signatures are missing or not sound; null where all stand, or none is asked for. */
export async function releaseProblem(folder: string, id: string, world: World): Promise<Finding | null> {
  const record = readRecord(folder, id, world.disk);
  if ("code" in record) return record;
  const run = lastRun(record.events);
  if (run === null) return null;
  const path = join(folder, "runs", run.run_id);
  const no = (problem: string): Finding => finding("FS1187", null, { job: id, run: run.run_id, problem });
  const opened = openRun(world.disk, run.run_id, path);
  if ("code" in opened) return opened;
  const manifest = manifestOf(opened);
  if (manifest === null || manifest.content_digest !== run.content_digest) return no("its manifest is another one");
  const quorum = quorumOf(manifest.mode, protocolOf(opened, manifest)?.settings.signatures);
  if (isMet(quorum, [])) return null;
  const { signatures, findings } = await sealLooked(withWholeSeal(opened), manifest, quorum, null);
  const unsound = signatures.length > 0 ? (findings[0] ?? null) : null;
  if (unsound !== null) return unsound;
  return isMet(quorum, signatures) ? null : no(`there is still ${lackOf(quorum, signatures)}`);
}
