/** The course of a job: whatever is asked for and however it goes, it ends; and nothing happens without its approval. */

import { describe, expect, it } from "vitest";
import { mayFollow } from "../../../compiler/jobs/may-follow.ts";
import { type Course, next } from "../../../compiler/jobs/next.ts";
import { stateOf } from "../../../compiler/jobs/state.ts";
import { digestOf } from "../../../compiler/store/digest.ts";
import { type Step, steps } from "../../../schemas/approval-words.ts";
import { type EventType, eventTypes, type JobEvent } from "../../../schemas/job.ts";
import { fc } from "../../fixtures/property.ts";
import { askedBy, driven, eventOf, type Fate, jobId } from "./courses.ts";

const plain: Fate = { exitCode: 0, count: 1, rejected: new Set(), isRetried: false, chosen: jobId };
const alone = (asked: Course["asked"], more: Partial<Course> = {}): Course => ({
  kind: "protocol",
  asked,
  part: "alone",
  hasLockbox: false,
  ...more,
});
const typesOf = (events: readonly JobEvent[]) =>
  events.map(({ type, step }) => (step === null ? type : `${type}(${step})`));

/** What must not happen before a step was approved, where it is asked for. */
const guarded: readonly (readonly [step: Step, before: EventType])[] = [
  ["protocol", "PLAN_COMPILED"],
  ["study", "PREVIEW_COMPLETED"],
  ["plan", "PREVIEW_COMPLETED"],
  ["plan", "RUN_STARTED"],
  ["preview", "RUN_STARTED"],
  ["candidates", "SEQUEL_COMPLETED"],
  ["lockbox", "LOCKBOX_OPENED"],
  ["release", "REGISTRY_UPDATED"],
];

describe("a job", () => {
  it("that nobody has to approve goes from submission to release", () => {
    expect(typesOf(driven(alone(new Set()), plain))).toEqual([
      "PROTOCOL_SUBMITTED",
      "PLAN_COMPILED",
      "PREVIEW_COMPLETED",
      "RUN_STARTED",
      "RUN_COMPLETED",
      "GATES_COMPLETED",
      "REPORT_COMPLETED",
      "REGISTRY_UPDATED",
      "DONE",
    ]);
  });
  it("waits for plan and release where they are asked for", () => {
    expect(
      typesOf(driven(alone(new Set<Step>(["plan", "release"])), plain)).filter((type) => type.includes("(")),
    ).toEqual(["WAITING_APPROVAL(plan)", "APPROVED(plan)", "WAITING_APPROVAL(release)", "APPROVED(release)"]);
  });
  it("whose run failed is neither released nor opened, and ends with ERROR", () => {
    const events = driven(alone(askedBy(127), { hasLockbox: true }), { ...plain, exitCode: 7 });
    expect(typesOf(events).slice(-2)).toEqual(["REPORT_COMPLETED", "ERROR"]);
    expect(typesOf(events).join()).not.toMatch(/lockbox|release/i);
  });
  it("is planned again, and approved again, when it is retried", () => {
    const events = driven(alone(new Set<Step>(["plan"])), { ...plain, exitCode: 5, isRetried: true });
    expect(events.filter(({ type }) => type === "APPROVED")).toHaveLength(2);
    expect(typesOf(events).at(-1)).toBe("ERROR");
  });
  it("of a study that was not chosen ends behind its report, the chosen one is released", () => {
    const other = { ...plain, chosen: "ffffffffffff" };
    const candidate = alone(new Set<Step>(["release"]), { part: "candidate" });
    expect(typesOf(driven(candidate, other)).slice(-2)).toEqual(["REPORT_COMPLETED", "DONE"]);
    expect(typesOf(driven(candidate, plain)).slice(-3)).toEqual(["APPROVED(release)", "REGISTRY_UPDATED", "DONE"]);
    expect(typesOf(driven(candidate, plain))).toContain("SEQUEL_COMPLETED");
    expect(typesOf(driven(alone(new Set<Step>(["release"]), { part: "root" }), other)).slice(-2)).toEqual([
      "CANDIDATES_COMPARED",
      "DONE",
    ]);
  });

  it("ends, and does nothing before its approval, for every set of steps and every fate", { tags: "slow" }, () => {
    let tried = 0;
    for (let bits = 0; bits < 128; bits++)
      for (const part of ["alone", "root", "candidate"] as const)
        for (const hasLockbox of [false, true])
          for (const exitCode of [0, 7])
            for (const rejected of [null, ...steps]) {
              const course = alone(askedBy(bits), { part, hasLockbox });
              const fate = {
                ...plain,
                exitCode,
                count: 1 + (bits % 2),
                rejected: new Set(rejected === null ? [] : [rejected]),
                isRetried: bits % 3 === 0,
              };
              const events = driven(course, fate);
              tried++;
              if (!["DONE", "REJECTED", "ERROR"].includes(stateOf(events)?.type ?? ""))
                expect.fail(typesOf(events).join(" "));
              for (const [step, before] of guarded) if (asks(course, step)) expectApproved(events, step, before);
            }
    expect(tried).toBe(128 * 3 * 2 * 2 * 8);
  });
});

