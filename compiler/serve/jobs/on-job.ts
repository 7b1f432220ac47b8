/** On a job: what is done with the job that a request names, whether a program or a page asks. */
import type { z } from "zod";
import type { JobEvent } from "../../../schemas/job.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { giveOrder } from "../../jobs/give.ts";
import { readPeople } from "../../jobs/people.ts";
import { jobFolder } from "../../jobs/places.ts";
import { type JobRecord, readRecord } from "../../jobs/record.ts";
import { optionsFrom } from "../../jobs/settings.ts";
import { problem } from "./problem.ts";
import type { Answer, Asked, Served } from "./route.ts";
import { submitted } from "./routes/submit-routes.ts";
import type { sentDocumentSchema } from "./sent-document.ts";

interface Spawned {
  readonly set: readonly string[];
  readonly why: string;
  /** Another document. */
  readonly sent?: z.output<typeof sentDocumentSchema>;
}

/** Whoever submitted may, and who is admin. */
export function order(
  record: JobRecord,
  type: "CANCELLED" | "RETRIED",
  said: string,
  { actor, places, world }: Served & Pick<Asked<unknown, unknown>, "actor">,
): JobEvent | Finding {
  const people = readPeople(places, world);
  if ("code" in people) return people;
  return giveOrder(record, type, { actor, note: said }, people.length > 0, world);
}

/** What was spawned, or why it was not. */
export async function spawn(
  parent: JobRecord,
  { body: { set, why, sent }, actor, places, world }: Pick<Asked<null, Spawned>, "body" | "actor" | "places" | "world">,
): Promise<Answer | Finding> {
  const [{ spawned, submissionBelow, tellSpawned }, { submitSent }] = await Promise.all([
    import("../../jobs/spawn.ts"),
    import("./sent.ts"),
  ]);
  const typed = set.map((one) => ({ key: one.slice(0, one.indexOf("=")), value: one.slice(one.indexOf("=") + 1) }));
  const all = sent === undefined ? null : { ...sent, settings: [...sent.settings, ...typed] };
  const options = optionsFrom(all?.settings ?? [], (_, file) => file);
  const end =
    all === null
      ? await spawned(parent, { document: null, set, why }, actor, places, world)
      : await submitSent(all, submissionBelow(parent, { options, why }, { actor, places, world }), null, actor, {
          places,
          world,
        });
  if (end === null) return problem(400, "an idea is answered by a protocol, and none was sent", ["send one as `sent`"]);
  if ("code" in end || "status" in end) return end;
  if (end.out !== undefined) {
    const { reason, limit } = end.out.beyond;
    return problem(409, `the study is out of budget: ${reason} ${limit}`, [
      "what runs ends; the candidates there are will be compared",
    ]);
  }
  if (end.submitted !== null) {
    const told = tellSpawned(parent, end.submitted.id, actor, why, world);
    if (told !== null && "code" in told) return told;
  }
  return submitted(end, { places, world });
}

/** Reads the job that the path names. FS1180, FS9402. */
export function onJob<A extends Served & { readonly params: Asked<unknown, unknown>["params"] }>(
  { params, places, world }: A,
  act: (record: JobRecord) => Answer | Finding | Promise<Answer | Finding>,
): Answer | Finding | Promise<Answer | Finding> {
  const folder = jobFolder(places, params.id, world.disk);
  const record = typeof folder === "string" ? readRecord(folder, params.id, world.disk) : folder;
  return "code" in record ? record : act(record);
}
