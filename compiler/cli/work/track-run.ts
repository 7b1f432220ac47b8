/** Track run: one run folder to the tracking server, under a lock, with its receipt kept as it goes. */
import { dirname, join } from "node:path";
import { asked } from "../../../schemas/asked.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import { type Receipt, type Tracking, type TrackingStep, trackingSchema } from "../../../schemas/tracking.ts";
import { configAt } from "../../compile/config-at.ts";
import { isRunId } from "../../compile/past-runs.ts";
import { rootAbove, slashes } from "../../compile/root.ts";
import { waitingToSign } from "../../compile/waiting-for.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import type { Wire } from "../../exchange/request.ts";
import { runPredictor } from "../../exchange/run-predictor.ts";
import { clientOf } from "../../exchange/tracking/client.ts";
import { type Payload, payloadOf } from "../../exchange/tracking/payload.ts";
import { receiptFor, receiptPath, writeReceipt } from "../../exchange/tracking/receipt.ts";
import { send } from "../../exchange/tracking/send.ts";
import type { Server } from "../../exchange/tracking/server.ts";
import { stateLock } from "../../store/state-lock.ts";
import { openRun } from "../../verify/open-run.ts";
import { protocolOf } from "../../verify/protocol.ts";
import { manifestOf, type RunFolder } from "../../verify/run-folder.ts";
import { modelFiles } from "./export-model.ts";

/** A run that is to be sent. */
export interface Tracked {
  /** Absolute, without links. */
  readonly path: string;
  readonly folder: RunFolder;
  readonly manifest: Manifest;
  readonly payload: Payload;
}

/** Null where neither its document nor its project says where it goes; a finding where it is no run. */
export function trackedRun(path: string, world: World): Tracked | Finding | null {
  const { disk } = world;
  const place = disk.realPath(path);
  const folder = openRun(disk, slashes(path), place);
  if ("code" in folder) return folder;
  const manifest = manifestOf(folder);
  // The receipt is called by it.
  if (manifest === null || !isRunId(manifest.run_id))
    return finding("FS9110", null, { name: path, problem: "its manifest cannot be read, or names no run" });
  const tracking = trackingOf(folder, manifest, place, world);
  return tracking === null ? null : { path: place, folder, manifest, payload: payloadOf(folder, manifest, tracking) };
}

/** The document's own words go before its project's. */
function trackingOf(folder: RunFolder, manifest: Manifest, place: string, { disk }: World): Tracking | null {
  const own = asked(trackingSchema, protocolOf(folder, manifest)?.settings.tracking);
  return own.success ? own.data : (configAt(disk, rootAbove(disk, dirname(place))).config?.tracking ?? null);
}

/**
 * Sends what is left. The receipt is written after each step.
 *
 * @param wire what speaks to the server
 */
export async function sendRun(
  run: Tracked,
  server: Server,
  alias: string,
  wire: Wire,
  world: World,
): Promise<readonly Finding[]> {
  const path = receiptPath(run.path, run.manifest.run_id);
  const waiting = waitingToSign(run.manifest.run_id, dirname(run.path), world);
  const lock = await stateLock(world.disk, world.env, `track\n${path}`, waiting);
  try {
    const before = receiptFor(world.disk, path, run.payload, server.address);
    const receipt = await send(before, {
      client: clientOf(server, wire, world.pause),
      payload: run.payload,
      sources: {
        read: (file) => run.folder.read(file),
        model: () => modelOf(run, world),
        pause: world.pause,
      },
      alias,
      keep: (now) => writeReceipt(world.disk, path, now),
    });
    return told(run, receipt);
  } finally {
    lock.release();
  }
}

async function modelOf({ path, folder, manifest }: Tracked, world: World) {
  const found = runPredictor(folder, manifest, undefined);
  if ("code" in found) return found.message;
  const files = await modelFiles(path, { folder, manifest }, found, [], world);
  return "findings" in files ? files.findings.map(({ message }) => message).join("; ") : files;
}

const whatOf: { readonly [S in TrackingStep]: string } = {
  run: "anything",
  params: "the parameters",
  metrics: "the metrics",
  tags: "the tags",
  inputs: "the inputs",
  artifacts: "the files",
  model: "the model",
  end: "the end",
};

function told({ path, manifest, payload }: Tracked, { steps }: Receipt): readonly Finding[] {
  const large = payload.left_out.map((one) => finding("FS8403", null, { file: one.path, run: manifest.run_id }));
  const order = Object.keys(whatOf) as TrackingStep[];
  const ended = order.filter((step) => steps[step].state !== "done" && steps[step].words !== null);
  const lacking = ended.map((step) => {
    const { state, words } = steps[step];
    return finding("FS8401", null, {
      run: manifest.run_id,
      what: whatOf[step],
      state,
      words,
      path: slashes(path),
    });
  });
  return [...large, ...lacking];
}

/** Of a run that could not even begin to be sent. */
export const notSent = (run: string, words: string): Finding =>
  finding("FS8401", null, { run, what: "anything", state: "pending", words, path: join(run) });
