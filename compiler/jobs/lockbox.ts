/** Lockbox of a job: its sealed rows are opened once, by the run that is to be released, after people approved of it. */
import { basename, join, resolve } from "node:path";
import type { JobEvent } from "../../schemas/job.ts";
import { dataLimits } from "../../schemas/limits.ts";
import { openingPath } from "../../schemas/lockbox.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import { diskWords } from "../compile/disk-words.ts";
import { openedInside } from "../compile/opened-inside.ts";
import type { World } from "../compile/world.ts";
import { finding, internalError } from "../diagnostics/build.ts";
import { decisive } from "../diagnostics/exit-code.ts";
import { type Finding, isError } from "../diagnostics/finding.ts";
import { openLockbox } from "../exchange/lockbox/open-lockbox.ts";
import { digestOf, digestOfJson, hexOf } from "../store/digest.ts";
import { type Disk, namesIn } from "../store/disk.ts";
import { openRun } from "../verify/open-run.ts";
import { manifestOf, type RunFolder } from "../verify/run-folder.ts";
import { jobWorld, standingOf } from "./job-world.ts";
import { keepObject } from "./keep-object.ts";
import type { Places } from "./places.ts";
import { bytesAt } from "./reading.ts";
import type { AnyDraft, JobRecord } from "./record.ts";
import { lastCompiled, lastRun } from "./state.ts";
import type { Working } from "./working.ts";

/** A run of a job; null where it cannot be read. */
export function runIn(
  { folder }: Pick<JobRecord, "folder">,
  run: string,
  disk: Disk,
): { readonly opened: RunFolder; readonly manifest: Manifest; readonly path: string } | null {
  const path = join(folder, "runs", run);
  const opened = openRun(disk, run, path);
  const manifest = "code" in opened ? null : manifestOf(opened);
  return "code" in opened || manifest === null ? null : { opened, manifest, path };
}

/** A sequel of the run as compiled that stands there with a file, though no event tells of it: whoever made it was stopped. */
export function sequelThere(record: JobRecord, file: string, disk: Disk) {
  const of = lastCompiled(record.events)?.content_digest;
  const told = new Set(record.events.flatMap((event) => ("run_id" in event.data ? [event.data.run_id] : [])));
  const found = namesIn(disk, join(record.folder, "runs"))
    .filter(
      (name) =>
        !name.startsWith(".") && !told.has(name) && disk.standsThere(join(record.folder, "runs", name)) === "folder",
    )
    .flatMap((name) => runIn(record, name, disk) ?? [])
    .find(({ manifest }) => manifest.sequel_of === of && file in manifest.files);
  return found ?? null;
}

/** What is approved: the run, and what its data seal. Null where there is no such run, or it seals nothing. */
export function aboutLockbox(record: Pick<JobRecord, "folder" | "events">, disk: Disk): JobEvent["about"] {
  const run = lastRun(record.events);
  const manifest = run === null ? null : (runIn(record, run.run_id, disk)?.manifest ?? null);
  const sealed = (manifest?.lockbox ?? []).map((one) => one.sealed);
  if (run === null || sealed.length === 0) return null;
  const digest = digestOfJson({ content_digest: run.content_digest, sealed: sealed.length === 1 ? sealed[0] : sealed });
  return { what: `content digest of runs/${run.run_id} and what is sealed`, digest };
}

/** Opens it, or tells what stands there already. What is wrong ends the job with ERROR. */
export async function lockboxOpened(record: JobRecord, working: Working): Promise<AnyDraft | Finding> {
  const { world, places, actor } = working;
  const there = sequelThere(record, openingPath, world.disk);
  if (there !== null) return toldOf(there.opened, there.manifest, actor);
  const run = lastRun(record.events);
  const found = run === null ? null : runIn(record, run.run_id, world.disk);
  if (found === null) return internalError("artifact", "a job without a run has no lockbox to open");
  const made = jobWorld(record.spec, standingOf(record.folder), places, world);
  if ("code" in made) return made;
  const unopened = found.manifest.inputs.find(({ size_bytes }) => size_bytes === null);
  const file = unopened === undefined ? null : places.object(unopened.sha256);
  const asked = {
    note: noteOf(record),
    again: false,
    input: file !== null && world.disk.stands(file) === "file" ? file : undefined,
    block: undefined,
  };
  const opened = await openLockbox(
    {
      folder: found.opened,
      manifest: found.manifest,
      path: found.path,
      at: {
        root: places.root,
        registers: places.registers,
        near: ({ sha256 }) => bytesAt(world.disk, places.object(sha256)),
      },
    },
    asked,
    // The ledger is the project's: what was submitted is read from what the job keeps.
    { ...made.world, disk: world.disk },
  );
  const worst = decisive(("findings" in opened ? opened.findings : opened.result.findings).filter(isError));
  const sequel =
    "findings" in opened || opened.result.runId === null ? null : runIn(record, opened.result.runId, world.disk);
  if (worst !== null || sequel === null) return worst ?? internalError("artifact", "the lockbox left no run");
  return toldOf(sequel.opened, sequel.manifest, actor);
}

function toldOf(folder: RunFolder, { run_id, content_digest }: Manifest, actor: Working["actor"]): AnyDraft {
  const about = { what: openingPath, digest: digestOf(folder.read(openingPath) ?? new Uint8Array()) };
  return { type: "LOCKBOX_OPENED", actor, about, data: { run_id, content_digest } };
}

/** Who approved, and why, as the ledger keeps it. */
function noteOf({ id, events }: JobRecord): string {
  const approved = events.filter(({ type, step }) => type === "APPROVED" && step === "lockbox");
  const words = approved.map(({ actor, note }) => `${actor.id}: ${note ?? ""}`).join("; ");
  return `job ${id}${words === "" ? "" : `, approved by ${words}`}`;
}

/** Keeps the sealed file that nobody has opened, so that a worker anywhere finds it. FS3903 of another file, FS7502 where none is wanted. */
export function keepSealed(record: JobRecord, typed: string, places: Places, { disk, cwd }: World): Finding | null {
  const run = lastRun(record.events);
  const inputs = run === null ? [] : (runIn(record, run.run_id, disk)?.manifest.inputs ?? []);
  const unopened = inputs.find(({ size_bytes }) => size_bytes === null);
  if (unopened === undefined)
    return finding("FS7502", null, {
      run: run?.run_id ?? record.id,
      problem: "has no lockbox in a file that nobody opened: there is nothing for `--input` to give",
    });
  const { name, sha256 } = unopened;
  try {
    const file = openedInside(disk, resolve(cwd, typed), null, dataLimits.fileBytes);
    const found = digestOf(file?.bytes ?? "");
    if (file === null || found !== sha256)
      return finding("FS3903", null, { name, path: basename(typed), found: hexOf(found), wanted: hexOf(sha256) });
    keepObject(places, sha256, file.bytes, disk);
    return null;
  } catch (error) {
    return finding("FS3902", null, { name, path: basename(typed), problem: diskWords(error) });
  }
}
