/** Places: where jobs lie, and what lies in a job. */
import { join, resolve } from "node:path";
import { jobIdSchema } from "../../schemas/job.ts";
import { configRead, unjudged } from "../compile/config-read.ts";
import { rootAbove } from "../compile/root.ts";
import type { World } from "../compile/world.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { hexOf } from "../store/digest.ts";
import { entriesIn } from "../store/disk.ts";

/** Absolute paths below the root of jobs. */
export interface Places {
  readonly jobs: string;
  /** Root of the project: what a document may read lies below it. */
  readonly root: string;
  readonly people: string;
  readonly registers: string;
  readonly locks: string;
  object(digest: string): string;
  job(id: string): string;
}

/** @param root of the project; that of the working directory where nobody names a document */
export function placesOf(world: Pick<World, "disk" | "env" | "cwd">, root = rootAbove(world.disk, world.cwd)): Places {
  const named = world.env.FOODSPEC_JOB_ROOT ?? "";
  const jobs =
    named === ""
      ? resolve(root, configRead(world.disk, root, unjudged).config?.job_root ?? "jobs")
      : resolve(world.cwd, named);
  return {
    jobs,
    root,
    people: join(jobs, "people.json"),
    registers: join(jobs, "registers"),
    locks: join(jobs, ".locks"),
    object(digest) {
      const hex = hexOf(digest);
      return join(jobs, "objects", hex.slice(0, 2), hex.slice(2));
    },
    job: (id) => join(jobs, id),
  };
}

/** Ids of all jobs, in code-unit order; none where there is no root of jobs. A link that bears such a name is no job. */
export const jobIds = ({ jobs }: Places, disk: World["disk"]): readonly string[] =>
  entriesIn(disk, jobs).flatMap(({ name, kind }) => (kind === "folder" && isJobId(name) ? [name] : []));

const isJobId = (text: string): boolean => jobIdSchema.safeParse(text).success;

/** The folder of a job by its id; FS1180 where there is none. */
export function jobFolder(places: Places, id: string, disk: World["disk"]): string | Finding {
  const isId = isJobId(id);
  if (isId && disk.standsThere(places.job(id)) === "folder") return places.job(id);
  const near = isId ? [] : jobIds(places, disk).filter((one) => id.length >= 4 && one.startsWith(id));
  return finding("FS1180", null, {
    job: id,
    problem: isId ? "no job of that id is here" : "the id of a job is 12 hexadecimal digits",
    suggestion: near.length === 1 ? near[0] : null,
  });
}
