/** What was approved last of a document: found where it is, read anew each time, and not searched for again in what has not changed. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ApprovedBefore, approvedBefore } from "../../../compiler/jobs/approved-before.ts";
import { placesOf } from "../../../compiler/jobs/places.ts";
import { hexOf } from "../../../compiler/store/digest.ts";
import type { Disk } from "../../../compiler/store/disk.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const text = smallProtocol({ data: "upstream: none\n", frontMatter: "approvals: {plan: {}}\n" });
let place: Place;
let before: ApprovedBefore;
let read: string[];

beforeEach(() => {
  place = inMemory({ "protocol.md": text, "other.md": text, "small.csv": smallCsv() });
  read = [];
  const disk: Disk = {
    ...place.disk,
    read(path) {
      read.push(path);
      return place.disk.read(path);
    },
  };
  before = approvedBefore(placesOf(place.world()), disk);
});
afterEach(() => place.remove());

/** A job that waits for its plan. */
async function waiting(document: string, attempt: number): Promise<string> {
  const words = ["job", "submit", document, "--attempt", `${attempt}`, "--format", "json"];
  const id: string = JSON.parse((await place.type(words)).out).job_id;
  await place.type(["worker", "--once", "--job", id]);
  return id;
}
async function approve(id: string): Promise<void> {
  const shown = JSON.parse((await place.type(["job", "show", id, "--format", "json"])).out);
  const digest = hexOf(shown.waiting.about.digest);
  await place.type(["job", "approve", id, "--step", "plan", "--digest", digest, "--note", "read"]);
}
const lastOf = (document: string) => before.last("plan", document)?.record.id ?? null;

describe("what was approved last", () => {
  it("is of the same document and step, and is seen once it was given", async () => {
    const [first, other] = [await waiting("protocol.md", 1), await waiting("other.md", 1)];
    expect([lastOf("protocol.md"), lastOf("other.md")]).toEqual([null, null]);
    await approve(first);
    expect([lastOf("protocol.md"), lastOf("other.md")]).toEqual([first, null]);
    await approve(other);
    expect([lastOf("protocol.md"), lastOf("other.md")]).toEqual([first, other]);
    expect(before.last("release", "protocol.md")).toBeNull();
    expect(before.last("plan", "protocol.md")?.event).toMatchObject({ type: "APPROVED", step: "plan", note: "read" });
  });

  it("costs the records of one job where no other has changed", async () => {
    const first = await waiting("protocol.md", 1);
    for (const attempt of [2, 3, 4]) await waiting("protocol.md", attempt);
    await approve(first);
    lastOf("protocol.md");
    read = [];
    expect(lastOf("protocol.md")).toBe(first);
    expect(read.length).toBeGreaterThan(0);
    expect(read.filter((path) => !path.includes(first))).toEqual([]);
  });

  it("is never told from a record that is not whole", async () => {
    const id = await waiting("protocol.md", 1);
    await approve(id);
    expect(lastOf("protocol.md")).toBe(id);
    const path = `jobs/${id}/events/00000004.json`;
    place.write(path, place.read(path).replace('"read"', '"seen"'));
    place.write(`jobs/${id}/events/00000002.json`, "{}");
    expect(lastOf("protocol.md")).toBeNull();
  });
});
