/** Costs: processor time of each test file and of each test, of the worker and of all it started, as lines of JSON in the file FOODSPEC_COSTS names. */
import { appendFileSync, readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";

/** Ticks a second of what /proc counts, which is the same on every Linux. */
const ticks = 100;

/** Seconds so far, of this process, and of those it started that have ended. */
function spent(): number {
  const { user, system } = process.cpuUsage();
  const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1].split(" ");
  return (user + system) / 1e6 + (Number(fields[13]) + Number(fields[14])) / ticks;
}

const into = process.env.FOODSPEC_COSTS;
if (into !== undefined) {
  const before = spent();
  let beforeTest = before;
  const say = (line: object): void => appendFileSync(into, `${JSON.stringify(line)}\n`);
  const rounded = (since: number): number => Math.round((spent() - since) * 1000) / 1000;
  let loading = 0;
  beforeAll(() => {
    loading = rounded(before);
  });
  // Hooks of the end run last first: this one after all those of the file.
  afterAll(() => say({ file: expect.getState().testPath, loading, seconds: rounded(before) }));
  beforeEach(() => {
    beforeTest = spent();
  });
  afterEach(() => {
    const seconds = rounded(beforeTest);
    const { testPath: file, currentTestName: test } = expect.getState();
    if (seconds >= 0.05) say({ file, test, seconds });
  });
}
