/** Histories of a register: clones whose registers git merges line by line, lines and files that are lost, and writers killed at every write. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gapFindings } from "../../../compiler/compile/register-findings.ts";
import { appendBoth, lineWriter } from "../../../compiler/compile/register-writing.ts";
import type { World } from "../../../compiler/compile/world.ts";
import type { Disk } from "../../../compiler/store/disk.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { memoryDisk } from "../../../compiler/store/memory-disk.ts";
import { type RegisterFiles, registerFiles } from "../../../compiler/store/register-files.ts";
import { type Chain, countsOf, startedIn, upTo } from "../../../schemas/register-chain.ts";
import { figures } from "../../fixtures/figures.ts";
import { fc } from "../../fixtures/property.ts";

let clock = 0;
const world = {
  now: () => 1_767_225_600_000 + 1000 * clock++,
  machine: { who: () => ({ account: "a", name: null, email: null }), host: "0a1b2c3d" },
} as unknown as World;
const inRegister = { isMade: true, isStrict: true, file: "protocol.md" };
const named = { file: "protocol.md", shown: "protocol.md" };

/** A machine: its folder with a document, and a state folder of its own. */
const machineAt = (disk: Disk, root: string, state: string): RegisterFiles =>
  registerFiles(disk, { FOODSPEC_STATE: state }, root, join(root, "protocol.md"), "protocol.md");

/** Enters a run and ends it; gives the number it has. Each `append` that returns is acknowledged by `done`. */
function run(
  files: RegisterFiles,
  name: string,
  exitCode: number,
  done: (lines: readonly string[]) => void = () => undefined,
) {
  const both = files.read();
  const older = both.beside ?? both.copy;
  const number = startedIn(upTo(older, older.tips)) + 1;
  const begin = lineWriter(older, { path: "/x/protocol.md" }, world);
  begin.add({ event: "started", run: name, asked: "sha256:0" });
  appendBoth(files, both, begin.texts(), inRegister);
  done(begin.texts());
  const now = files.read();
  const end = lineWriter(now.beside ?? now.copy, { path: "/x/protocol.md" }, world);
  end.add({ event: "ended", run: name, exit_code: exitCode });
  appendBoth(files, now, end.texts(), inRegister);
  done(end.texts());
  return number;
}

const folder = mkdtempSync(join(tmpdir(), "foodspec-histories-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let histories = 0;

/** Clones of one repository, with the registers in it, as `init` leaves them. */
function clones(count: number) {
  const place = join(folder, String(histories++));
  const git = (at: string, ...words: string[]) =>
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@b", "-c", "commit.gpgsign=false", ...words], {
      cwd: at,
      stdio: "pipe",
    });
  const first = join(place, "0");
  mkdirSync(first, { recursive: true });
  git(first, "init", "-q", "-b", "main");
  writeFileSync(join(first, ".gitattributes"), "*.register.jsonl merge=union\n");
  writeFileSync(join(first, "protocol.md"), "# P\n");
  const made = [first];
  const save = (at: string) => {
    git(at, "add", "-A");
    git(at, "commit", "-q", "-m", "a run");
  };
  save(first);
  for (let k = 1; k < count; k++) {
    git(place, "clone", "-q", first, String(k));
    made.push(join(place, String(k)));
  }
  return {
    path: (k: number) => join(made[k], "protocol.md.register.jsonl"),
    files: made.map((at, k) => machineAt(machineDisk, at, join(place, `state-${k}`))),
    save: (k: number) => save(made[k]),
    merge: (into: number, from: number) =>
      git(made[into], "pull", "-q", "--no-rebase", "--no-edit", made[from], "main"),
  };
}

type Step = { readonly run: number; readonly code: number } | { readonly into: number; readonly from: number };
const machines = 3;
const clone = fc.integer({ min: 0, max: machines - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ run: clone, code: fc.constantFrom(0, 0, 7, 130) }) },
  { weight: 1, arbitrary: fc.record({ into: clone, from: clone }) },
);

