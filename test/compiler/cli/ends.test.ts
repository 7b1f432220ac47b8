/** Where a command ends: signals, standard output, a disk or a machine that gives no more, and locks that nobody gives back. */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { processWorld } from "../../../compiler/cli/process-world.ts";
import { digestOf, hexOf } from "../../../compiler/store/digest.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { quickOf } from "../../fixtures/figures.ts";
import { type Project, program, project, testState } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const files = { "protocol.md": smallProtocol(), "small.csv": smallCsv() };
let place: Project;
afterEach(() => place?.remove());

const env = { ...process.env, NO_COLOR: "1", FOODSPEC_STATE: testState, FOODSPEC_CACHE: undefined, NODE_OPTIONS: "" };

/** A command of a shell in the project's folder; `$foodspec` starts the program. */
const shell = (line: string) =>
  spawnSync("sh", ["-c", line], {
    cwd: place.folder,
    env: { ...env, foodspec: `${process.execPath} ${program}` },
    encoding: "utf8",
  });

/** Lays a lock in the way of a compile of the project's protocol. */
function lock(text: string): string {
  const name = hexOf(digestOf(`${join(place.folder, "protocol.md")}\n${join(place.folder, "runs")}`)).slice(0, 32);
  mkdirSync(join(place.folder, ".foodspec/locks"), { recursive: true });
  const path = `.foodspec/locks/${name}.json`;
  writeFileSync(join(place.folder, path), text);
  return path;
}
const elsewhere = JSON.stringify({ host: "ci-runner-7f9c", pid: 1, start: "1" });

