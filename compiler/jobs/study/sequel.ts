/** Sequel of a choice: the run of the chosen candidate is told once more, with what it was chosen among; nothing is fitted. */
import type { Manifest } from "../../../schemas/manifest.ts";
import { candidatesPath } from "../../../schemas/study.ts";
import type { Sequel } from "../../compile/lockbox/sequel.ts";
import { buildInfo } from "../../compile/package-files.ts";
import { runDocument } from "../../compile/pipeline.ts";
import { internalError } from "../../diagnostics/build.ts";
import { decisive } from "../../diagnostics/exit-code.ts";
import { type Finding, isError } from "../../diagnostics/finding.ts";
import { enteredBefore } from "../../exchange/lockbox/register-of-run.ts";
import { digestOf } from "../../store/digest.ts";
import { runIn, sequelThere } from "../lockbox.ts";
import { preparedOnce } from "../planned.ts";
import type { AnyDraft, JobRecord } from "../record.ts";
import { lastCompiled } from "../state.ts";
import type { Working } from "../working.ts";

/** @param text of candidates.json, as the root's event names it by digest */
export async function sequelOf(record: JobRecord, text: string, working: Working): Promise<AnyDraft | Finding> {
  const { world, actor } = working;
  const there = sequelThere(record, candidatesPath, world.disk);
  if (there !== null && digestOf(there.opened.read(candidatesPath) ?? "") === digestOf(text))
    return toldOf(there.manifest, text, actor);
  const run = lastCompiled(record.events);
  const manifest = run === null ? null : manifestAt(record, run.run_id, working);
  if (run === null || manifest === null) return internalError("artifact", "the chosen candidate has no run");
  const made = await preparedOnce(record, working, true);
  if ("code" in made) return made;
  const options = { ...made.options, locked: false, ...(working.jobs === undefined ? {} : { jobs: working.jobs }) };
  const sequel: Sequel = {
    of: run.content_digest,
    files: { [candidatesPath]: text },
    lockboxes: manifest.lockbox ?? [],
    entered: enteredBefore(manifest, made.prepared, options, made.world),
    settle: () => undefined,
  };
  const workers = working.engine === undefined ? {} : { workers: working.engine.workersFor(record.id) };
  const build = world.build ?? buildInfo(world.disk);
  const result = await runDocument(made.prepared, options, { ...made.world, ...workers }, build, sequel);
  const told = result.runId === null ? null : manifestAt(record, result.runId, working);
  if (result.exitCode !== 0 || told === null)
    return decisive(result.findings.filter(isError)) ?? internalError("artifact", "the sequel was not made");
  return toldOf(told, text, actor);
}

const toldOf = ({ run_id, content_digest }: Manifest, text: string, actor: Working["actor"]): AnyDraft => ({
  type: "SEQUEL_COMPLETED",
  actor,
  about: { what: `${candidatesPath} of the study`, digest: digestOf(text) },
  data: { run_id, content_digest },
});

const manifestAt = (record: JobRecord, run: string, { world }: Working): Manifest | null =>
  runIn(record, run, world.disk)?.manifest ?? null;