describe("registers of several clones", () => {
  it("agree on numbers and counts, whatever git merges of them, and nothing is missing", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 3, maxLength: 12 }), (steps) => {
        const all = clones(machines);
        // What each clone must know: runs by how they ended.
        const known = all.files.map(() => new Map<string, number>());
        for (const [k, one] of steps.entries()) {
          if ("run" in one) {
            const name = k.toString(16).padStart(32, "0");
            expect(run(all.files[one.run], name, one.code)).toBe(known[one.run].size + 1);
            known[one.run].set(name, one.code);
            all.save(one.run);
          } else if (one.into !== one.from) {
            all.merge(one.into, one.from);
            for (const [name, code] of known[one.from]) known[one.into].set(name, code);
          }
          const at = "run" in one ? one.run : one.into;
          const both = all.files[at].read();
          const chain = both.beside ?? both.copy;
          const codes = [...known[at].values()];
          const ended = (is: (code: number) => boolean) => codes.filter(is).length;
          expect([chain.missing, chain.unreadable, gapFindings(both, named)]).toEqual([[], [], []]);
          expect(countsOf(chain.lines)).toEqual({
            success: ended((code) => code === 0),
            failed: ended((code) => code === 7),
            cancelled: ended((code) => code === 130),
            interrupted: 0,
          });
        }
      }),
      { numRuns: figures.isLarge ? 60 : 6, seed: figures.seed },
    );
  }, 600_000);

  it("show every line that was taken out, to whoever wrote it, and to all where another line follows it", () => {
    const disk = memoryDisk();
    disk.makeFolder(resolve("/project"));
    const own = machineAt(disk, resolve("/project"), resolve("/state"));
    for (let k = 0; k < 4; k++) run(own, String(k).padStart(32, "0"), 0);
    const path = resolve("/project/protocol.md.register.jsonl");
    const text = new TextDecoder().decode(disk.read(path));
    const lines = text.trimEnd().split("\n");
    expect(lines).toHaveLength(8);
    for (const k of lines.keys()) {
      disk.write(path, `${lines.filter((_, i) => i !== k).join("\n")}\n`);
      const read = (state: string) =>
        gapFindings(machineAt(disk, resolve("/project"), resolve(state)).read(), named).map(({ code }) => code);
      expect([k, read("/state")]).toEqual([k, expect.arrayContaining(["FS9603"])]);
      expect([k, read("/nobody")]).toEqual([k, k === lines.length - 1 ? [] : ["FS9602"]]);
    }
    disk.remove(path);
    // Runs of other modes leave no register beside the document: only a freeze or a regulatory run shows that one is gone.
    expect(gapFindings(machineAt(disk, resolve("/project"), resolve("/state")).read(), named)).toEqual([]);
  });
});

/** A disk on which the n-th append writes so much of its text, and the process is gone. */
class Killed extends Error {}
function killedAt(disk: Disk, at: number, share: number): Disk {
  let count = 0;
  return {
    ...disk,
    appending(path) {
      const file = disk.appending(path);
      return {
        ...file,
        append(text: string) {
          if (++count < at) return file.append(text);
          const bytes = Buffer.from(text);
          if (count === at && share > 0)
            file.append(bytes.subarray(0, Math.max(1, Math.floor(bytes.length * share))).toString());
          throw new Killed();
        },
        close: () => file.close(),
      };
    },
  };
}

describe("a writer that is killed", () => {
  // Two runs append eight times: beside and in the copy, begun and ended.
  const places = Array.from({ length: 8 }, (_, k) => k + 1).flatMap((at) =>
    [0, 0.001, 0.5, 0.99, 1].map((share) => [at, share] as const),
  );
  it.each(places)("at append %i with %f of it written loses no line that was acknowledged", (at, share) => {
    const disk = memoryDisk();
    disk.makeFolder(resolve("/project"));
    const [root, state] = [resolve("/project"), resolve("/state")];
    const kept: string[] = [];
    const dying = machineAt(killedAt(disk, at, share), root, state);
    expect(() => {
      for (const name of ["a", "b"]) run(dying, name.repeat(32), 0, (lines) => kept.push(...lines));
    }).toThrow(Killed);
    const after = machineAt(disk, root, state);
    const number = run(after, "c".repeat(32), 0);
    const both = machineAt(disk, root, state).read();
    const texts = new Set(both.beside?.lines.map(({ text }) => text));
    expect(kept.filter((line) => !texts.has(line))).toEqual([]);
    expect(both.beside?.missing).toEqual([]);
    expect(gapFindings(both, named)).toEqual([]);
    // A number more than those whose beginning stands.
    const begun = [...texts].filter((line) => line.includes('"event":"started"'));
    expect(number).toBe(begun.length);
    expect(begun.filter((line) => line.includes("c".repeat(32)))).toHaveLength(1);
  });
});

