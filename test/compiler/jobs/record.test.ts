/** The record of a job: linked event by event, added by one and the same way, and every changed byte of it is found. */
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { World } from "../../../compiler/compile/world.ts";
import { placesOf } from "../../../compiler/jobs/places.ts";
import { append, readRecord } from "../../../compiler/jobs/record.ts";
import { submitDocument } from "../../../compiler/jobs/submit.ts";
import { verifyJob } from "../../../compiler/jobs/verify-job.ts";
import { workJob } from "../../../compiler/jobs/work-job.ts";
import { digestOf } from "../../../compiler/store/digest.ts";
import type { Disk } from "../../../compiler/store/disk.ts";
import type { Actor } from "../../../schemas/job.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

let place: Place;
let world: World;
let id: string;
let folder: string;
const actor: Actor = { id: "sue", role: null, via: "cli", auth: "local" };

beforeEach(async () => {
  place = inMemory({ "protocol.md": smallProtocol({ data: "upstream: none\n" }), "small.csv": smallCsv() });
  world = place.world();
  const { submitted } = await submitDocument(
    "protocol.md",
    { options: {}, approve: [], attempt: 1, extensions: {} },
    () => actor,
    world,
  );
  id = submitted?.id ?? "";
  folder = placesOf(world).job(id);
});
afterEach(() => place.remove());

const tracked = (k: number) =>
  ({ type: "TRACKED", actor, note: `${k}`, about: { what: "receipt", digest: digestOf(`${k}`) }, data: {} }) as const;
const notes = () => {
  const record = readRecord(folder, id, world.disk);
  return "code" in record ? record.code : record.events.slice(1).map(({ note }) => note);
};
const withDisk = (more: Partial<Disk>): Pick<World, "disk" | "now"> => ({
  now: world.now,
  disk: { ...world.disk, ...more },
});
const failing = (code: string, syscall?: string) => () => {
  throw Object.assign(new Error(code), { code, syscall });
};

describe("an event", () => {
  it("is written behind what somebody else wrote first, and decided again", () => {
    let looks = 0;
    const added = append(
      folder,
      id,
      (record) => {
        looks++;
        if (looks === 1) append(folder, id, () => tracked(1), world);
        return tracked(record.events.length + 1);
      },
      world,
    );
    expect([looks, "code" in added ? added.code : added.note]).toEqual([2, "3"]);
    expect(notes()).toEqual(["1", "3"]);
    expect(place.names(`jobs/${id}/events`)).toEqual(["00000001.json", "00000002.json", "00000003.json"]);
  });

  it("that was half-written when its writer was killed is no event", () => {
    world.disk.write(join(folder, "events/.tmp-4711-0"), '{"half');
    append(folder, id, () => tracked(1), world);
    expect(notes()).toEqual(["1"]);
  });

  it("that cannot follow is refused with FS1183", () => {
    const refused = append(folder, id, () => ({ type: "DONE", actor, data: { chosen: null } }), world);
    expect("code" in refused && refused.code).toBe("FS1183");
    expect(notes()).toEqual([]);
  });

  it.each([
    ["EPERM", "link", "FS1185"],
    ["ENOTSUP", "link", "FS1185"],
  ])("is told where the file system has no hard links (%s)", (code, syscall, wanted) => {
    const refused = append(folder, id, () => tracked(1), withDisk({ hardLink: failing(code, syscall) }));
    expect("code" in refused && refused.code).toBe(wanted);
    expect(notes()).toEqual([]);
  });

  it("leaves nothing behind on a disk that is full", () => {
    expect(() => append(folder, id, () => tracked(1), withDisk({ writeInPlace: failing("ENOSPC", "write") }))).toThrow(
      "ENOSPC",
    );
    expect(place.names(`jobs/${id}/events`)).toEqual(["00000001.json"]);
  });
});

