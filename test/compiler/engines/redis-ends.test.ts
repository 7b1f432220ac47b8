/** An engine that is closed: whatever its Redis is doing, nothing of it keeps a process whose work is done. */
import { describe, expect, it } from "vitest";
import { bounded } from "../../fixtures/bounded.ts";
import { startSource } from "../../fixtures/own-source.ts";
import { noRedis } from "../../fixtures/redis.ts";

describe.skipIf(noRedis !== null)(`a process with an engine${noRedis === null ? "" : ` (skipped: ${noRedis})`}`, () => {
  it.each([
    "idle",
    "busy with a unit",
    "whose Redis is killed",
    "that listened for the first time while its Redis was away",
    "busy with a unit, whose Redis is killed",
    "that waits for an answer of a Redis that is away",
    "whose Redis was killed and started again",
    "whose Redis does not answer",
  ])("%s ends once the engine is closed", async (situation) => {
    const child = bounded(startSource("test/fixtures/engine-child.ts", [situation]), situation);
    expect([await child.ended, child.said()]).toEqual([0, "closed\nover\n"]);
  });
});
