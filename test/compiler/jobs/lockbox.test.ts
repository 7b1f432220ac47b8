/** The step `lockbox` of a job: sealed rows are opened once, by the run that is to be released, behind an approval. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { digestOf, hexOf } from "../../../compiler/store/digest.ts";
import type { JobEvent } from "../../../schemas/job.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { candidatesIn } from "../../fixtures/studies.ts";
import { havePython, looked, writeRun } from "../../verify-py/python.ts";
import { csvOf, lastThird, seasonRows } from "../lockbox/boxes.ts";

let place: Place;
afterEach(() => place.remove());
const hasPython = havePython();

const asking = "approvals: {lockbox: {self: true}}\n";
const study = `params: {n: 1}
study:
  question: One latent variable or two?
  metric: accuracy
  candidates: {grid: {params.n: [2]}}
`;
const files = (document: string) => ({
  "protocol.md": document,
  "season.csv": csvOf(seasonRows()),
  "foodspec.config.yaml": "",
});
const json = async (words: readonly string[]) => JSON.parse((await place.type([...words, "--format", "json"])).out);
const events = (id: string): Promise<readonly JobEvent[]> => json(["job", "events", id]);
const typesOf = async (id: string) =>
  (await events(id)).map(({ type, step }) => (step === null ? type : `${type}(${step})`));
const submit = async (): Promise<string> => (await json(["job", "submit", "protocol.md"])).job_id;
const work = () => place.type(["worker", "--once"]);
async function approve(id: string) {
  const { waiting } = await json(["job", "show", id]);
  const digest = waiting.about.digest.slice("sha256:".length, "sha256:".length + 12);
  return place.type([
    "job",
    "approve",
    id,
    "--step",
    waiting.step,
    "--digest",
    digest,
    "--note",
    "the method is frozen",
  ]);
}
const ledger = () =>
  place
    .read("foodspec.lockbox.jsonl")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("a job whose document seals rows", () => {
  it("opens them once, behind an approval, and releases the run that tells of it", async () => {
    place = inMemory(files(lastThird("", asking)));
    const id = await submit();
    expect((await work()).status).toBe(10);
    expect((await json(["job", "show", id])).waiting).toMatchObject({ step: "lockbox" });
    expect((await approve(id)).status).toBe(0);
    const ended = await work();
    expect(ended.status, ended.err).toBe(0);
    expect((await typesOf(id)).slice(-5)).toEqual([
      "WAITING_APPROVAL(lockbox)",
      "APPROVED(lockbox)",
      "LOCKBOX_OPENED",
      "REGISTRY_UPDATED",
      "DONE",
    ]);
    const { runs } = await json(["job", "show", id]);
    const manifest = JSON.parse(place.read(`jobs/${id}/runs/${runs[1].run_id}/manifest.json`));
    expect(manifest).toMatchObject({ sequel_of: runs[0].content_digest, content_digest: runs[1].content_digest });
    expect(ledger()).toMatchObject([
      { k: 1, content_digest: runs[0].content_digest, note: expect.stringContaining(id) },
    ]);
    for (const words of [
      ["job", "verify", id],
      ["verify", `jobs/${id}/runs/${runs[1].run_id}`],
    ]) {
      const { status, err } = await place.type(words);
      expect(status, err).toBe(0);
    }
  });

  it("does not open them a second time", async () => {
    place = inMemory(files(lastThird("", `mode: research\n${asking}`)));
    const [id, again] = [await submit(), (await json(["job", "submit", "protocol.md", "--attempt", "2"])).job_id];
    await work();
    await approve(id);
    await approve(again);
    expect((await work()).err).toContain("FS7501");
    expect((await typesOf(again)).at(-1)).toBe("ERROR");
    expect(ledger()).toHaveLength(1);
  });

  it("reads a file that nobody has opened only when it is given with the approval", async () => {
    const [open, sealed] = [smallCsv({ samples: 40, batches: 8 }), smallCsv({ samples: 60, batches: 8 })].map((csv) =>
      csv.split("\n"),
    );
    const rows = [sealed[0], ...sealed.slice(41)].join("\n");
    const frontMatter = `${asking}inputs:\n  sealed: {path: sealed.csv, sha256: ${hexOf(digestOf(rows))}}\n`;
    const document = smallProtocol({ frontMatter: asking, data: "upstream: none\nlockbox: {input: sealed}\n" })
      .replace(asking, "")
      .replace("inputs:\n", frontMatter);
    place = inMemory({ "protocol.md": document, "small.csv": open.join("\n") });
    const id = await submit();
    const worked = await work();
    expect(worked.status, worked.err).toBe(10);
    place.write("outside/sealed.csv", rows);
    const { waiting } = await json(["job", "show", id]);
    const typed = [
      "job",
      "approve",
      id,
      "--step",
      "lockbox",
      "--digest",
      waiting.about.digest.slice(7, 19),
      "--note",
      "now",
    ];
    expect((await place.type([...typed, "--input", "small.csv"])).err).toContain("FS3903");
    const given = await place.type([...typed, "--input", "outside/sealed.csv"]);
    expect(given.status, given.err).toBe(0);
    const ended = await work();
    expect(ended.status, ended.err).toBe(0);
    expect((await typesOf(id)).at(-1)).toBe("DONE");
    expect((await place.type(["job", "verify", id])).status).toBe(0);
  });

  it("waits for quality assurance where the document says nothing", async () => {
    place = inMemory(files(lastThird()));
    const id = await submit();
    await work();
    expect((await json(["job", "show", id])).waiting).toMatchObject({ step: "lockbox", roles: ["qa"] });
    expect((await approve(id)).err).toContain("FS1182");
  });
});

describe("a study whose document seals rows", () => {
  it("shows them to the chosen one alone, and its run tells of both", async () => {
    const model = "estimator: {pls-da: {components: = params.n}}";
    place = inMemory(files(lastThird("", asking + study).replace(/estimator: \{pls-da:.*\}\}/, model)));
    const root = await submit();
    expect((await work()).status).toBe(10);
    const { chosen, candidates } = candidatesIn(place, root);
    for (const { job_id } of candidates.filter((one) => one.job_id !== chosen)) {
      expect((await typesOf(job_id)).join()).not.toContain("LOCKBOX");
      expect((await typesOf(job_id)).at(-1)).toBe("DONE");
    }
    expect((await approve(chosen)).status).toBe(0);
    const ended = await work();
    expect(ended.status, ended.err).toBe(0);
    expect((await typesOf(chosen)).join()).toMatch(/SEQUEL_COMPLETED,.*LOCKBOX_OPENED,REGISTRY_UPDATED,DONE$/);
    const { runs } = await json(["job", "show", chosen]);
    const run = `jobs/${chosen}/runs/${runs[2].run_id}`;
    const manifest = JSON.parse(place.read(`${run}/manifest.json`));
    expect(manifest.sequel_of).toBe(runs[0].content_digest);
    expect(Object.keys(manifest.files)).toEqual(expect.arrayContaining(["candidates.json", "lockbox/opening.json"]));
    const report = place.read(`${run}/report.md`);
    expect(report).toContain("One of 2 tried on these data");
    expect(report).toContain("It was opened once.");
    for (const words of [
      ["job", "verify", chosen],
      ["job", "verify", root],
      ["verify", run],
    ]) {
      const { status, err, out } = await place.type(words);
      expect(status, err + out).toBe(0);
    }
    if (!hasPython) return;
    const folder = mkdtempSync(join(tmpdir(), "foodspec-both-"));
    const paths = place.names(run).filter((path) => place.disk.stands(`${place.folder}/${run}/${path}`) === "file");
    const written = new Map(paths.map((path) => [path, place.disk.read(`${place.folder}/${run}/${path}`)]));
    const [said] = looked([writeRun(join(folder, "run"), written)]);
    rmSync(folder, { recursive: true });
    expect(said.bad).toEqual({});
  });
});
