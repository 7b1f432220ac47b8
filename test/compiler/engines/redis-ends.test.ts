/** An engine that is closed: whatever its Redis is doing, nothing of it keeps a process whose work is done. */
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { bounded } from "../../fixtures/bounded.ts";
import { noRedis } from "../../fixtures/redis.ts";

const root = resolve(import.meta.dirname, "../../..");
const hooks = pathToFileURL(resolve(root, "test/native/hooks.mjs")).href;
/** What has Node find the JavaScript of a source, as in this process. */
const loader = `data:text/javascript,import { register } from "node:module"; register(${JSON.stringify(hooks)}, { data: process.env.FOODSPEC_NATIVE });`;

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
    const words = ["--import", loader, resolve(root, "test/fixtures/engine-child.ts"), situation];
    const child = bounded(spawn(process.execPath, words, { stdio: ["ignore", "pipe", "pipe"] }), situation);
    expect([await child.ended, child.said()]).toEqual([0, "closed\nover\n"]);
  });
});
