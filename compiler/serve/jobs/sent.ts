/** Sent: a document that came over the network with its files becomes a job, by the functions that submit one that lies here. */
import { dirname, join, normalize } from "node:path";
import type { Actor } from "../../../schemas/job.ts";
import type { digest } from "../../../schemas/records.ts";
import { prepare } from "../../compile/prepare.ts";
import { isBelow } from "../../compile/root.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { jobWorld } from "../../jobs/job-world.ts";
import { optionsFrom } from "../../jobs/settings.ts";
import { type Submission, type SubmissionEnd, snapshotOf, submitPrepared } from "../../jobs/submit.ts";
import { problem } from "./problem.ts";
import type { Answer, Served } from "./route.ts";
import type { SentDocument } from "./sent-document.ts";

/**
 * Read in a World that holds what was sent and the program, and nothing else that lies here: no document reads what its sender did
 * not have.
 *
 * @param snapshot digest of the files it reads, as its sender made it; another one makes no job
 */
export async function submitSent(
  sent: SentDocument,
  submission: Omit<Submission, "options">,
  snapshot: string | null,
  actor: Actor,
  { places, world }: Served,
): Promise<SubmissionEnd | Finding | Answer> {
  const strange = strangePath(sent, places.root);
  if (strange !== null)
    return problem(400, `\`${strange}\` is no path below the root`, ["name files by their path below the root"]);
  const document = { path: normalize(sent.path).replaceAll("\\", "/"), sha256: withName(sent.document) };
  const inputs = sent.inputs.map((one) => ({ ...one, sha256: withName(one.sha256) }));
  const why = submission.extensions.why;
  const spec = { document, settings: sent.settings, inputs, extensions: why === undefined ? {} : { why } };
  const standing = { document: places.object(document.sha256), runs: places.jobs, isSealed: true };
  const made = jobWorld(spec, standing, places, world);
  if ("code" in made) return made;
  const prepared = await prepare(made.options.documents[0], made.options, made.world, "headers");
  if (snapshot !== null && snapshotOf(prepared) !== withName(snapshot))
    return problem(422, "the files that the document reads are not those of `snapshot_id`", ["send what it reads"], {
      snapshot_id: snapshotOf(prepared),
    });
  const options = optionsFrom(sent.settings, (_, file) => file);
  return submitPrepared(prepared, { ...submission, options }, actor, places, world);
}

const withName = (sha256: string): typeof digest._output => `sha256:${sha256.replace(/^sha256:/, "")}`;

/** The first that would lie outside the root, or in a folder that is nobody's to name. */
function strangePath({ path: document, inputs }: SentDocument, root: string): string | null {
  const isStrange = (one: string, from: string): boolean =>
    /^(?:[A-Za-z]:|[\\/])|[\\\0]/.test(one) || !isBelow(root, join(from, one)) || /(?:^|\/)\.git(?:\/|$)/i.test(one);
  if (isStrange(document, root)) return document;
  const folder = dirname(join(root, document));
  return inputs.find(({ name, path: one }) => isStrange(one, name === null ? root : folder))?.path ?? null;
}
