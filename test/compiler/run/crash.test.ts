import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readJournals } from "../../../compiler/store/journal.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const kills = Number(process.env.FOODSPEC_KILLS ?? 25);
const files = {
  "protocol.md": smallProtocol({ model: "estimator: {pls-da: {components: [1, 2, 3]}}\n" }),
  "small.csv": smallCsv({ samples: 40 }),
};

const exited = (child: ReturnType<Project["start"]>): Promise<number | null> =>
  new Promise((resolve) => child.on("exit", (code) => resolve(code)));
const after = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("a compile that is killed", () => {
  it(`at ${kills} moments and started again ends with the same content digest, and leaves nothing half-written`, {
    timeout: 60_000 + 4_000 * kills,
  }, async () => {
    const whole = project(files);
    const began = performance.now();
    expect(whole.foodspec(["compile", "protocol.md"]).status).toBe(0);
    const lasts = performance.now() - began;
    const digest = whole.manifest().content_digest;
    whole.remove();

    const place = project(files);
    let killed = 0;
    for (let k = 0; k < kills; k++) {
      if (k % 5 === 0) place.foodspec(["clean"]);
      const child = place.start(["compile", "protocol.md"]);
      const end = exited(child);
      await after(((k + 0.5) / kills) * lasts);
      child.kill("SIGKILL");
      if ((await end) === null) killed++;
      for (const run of place.runs()) expect(place.manifest(run).content_digest).toBe(digest);
    }
    expect(killed).toBeGreaterThan(kills / 3);
    const ended = place.foodspec(["compile", "protocol.md"]);
    expect(ended.status, ended.err).toBe(0);
    expect(place.manifest().content_digest).toBe(digest);

    expect(readdirSync(join(place.folder, "runs")).filter((name) => name.startsWith(".open-"))).toEqual([]);
    const leftovers = readdirSync(join(place.folder, ".foodspec"), { recursive: true, encoding: "utf8" }).filter(
      (name) => name.includes(".tmp-"),
    );
    expect(leftovers).toEqual([]);
    const open = readJournals(join(place.folder, ".foodspec")).filter(
      ({ lines }) => !lines.some(({ event }) => event === "run_ended"),
    );
    expect(open.filter(({ lines }) => lines.length > 0)).toEqual([]);
    place.remove();
  });
});

describe("a compile that is interrupted", () => {
  it.each([
    ["Ctrl-C", "SIGINT", 130],
    ["SIGTERM", "SIGTERM", 143],
  ] as const)("by %s ends as cancelled, with a folder that says so", async (_, signal, code) => {
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
    expect(place.manifest().blocks.map(({ execution }) => execution)).toEqual(["ran", "ran", "cancelled"]);
    place.remove();
  });
});

/** True once the journal says that the model has begun. */
function isModelling(place: Project): boolean {
  return readJournals(join(place.folder, ".foodspec")).some(({ lines }) =>
    lines.some((line) => line.event === "block_started" && line.id === "plsda"),
  );
}
