import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stream } from "../../../blocks/contract/stream.ts";
import { readJournals } from "../../../compiler/store/journal.ts";
import { figures, progress, quickOf, repeat } from "../../fixtures/figures.ts";
import { type Project, project, testState } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { filesIn, sealOfState } from "../../fixtures/store-in.ts";

const { kills, seed, isTorture } = figures;
const csv = smallCsv();
/** The first is what `npm test` kills; a torture takes them in turn. */
const documents = [
  smallProtocol({ model: "estimator: {pls-da: {components: [1, 2, 3]}}\n" }),
  smallProtocol({
    model: "estimator: {logistic-regression: {C: [0.1, 10]}}\nscheme: loso\ntune: {folds: 3}\n",
    more: "\n```foodspec qc #check\ngate: data\n```\n\n```foodspec figure\nshow: plsda.confusion\n```\n",
  }),
  smallProtocol({
    model: "estimator: {pls-regression: {components: [1, 2]}}\nscheme: {kfold: {folds: 4, repeats: 2}}\n",
    prose: "An error of `= plsda.rmsecv : .3f` g.",
  }),
].map((document) => ({ "protocol.md": document, "small.csv": csv }));
const [files] = documents;

const exited = (child: ReturnType<Project["start"]>): Promise<number | null> =>
  new Promise((resolve) => child.on("exit", (code) => resolve(code)));
const after = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A project, what its whole compile comes to, and how long that takes where all has to run and where all is stored. */
function whole(of: (typeof documents)[number]) {
  const place = project(of);
  const [lasts, storedLasts] = [0, 1].map(() => {
    const began = performance.now();
    const { status, err } = place.foodspec(["compile", "protocol.md"]);
    expect(status, err).toBe(0);
    return performance.now() - began;
  });
  const digest = place.manifest().content_digest;
  place.remove();
  return { place: project(of), lasts, storedLasts, digest };
}

const below = (place: Project, folder: string): string[] =>
  readdirSync(join(place.folder, folder), { recursive: true, encoding: "utf8" });

/** Nothing half-written stands in a project whose last compile ended. */
function expectClean(place: Project): void {
  expect(readdirSync(join(place.folder, "runs")).filter((name) => name.startsWith(".open-"))).toEqual([]);
  expect(below(place, ".foodspec").filter((name) => name.includes(".tmp-"))).toEqual([]);
  const open = readJournals(filesIn(join(place.folder, ".foodspec")), sealOfState(testState)).filter(
    ({ lines }) => !lines.some(({ event }) => event === "run_ended"),
  );
  expect(open.filter(({ lines }) => lines.length > 0)).toEqual([]);
}

describe.skipIf(kills === 0)("a compile that is killed", () => {
  it(`at ${kills} moments and started again ends with the same content digest, and leaves nothing half-written`, {
    timeout: 600_000 + 6_000 * kills,
  }, async () => {
    const projects = (isTorture ? documents : [files]).map(whole);
    const draws = stream(seed, "kills");
    let killed = 0;
    for (let k = 0; k < kills; k++) {
      const { place, lasts, storedLasts, digest } = projects[k % projects.length];
      const turn = Math.floor(k / projects.length);
      // Every fifth begins anew; a torture kills as many that reuse what one before stored.
      const isAnew = turn % (isTorture ? 2 : 5) === 0;
      if (isAnew) rmSync(join(place.folder, ".foodspec"), { recursive: true, force: true });
      const child = place.start(["compile", "protocol.md"]);
      const end = exited(child);
      // Somewhere in the k-th part of the time that such a compile takes.
      const moment = ((k + draws.uniform()) / kills) * (isAnew ? lasts : storedLasts);
      await after(moment);
      child.kill("SIGKILL");
      if ((await end) === null) killed++;
      const says = `kill ${k + 1}, ${Math.round(moment)} ms after the start: ${repeat("kills", kills)}`;
      if (isTorture) {
        const { exitCode } = await place.compile();
        expect([exitCode, place.manifest().content_digest], says).toEqual([0, digest]);
        expectClean(place);
      }
      for (const run of place.runs()) expect(place.manifest(run).content_digest, says).toBe(digest);
      if (isTorture) rmSync(join(place.folder, "runs"), { recursive: true });
      progress("kills", k + 1, kills);
    }
    expect(killed).toBeGreaterThan(kills / 3);
    for (const { place, digest } of projects) {
      const ended = place.foodspec(["compile", "protocol.md"]);
      expect(ended.status, ended.err).toBe(0);
      expect(place.manifest().content_digest).toBe(digest);
      expectClean(place);
      place.remove();
    }
  });
});

describe("a compile that is interrupted", () => {
  const signals = [
    ["Ctrl-C", "SIGINT", 130],
    ["SIGTERM", "SIGTERM", 143],
  ] as const;
  it.each(quickOf(signals, 1))("by %s ends as cancelled, with a folder that says so", async (_, signal, code) => {
    const place = project({
      ...files,
      "protocol.md": smallProtocol({ model: "estimator: {pls-da: {components: [1, 2, 3, 4, 5]}}\nscheme: loso\n" }),
      "small.csv": smallCsv({ samples: 400, points: 120 }),
    });
    const child = place.start(["compile", "protocol.md"]);
    const end = exited(child);
    while (!isModelling(place)) await after(10);
    child.kill(signal);
    expect(await end).toBe(code);
    expect(place.error()).toMatchObject({ exit_code: code, error_type: "Cancelled" });
    expect(place.manifest()).toMatchObject({ success: false, exit_code: code });
    // What does not start from the model may have been under way beside it.
    const executions = place.manifest().blocks.map(({ execution }) => execution);
    expect(executions.slice(0, 3)).toEqual(["ran", "ran", "cancelled"]);
    expect(executions.slice(3).filter((one) => one !== "ran" && one !== "cancelled")).toEqual([]);
    place.remove();
  });
});

/** True once the journal says that the model has begun; who compiles first in a state folder makes the key of its seal. */
function isModelling(place: Project): boolean {
  if (!existsSync(join(testState, "store.key"))) return false;
  return readJournals(filesIn(join(place.folder, ".foodspec")), sealOfState(testState)).some(({ lines }) =>
    lines.some((line) => line.event === "block_started" && line.id === "plsda"),
  );
}