const asks = ({ asked, part }: Course, step: Step): boolean =>
  asked.has(step) && ((step !== "study" && step !== "candidates") || part === "root");

function expectApproved(events: readonly JobEvent[], step: Step, before: EventType): void {
  const at = events.findIndex(({ type }) => type === before);
  if (at === -1) return;
  const given = events.slice(0, at).filter((event) => event.type === "APPROVED" && event.step === step);
  const waited = events.slice(0, at).find((event) => event.type === "WAITING_APPROVAL" && event.step === step);
  const people = new Set(given.map(({ actor }) => actor.id)).size;
  const wanted = waited?.type === "WAITING_APPROVAL" ? waited.data.count : 1;
  if (people < wanted) expect.fail(`${before} without ${step}: ${typesOf(events).join(" ")}`);
}

const anyEvent = fc
  .record({
    type: fc.constantFrom(...eventTypes),
    step: fc.constantFrom(null, ...steps),
    who: fc.constantFrom("a", "b", "c"),
    digest: fc.constantFrom("x", "y"),
    count: fc.integer({ min: 1, max: 3 }),
    exit: fc.constantFrom(0, 7),
  })
  .map(({ type, step, who, digest, count, exit }) =>
    eventOf(type, {
      step,
      about: { what: digest, digest: digestOf(digest) },
      actor: { id: who, role: null, via: "cli", auth: "local" },
      data: { count, roles: [], expires: null, exit_code: exit, chosen: jobId },
    }),
  );
const anyCourse = fc
  .record({
    kind: fc.constantFrom("protocol" as const, "idea" as const),
    bits: fc.nat(127),
    part: fc.constantFrom("alone" as const, "root" as const, "candidate" as const),
    hasLockbox: fc.boolean(),
  })
  .map(({ kind, bits, part, hasLockbox }): Course => ({ kind, asked: askedBy(bits), part, hasLockbox }));

describe("state and next", () => {
  it("are total: any list of events has an answer, and the same one again", () => {
    fc.assert(
      fc.property(anyCourse, fc.array(anyEvent, { maxLength: 30 }), (course, events) => {
        const answer = next(course, events);
        expect(Object.keys(answer).some((key) => ["do", "wait", "end"].includes(key))).toBe(true);
        expect(next(course, events)).toEqual(answer);
        expect(stateOf(events) === null).toBe(
          events.every(({ type }) => ["SPAWNED", "STOPPED_BUDGET", "TRACKED"].includes(type)),
        );
      }),
    );
  });

  it("of random events, each written only where it may follow: no run without its plan, and no stale digest passes", () => {
    fc.assert(
      fc.property(anyCourse, fc.array(anyEvent, { maxLength: 120 }), (course, tried) => {
        const events: JobEvent[] = [];
        for (const event of tried) {
          const waiting = stateOf(events)?.waiting ?? null;
          if (!mayFollow(course, events, { ...event, digest: event.about?.digest ?? null })) continue;
          if (event.type === "APPROVED") {
            expect(waiting?.event.step).toBe(event.step);
            expect(waiting?.event.about?.digest).toBe(event.about?.digest);
            expect(waiting?.have).not.toContain(event.actor.id);
          }
          events.push({ ...event, seq: events.length + 1 });
        }
        for (const [step, before] of guarded) if (asks(course, step)) expectApproved(events, step, before);
      }),
      { numRuns: 300 },
    );
  });
});
