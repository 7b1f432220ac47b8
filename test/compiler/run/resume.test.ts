/** A compile that is killed inside a model goes on inside it. */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CompileOptions } from "../../../compiler/compile/options.ts";
import type { World } from "../../../compiler/compile/world.ts";
import { crews } from "../../../compiler/workers/crews.ts";
import type { Start } from "../../../compiler/workers/thread.ts";
import { always, never, threads, workersHere } from "../../fixtures/crew.ts";
import { figures } from "../../fixtures/figures.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

/** Fits that are worth keeping, on 500 × 500: each batch left out and the whole, each with 5 folds for its tuning. */
const batches = figures.isLarge ? 12 : 7;
const files = {
  "small.csv": smallCsv({ samples: 500, points: 500, batches }),
  "protocol.md": smallProtocol({
    steps: "  - snv\n",
    model:
      "estimator: {pls-da: {components: [2, 4, 6, 8]}}\nscheme: lobo\nvalidate: {similarity: false, channel: false}\n",
  }).replace("range: [900, 1200]", "range: [900, 2000]"),
};
const fits = (batches + 1) * 5 + (batches + 1);
/** The first way in every test run, the others among the slow ones. */
const some = <T>(ways: readonly T[]): readonly T[] => ways.slice(0, figures.isLarge ? ways.length : 1);
const epoch = { SOURCE_DATE_EPOCH: "1700000000" };

const places: Project[] = [];
const opened = (): Project => {
  const place = project(files);
  places.push(place);
  return place;
};
let whole: Project;
beforeAll(async () => {
  whole = opened();
  expect((await whole.compile({ jobs: 1 }, epoch)).exitCode).toBe(0);
});
afterAll(() => {
  for (const place of places) place.remove();
});

/** Answers that stand in the store of a project, oldest name first. */
function kept(place: Project): string[] {
  const folder = join(place.folder, ".foodspec/answers");
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /[0-9a-f]{64}.[0-9a-f]{64}$/.test(name))
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** Every file of the last run but those that tell how it came about. */
const bytes = (place: Project) =>
  Object.fromEntries(
    Object.keys(place.manifest().files)
      .filter((path) => !/^(logs|blocks|state|run_summary)/.test(path))
      .map((path) => [path, place.read(`runs/latest/${path}`)]),
  );

/** What the log of the last run says of work that was read back. */
const resumed = (place: Project): unknown =>
  place
    .read("runs/latest/logs/run.jsonl")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
    .find(({ event }) => event === "block_resumed")?.result ?? null;

/** What the store holds after Ctrl-C among the first answers of three workers, copied aside. */
async function interrupted(place: Project): Promise<string> {
  const control = new AbortController();
  const { start } = workersHere();
  let heard = 0;
  const counting: Start = (ears) =>
    start({
      ...ears,
      onMessage(message) {
        if (++heard === 30) control.abort(130);
        ears.onMessage(message);
      },
    });
  const workers = crews({ usual: 1, rule: always, isWorthOne: never, starter: async () => counting });
  const { exitCode } = await place.compile({ jobs: 3 }, epoch, undefined, { signal: control.signal, workers });
  expect([exitCode, resumed(place)]).toEqual([130, null]);
  const aside = join(place.folder, "aside");
  cpSync(join(place.folder, ".foodspec"), aside, { recursive: true });
  return aside;
}

describe("a compile that is killed inside a model", () => {
  it("goes on inside it: what was fitted is read back, the rest is fitted, and the bytes are the same", async () => {
    const place = opened();
    const child = place.start(["compile", "protocol.md", "--jobs", "1"], epoch);
    const end = new Promise((resolve) => child.on("exit", (code) => resolve(code)));
    while (kept(place).length < 5 && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill("SIGKILL");
    expect(await end).toBe(null);
    const read = kept(place).length;
    expect(read).toBeGreaterThanOrEqual(5);
    const again = await place.compile({ jobs: 1 }, epoch);
    expect(again.exitCode, JSON.stringify(again.documents[0].findings)).toBe(0);
    expect(resumed(place)).toEqual({ read, made: fits - read });
    expect(bytes(place)).toEqual(bytes(whole));
    expect(kept(place)).toEqual([]);
  });
});

describe("a compile that was interrupted inside a model", () => {
  const place = opened();
  let aside: string;
  beforeAll(async () => {
    aside = await interrupted(place);
  });
  beforeEach(() => {
    rmSync(join(place.folder, ".foodspec"), { recursive: true });
    cpSync(aside, join(place.folder, ".foodspec"), { recursive: true });
  });

  const jobs: readonly [string, number, Partial<World>][] = [
    ["one job", 1, {}],
    ["three jobs", 3, { workers: threads() }],
  ];
  it.each(some(jobs))("comes, with %s, to the same bytes", { tags: "slow" }, async (_, jobs, more) => {
    const read = kept(place).length;
    expect(read).toBeGreaterThan(5);
    expect((await place.compile({ jobs }, epoch, undefined, more)).exitCode).toBe(0);
    expect(resumed(place)).toEqual({ read, made: fits - read });
    expect(bytes(place)).toEqual(bytes(whole));
    expect(kept(place)).toEqual([]);
  });

  it("has made again what was damaged since", { tags: "slow" }, async () => {
    const all = kept(place);
    for (const path of all.slice(0, 3)) {
      const damaged = readFileSync(path);
      damaged[damaged.length - 1] ^= 1;
      writeFileSync(path, damaged);
    }
    expect((await place.compile({ jobs: 1 }, epoch)).exitCode).toBe(0);
    expect(resumed(place)).toEqual({ read: all.length - 3, made: fits - all.length + 3 });
    expect(bytes(place)).toEqual(bytes(whole));
  });

  const others: readonly [string, Partial<CompileOptions>, string][] = [
    ["it is forced", { resume: false }, files["protocol.md"]],
    ["another model is asked for", {}, files["protocol.md"].replace("[2, 4, 6, 8]", "3")],
  ];
  it.each(some(others))(
    "uses nothing of it where %s, and leaves nothing of it",
    { tags: "slow" },
    async (_, options, document) => {
      place.write("protocol.md", document);
      expect((await place.compile({ jobs: 1, ...options }, epoch)).exitCode).toBe(0);
      expect([resumed(place), kept(place)]).toEqual([null, []]);
    },
  );
});
