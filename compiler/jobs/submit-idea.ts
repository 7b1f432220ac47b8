/** Submit an idea: a request before there is a protocol. */
import { relative, resolve } from "node:path";
import { asked, parsed } from "../../schemas/asked.ts";
import { type Actor, ideaSchema, type JobSpec, jobSpecSchema } from "../../schemas/job.ts";
import { rootOf, slashes } from "../compile/root.ts";
import type { World } from "../compile/world.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { digestOf, digestOfJson } from "../store/digest.ts";
import { makeJob, type Submitted } from "./make-job.ts";
import { type Places, placesOf } from "./places.ts";
import { jsonIn } from "./reading.ts";

interface IdeaSubmission {
  readonly attempt: number;
  readonly extensions: JobSpec["extensions"];
}

/** FS1189 where the file is none. */
export function submitIdea(
  file: string,
  { attempt, extensions }: IdeaSubmission,
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
  { attempt, extensions }: IdeaSubmission,
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
