/** @module-tag slow */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { type Project, program, project } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { expectNothingHalfWritten, expectSentence } from "./refused.ts";

let place: Project;
afterEach(() => place.remove());

describe("an output directory that cannot be written", () => {
  // Permissions do not stop root: a path through a file stops everybody.
  it.each([
    ["below a file", "small.csv/out", "a part of the path is a file, not a folder"],
    ["that is a file", "small.csv", "there is a file of that name"],
  ])("%s ends with exit code 2, in words, and makes no folder", async (_, outputDir, words) => {
    place = project({ "protocol.md": smallProtocol(), "small.csv": smallCsv() });
    const before = readdirSync(place.folder);
    const { exitCode, documents } = await place.compile({ outputDir });
    expect([exitCode, documents[0].folder, documents[0].runId]).toEqual([2, null, null]);
    const [finding] = documents[0].findings;
    expect(finding).toMatchObject({ code: "FS1120", stage: "cli" });
    expect(finding.message).toContain(`\`${outputDir}\` cannot be written: ${words}`);
    for (const sentence of [finding.message, ...finding.help]) expectSentence(sentence);
    expect(readdirSync(place.folder)).toEqual(before);
  });
});

const canMount =
  spawnSync("unshare", ["-rm", "sh", "-c", "mount -t tmpfs -o size=64k tmpfs /mnt"], { stdio: "ignore" }).status === 0;

describe.skipIf(!canMount)("a full disk (skipped where `unshare -rm` may not mount)", () => {
  const files = { "protocol.md": smallProtocol(), "small.csv": smallCsv({ samples: 60, points: 200 }) };

  /** A store for those that do not fill it: what one fits and draws the next need not. */
  const folder = mkdtempSync(join(tmpdir(), "foodspec-store-"));
  const store = `FOODSPEC_CACHE=${folder}`;
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Compiles with a disk of `size` at disk/, then once more with room; what each left behind in disk/. */
  function compileOn(size: string, words: string, env = "") {
    const compile = `${env} "${process.execPath}" "${program}" compile protocol.md ${words}`;
    const left = `find disk -name '.open-*' -o -name '.tmp-*' -o -name error.json | grep -v /journal/ | sed 's/[0-9]\\{8\\}_.*_[0-9a-f]*/RUN/'`;
    const script = `mkdir disk && mount -t tmpfs -o size=${size} tmpfs disk && (${compile}; echo "exit $?"; ${left}
      echo ---; cat disk/out/2*/error.json 2>/dev/null
      echo ---; mount -o remount,size=50m disk; ${compile}; echo "exit $?"; ${left})`;
    const { stdout, stderr } = spawnSync("unshare", ["-rm", "sh", "-c", script], {
      cwd: place.folder,
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "1", SOURCE_DATE_EPOCH: undefined, FOODSPEC_CACHE: undefined },
    });
    const [first, error, second] = stdout.split("---\n");
    return { first, error, second, stderr };
  }

  it("for the store ends with exit code 9 and error.json, and goes on once there is room", () => {
    place = project(files);
    const { first, second, stderr } = compileOn("100k", "", "FOODSPEC_CACHE=disk/store");
    expect(first).toMatch(/^failed {2}\S+ {2}exit 9 {2}runs\/\S+\/error\.json\nexit 9\n$/);
    expect(stderr).toContain("error[FS9003]: the disk is full: `disk/store` could not be written");
    expect(stderr).toContain("help: make room");
    const failed = first.split("  ")[1];
    expect(place.error(failed)).toMatchObject({
      exit_code: 9,
      code: "FS9003",
      error_type: "ArtifactError",
      stage: "artifact",
    });
    expect(existsSync(join(place.folder, "runs", failed, "logs/run.jsonl"))).toBe(true);
    expect(second).toMatch(/^success .*\nexit 0\n$/);
    expectNothingHalfWritten(place);
  });

  it("for the run folder ends with exit code 9, and with error.json where there is room for that", () => {
    place = project(files);
    const { first, error, second, stderr } = compileOn("300k", "-o disk/out", store);
    expect(first).toMatch(
      /^failed {2}\S+ {2}exit 9 {2}disk\/out\/\S+\/error\.json\nexit 9\ndisk\/out\/RUN\/error\.json\n$/,
    );
    expect(stderr).toContain("error[FS9003]: the disk is full: `disk/out` could not be written");
    expect(JSON.parse(error)).toMatchObject({ exit_code: 9, code: "FS9003", error_type: "ArtifactError" });
    expect(second).toContain("success");
    expect(second).not.toMatch(/\.open-|\.tmp-/);
  });

  it("without room for a single file says so and leaves nothing", () => {
    place = project(files);
    const { first, second, stderr } = compileOn("4k", "-o disk/out", store);
    expect(first).toBe("failed  -  exit 9  protocol.md\nexit 9\n");
    expect(stderr).toContain("error[FS9003]: the disk is full");
    expect(second).toMatch(/^success .*\nexit 0\n$/);
  });
});
