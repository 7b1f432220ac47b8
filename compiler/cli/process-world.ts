/** Process world: the World of this process, the one place where the program meets the machine. */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { arch, availableParallelism, hostname, platform, release, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Who } from "../../schemas/register.ts";
import { sourceDateEpoch } from "../compile/clock.ts";
import type { AgainStart, GitCommit, GitState, Workers, World } from "../compile/world.ts";
import { firstLine } from "../store/descriptor.ts";
import { machineDisk } from "../store/machine-disk.ts";
import { touching } from "./touching.ts";

/** SOURCE_DATE_EPOCH, where set, is the time. Workers and browser are loaded when they are used. */
export function processWorld(signal: AbortSignal, env = process.env): World {
  const epoch = sourceDateEpoch(env);
  return {
    // The clock is read once, as the process starts; a clock that is set meanwhile changes no duration.
    now: epoch === null ? () => Math.floor(performance.timeOrigin + performance.now()) : () => epoch,
    ticks: () => performance.now(),
    touching: (path, text) => touching(path, text),
    every(milliseconds, look) {
      const timer = setInterval(look, milliseconds);
      timer.unref();
      return { end: () => clearInterval(timer) };
    },
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    disk: machineDisk,
    env,
    cwd: process.cwd(),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true && env.CI === undefined,
    colour: process.stderr.isTTY === true && env.NO_COLOR === undefined && env.CI === undefined,
    ask: async (question, isSecret) => (await import("./ask.ts")).ask(question, isSecret),
    descriptor: firstLine,
    inputParts: () => process.stdin,
    input: async () => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
      return Buffer.concat(chunks);
    },
    show,
    again: (start) => again(start, signal),
    command: process.argv.slice(2),
    signal,
    machine: {
      node: process.versions.node,
      processors: availableParallelism(),
      os: `${platform()} ${release()} ${arch()}`,
      git: gitOf,
      temporary: tmpdir(),
      host: createHash("sha256").update(hostname()).digest("hex").slice(0, 8),
      who: whoIn,
      tracked: trackedByGit,
      commit: commitInGit,
      branchPoint: (folder) => gitSays(folder, ["merge-base", "HEAD", "refs/remotes/origin/HEAD"])?.trim() ?? null,
    },
    workers: processWorkers,
    draw: async (view, id, lang) => (await import("../draw/draw.ts")).draw(view, id, lang),
    printer: async (order, means) => (await import("../print/attempt.ts")).attemptPrint(order, means),
  };
}

const openers: { readonly [system: string]: string } = { darwin: "open", win32: "explorer.exe" };

/** The address is an argument, never a piece of a shell's line. */
const show = (place: string): Promise<boolean> =>
  new Promise((resolve) => {
    const words = [place.startsWith("http://127.0.0.1:") ? place : pathToFileURL(place).href];
    const child = spawn(openers[platform()] ?? "xdg-open", words, { stdio: "ignore", detached: true });
    child.on("error", () => resolve(false));
    child.on("spawn", () => {
      child.unref();
      resolve(true);
    });
  });

/** Of the environment only where programs and the user's folder lie is handed on: a setting of this process must not decide. */
async function again({ node, words, cwd, env }: AgainStart, signal: AbortSignal): ReturnType<World["again"]> {
  const { packageRoot } = await import("../compile/package-files.ts");
  const program = join(packageRoot(machineDisk), "dist", "foodspec.js");
  const { PATH = "", HOME = "" } = process.env;
  return new Promise((resolve) => {
    const child = spawn(node ?? process.execPath, [program, ...words], { cwd, env: { PATH, HOME, ...env }, signal });
    const said: Uint8Array[] = [];
    child.stderr.on("data", (chunk: Uint8Array) => said.push(chunk));
    child.stdout.resume();
    child.on("error", (error) => resolve({ code: null, err: error.message }));
    child.on("close", (code) => resolve({ code, err: Buffer.concat(said).toString("utf8") }));
  });
}

