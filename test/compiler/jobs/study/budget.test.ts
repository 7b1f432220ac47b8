/** Budgets of studies: folded from events alone, and never spent twice by people and workers who spawn at once. */
import { afterEach, describe, expect, it } from "vitest";
import { placesOf } from "../../../../compiler/jobs/places.ts";
import { readRecord } from "../../../../compiler/jobs/record.ts";
import { admitted } from "../../../../compiler/jobs/study/admit.ts";
import { beyondBudget, type Counted, countersOf } from "../../../../compiler/jobs/study/budget.ts";
import type { Actor, JobEvent } from "../../../../schemas/job.ts";
import type { Place } from "../../../fixtures/project.ts";
import { fc } from "../../../fixtures/property.ts";
import { candidatesIn, studyPlace, studyProtocol, worked } from "../../../fixtures/studies.ts";
import { eventOf } from "../courses.ts";

const at = (minutes: number): string => new Date(1_767_225_600_000 + 60_000 * minutes).toISOString();
const job = (id: string, value: number | null, events: readonly JobEvent[]): Counted => ({ id, value, events });
const spawned = (id: string, generation: number) => eventOf("SPAWNED", { data: { job_id: id, generation } });
const ran = (from: number, to: number) => [
  eventOf("RUN_STARTED", { time: at(from), data: { start: 1 } }),
  eventOf("RUN_COMPLETED", { time: at(to), data: { run_id: "r", exit_code: 0 } }),
];

describe("what a study has used", () => {
  const patience = { budget: { patience: { candidates: 2, gain: 0.05 } } };
  const root = job("root", 0.8, [...ran(0, 30), spawned("a", 1), spawned("b", 2), spawned("c", 1)]);
  it.each<readonly [string, readonly Counted[], boolean, object]>([
    [
      "nothing but its own run",
      [job("root", 0.8, ran(0, 30))],
      false,
      { candidates: 0, generation: 0, hours: 0.5, since_gain: 0 },
    ],
    ["the farthest generation", [root], false, { candidates: 3, generation: 2, hours: 0.5, since_gain: 0 }],
    ["a gain", [root, job("a", 0.84, ran(30, 60)), job("b", 0.86, ran(60, 90))], false, { since_gain: 0, hours: 1.5 }],
    ["gains too small", [root, job("a", 0.84, ran(30, 60)), job("b", null, ran(60, 90))], false, { since_gain: 2 }],
    ["a gain of an error", [root, job("a", 0.7, ran(30, 60))], true, { since_gain: 0 }],
    ["no gain of an error", [root, job("a", 0.9, ran(30, 60))], true, { since_gain: 1 }],
    [
      "candidates in the order in which they ended",
      [root, job("a", 0.7, ran(40, 90)), job("b", 0.9, ran(50, 60))],
      false,
      { since_gain: 1 },
    ],
    [
      "a run that was begun again",
      [job("root", 1, [...ran(0, 30).slice(0, 1), ...ran(60, 90)])],
      false,
      { hours: 1.5 },
    ],
    ["nothing of a run that goes on", [job("root", null, ran(0, 30).slice(0, 1))], false, { hours: 0 }],
  ])("counts %s", (_, jobs, isError, counters) => {
    expect(countersOf(jobs, patience, isError)).toMatchObject(counters);
  });

  const anyJob = fc
    .record({
      id: fc.constantFrom("a", "b", "c", "d"),
      value: fc.option(fc.integer({ min: 0, max: 100 }).map((n) => n / 100)),
      minutes: fc.array(fc.nat(600), { maxLength: 6 }),
      generation: fc.integer({ min: 1, max: 4 }),
    })
    .map(({ id, value, minutes, generation }) => {
      const sorted = [...minutes].sort((a, b) => a - b);
      const events = sorted.map((minute, k) => (k % 2 === 0 ? ran(minute, minute)[0] : ran(minute, minute)[1]));
      return { job: job(id, value, events), spawned: spawned(id, generation) };
    });
  it("is the same whenever the events are read again, and of no study ever becomes less but for a gain", () => {
    fc.assert(
      fc.property(fc.array(anyJob, { maxLength: 8 }), (jobs) => {
        const whole = (n: number): readonly Counted[] => [
          job("root", 0.5, [...ran(0, 10), ...jobs.slice(0, n).map((one) => one.spawned)]),
          ...jobs.slice(0, n).map((one) => one.job),
        ];
        const counters = countersOf(whole(jobs.length), patience, false);
        const again = JSON.parse(JSON.stringify(whole(jobs.length))) as readonly Counted[];
        expect(countersOf(again, patience, false)).toEqual(counters);
        for (let n = 0; n < jobs.length; n++) {
          const before = countersOf(whole(n), patience, false);
          expect(before.candidates).toBeLessThanOrEqual(counters.candidates);
          expect(before.generation).toBeLessThanOrEqual(counters.generation);
          expect(before.hours).toBeLessThanOrEqual(counters.hours + 1e-9);
        }
      }),
    );
  });

  const counters = { candidates: 3, generation: 1, hours: 2, since_gain: 2 };
  it.each([
    ["no budget", {}, 1, null],
    ["one candidate left", { candidates: 4 }, 1, null],
    ["none left", { candidates: 3 }, 1, "candidates"],
    ["none left, of a start", { candidates: 3 }, null, null],
    ["a generation too far", { generations: 2 }, 3, "generations"],
    ["its hours over", { hours: 2 }, null, "hours"],
    ["its patience over", { patience: { candidates: 2, gain: 0 } }, null, "patience"],
  ])("allows, with %s, what it should", (_, budget, generation, reason) => {
    expect(beyondBudget({ budget }, counters, generation)?.reason ?? null).toBe(reason);
  });
});