describe("a record", () => {
  const file = (path: string) => join(folder, path);
  const read = (path: string) => new TextDecoder().decode(world.disk.read(file(path)));
  beforeEach(() => {
    for (const k of [1, 2, 3]) append(folder, id, () => tracked(k), world);
  });

  it.each([
    ["an event is gone", () => world.disk.remove(file("events/00000002.json"))],
    [
      "an event is torn",
      () => world.disk.write(file("events/00000004.json"), read("events/00000004.json").slice(0, 80)),
    ],
    ["two events changed places", () => world.disk.write(file("events/00000003.json"), read("events/00000002.json"))],
    [
      "somebody wrote an event by hand",
      () => world.disk.write(file("events/00000005.json"), read("events/00000004.json").replace("TRACKED", "DONE")),
    ],
    [
      "the last event begins with a byte order mark",
      () => world.disk.write(file("events/00000004.json"), `\uFEFF${read("events/00000004.json")}`),
    ],
    [
      "an event is a link",
      () => {
        world.disk.rename(file("events/00000004.json"), file("elsewhere.json"));
        world.disk.symbolicLink(file("elsewhere.json"), file("events/00000004.json"));
      },
    ],
    [
      "an event is of a newer version",
      () =>
        world.disk.write(
          file("events/00000004.json"),
          read("events/00000004.json").replace('"schema_version": 1', '"schema_version": 2'),
        ),
    ],
    [
      "the policy is another",
      () =>
        world.disk.write(
          file("outputs/policy_ref.json"),
          read("outputs/policy_ref.json").replace("research", "regulatory"),
        ),
    ],
    [
      "the specification is another",
      () => world.disk.write(file("job_spec.json"), read("job_spec.json").replace('"attempt":1', '"attempt":2')),
    ],
  ])("takes no event more where %s", (_, spoil) => {
    spoil();
    expect(notes()).toBe("FS9402");
    const refused = append(folder, id, () => tracked(9), world);
    expect("code" in refused && refused.code).toBe("FS9402");
  });

  it("finds every byte that is changed in an event, the specification and the policy", () => {
    let tried = 0;
    for (const path of [
      "job_spec.json",
      "outputs/policy_ref.json",
      "events/00000001.json",
      "events/00000003.json",
      "events/00000004.json",
    ]) {
      const isLast = path.endsWith("4.json");
      const bytes = world.disk.read(file(path));
      for (let k = 0; k < bytes.length; k += 7) {
        const spoilt = bytes.slice();
        spoilt[k] ^= 1 << (k % 7);
        world.disk.write(file(path), spoilt);
        // The last event is held by the head of outputs.json.
        const isFound = isLast
          ? verifyJob(folder, id, placesOf(world), world).some(({ findings }) => findings.length > 0)
          : notes() === "FS9402";
        expect(isFound, `${path}:${k}`).toBe(true);
        tried++;
      }
      world.disk.write(file(path), bytes);
    }
    expect(tried).toBeGreaterThan(250);
    expect(notes()).toEqual(["1", "2", "3"]);
  });
});

describe("verifying a job that is done", () => {
  it("finds a changed document, input, plan, preview, outputs, run and a run that was not planned", {
    tags: "slow",
  }, async () => {
    const places = placesOf(world);
    expect((await workJob(id, { places, world, actor })).at).toEqual({ end: "DONE" });
    const findings = () => verifyJob(folder, id, places, world).flatMap((one) => one.findings.map(({ code }) => code));
    expect(findings()).toEqual([]);
    const record = readRecord(folder, id, world.disk);
    if ("code" in record) throw new Error(record.code);
    const object = places.object(record.spec.inputs[0].sha256);
    const run = join(folder, "runs", place.names(`jobs/${id}/runs`)[0]);
    const flipped: readonly (readonly [string, string, string])[] = [
      [join(folder, "inputs/protocol.md"), "Some prose", "inputs/protocol.md"],
      [object, "s1,m1", "small.csv"],
      [join(folder, "outputs/plan.json"), "savgol", "plan.json"],
      [join(folder, "outputs/preview.json"), "lobo", "preview.json"],
      [join(folder, "outputs/outputs.json"), "DONE", "outputs.json"],
      [join(run, "model/metrics.json"), "accuracy", "model/metrics.json"],
    ];
    const before = new Map(flipped.map(([path]) => [path, world.disk.read(path)]));
    for (const [path, from] of flipped) {
      const spoilt = (before.get(path) as Uint8Array).slice();
      spoilt[new TextDecoder().decode(spoilt).indexOf(from)] ^= 1;
      world.disk.write(path, spoilt);
    }
    const found = verifyJob(folder, id, places, world).flatMap((one) => one.findings.map(({ message }) => message));
    for (const [, , says] of flipped)
      expect(
        found.filter((message) => message.includes(says)),
        says,
      ).not.toEqual([]);
    for (const [path, bytes] of before) world.disk.write(path, bytes);
    const done = join(run, "blocks/plsda/done.json");
    world.disk.write(
      done,
      new TextDecoder().decode(world.disk.read(done)).replace('"kind": "model"', '"kind": "modem"'),
    );
    expect(findings()).toContain("FS9404");
  });

  it("refuses to work with an input that is not what was submitted", async () => {
    const places = placesOf(world);
    const record = readRecord(folder, id, world.disk);
    if ("code" in record) throw new Error(record.code);
    world.disk.write(places.object(record.spec.inputs[0].sha256), "another");
    const { findings } = await workJob(id, { places, world, actor });
    expect(findings.map(({ code }) => code)).toEqual(["FS3951"]);
  });
});