describe("a register of 5,000 runs", () => {
  const place = join(folder, "many");
  const state = join(place, "state");
  const fresh = () => machineAt(machineDisk, place, state);
  /** Milliseconds of the processor. */
  const costs = (work: () => void): number => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  const note = () => {
    const [name] = readdirSync(join(state, "registers")).filter((one) => one.endsWith(".plain.json"));
    return join(state, "registers", name);
  };
  const told = ({ lines, tips, missing, unreadable }: Chain) => ({
    lines: lines.map(({ text, digest, event, run, previous, exitCode, askedDigest, value }) => [
      ...[text, digest, event, run, previous, exitCode, askedDigest, value],
    ]),
    ...{ tips, missing, unreadable },
  });

  beforeAll(() => {
    mkdirSync(place);
    const files = fresh();
    const older = files.read();
    const writer = lineWriter(older.copy, { path: "/x/protocol.md" }, world);
    for (let k = 0; k < 5000; k++) {
      writer.add({ event: "started", run: k.toString(16).padStart(32, "0"), asked: `sha256:${"0".repeat(64)}` });
      writer.add({ event: "ended", run: k.toString(16).padStart(32, "0"), exit_code: k % 3 === 0 ? 7 : 0 });
    }
    appendBoth(files, older, writer.texts(), inRegister);
  });

  it("gives the next its number, and keeps every line", () => {
    // What a compile does: one reading, entering, and ending, by a process that knows nothing yet; then once more, of what was noted.
    const first = costs(() => expect(run(fresh(), "e".repeat(32), 0)).toBe(5001));
    const next = costs(() => expect(run(fresh(), "f".repeat(32), 0)).toBe(5002));
    process.stdout.write(`a register of 5,000 runs: ${first.toFixed(0)} ms of CPU, then ${next.toFixed(0)} ms\n`);
    expect(readFileSync(fresh().path, "utf8").trimEnd().split("\n")).toHaveLength(10_004);
  });

  it("is read from what was noted of it as it is read line by line", () => {
    const noted = told(fresh().read().copy);
    rmSync(note());
    expect(noted).toEqual(told(fresh().read().copy));
    run(fresh(), "d".repeat(32), 0);
  });

  it.each([
    ["a line was changed", (path: string) => changeIn(path, '"exit_code":7', '"exit_code":0')],
    ["a line was taken out", (path: string) => changeIn(path, /^.*\n/, "")],
  ])("shows that %s, whatever was noted", (_, change) => {
    const { path } = fresh();
    const whole = readFileSync(path);
    change(path);
    const { beside, copy } = fresh().read();
    expect(gapFindings({ beside, copy }, named).map(({ code }) => code)).toContain("FS9603");
    writeFileSync(path, whole);
  });

  it.each([
    ["no JSON", () => "{"],
    ["another digest", () => JSON.stringify({ bytes: 400_000, sha256: `sha256:${"0".repeat(64)}` })],
    ["more bytes than there are", () => JSON.stringify({ bytes: 1e9, sha256: `sha256:${"0".repeat(64)}` })],
    ["bytes below zero", () => JSON.stringify({ bytes: -1, sha256: `sha256:${"0".repeat(64)}` })],
  ])("is read line by line where what was noted is %s", (_, content) => {
    const before = readFileSync(note());
    const right = told(fresh().read().copy);
    writeFileSync(note(), content());
    expect(told(fresh().read().copy)).toEqual(right);
    writeFileSync(note(), before);
  });
});

function changeIn(path: string, what: string | RegExp, by: string): void {
  const text = readFileSync(path, "utf8");
  const changed = text.replace(what, by);
  expect(changed).not.toBe(text);
  writeFileSync(path, changed);
}
