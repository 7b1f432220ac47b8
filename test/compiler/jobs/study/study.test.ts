/** Studies from end to end, in memory: candidates are spawned, compared, chosen and told of, as people type it. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { h, toHtml } from "../../../../compiler/render/hast.ts";
import { candidatesTable } from "../../../../compiler/serve/jobs/pages/to-approve.ts";
import { jsonText } from "../../../../compiler/store/json-text.ts";
import type { JobEvent } from "../../../../schemas/job.ts";
import type { Place } from "../../../fixtures/project.ts";
import { candidatesIn, sequelIn, studyPlace, studyProtocol, worked } from "../../../fixtures/studies.ts";

let place: Place;
beforeEach(() => {
  place = studyPlace(studyProtocol());
});
afterEach(() => place.remove());

const json = async (words: readonly string[]) => JSON.parse((await place.type([...words, "--format", "json"])).out);
const events = (id: string): Promise<readonly JobEvent[]> => json(["job", "events", id]);
const typesOf = async (id: string) =>
  (await events(id)).map(({ type, step }) => (step === null ? type : `${type}(${step})`));
const jobs = (): Promise<readonly { readonly job_id: string; readonly state: string }[]> => json(["job", "list"]);
describe("a study", () => {
  it("tries every candidate, chooses one, and says in its released report that it is one of them", async () => {
    const root = await worked(place);
    const all = await jobs();
    expect(all.map(({ state }) => state)).toEqual(["DONE", "DONE", "DONE", "DONE", "DONE"]);
    const found = candidatesIn(place, root);
    expect(found.candidates.map(({ why }) => why)).toEqual([
      "",
      "params.n=1, params.deriv=0",
      "params.n=1, params.deriv=1",
      "params.n=2, params.deriv=0",
      "params.n=2, params.deriv=1",
    ]);
    expect(found).toMatchObject({ tried: 5, metric: "balanced_accuracy", rule: "one-standard-error" });
    expect(found.candidates.every(({ paired }) => paired)).toBe(true);
    const { out } = await place.type(["job", "show", root]);
    expect(out).toMatch(
      /choice {5}Chosen by balanced accuracy, the first listed within one standard error of the best: one of 5 tried/,
    );
    expect(out.match(/^candidate .*$/gm)).toHaveLength(5);
    expect(out).toMatch(/^candidate {2}.* %\) {2}chosen$/m);
    const file = `jobs/${root}/outputs/candidates.json`;
    const whole = place.read(file);
    place.write(file, whole.slice(0, -9));
    expect((await place.type(["job", "show", root])).out).toMatch(/^choice +the candidates cannot be read$/m);
    place.write(file, whole);
    expect((await place.type(["job", "list"])).out).toContain("params.n=2, params.deriv=1");
    const page = toHtml([h("div", {}, ...candidatesTable(found))]);
    expect(page.replaceAll(/<[^>]+>/g, " ")).toMatch(/the document as it stands[\s\S]*params.n=2, params.deriv=1/);
    expect(page).not.toMatch(/balanced_accuracy|one-standard-error|REPORT_COMPLETED/);
    const { chosen } = found;
    const types = await typesOf(chosen);
    expect(types.slice(types.indexOf("REPORT_COMPLETED")).join()).toMatch(/SEQUEL_COMPLETED,REGISTRY_UPDATED,DONE$/);
    for (const { job_id } of all) {
      if (job_id !== chosen) expect(await typesOf(job_id)).not.toContain("SEQUEL_COMPLETED");
      const verified = await place.type(["job", "verify", job_id]);
      expect(verified.status, verified.err).toBe(0);
    }
    const sequel = await sequelIn(place, root);
    const manifest = JSON.parse(place.read(`${sequel}/manifest.json`));
    expect(manifest.sequel_of).toBe(found.candidates.find(({ job_id }) => job_id === chosen)?.content_digest);
    for (const file of ["report/index.html", "report.md"])
      expect(place.read(`${sequel}/${file}`).replaceAll(/<[^>]+>/g, "")).toContain(
        "One of 5 tried on these data; corrected for the choice, balanced accuracy is",
      );
    // Of its document it is the only one, which beside the five would say too little.
    expect(place.read(`${sequel}/report.md`)).not.toContain("The only model of this document");
    const verified = await place.type(["verify", sequel]);
    expect(verified.status, verified.err + verified.out).toBe(0);
    expect(verified.out).toMatch(/ok\s+study\s+one of 5/);
  });

  it("lists candidates that did not come to an end, and chooses among the others", async () => {
    place.remove();
    place = studyPlace(studyProtocol({ candidates: "[{name: two of them, set: {params.n: 2}}]" }));
    const root = (await json(["job", "submit", "protocol.md"])).job_id;
    const added = await json(["job", "spawn", root, "--set", "params.n=3", "--why", "three of them"]);
    await place.type(["job", "cancel", added.job_id, "--note", "not this one"]);
    expect((await place.type(["worker", "--once"])).status).toBe(0);
    const { candidates, tried, chosen } = candidatesIn(place, root);
    expect(tried).toBe(2);
    expect(candidates.find(({ job_id }) => job_id === added.job_id)).toMatchObject({
      why: "three of them",
      state: "CANCELLED",
      value: null,
      paired: false,
      content_digest: null,
    });
    expect(candidates.find(({ job_id }) => job_id === chosen)?.value).not.toBeNull();
    expect((await place.type(["job", "verify", root])).status).toBe(0);
    const verified = await place.type(["verify", await sequelIn(place, root)]);
    expect(verified.status, verified.err).toBe(0);
  });

  it("ends without a choice where that is rejected: none is released", async () => {
    place.remove();
    place = studyPlace(studyProtocol({ frontMatter: "approvals: {candidates: {roles: []}}\n" }));
    const root = await worked(place, 10);
    const shown = await json(["job", "show", root]);
    expect(shown.waiting).toMatchObject({ step: "candidates", about: { what: "outputs/candidates.json" } });
    const digest = shown.waiting.about.digest.slice("sha256:".length, "sha256:".length + 12);
    await place.type(["job", "reject", root, "--step", "candidates", "--digest", digest, "--note", "not fair"]);
    expect((await place.type(["worker", "--once"])).status).toBe(0);
    for (const { job_id, state } of await jobs()) {
      expect(state).toBe(job_id === root ? "REJECTED" : "DONE");
      expect((await typesOf(job_id)).join()).not.toMatch(/SEQUEL_COMPLETED|REGISTRY_UPDATED/);
      expect((await place.type(["job", "verify", job_id])).status).toBe(0);
    }
  });

  it("is refused by `job verify` where its list of candidates says something else than their runs", async () => {
    const root = await worked(place);
    const path = `jobs/${root}/outputs/candidates.json`;
    const said = place.read(path);
    place.write(path, said.replace(/"tried": 5/, '"tried": 2'));
    const found = await place.type(["job", "verify", root]);
    expect([found.status, found.err]).toEqual([9, expect.stringContaining("candidates.json")]);
    // Nor by somebody who writes the event anew: the runs say otherwise.
    place.write(path, said);
    const other =
      candidatesIn(place, root)
        .candidates.map(({ job_id }) => job_id)
        .find((id) => id !== root) ?? "";
    const names = place.names(`jobs/${other}/events`);
    const last = names.at(-1) ?? "";
    const event = JSON.parse(place.read(`jobs/${other}/events/${last}`));
    place.write(`jobs/${other}/events/${last}`, jsonText({ ...event, data: { chosen: "ffffffffffff" } }));
    const refused = await place.type(["job", "verify", other]);
    expect([refused.status, refused.err]).toEqual([9, expect.stringContaining("another chosen candidate")]);
  });
});
