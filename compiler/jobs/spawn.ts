/** Spawn: a job that comes from another — its document, or another one, with settings changed — or that answers an idea. */
import type { Actor, JobEvent, JobSpec } from "../../schemas/job.ts";
import { prepare } from "../compile/prepare.ts";
import type { World } from "../compile/world.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { jobWorld, standingOf } from "./job-world.ts";
import type { Places } from "./places.ts";
import { append, forbidden, type JobRecord } from "./record.ts";
import { optionsFrom } from "./settings.ts";
import { type Admitting, admitted } from "./study/admit.ts";
import { rootOfStudy } from "./study/lineage.ts";
import { type Submission, type SubmissionEnd, submitDocument, submitPrepared, type Within } from "./submit.ts";

export interface Spawning {
  /** Another document; null for that of the job itself. */
  readonly document: string | null;
  /** `KEY=VALUE`, over what the job was submitted with. */
  readonly set: readonly string[];
  readonly why: string;
}

/** Generation and root of what is spawned from a job; a root stands for itself. */
function lineageBelow({ id, spec }: Pick<JobRecord, "id" | "spec">): NonNullable<JobSpec["extensions"]["lineage"]> {
  const { lineage } = spec.extensions;
  return { root_job_id: lineage?.root_job_id ?? id, parent_job_id: id, generation: (lineage?.generation ?? 0) + 1 };
}

/** The answer to an idea is a root of its own, whose protocol is always approved; null where an idea is to be answered and no document is named. */
export async function spawned(
  parent: JobRecord,
  { document, set, why }: Spawning,
  actor: Actor,
  places: Places,
  world: World,
): Promise<SubmissionEnd | Finding | null> {
  const isIdea = parent.spec.kind === "idea";
  const at = { actor, places, world };
  if (document !== null)
    return submitDocument(
      document,
      submissionBelow(parent, { options: optionsFrom(withSet([], set), (_, file) => file), why }, at),
      () => actor,
      world,
    );
  if (isIdea) return null;
  return spawnedBelow(parent, { set, why }, "added", at);
}

/** From what the job itself was submitted with. */
export async function spawnedBelow(
  parent: JobRecord,
  { set, why }: Pick<Spawning, "set" | "why">,
  part: Within["part"],
  { actor, places, world }: Admitting & { readonly world: World },
): Promise<SubmissionEnd | Finding> {
  const changed = {
    ...parent.spec,
    settings: withSet(parent.spec.settings, set),
    extensions: { lineage: lineageBelow(parent), why },
  };
  const isOfStudy = parent.policy?.study !== undefined;
  const made = jobWorld(changed, { ...standingOf(parent.folder), isOfStudy }, places, world);
  if ("code" in made) return made;
  const prepared = await prepare(made.options.documents[0], made.options, made.world, "headers");
  const options = optionsFrom(changed.settings, (_, file) => file);
  const submission: Submission = {
    options,
    approve: parent.spec.approvals,
    attempt: 1,
    extensions: changed.extensions,
    ...withinOf(parent, why, part, { actor, places, world }),
  };
  return submitPrepared(prepared, submission, actor, places, world);
}

/** With another document. */
export function submissionBelow(
  parent: JobRecord,
  { options, why }: Pick<Submission, "options"> & Pick<Spawning, "why">,
  at: Admitting,
): Submission {
  const isIdea = parent.spec.kind === "idea";
  const extensions = isIdea ? { idea: parent.id, why } : { lineage: lineageBelow(parent), why };
  const approve: Submission["approve"] = isIdea ? ["protocol"] : [];
  return { options, approve, attempt: 1, extensions, ...withinOf(parent, why, "added", at) };
}

/** Of a study its root lets candidates in, wherever they are spawned; nothing of a job that is part of none. */
function withinOf(parent: JobRecord, name: string, part: Within["part"], at: Admitting): { readonly within?: Within } {
  const study = parent.policy?.study;
  if (study === undefined) return {};
  const { generation } = lineageBelow(parent);
  return {
    within: {
      study,
      part,
      admit(id) {
        const root = rootOfStudy(parent, at.places, at.world.disk);
        return root === null ? forbidden(parent, "SPAWNED") : admitted(root, { id, generation, name }, at);
      },
    },
  };
}

/** What is set anew stands in place of what was typed for the same key. */
export function withSet(settings: JobSpec["settings"], set: readonly string[]): JobSpec["settings"] {
  const added = set.map((typed) => ({
    key: typed.slice(0, typed.indexOf("=")),
    value: typed.slice(typed.indexOf("=") + 1),
  }));
  return [...settings.filter(({ key }) => !added.some((one) => one.key === key)), ...added];
}

/** Tells the job from which another came of it, once; null where that was told before. */
export function tellSpawned(
  parent: JobRecord,
  job: string,
  actor: Actor,
  note: string,
  world: Pick<World, "disk" | "now">,
): JobEvent | Finding | null {
  // Of a study its root was told, before the job was made.
  if (parent.policy?.study !== undefined) return null;
  const told = parent.events.find((event) => event.type === "SPAWNED" && event.data.job_id === job);
  if (told !== undefined) return told;
  return append(parent.folder, parent.id, () => ({ type: "SPAWNED", actor, note, data: { job_id: job } }), world);
}