describe.skipIf(process.platform === "win32")("a signal", () => {
  const signals = [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const;
  it.each(quickOf(signals, 1))(
    "%s is heard while a lock is waited for, within a second, and leaves an error.json",
    async (signal, code) => {
      place = project(files);
      const path = lock(elsewhere);
      const child = spawn(process.execPath, [program, "compile", "protocol.md"], { cwd: place.folder, env });
      let said = "";
      const waits = new Promise<void>((heard) =>
        child.stderr.on("data", (text) => {
          said += text;
          if (said.includes("waiting")) heard();
        }),
      );
      await waits;
      expect(said).toContain("process 1 on ci-runner-7f9c is compiling protocol.md");
      expect(said).toContain(path);
      const sent = performance.now();
      const ended = new Promise((end) => child.once("exit", end));
      child.kill(signal);
      expect(await ended).toBe(code);
      const lasted = performance.now() - sent;
      // A second of a quiet machine, on which a bare Node begins and ends in less than a tenth of one.
      const bare = performance.now();
      spawnSync(process.execPath, ["-e", ""]);
      expect(lasted).toBeLessThan(1000 * Math.max(1, (performance.now() - bare) / 100));
      expect(place.error()).toMatchObject({ exit_code: code, error_type: "Cancelled", code: "FS1130" });
      expect(place.read(path)).toBe(elsewhere);
    },
  );

  it.each([130, 143, 129])(
    "heard while a report is printed ends with %s and a whole folder that says so",
    { tags: "slow" },
    async (code) => {
      place = project(files);
      const control = new AbortController();
      const { exitCode } = await place.compile(
        { pdf: true },
        {},
        // As the printer of the program does: it throws the signal's reason.
        async () => {
          control.abort(code);
          throw control.signal.reason;
        },
        { signal: control.signal },
      );
      expect(exitCode).toBe(code);
      expect(place.error()).toMatchObject({ exit_code: code, error_type: "Cancelled" });
      expect(place.manifest()).toMatchObject({ success: false, exit_code: code });
      expect(new Set(place.manifest().blocks.map(({ execution }) => execution))).toEqual(new Set(["ran"]));
      expect((await place.type(["verify", "runs/latest"])).status).toBe(0);
      expect((await place.compile()).exitCode).toBe(0);
    },
  );
});

describe("a lock", () => {
  it("of somebody else is refused with --no-wait, before anything is written", async () => {
    place = project(files);
    const path = lock(elsewhere);
    const { status, err } = await place.type(["compile", "protocol.md", "--no-wait"]);
    expect([status, err]).toEqual([9, expect.stringContaining("FS9510")]);
    expect(err).toContain("process 1 on ci-runner-7f9c");
    expect(err).toContain(path);
    expect(place.error()).toMatchObject({ code: "FS9510", exit_code: 9 });
  });

  it("that names nobody is taken over after five seconds, and that is said", { tags: "slow" }, async () => {
    place = project(files);
    lock("garbage");
    let ticks = 0;
    const said: string[] = [];
    const { exitCode } = await place.compile({}, {}, undefined, {
      ticks: () => ticks,
      async pause(milliseconds) {
        ticks += milliseconds;
      },
      err: (text) => void said.push(text),
    });
    expect([exitCode, Math.round(ticks / 1000)]).toEqual([0, 5]);
    expect(said.join("")).toContain("was taken over");
  });

  it("that somebody took over meanwhile keeps a run from its place: FS9511", { tags: "slow" }, async () => {
    place = project(files);
    const { exitCode, documents } = await place.compile({ pdf: true }, {}, async () => {
      const [name] = readdirSync(join(place.folder, ".foodspec/locks"));
      writeFileSync(join(place.folder, ".foodspec/locks", name), elsewhere);
      return { browser: null, skipped: [], printout: null, why: null };
    });
    expect([exitCode, documents[0].findings.map(({ code }) => code)]).toEqual([9, ["FS9511"]]);
    expect(place.runs()).toHaveLength(1);
    expect(place.error()).toMatchObject({ code: "FS9511" });
    expect(readdirSync(join(place.folder, ".foodspec/locks"))).toHaveLength(1);
  });

  it("is touched from a thread while its holder computes", async () => {
    place = project({});
    const { touching } = await import("../../../compiler/cli/touching.ts");
    const own = { host: "here", pid: 7, start: "1" };
    const path = join(place.folder, "lock.json");
    const text = JSON.stringify({ ...own, time: "2000-01-01T00:00:00.000Z" });
    writeFileSync(path, text);
    const touched = touching(path, text, { first: 0, every: 20 });
    // The main thread does nothing but wait for the file: as one that computes, it lets no timer of its own run.
    await after(5);
    const pause = new Int32Array(new SharedArrayBuffer(4));
    for (let turns = 0; readFileSync(path, "utf8") === text && turns < 500; turns++) Atomics.wait(pause, 0, 0, 20);
    const found = JSON.parse(readFileSync(path, "utf8"));
    expect(found).toMatchObject(own);
    expect(found.time).not.toBe("2000-01-01T00:00:00.000Z");
    touched.end();
  });
});

describe.skipIf(!machineDisk.stands("/dev/full"))("standard output", () => {
  const commands = [
    ["a command that prints", "--version"],
    ["a compile", "compile protocol.md"],
    ["a check of a run", "verify runs/latest"],
  ];
  it.each(quickOf(commands, 1))("that cannot be written ends %s with 9", async (_, words) => {
    place = project(files);
    if (words.startsWith("verify")) await place.compile();
    const { status, stderr } = shell(`$foodspec ${words} > /dev/full`);
    expect([status, stderr]).toEqual([9, expect.stringContaining("FS9005")]);
  });

  it("that somebody closed is no error: the command ends as it does", () => {
    place = project({ "protocol.md": "no protocol" });
    const { stdout, stderr } = shell("{ $foodspec check protocol.md --format sarif; echo $? > code; } | true");
    expect([stdout, stderr.includes("EPIPE"), place.read("code")]).toEqual(["", false, "4\n"]);
  });
});

describe("a machine that gives no more", () => {
  it("files says so", () => {
    place = project(files);
    const { status, stderr } = shell("ulimit -n 24; $foodspec compile protocol.md");
    expect([status, stderr]).toEqual([9, expect.stringContaining("FS9006")]);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("room on its disk says so, and the next compile gives what it would have given", { tags: "slow" }, async () => {
    place = project(files);
    const full = (from: number) => {
      let writes = 0;
      const refuse = () => {
        if (++writes >= from) throw Object.assign(new Error("ENOSPC"), { code: "ENOSPC", syscall: "write" });
      };
      const refusing = <W extends readonly unknown[], R>(work: (...words: W) => R) => {
        return (...words: W): R => {
          refuse();
          return work(...words);
        };
      };
      const { write, writeInPlace, writeUnsynced, makeFolder, appending } = machineDisk;
      return {
        ...machineDisk,
        write: refusing(write),
        writeInPlace: refusing(writeInPlace),
        writeUnsynced: refusing(writeUnsynced),
        makeFolder: refusing(makeFolder),
        appending(path: string) {
          const file = appending(path);
          return { ...file, append: refusing(file.append) };
        },
      };
    };
    for (const from of [1, 2, 3, 5, 8, 13, 21, 34, 55]) {
      const { exitCode, documents } = await place.compile({}, {}, undefined, { disk: full(from) });
      const codes = documents[0].findings.filter(({ severity }) => severity === "error").map(({ code }) => code);
      expect([from, exitCode, codes]).toEqual([from, 9, ["FS9003"]]);
    }
    const { exitCode } = await place.compile();
    expect(exitCode).toBe(0);
    const { content_digest } = place.manifest();
    const fresh = project(files);
    await fresh.compile();
    expect(content_digest).toBe(fresh.manifest().content_digest);
    fresh.remove();
  });
});

describe("the clock of a run", () => {
  it("does not run back where somebody sets the machine's: no duration is negative", { tags: "slow" }, () => {
    place = project(files);
    writeFileSync(
      join(place.folder, "back.mjs"),
      "const now = Date.now; let turns = 0; Date.now = () => now() - 1000 * 86400 * turns++;\n",
    );
    const options = `--import ${pathToFileURL(join(place.folder, "back.mjs")).href}`;
    expect(place.foodspec(["compile", "protocol.md"], { NODE_OPTIONS: options }).status).toBe(0);
    const { duration_seconds, blocks } = place.manifest();
    for (const seconds of [duration_seconds, ...blocks.map(({ duration }) => duration)]) {
      expect(seconds).toBeGreaterThanOrEqual(0);
      expect(seconds).toBeLessThan(600);
    }
  });

  it("is the machine's as the process began, and stands where SOURCE_DATE_EPOCH says", () => {
    const { now, ticks } = processWorld(new AbortController().signal, {});
    expect(Math.abs(now() - Date.now())).toBeLessThan(60_000);
    const first = ticks();
    expect(ticks()).toBeGreaterThanOrEqual(first);
    expect(processWorld(new AbortController().signal, { SOURCE_DATE_EPOCH: "17" }).now()).toBe(17_000);
  });
});
