/** Compare: the candidates of a study on the samples of the document as it stands, the one that is chosen, and what the choice is worth. */
import { join } from "node:path";
import { stream } from "../../../blocks/contract/stream.ts";
import { comparison } from "../../../blocks/methods/study/comparison.ts";
import { parsed } from "../../../schemas/asked.ts";
import { type Candidates, candidatesSchema } from "../../../schemas/study.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import type { Disk } from "../../store/disk.ts";
import { jsonText } from "../../store/json-text.ts";
import { outcomesOf } from "../../verify/judged-model.ts";
import type { JobRecord } from "../record.ts";
import { lastCompiled, stateOf } from "../state.ts";
import { type Member, runOf, type Stated, statedBy, studyOf } from "./lineage.ts";

/** Where the comparison stands in the folder of its root. */
export const candidatesFile = ({ folder }: Pick<JobRecord, "folder">): string =>
  join(folder, "outputs/candidates.json");

export const candidatesText = (candidates: Candidates): string => jsonText(parsed(candidatesSchema, candidates));

interface Run {
  readonly member: Member;
  readonly run: NonNullable<ReturnType<typeof runOf>>;
}

/** FS9402 where the run of the root cannot be read: without it there are no samples to compare on. */
export function compared(root: JobRecord, lineage: readonly Member[], disk: Disk): Candidates | Finding {
  const study = studyOf(root);
  const runs = lineage.flatMap((member): readonly Run[] => {
    const run = member.record === null ? null : runOf(member.record, disk);
    return run === null ? [] : [{ member, run }];
  });
  const own = runs.find(({ member }) => member.id === root.id)?.run;
  if (own === undefined)
    return finding("FS9402", null, {
      job: root.id,
      file: "runs",
      problem: "has no run that candidates can be compared with",
    });
  const { classes, samples } = own.model;
  const { names, observed, unit, of } = outcomesOf(own.model);
  const paired = runs.filter(({ run }) => isPaired(own, run));
  const outcomes = {
    metric: study.metric,
    classes: classes?.length ?? 0,
    observed,
    told: paired.map(({ run }) => outcomesOf(run.model).told),
  };
  const grouping = { unit, of: samples.of, count: samples.units };
  const found = comparison(outcomes, study.rule, grouping, stream(own.manifest.seed, "candidates"));
  const chosen = found?.chosen ?? 0;
  return {
    schema_version: 1,
    root: root.id,
    question: study.question,
    metric: study.metric,
    rule: study.rule,
    seed: own.manifest.seed,
    model: own.model.block,
    classes: classes === null ? null : [...classes],
    samples: { names: [...names], observed, unit, of },
    candidates: lineage.map((member) => {
      const place = paired.findIndex((one) => one.member.id === member.id);
      const stated = place === -1 ? nothing : statedBy(paired[place].run, study.metric);
      return {
        ...described(member),
        ...stated,
        difference: found?.differences[place] ?? null,
        paired: place !== -1,
        told: place === -1 ? null : outcomes.told[place],
      };
    }),
    tried: lineage.filter(({ record }) => record?.events.some(({ type }) => type === "RUN_STARTED") === true).length,
    chosen: paired[chosen].member.id,
    corrected: found?.corrected ?? null,
  };
}

const nothing: Stated = { value: null, low: null, high: null };

function described({ id, generation, record }: Member) {
  const { settings = [], extensions = {} } = record?.spec ?? {};
  const run = record === null ? null : lastCompiled(record.events);
  return {
    job_id: id,
    parent: extensions.lineage?.parent_job_id ?? null,
    generation,
    why: extensions.lineage === undefined ? "" : (extensions.why ?? ""),
    set: Object.fromEntries(settings.map(({ key, value }) => [key, value])),
    state: (record === null ? null : stateOf(record.events)?.type) ?? "absent",
    content_digest: run?.content_digest ?? null,
  };
}

/** Whether two runs were judged on the same samples, of the same classes, by the same folds. */
function isPaired({ model: one }: Run["run"], { model: other }: Run["run"]): boolean {
  const shared = ({ classes, samples, folds }: typeof one) =>
    JSON.stringify([
      classes,
      samples.names,
      [...samples.observed],
      [...samples.target],
      samples.unit,
      [...samples.of],
      samples.repeats.length,
      folds.map(({ test_ids }) => test_ids),
    ]);
  return shared(one) === shared(other);
}
