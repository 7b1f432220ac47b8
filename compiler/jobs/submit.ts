/** Submit: a document that passes its check becomes a job, whole at once; the same again is the same job. */
import { dirname, resolve } from "node:path";
import { registry } from "../../blocks/registry.ts";
import type { Step } from "../../schemas/approval-words.ts";
import { parsed } from "../../schemas/asked.ts";
import type { Config } from "../../schemas/config.ts";
import { own } from "../../schemas/dictionary.ts";
import { type Actor, type JobPolicy, type JobSpec, jobSpecSchema, policySchema } from "../../schemas/job.ts";
import type { Study } from "../../schemas/study.ts";
import type { CompileOptions } from "../compile/options.ts";
import { type Prepared, prepare } from "../compile/prepare.ts";
import { rootOf } from "../compile/root.ts";
import type { World } from "../compile/world.ts";
import { type Finding, isError } from "../diagnostics/finding.ts";
import type { Protocol } from "../document/protocol.ts";
import { digestOf, digestOfJson } from "../store/digest.ts";
import { approvalsOf, type StudyPart } from "./approvals.ts";
import { keepObject } from "./keep-object.ts";
import { makeJob, type Submitted } from "./make-job.ts";
import { type Places, placesOf } from "./places.ts";
import { idOf } from "./record.ts";
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
  const policy = policyFor(protocol, submission, prepared.config);
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
  config: Config,
): JobPolicy {
  // Who was spawned is part of the study it was spawned from, or of none.
  const study = within?.study ?? (extensions.lineage === undefined ? frontMatter.study : undefined);
  const hasLockbox = blocks.some(({ kind, options }) => kind.hasLockbox?.(options) === true);
  const part = within?.part ?? (study === undefined ? null : "root");
  return parsed(policySchema, {
    mode: settings.mode,
    gates: registry.policy.record(settings.mode, settings.qc_policy),
    approvals: approvalsOf(settings.mode, { ...frontMatter.approvals, ...config.approvals }, approve, {
      part,
      hasLockbox,
    }),
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
