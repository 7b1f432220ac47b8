/** Submit: a document that passes its check becomes a job, whole at once; the same again is the same job. */
import { dirname, join, relative, resolve } from "node:path";
import { registry } from "../../blocks/registry.ts";
import type { Step } from "../../schemas/approval-words.ts";
import { asked, parsed } from "../../schemas/asked.ts";
import { own } from "../../schemas/dictionary.ts";
import {
  type Actor,
  ideaSchema,
  type JobEvent,
  type JobPolicy,
  type JobSpec,
  jobSpecSchema,
  policyRefSchema,
  policySchema,
} from "../../schemas/job.ts";
import type { Study } from "../../schemas/study.ts";
import type { CompileOptions } from "../compile/options.ts";
import { type Prepared, prepare } from "../compile/prepare.ts";
import { rootOf, slashes } from "../compile/root.ts";
import type { World } from "../compile/world.ts";
import { finding } from "../diagnostics/build.ts";
import { type Finding, isError } from "../diagnostics/finding.ts";
import type { Protocol } from "../document/protocol.ts";
import { canonicalJson } from "../store/canonical.ts";
import { digestOf, digestOfJson } from "../store/digest.ts";
import type { Disk } from "../store/disk.ts";
import { temporaryName } from "../store/files.ts";
import { jsonText } from "../store/json-text.ts";
import { approvalsOf, type StudyPart } from "./approvals.ts";
import { outputsText } from "./outputs.ts";
import { type Places, placesOf } from "./places.ts";
import { bytesAt, jsonIn } from "./reading.ts";
import { type AnyDraft, eventName, eventOf, idOf, isWithoutLinks } from "./record.ts";
import { settingsOf, type Typed } from "./settings.ts";
import type { OutOfBudget } from "./study/admit.ts";

export interface Submission {
  readonly options: Typed;
  /** Steps that are asked for beside the usual ones. */
  readonly approve: readonly Step[];
  readonly attempt: number;
  readonly extensions: JobSpec["extensions"];
  /** Of a candidate: the study that it is part of, and who lets it in. */
  readonly within?: Within;
}

/** A study that a job is spawned into. */
export interface Within {
  readonly study: Study;
  readonly part: Exclude<StudyPart, "root">;
  /** Asked before there is a job: what stands against it. */
  admit(id: string): Finding | OutOfBudget | null;
}

export interface Submitted {
  readonly id: string;
  readonly spec: JobSpec;
  readonly places: Places;
  /** False where the job was there already. */
  readonly created: boolean;
}

/** What became of a submission, with what the check of its document found. */
export interface SubmissionEnd {
  readonly prepared: Prepared;
  readonly findings: readonly Finding[];
  /** Null where there is no job. */
  readonly submitted: Submitted | null;
  /** Of a candidate for which the budget of its study was spent. */
  readonly out?: OutOfBudget;
}

/** Reads a document as `compile` would, here and now; what it names becomes the job's own. */
export async function submitDocument(
  document: string,
  submission: Submission,
  actor: (places: Places) => Actor,
  world: World,
): Promise<SubmissionEnd> {
  const path = resolve(world.cwd, document);
  const root = world.disk.stands(path) === "file" ? rootOf(world.disk, path) : dirname(path);
  const places = placesOf(world, root);
  const options = checking(path, submission, places);
  const prepared = await prepare(path, options, world, "headers");
  return submitPrepared(prepared, submission, actor(places), places, world);
}

/** With what a job is checked: its register lies with the jobs. */
const checking = (document: string, { options, extensions }: Submission, places: Places): CompileOptions => ({
  ...options,
  documents: [document],
  register: { root: places.registers },
  ...(extensions.why === undefined ? {} : { why: extensions.why }),
});

