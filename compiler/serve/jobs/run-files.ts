/** Run files: the runs of jobs by their id, and of each the files its manifest lists, as their digests have them. */
import { join } from "node:path";
import { runLimits } from "../../../schemas/limits.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import { openedInside } from "../../compile/opened-inside.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { jobIds } from "../../jobs/places.ts";
import { type JobRecord, readRecord } from "../../jobs/record.ts";
import { digestOf } from "../../store/digest.ts";
import { openRun } from "../../verify/open-run.ts";
import { listed, manifestOf } from "../../verify/run-folder.ts";
import { problem } from "./problem.ts";
import type { Answer, Served } from "./route.ts";

export interface ServedRun {
  readonly record: JobRecord;
  readonly run: string;
  /** Absolute. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** A run that ended, as the record of its job and its own manifest have it. 404, or what is wrong with the record. */
export function runNamed(run: string, { places, world }: Served): ServedRun | Answer | Finding {
  const none = problem(404, `there is no run \`${run.slice(0, 100)}\` of a job here`);
  if (!/^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$/.test(run)) return none;
  const { disk } = world;
  const holders = jobIds(places, disk).filter((id) => disk.standsThere(join(places.job(id), "runs", run)) === "folder");
  for (const id of holders) {
    const record = readRecord(places.job(id), id, disk);
    if ("code" in record) return record;
    const ended = record.events.find((event) => event.type === "RUN_COMPLETED" && event.data.run_id === run);
    if (ended?.type !== "RUN_COMPLETED") continue;
    const folder = join(record.folder, "runs", run);
    const manifest = manifestOfRun(record, run, disk);
    if (manifest === null || manifest.content_digest !== ended.data.content_digest)
      return finding("FS9402", null, {
        job: id,
        file: `runs/${run}/manifest.json`,
        problem: "is not that of the run that ended",
      });
    return { record, run, folder, manifest };
  }
  return none;
}

/** What a run of a job says of itself; null where it cannot be read. */
export function manifestOfRun({ folder }: JobRecord, run: string, disk: Served["world"]["disk"]): Manifest | null {
  const opened = openRun(disk, run, join(folder, "runs", run));
  return "code" in opened ? null : manifestOf(opened);
}

/** Paths that the manifest lists, with their digests; the manifest itself has none. */
export const pathsOf = ({ manifest }: ServedRun): ReadonlyMap<string, string> =>
  new Map([...listed(manifest)].map(([path, { digest }]) => [path, digest]));

/** A file that the manifest lists: read at its own place, through no link, and given only where it has its digest. */
export function runFile(served: ServedRun, path: string, at: Served): Answer {
  if (!pathsOf(served).has(path) && path !== "manifest.json") return problem(404, "the manifest lists no such file");
  const bytes = runBytes(served, path, at);
  if (bytes === null)
    return problem(409, `\`${path}\` is not the file that the manifest lists`, [
      `\`foodspec job verify ${served.record.id}\` says what else is not as it was`,
    ]);
  return fileAnswer(path, bytes);
}

/** Null where it is not the file that the manifest lists. */
export function runBytes(served: ServedRun, path: string, { places, world: { disk } }: Served): Uint8Array | null {
  const digest = pathsOf(served).get(path);
  const bytes = bytesInside(served.folder, path, places.jobs, disk);
  return bytes === null || (digest !== undefined && digestOf(bytes) !== digest) ? null : bytes;
}

function bytesInside(folder: string, path: string, jobs: string, disk: Served["world"]["disk"]): Uint8Array | null {
  try {
    const own = join(folder, path);
    const file = openedInside(disk, own, jobs, runLimits.fileBytes);
    return file !== null && file.place === join(disk.realPath(folder), path) ? file.bytes : null;
  } catch {
    return null;
  }
}

const types: { readonly [ending: string]: string } = {
  html: "text/html; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  json: "application/json; charset=utf-8",
  jsonl: "text/plain; charset=utf-8",
  log: "text/plain; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  md: "text/plain; charset=utf-8",
  txt: "text/plain; charset=utf-8",
  pdf: "application/pdf",
};

/** What runs in it runs in a world of its own: a sandbox with an origin of nobody. */
const sandbox = "sandbox allow-scripts allow-downloads; frame-ancestors 'self'";

function fileAnswer(path: string, bytes: Uint8Array): Answer {
  const ending = /\.([a-z]+)$/.exec(path)?.[1] ?? "";
  const type = types[ending] ?? "application/octet-stream";
  const isShown = ending in types && ending !== "pdf";
  const name = path.slice(path.lastIndexOf("/") + 1).replace(/[^A-Za-z0-9._-]/g, "_");
  const own = ending === "html" ? ownPolicy(bytes) : "default-src 'none'; style-src 'unsafe-inline'";
  const headers = {
    "content-security-policy": `${own}; ${sandbox}`,
    "content-disposition": `${isShown ? "inline" : "attachment"}; filename="${name}"`,
    "cache-control": "private, no-cache",
    etag: `"${digestOf(bytes).slice("sha256:".length)}"`,
  };
  return { status: 200, body: bytes, type, headers };
}

/** The policy that a report has in its head holds over the network too; of a page without one nothing is loaded or run. */
function ownPolicy(bytes: Uint8Array): string {
  const head = new TextDecoder().decode(bytes.subarray(0, 8192));
  const [, written] = /<meta http-equiv="Content-Security-Policy" content="([^"<>\r\n]{1,2000})"/i.exec(head) ?? [];
  return written?.replaceAll("&#x27;", "'").replaceAll("&#39;", "'") ?? "default-src 'none'; style-src 'unsafe-inline'";
}
