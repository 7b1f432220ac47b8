/** Jobs and documents that the bench of jobs measures on. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { program } from "./aims.mjs";
import { imported } from "./bundle.mjs";
import { writers } from "./read-files.mjs";

const approvals = "approvals: {plan: {roles: []}}\n";

/** A folder with `it.md` over a small set. */
export function small(folder) {
  mkdirSync(folder);
  writers.csv(join(folder, "it.csv"), 60, 100);
  writeFileSync(join(folder, "it.md"), writers.document("it.csv"));
  return folder;
}

const model = (id) =>
  [`\`\`\`foodspec model #${id}`, "estimator: {pls-da: {components: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}}", "```"].join(
    "\n",
  );

/** A folder with `it.md`: two models of equal cost, neither of which starts from the other. */
export function wide(folder) {
  mkdirSync(folder);
  writers.csv(join(folder, "it.csv"), 1000, 1500);
  const [head] = writers.document("it.csv").split("```foodspec model");
  writeFileSync(join(folder, "it.md"), `${head}${model("first")}\n\n${model("second")}\n`);
  return folder;
}

/** A job that is whole: one event of submission, and eight that move nothing. */
function copied(tool, jobs, base, attempt) {
  const read = (path) => readFileSync(join(jobs, base, path));
  const spec = { ...JSON.parse(read("job_spec.json")), attempt };
  const id = tool.idOf(spec);
  const folder = join(jobs, id);
  for (const one of ["inputs", "outputs", "events"]) mkdirSync(join(folder, one), { recursive: true });
  const text = tool.canonicalJson(spec);
  writeFileSync(join(folder, "job_spec.json"), text);
  for (const path of ["inputs/protocol.md", "outputs/policy_ref.json"]) writeFileSync(join(folder, path), read(path));
  const { title } = JSON.parse(read("events/00000001.json")).data;
  const events = [];
  let head = tool.digestOf(text);
  for (let k = 0; k < 9; k++) {
    const draft = k === 0 ? { type: "PROTOCOL_SUBMITTED", actor, data: { title } } : tracked(tool, k);
    const event = tool.eventOf({ id, events, head }, draft, { now: () => Date.UTC(2026, 0, 1, 0, 0, attempt) });
    const bytes = tool.jsonText(event);
    writeFileSync(join(folder, "events", tool.eventName(event.seq)), bytes);
    events.push(event);
    head = tool.digestOf(bytes);
  }
  tool.refreshOutputs({ folder, events }, tool.machineDisk);
}

const actor = { id: "sue", role: null, via: "cli", auth: "local" };
const tracked = (tool, k) => ({
  type: "TRACKED",
  actor,
  note: `${k}`,
  about: { what: "receipt", digest: tool.digestOf(`${k}`) },
  data: {},
});

const source = `
  export { append, eventName, eventOf, idOf } from "./compiler/jobs/record.ts";
  export { refreshOutputs } from "./compiler/jobs/outputs.ts";
  export { canonicalJson } from "./compiler/store/canonical.ts";
  export { digestOf } from "./compiler/store/digest.ts";
  export { jsonText } from "./compiler/store/json-text.ts";
  export { machineDisk } from "./compiler/store/machine-disk.ts";`;

const must = (words, folder) => {
  const { said } = program(words, folder);
  if (!/^exit (?:0|10)/.test(said)) throw new Error(`foodspec ${words.join(" ")}: ${said}`);
  return said;
};

/** So many jobs of twenty documents. @returns one of 200 events that waits for the approval of its plan */
export async function manyJobs(folder, count) {
  mkdirSync(folder);
  writeFileSync(join(folder, "foodspec.config.yaml"), "");
  writers.csv(join(folder, "it.csv"), 60, 100);
  const jobs = join(folder, "jobs");
  const tool = await imported(source, folder);
  for (let k = 0; k < 20; k++) {
    writeFileSync(join(folder, `it-${k}.md`), writers.document("it.csv").replace("---\n", `---\n${approvals}`));
    must(["job", "submit", `it-${k}.md`], folder);
  }
  const bases = readdirSync(jobs).filter((name) => /^[0-9a-f]{12}$/.test(name));
  for (let n = bases.length; n < count - 1; n++)
    copied(tool, jobs, bases[n % bases.length], 2 + Math.floor(n / bases.length));
  const [before] = bases;
  const path = JSON.parse(readFileSync(join(jobs, before, "job_spec.json"), "utf8")).document.path;
  const waiting = (job) => {
    must(["worker", "--once", "--job", job], folder);
    const shown = readFileSync(join(jobs, job, "events/00000003.json"), "utf8");
    return JSON.parse(shown).about.digest.replace("sha256:", "");
  };
  must(["job", "approve", before, "--step", "plan", "--digest", waiting(before), "--note", "read"], folder);
  must(["job", "submit", path, "--attempt", "999"], folder);
  const [long] = readdirSync(jobs).filter(
    (name) =>
      /^[0-9a-f]{12}$/.test(name) && readFileSync(join(jobs, name, "job_spec.json"), "utf8").includes('"attempt":999'),
  );
  waiting(long);
  for (let k = 4; k <= 200; k++)
    tool.append(join(jobs, long), long, () => tracked(tool, k), {
      disk: tool.machineDisk,
      now: () => Date.UTC(2026, 0, 2),
    });
  return long;
}
