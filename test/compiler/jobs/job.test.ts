/** Jobs from end to end, in memory: submitted, approved, run and verified, as people type it. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { canonicalJson } from "../../../compiler/store/canonical.ts";
import { digestOf, digestOfJson, hexOf } from "../../../compiler/store/digest.ts";
import type { JobEvent } from "../../../schemas/job.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

let place: Place;
const approvals = "approvals: {plan: {roles: [reviewer]}, release: {roles: [qa], count: 1}}\n";
const document = smallProtocol({ data: "upstream: none\n", frontMatter: approvals });
const tokens: { [name: string]: string } = {};

beforeEach(async () => {
  place = inMemory({ "protocol.md": document, "small.csv": smallCsv() });
  for (const [name, role] of [
    ["Sue", "submitter"],
    ["Ruth", "reviewer"],
    ["Quinn", "qa"],
    ["Rita", "reader"],
    ["Ada", "admin"],
  ])
    tokens[name] = JSON.parse(
      (await place.type(["people", "add", name, "--role", role, "--format", "json"])).out,
    ).token;
});
afterEach(() => place.remove());

const as = (name: string, words: readonly string[]) => place.type(words, { FOODSPEC_TOKEN: tokens[name] });
const submit = async (more: readonly string[] = [], name = "Sue"): Promise<string> => {
  const { out, err, status } = await as(name, ["job", "submit", "protocol.md", "--format", "json", ...more]);
  expect(status, err).toBe(0);
  return JSON.parse(out).job_id;
};
const work = (id: string) => place.type(["worker", "--once", "--job", id]);
const shown = async (id: string) => JSON.parse((await place.type(["job", "show", id, "--format", "json"])).out);
const events = async (id: string): Promise<readonly JobEvent[]> =>
  JSON.parse((await place.type(["job", "events", id, "--format", "json"])).out);
const digestNow = async (id: string): Promise<string> => hexOf((await shown(id)).waiting.about.digest).slice(0, 12);
const approve = async (id: string, step: string, name: string, digest?: string, note = "read") =>
  as(name, ["job", "approve", id, "--step", step, "--digest", digest ?? (await digestNow(id)), "--note", note]);
const verify = (id: string) => place.type(["job", "verify", id]);
const finished = async (): Promise<string> => {
  const id = await submit();
  await work(id);
  await approve(id, "plan", "Ruth");
  await work(id);
  await approve(id, "release", "Quinn");
  expect((await work(id)).status).toBe(0);
  return id;
};

describe("a job", () => {
  it("is named by its specification, and the same again is the same job", async () => {
    const id = await submit();
    const bytes = place.read(`jobs/${id}/job_spec.json`);
    expect(hexOf(digestOf(bytes)).slice(0, 12)).toBe(id);
    expect(bytes).toBe(canonicalJson(JSON.parse(bytes)));
    const before = place.names("jobs");
    expect(JSON.parse((await as("Sue", ["job", "submit", "protocol.md", "--format", "json"])).out)).toMatchObject({
      job_id: id,
      created: false,
    });
    expect(place.names("jobs")).toEqual(before);
    expect(await submit(["--attempt", "2"])).not.toBe(id);
    expect(await submit(["-s", "3"])).not.toBe(id);
  });

  it("goes to DONE by three people, and its run has the content digest of a compile in place", async () => {
    const id = await finished();
    expect((await events(id)).map(({ type, step }) => (step === null ? type : `${type}(${step})`))).toEqual([
      "PROTOCOL_SUBMITTED",
      "PLAN_COMPILED",
      "WAITING_APPROVAL(plan)",
      "APPROVED(plan)",
      "PREVIEW_COMPLETED",
      "RUN_STARTED",
      "RUN_COMPLETED",
      "GATES_COMPLETED",
      "REPORT_COMPLETED",
      "WAITING_APPROVAL(release)",
      "APPROVED(release)",
      "REGISTRY_UPDATED",
      "DONE",
    ]);
    const { exitCode } = await place.compile();
    expect(exitCode).toBe(0);
    expect((await shown(id)).runs[0].content_digest).toBe(place.manifest().content_digest);
    const ended = await verify(id);
    expect(ended.status, ended.err).toBe(0);
    expect(ended.out).toContain("plan by Ruth (reviewer), release by Quinn (qa)");
  });

  it("runs what was submitted, with what was typed, whatever lies in the project by then", async () => {
    const id = await submit(["--set", "params.n=2", "-s", "9"]).catch(() => "");
    expect(id).toBe("");
    const typed = await submit(["-s", "9", "-i", "small=small.csv"]);
    place.write("protocol.md", "---\ntitle: Another\n---\n");
    place.write("small.csv", "nothing\n");
    await work(typed);
    await approve(typed, "plan", "Ruth");
    expect((await work(typed)).status).toBe(10);
    place.write("protocol.md", document);
    place.write("small.csv", smallCsv());
    await place.compile({ seed: "9", inputs: ["small=small.csv"] });
    expect((await shown(typed)).runs[0].content_digest).toBe(place.manifest().content_digest);
  });

  it("has a plan that a warm store does not change", async () => {
    const [cold, other] = [await submit(), await submit(["--attempt", "2"])];
    await work(cold);
    const planOf = (id: string) => JSON.parse(place.read(`jobs/${id}/outputs/plan.json`));
    await place.compile();
    await work(other);
    expect(planOf(other).determines).toEqual(planOf(cold).determines);
    expect(planOf(cold).outlook[0].action).toBe("run");
    expect(planOf(other).outlook[0].action).toBe("reuse");
    const line = /^"determines": (.*),$/m.exec(place.read(`jobs/${cold}/outputs/plan.json`))?.[1] ?? "";
    expect(digestOf(line)).toBe(digestOfJson(planOf(cold).determines));
  });

  it("says in its preview what the run would work on", async () => {
    const id = await submit();
    await work(id);
    await approve(id, "plan", "Ruth");
    await work(id);
    const preview = JSON.parse(place.read(`jobs/${id}/outputs/preview.json`));
    expect(preview.data).toEqual([
      {
        block: "data",
        spectra: 24,
        samples: 24,
        external: { spectra: 0, samples: 0 },
        by_class: { a: { spectra: 12, samples: 12 }, b: { spectra: 12, samples: 12 } },
        by_batch: {
          B1: { spectra: 6, samples: 6 },
          B2: { spectra: 6, samples: 6 },
          B3: { spectra: 6, samples: 6 },
          B4: { spectra: 6, samples: 6 },
        },
      },
    ]);
    expect(preview.folds[0]).toMatchObject({ model: "plsda", scheme: "lobo" });
    expect(
      preview.folds[0].folds.map(({ training, test }: { training: number; test: number }) => [training, test]),
    ).toEqual([
      [18, 6],
      [18, 6],
      [18, 6],
      [18, 6],
    ]);
    expect(preview.approvals).toEqual([{ step: "release", roles: ["qa"], count: 1 }]);
  });

  it("whose run fails ends with its exit code, and is retried by whoever submitted it", { tags: "slow" }, async () => {
    place.write(
      "protocol.md",
      smallProtocol({ data: "upstream: none\n", frontMatter: "qc_policy: {required: true}\n" }),
    );
    const id = await submit();
    const { status, out } = await work(id);
    expect([status, out]).toEqual([7, expect.stringContaining("ERROR")]);
    expect((await events(id)).at(-1)).toMatchObject({ type: "ERROR", data: { exit_code: 7 } });
    expect((await as("Ruth", ["job", "retry", id, "--note", "again"])).err).toContain("FS1182");
    expect((await as("Sue", ["job", "retry", id, "--note", "again"])).status).toBe(0);
    expect((await work(id)).status).toBe(7);
  });

  it("that was cancelled takes nothing more", async () => {
    const id = await submit();
    await as("Ada", ["job", "cancel", id, "--note", "not needed"]);
    expect((await work(id)).status).toBe(10);
    expect((await as("Sue", ["job", "retry", id, "--note", "but yes"])).err).toContain("FS1183");
    expect((await verify(id)).status).toBe(0);
  });

  it("is not made of a document that fails its check", async () => {
    place.write("protocol.md", smallProtocol({ model: "estimator: pls-dax\n" }));
    const { status } = await as("Sue", ["job", "submit", "protocol.md"]);
    expect(status).toBe(4);
    expect(place.names("jobs").filter((name) => /^[0-9a-f]{12}$/.test(name))).toEqual([]);
  });
});

describe("an approval", () => {
  let id: string;
  beforeEach(async () => {
    id = await submit();
    await work(id);
  });
  const refused = async (words: readonly string[], name: string) => {
    const before = (await events(id)).length;
    const { status, err } = await as(name, words);
    expect([status, (await events(id)).length]).toEqual([2, before]);
    return /FS\d{4}/.exec(err)?.[0];
  };
  const words = (step: string, digest: string, note = "n") => [
    "job",
    "approve",
    id,
    "--step",
    step,
    "--digest",
    digest,
    "--note",
    note,
  ];

  it("is refused for another step, a stale or short digest, and by whoever has no such role", async () => {
    const digest = await digestNow(id);
    expect(await refused(words("release", digest), "Ruth")).toBe("FS1181");
    expect(await refused(words("plan", "0123456789ab"), "Ruth")).toBe("FS1181");
    expect(await refused(words("plan", digest.slice(0, 11)), "Ruth")).toBe("FS1181");
    expect(await refused(words("plan", digest), "Quinn")).toBe("FS1182");
    expect(await refused(words("plan", digest), "Rita")).toBe("FS1182");
    expect(await refused(words("plan", digest, " "), "Ruth")).toBe("FS1104");
    expect(await refused(words("plan", digest, "x".repeat(2001)), "Ruth")).toBe("FS1104");
    expect((await place.type(words("plan", digest), { FOODSPEC_TOKEN: "nobody" })).err).toContain("FS1182");
    expect((await place.type(words("plan", digest))).err).toContain("has no role");
  });

  it("by rejection ends the job", async () => {
    expect(
      (await as("Ruth", ["job", "reject", id, "--step", "plan", "--digest", await digestNow(id), "--note", "no"]))
        .status,
    ).toBe(0);
    expect((await work(id)).status).toBe(10);
    expect((await shown(id)).state).toBe("REJECTED");
  });

  it("of release does not count by whoever submitted, unless a research document says so", {
    tags: "slow",
  }, async () => {
    tokens.Sue = JSON.parse((await place.type(["people", "add", "Sol", "--role", "qa", "--format", "json"])).out).token;
    const own = await submit(["--attempt", "2"], "Sue");
    await work(own);
    await approve(own, "plan", "Ruth");
    await work(own);
    expect((await approve(own, "release", "Sue")).err).toContain("FS1182");
    place.write("protocol.md", document.replace("roles: [qa], count: 1", "roles: [qa], self: true"));
    const self = await submit([], "Sue");
    await work(self);
    await approve(self, "plan", "Ruth");
    await work(self);
    expect((await approve(self, "release", "Sue")).status).toBe(0);
  });

  it("short of what is asked for moves nothing, and nobody counts twice", async () => {
    place.write("protocol.md", document.replace("plan: {roles: [reviewer]}", "plan: {count: 2, expires: 1d}"));
    const two = await submit();
    await work(two);
    expect((await approve(two, "plan", "Ruth")).out).toContain("1 of 2 so far");
    expect((await approve(two, "plan", "Ruth")).err).toContain("FS1182");
    expect((await shown(two)).waiting).toMatchObject({ count: 2, have: ["Ruth"] });
    expect((await approve(two, "plan", "Quinn")).status).toBe(0);
    expect((await shown(two)).state).toBe("APPROVED");
  });
});

describe("an idea", () => {
  it("waits for a protocol, which is always approved, and is done when that is", { tags: "slow" }, async () => {
    place.write("idea.json", JSON.stringify({ title: "Is it lean?", question: "Can NIR tell?" }));
    const id = JSON.parse((await as("Sue", ["job", "submit", "--idea", "idea.json", "--format", "json"])).out).job_id;
    expect((await work(id)).status).toBe(10);
    place.write("protocol.md", smallProtocol({ data: "upstream: none\n" }));
    const answer = JSON.parse(
      (await as("Sue", ["job", "spawn", id, "protocol.md", "--why", "answers the question", "--format", "json"])).out,
    ).job_id;
    await work(answer);
    expect((await shown(answer)).waiting.step).toBe("protocol");
    await approve(answer, "protocol", "Ruth");
    expect((await work(answer)).status).toBe(0);
    expect((await work(id)).status).toBe(0);
    expect((await shown(id)).state).toBe("DONE");
  });
});

describe("what comes of a job", () => {
  it("is made of the bytes that were submitted, with settings changed", async () => {
    const id = await submit();
    place.write("protocol.md", "gone");
    place.write("small.csv", "gone");
    const { out, err } = await as("Sue", [
      "job",
      "spawn",
      id,
      "--set",
      "seed=5",
      "--why",
      "another seed, to compare",
      "--format",
      "json",
    ]);
    expect(err).toBe("");
    const child = JSON.parse(out).job_id;
    expect(await shown(child)).toMatchObject({ lineage: { root_job_id: id, parent_job_id: id, generation: 1 } });
    expect((await events(id)).at(-1)).toMatchObject({ type: "SPAWNED", data: { job_id: child } });
    await work(child);
    expect((await shown(child)).waiting.step).toBe("plan");
  });
});
