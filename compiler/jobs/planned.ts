/** Planned: the plan of a job as this build makes it now, from the bytes that were submitted. */
import { join } from "node:path";
import { type BuildInfo, buildInfo } from "../compile/package-files.ts";
import { prepare } from "../compile/prepare.ts";
import { decisive } from "../diagnostics/exit-code.ts";
import { type Finding, isError } from "../diagnostics/finding.ts";
import type { Determines } from "./determines.ts";
import { type JobWorld, jobWorld, standingOf } from "./job-world.ts";
import { determinesOf, type Ready } from "./plan.ts";
import type { JobRecord } from "./record.ts";
import type { Working } from "./working.ts";

export interface Planned extends JobWorld {
  readonly prepared: Ready;
  readonly determines: Determines;
  readonly build: BuildInfo;
}

/** What is wrong with the document by now (its register, a stricter build) comes back as the finding that ends the job. */
export async function planned(record: JobRecord, working: Working): Promise<Planned | Finding> {
  const made = await preparedOnce(record, working, record.course.part === "candidate");
  if ("code" in made) return made;
  const build = working.world.build ?? buildInfo(working.world.disk);
  return { ...made, build, determines: determinesOf(made.prepared, record.spec, build) };
}

/** The document as it was submitted, read and checked by this build. @param isOfStudy whether its version stands for all candidates of a study */
export async function preparedOnce(
  { spec, folder }: JobRecord,
  { places, world }: Working,
  isOfStudy: boolean,
): Promise<(JobWorld & { readonly prepared: Ready }) | Finding> {
  world.disk.makeFolder(join(places.registers, dirOf(spec.document.path)));
  const made = jobWorld(spec, { ...standingOf(folder), isOfStudy }, places, world);
  if ("code" in made) return made;
  const prepared = await prepare(made.options.documents[0], made.options, made.world);
  const { protocol, graph } = prepared;
  const worst = decisive(prepared.findings.filter(isError));
  if (worst !== null) return worst;
  if (protocol === null || graph === null) throw new Error("a document without errors has a plan");
  return { ...made, prepared: { ...prepared, protocol, graph } };
}

const dirOf = (path: string): string => path.split("/").slice(0, -1).join("/");