/** Threads that run the built worker. */
const processWorkers: Workers = async (needs) => {
  const [{ crews }, { crewSize, isWorthOne, usualJobs }, { aloneThread }] = await Promise.all([
    import("../workers/crews.ts"),
    import("../workers/crew-size.ts"),
    import("../workers/alone.ts"),
  ]);
  const threads = async () => {
    const [{ startThread }, { packageRoot }] = await Promise.all([
      import("../workers/thread.ts"),
      import("../compile/package-files.ts"),
    ]);
    return { startThread, at: (name: string) => join(packageRoot(machineDisk), "dist", name) };
  };
  const starter = async () => {
    const { startThread, at } = await threads();
    return startThread(at("worker.js"));
  };
  const reader = aloneThread(async () => {
    const { startThread, at } = await threads();
    return startThread(at("alone.js"));
  }, needs);
  const crew = await crews({ usual: usualJobs(availableParallelism()), rule: crewSize, isWorthOne, starter })(needs);
  return { ...crew, alone: reader.alone, end: async () => void (await Promise.all([crew.end(), reader.end()])) };
};

/** What git says in a folder; null where it is not there, or there is no repository. */
function gitSays(folder: string, words: readonly string[]): string | null {
  // A repository's own settings may name a program that git would start to ask which files changed.
  const git = spawnSync("git", ["-C", folder, "-c", "core.fsmonitor=false", ...words], {
    encoding: "utf8",
    timeout: 5000,
    maxBuffer: 256 * 1024 * 1024,
  });
  return git.status === 0 ? git.stdout : null;
}

const trackedByGit = (folder: string): readonly string[] | null =>
  gitSays(folder, ["ls-files", "-z", "--", "."])
    ?.split("\0")
    .filter((path) => path !== "") ?? null;

/** What is typed as a revision is never an option; a file's bytes are taken as git keeps them, so that no program of the repository runs. */
function commitInGit(folder: string, revision: string): GitCommit | null {
  const hash = gitSays(folder, [
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${revision}^{commit}`,
  ])?.trim();
  const top = gitSays(folder, ["rev-parse", "--show-toplevel"])?.replace(/\n$/, "");
  if (hash === undefined || top === undefined || !/^[0-9a-f]{40,64}$/.test(hash)) return null;
  const entries = gitSays(folder, ["ls-tree", "-r", "-z", "--full-tree", hash])?.split("\0") ?? [];
  const blobs = new Map(
    entries.flatMap((entry): readonly (readonly [string, string])[] => {
      const [, blob, path] = /^100(?:644|755) blob ([0-9a-f]+)\t(.*)$/s.exec(entry) ?? [];
      return blob === undefined ? [] : [[path, blob]];
    }),
  );
  return {
    hash,
    top,
    paths: [...blobs.keys()],
    read(path) {
      const git = spawnSync("git", ["-C", top, "cat-file", "blob", blobs.get(path) ?? ""], {
        maxBuffer: 2_147_483_647,
      });
      if (git.status !== 0) throw Object.assign(new Error(`git could not give ${path}`), { code: "EIO" });
      return git.stdout;
    },
  };
}

const known = new Map<string, GitState | null>();

/** Asked once a folder. */
function gitOf(folder: string): GitState | null {
  if (!known.has(folder)) known.set(folder, askGit(folder));
  return known.get(folder) ?? null;
}

function askGit(folder: string): GitState | null {
  const said = gitSays(folder, ["status", "--porcelain=v2", "--branch", "--untracked-files=no"]);
  if (said === null) return null;
  const lines = said.split("\n");
  const field = (name: string) =>
    lines.find((line) => line.startsWith(`# branch.${name} `))?.slice(`# branch.${name} `.length) ?? "";
  const hash = field("oid");
  return /^[0-9a-f]{40,64}$/.test(hash)
    ? { hash, branch: field("head"), dirty: lines.some((line) => /^[12u?] /.test(line)) }
    : null;
}

const users = new Map<string, Who>();

/** Asked once a folder: a compile writes several lines of who it is by. */
function whoIn(folder: string): Who {
  const who = users.get(folder) ?? whoOf(folder);
  users.set(folder, who);
  return who;
}

/** The login, and name and address that git would write into a commit. */
function whoOf(folder: string): Who {
  const said = gitSays(folder, ["config", "--null", "--get-regexp", "^user\\.(name|email)$"]) ?? "";
  // Of several the last counts, as for git.
  const of = (key: string): string | null =>
    said
      .split("\0")
      .filter((entry) => entry.startsWith(`${key}\n`))
      .at(-1)
      ?.slice(key.length + 1) ?? null;
  return { account: accountOf(), name: of("user.name"), email: of("user.email") };
}

function accountOf(): string | null {
  try {
    return userInfo().username;
  } catch {
    // In a container the user's number may have no name.
    return null;
  }
}