export function submitPrepared(
  prepared: Prepared,
  submission: Submission,
  actor: Actor,
  places: Places,
  world: Pick<World, "disk" | "now">,
): SubmissionEnd {
  const { findings, protocol, bytes } = prepared;
  const nothing = { prepared, findings, submitted: null };
  if (findings.some(isError) || protocol === null || bytes === null) return nothing;
  const policy = policyFor(protocol, submission);
  const files = filesOf(prepared);
  const spec = specOf(prepared, submission, policy, files);
  const against = submission.within?.admit(idOf(spec)) ?? null;
  if (against !== null)
    return "code" in against ? { ...nothing, findings: [...findings, against] } : { ...nothing, out: against };
  for (const file of files) keepObject(places, file.sha256, file.bytes, world.disk);
  const made = makeJob(
    { spec, policy, copy: ["inputs/protocol.md", bytes] },
    {
      type: "PROTOCOL_SUBMITTED",
      actor,
      note: submission.extensions.why ?? null,
      data: { title: protocol.frontMatter.title },
    },
    places,
    world,
  );
  if ("code" in made) return { ...nothing, findings: [...findings, made] };
  return { prepared, findings, submitted: made };
}

function policyFor(
  { settings, frontMatter, blocks }: Protocol,
  { approve, within, extensions }: Submission,
): JobPolicy {
  // Who was spawned is part of the study it was spawned from, or of none.
  const study = within?.study ?? (extensions.lineage === undefined ? frontMatter.study : undefined);
  const hasLockbox = blocks.some(({ kind, options }) => kind.hasLockbox?.(options) === true);
  const part = within?.part ?? (study === undefined ? null : "root");
  return parsed(policySchema, {
    mode: settings.mode,
    gates: registry.policy.record(settings.mode, settings.qc_policy),
    approvals: approvalsOf(settings.mode, frontMatter.approvals ?? {}, approve, { part, hasLockbox }),
    ...(hasLockbox ? { lockbox: true } : {}),
    ...(study === undefined ? {} : { study }),
  });
}

interface ReadFile {
  readonly name: string | null;
  readonly path: string;
  readonly sha256: string;
  readonly size_bytes: number;
  readonly bytes: Uint8Array;
}

/** Every file the document reads, by name, then path; what its text takes in first. */
function filesOf({ files, sources }: Prepared): readonly ReadFile[] {
  const named = Object.keys(files)
    .sort()
    .flatMap((name) =>
      // What nobody has opened has no bytes to keep: the document's own digest says which file it is.
      (own(files, name) ?? []).flatMap(({ path, digest, bytes, isSealed }) =>
        isSealed === true ? [] : [readFile(name, path, digest, bytes)],
      ),
    );
  const taken = sources.map(({ path, bytes }) => readFile(null, path, digestOf(bytes), bytes));
  return [...taken.sort((a, b) => (a.path < b.path ? -1 : 1)), ...named];
}

const readFile = (name: string | null, path: string, sha256: string, bytes: Uint8Array): ReadFile => ({
  name,
  path,
  sha256,
  size_bytes: bytes.length,
  bytes,
});

/** Digest of all files that a document reads. */
export const snapshotOf = (prepared: Prepared): string => digestOfJson(inputsOf(filesOf(prepared)));

const inputsOf = (files: readonly ReadFile[]): JobSpec["inputs"] => files.map(({ bytes: _, ...input }) => input);

function specOf(
  { file, digest }: Prepared,
  { options, approve, attempt, extensions }: Submission,
  policy: JobPolicy,
  files: readonly ReadFile[],
): JobSpec {
  const inputs = inputsOf(files);
  return parsed(jobSpecSchema, {
    schema_version: 1,
    kind: "protocol",
    document: { path: file, sha256: digest },
    settings: settingsOf(options),
    inputs,
    snapshot_id: digestOfJson(inputs),
    policy_id: digestOfJson(policy),
    approvals: [...new Set(approve)].sort(),
    attempt,
    extensions,
  });
}

/** A request before there is a protocol. FS1189 where the file is none. */
export function submitIdea(
  file: string,
  { attempt, extensions }: Pick<Submission, "attempt" | "extensions">,
  actor: (places: Places) => Actor,
  world: World,
): Submitted | Finding {
  const path = resolve(world.cwd, file);
  const bytes = world.disk.stands(path) === "file" ? world.disk.read(path) : null;
  if (bytes === null) return finding("FS1144", null, { path: file, suggestion: null });
  const places = placesOf(world, rootOf(world.disk, path));
  const shown = slashes(relative(places.root, path));
  const made = submitIdeaBytes({ path: shown, bytes }, { attempt, extensions }, actor(places), places, world);
  return made ?? finding("FS1189", null, { path: file });
}

