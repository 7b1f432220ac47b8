/** Studies from end to end, in memory: candidates are spawned, compared, chosen and told of, as people type it. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
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
});