describe("the budget of a study", () => {
  let place: Place;
  afterEach(() => place.remove());
  const limited = (more: string) => studyProtocol({ candidates: "[{name: two, set: {params.n: 2}}]", more });
  const events = (id: string): readonly JobEvent[] =>
    place.names(`jobs/${id}/events`).map((name) => JSON.parse(place.read(`jobs/${id}/events/${name}`)));
  const ofType = (id: string, type: string) => events(id).filter((event) => event.type === type);
  const submit = async (document: string): Promise<string> => {
    place = studyPlace(document);
    return JSON.parse((await place.type(["job", "submit", "protocol.md", "--format", "json"])).out).job_id;
  };
  const spawn = (id: string, n: number) =>
    place.type(["job", "spawn", id, "--set", `params.n=${n}`, "--why", `with ${n} latent variables`]);

  it("lets in as many as it says of all who spawn at once, and the others end with 10", async () => {
    const root = await submit(limited("  budget: {candidates: 3}\n"));
    const ended = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => spawn(root, n)));
    expect(ended.map(({ status }) => status).sort()).toEqual([0, 0, 0, 10, 10, 10]);
    expect(ended.find(({ status }) => status === 10)?.err).toContain("out of budget: candidates 3");
    expect(ofType(root, "SPAWNED")).toHaveLength(3);
    expect(ofType(root, "STOPPED_BUDGET")).toHaveLength(1);
    expect(ofType(root, "STOPPED_BUDGET")[0].data).toMatchObject({
      reason: "candidates",
      limit: 3,
      counters: { candidates: 3 },
    });
    const shown = JSON.parse((await place.type(["job", "show", root, "--format", "json"])).out);
    expect(shown.budget).toMatchObject({
      root,
      limits: { candidates: 3 },
      counters: { candidates: 3 },
      stopped: "candidates",
    });
  });

  it("counts what another worker was told between the look and the event", async () => {
    const root = await submit(limited("  budget: {candidates: 1}\n"));
    const world = place.world();
    const places = placesOf(world);
    const read = () => {
      const record = readRecord(places.job(root), root, world.disk);
      if ("code" in record) throw new Error(record.message);
      return record;
    };
    const actor: Actor = { id: "w", role: null, via: "worker", auth: "local" };
    const one = { id: "aaaaaaaaaaaa", generation: 1, name: "one" };
    const other = { id: "bbbbbbbbbbbb", generation: 1, name: "other" };
    let isBetween = false;
    const disk = {
      ...world.disk,
      hardLink(from: string, to: string) {
        if (!isBetween) {
          isBetween = true;
          expect(admitted(read(), other, { actor, places, world })).toBeNull();
        }
        return world.disk.hardLink(from, to);
      },
    };
    expect(admitted(read(), one, { actor, places, world: { ...world, disk } })).toMatchObject({
      beyond: { reason: "candidates" },
    });
    expect(ofType(root, "SPAWNED").map((event) => event.data)).toEqual([{ job_id: other.id, generation: 1 }]);
  });

  it("stops starts when patience is over, and compares what ran", async () => {
    place = studyPlace(studyProtocol({ more: "  rule: best\n  budget: {patience: {candidates: 1, gain: 0.5}}\n" }));
    const root = await worked(place);
    const { tried, candidates } = candidatesIn(place, root);
    expect(tried).toBe(2);
    expect(candidates.map(({ state, value }) => (value === null ? `${state} without a value` : state)).sort()).toEqual([
      ...Array.from({ length: 3 }, () => "PREVIEW_COMPLETED without a value"),
      ...Array.from({ length: 2 }, () => "REPORT_COMPLETED"),
    ]);
    expect((await place.type(["job", "verify", root])).status).toBe(0);
  });

  it("refuses a candidate of a candidate that is too far from the document, and any once all were compared", async () => {
    const root = await submit(limited("  budget: {generations: 1}\n"));
    const first = JSON.parse(
      (await place.type(["job", "spawn", root, "--set", "params.n=3", "--why", "three of them", "--format", "json"]))
        .out,
    );
    const second = await spawn(first.job_id, 4);
    expect([second.status, second.err]).toEqual([10, expect.stringContaining("generations 1")]);
    expect((await place.type(["worker", "--once"])).status).toBe(0);
    const late = await spawn(root, 5);
    expect([late.status, late.err]).toEqual([2, expect.stringContaining("FS1183")]);
  });
});