/** Null of bytes that are no idea. @param idea its path from the root */
export function submitIdeaBytes(
  { path, bytes }: { readonly path: string; readonly bytes: Uint8Array },
  { attempt, extensions }: Pick<Submission, "attempt" | "extensions">,
  actor: Actor,
  places: Places,
  world: Pick<World, "disk" | "now">,
): Submitted | Finding | null {
  const idea = asked(ideaSchema, jsonIn(bytes));
  if (!idea.success) return null;
  const spec = parsed(jobSpecSchema, {
    schema_version: 1,
    kind: "idea",
    document: { path, sha256: digestOf(bytes) },
    settings: [],
    inputs: [],
    snapshot_id: digestOfJson([]),
    policy_id: null,
    approvals: [],
    attempt,
    extensions,
  });
  const draft = { type: "IDEA_SUBMITTED", actor, data: { title: idea.data.title } } as const;
  return makeJob({ spec, policy: null, copy: ["inputs/idea.json", bytes] }, draft, places, world);
}

/** Keeps a file under its digest; the bytes there are the same, or were spoilt. @returns whether it had to be written */
export function keepObject(places: Places, digest: string, bytes: Uint8Array, disk: Disk): boolean {
  const path = places.object(digest);
  const there = bytesAt(disk, path);
  const isThere = there !== null && digestOf(there) === digest;
  if (!isThere) disk.write(path, bytes);
  return !isThere;
}

interface Contents {
  readonly spec: JobSpec;
  readonly policy: JobPolicy | null;
  readonly copy: readonly [path: string, bytes: Uint8Array];
}

/** Makes the folder under another name and gives it its own by one rename: a job is there whole, with its first event, or not at all. */
function makeJob(
  { spec, policy, copy: [copyPath, copyBytes] }: Contents,
  draft: AnyDraft,
  places: Places,
  { disk, now }: Pick<World, "disk" | "now">,
): Submitted | Finding {
  const id = idOf(spec);
  const text = canonicalJson(spec);
  const there = sameJob(places, id, text, disk);
  if (there !== null) return there === "same" ? { id, spec, places, created: false } : there;
  const folder = join(places.jobs, temporaryName(process.pid));
  const head = digestOf(text);
  const first = eventOf({ id, events: [], head }, draft, { now });
  try {
    disk.write(join(folder, "job_spec.json"), text);
    disk.write(join(folder, copyPath), copyBytes);
    if (policy !== null) {
      const ref = parsed(policyRefSchema, { schema_version: 1, policy_id: digestOfJson(policy), policy });
      disk.write(join(folder, "outputs/policy_ref.json"), jsonText(ref));
    }
    disk.write(join(folder, "outputs/outputs.json"), outputsText([first]));
    firstEvent(join(folder, "events"), first, disk);
    disk.rename(folder, places.job(id));
    disk.syncFolder(places.jobs);
    return { id, spec, places, created: true };
  } catch (error) {
    const now_ = sameJob(places, id, text, disk);
    if (now_ !== null) return now_ === "same" ? { id, spec, places, created: false } : now_;
    if (isWithoutLinks(error)) return finding("FS1185", null, { job: id });
    throw error;
  } finally {
    disk.remove(folder);
  }
}

/** By a link, as every event: a file system that has none is told of before there is a job. */
function firstEvent(events: string, event: JobEvent, disk: Disk): void {
  disk.makeFolder(events);
  const temporary = join(events, temporaryName(process.pid));
  disk.writeInPlace(temporary, jsonText(event));
  disk.hardLink(temporary, join(events, eventName(1)));
  disk.remove(temporary);
  disk.syncFolder(events);
}

/** Null where no job has the id; FS9401 where another has it. */
function sameJob(places: Places, id: string, text: string, disk: Disk): "same" | Finding | null {
  if (disk.standsThere(places.job(id)) === null) return null;
  const bytes = bytesAt(disk, join(places.job(id), "job_spec.json"));
  const isSame = bytes !== null && new TextDecoder().decode(bytes) === text;
  return isSame ? "same" : finding("FS9401", null, { job: id });
}
