/** Verify a study: whether what was compared is what the runs say, who was let in, and whether the chosen one alone was told of the choice. */
import type { Json } from "../../../schemas/plain-json.ts";
import { candidatesPath } from "../../../schemas/study.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { candidatesOf } from "../../document/study.ts";
import { canonicalJson } from "../../store/canonical.ts";
import { digestOf } from "../../store/digest.ts";
import { chosenIn } from "../next.ts";
import type { Places } from "../places.ts";
import { bytesAt, jsonIn } from "../reading.ts";
import { eventName, type JobRecord } from "../record.ts";
import { withSet } from "../spawn.ts";
import { candidatesFile, compared } from "./compare.ts";
import { lineageOf, rootOfStudy, studyOf } from "./lineage.ts";

/** Null of a job that is part of no study. */
export function studyLooked(
  record: JobRecord,
  places: Places,
  { disk }: Pick<World, "disk">,
): { readonly says: string; readonly findings: readonly Finding[] } | null {
  if (record.course.part === "alone") return null;
  const root = rootOfStudy(record, places, disk);
  const wrong: Wrong = (file, problem) => finding("FS9402", null, { job: record.id, file, problem });
  if (root === null)
    return { says: "its root", findings: [wrong("job_spec.json", "names a root that is no study here")] };
  if (record.course.part === "root")
    return {
      says: "its candidates, compared again from their runs",
      findings: rootFindings(record, places, disk, wrong),
    };
  return {
    says: `a candidate of ${root.id}: told of by it, with what it lists, and chosen by it or not`,
    findings: candidateFindings(record, root, wrong),
  };
}

type Wrong = (file: string, problem: string) => Finding;

function rootFindings(root: JobRecord, places: Places, disk: World["disk"], wrong: Wrong): readonly Finding[] {
  const limit = studyOf(root).budget?.candidates;
  const spawned = root.events.filter(({ type }) => type === "SPAWNED").length;
  const beyond =
    limit !== undefined && spawned > limit
      ? [wrong("events", `tell of ${spawned} candidates, and the budget is ${limit}`)]
      : [];
  const told = root.events.findLast(({ type }) => type === "CANDIDATES_COMPARED");
  if (told === undefined) return beyond;
  const bytes = bytesAt(disk, candidatesFile(root));
  if (bytes === null || digestOf(bytes) !== told.about?.digest)
    return [...beyond, wrong("outputs/candidates.json", "has not the bytes that its event names")];
  // As it was then: who was spawned later, or began anew, is no part of it.
  const then = { ...root, events: root.events.slice(0, told.seq - 1) };
  const lineage = lineageOf(then, places, disk).map(({ record, ...member }) => ({
    ...member,
    record: record === null ? null : { ...record, events: record.events.filter(({ time }) => time <= told.time) },
  }));
  const again = compared(then, lineage, disk);
  if ("code" in again) return [...beyond, again];
  const said = jsonIn(bytes) as { readonly candidates?: readonly object[] };
  // Jobs went on since: where they stood then is told, not looked at again.
  const stateless = (of: object) => ({
    ...of,
    candidates: (of as typeof said).candidates?.map((one) => ({ ...one, state: "" })),
  });
  const isSame = canonicalJson(stateless(said) as Json) === canonicalJson(stateless(again) as unknown as Json);
  return [
    ...beyond,
    ...(isSame ? [] : [wrong("outputs/candidates.json", "says something else than the runs of its candidates")]),
    ...(again.chosen === chosenIn([told])
      ? []
      : [wrong(`events/${eventName(told.seq)}`, "chooses another candidate than the rule")]),
  ];
}

function candidateFindings(record: JobRecord, root: JobRecord, wrong: Wrong): readonly Finding[] {
  const { spec, policy, course, events } = record;
  const found: Finding[] = [];
  const isTold = root.events.some((event) => event.type === "SPAWNED" && event.data.job_id === record.id);
  if (!isTold) found.push(wrong("job_spec.json", "is of a candidate that its study does not tell of"));
  const isStudy =
    canonicalJson(policy?.study as unknown as Json) === canonicalJson(root.policy?.study as unknown as Json);
  if (!isStudy) found.push(wrong("outputs/policy_ref.json", "has another study than its root"));
  const isListed = candidatesOf(studyOf(root)).some(
    ({ name, set }) =>
      name === spec.extensions.why &&
      spec.document.sha256 === root.spec.document.sha256 &&
      canonicalJson(spec.settings) === canonicalJson(withSet(root.spec.settings, set)),
  );
  const unasked = (["plan", "preview", "protocol"] as const).filter(
    (step) => root.course.asked.has(step) && !course.asked.has(step),
  );
  if (!isListed && unasked.length > 0)
    found.push(
      wrong(
        "outputs/policy_ref.json",
        `does not ask for ${unasked.join(", ")}, and the study does not list this candidate`,
      ),
    );
  const about = root.events.findLast(({ type }) => type === "CANDIDATES_COMPARED")?.about?.digest;
  const chosen = chosenIn(root.events);
  for (const event of events) {
    const file = `events/${eventName(event.seq)}`;
    if (event.type === "SEQUEL_COMPLETED" && (chosen !== record.id || event.about?.digest !== about))
      found.push(wrong(file, `tells of a choice (${candidatesPath}) that its study did not make`));
    if (event.type === "DONE" && event.data.chosen !== null && event.data.chosen !== chosen)
      found.push(wrong(file, "names another chosen candidate than its study"));
  }
  return found;
}
