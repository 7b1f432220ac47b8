/** The program measured as a whole: compiles, jobs, lists, the server. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { program } from "./aims.mjs";
import { root } from "./bundle.mjs";

/** CPU of `compile` and `check`, and of the two commands that make a job of the same bytes and carry it to its end, each with an empty store. */
export function overhead(folder) {
  const cpu = (words) => {
    rmSync(join(folder, ".foodspec"), { recursive: true, force: true });
    const { cpu: seconds, said } = program(words, folder);
    if (!said.startsWith("exit 0")) throw new Error(`foodspec ${words.join(" ")}: ${said}`);
    return seconds;
  };
  return {
    compile: cpu(["compile", "it.md", "-o", "runs"]),
    check: cpu(["check", "it.md"]),
    submit: cpu(["job", "submit", "it.md"]),
    worker: cpu(["worker", "--once"]),
  };
}

/** Wall time and CPU of a command. */
export function timed(words, folder) {
  const started = process.hrtime.bigint();
  const { status, stdout } = spawnSync(process.execPath, [join(root, "dist/foodspec.js"), ...words], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  const wall = Number(process.hrtime.bigint() - started) / 1e9;
  if (status !== 0) throw new Error(`foodspec ${words.join(" ")}: exit ${status}`);
  return { wall, cpu: program(words, folder).cpu, lines: stdout.trim().split("\n").length };
}

/** Seconds of CPU that a process has used, by what Linux says of it; null elsewhere. */
function used(pid) {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return null;
  const [user, system] = readFileSync(path, "utf8").split(") ")[1].split(" ").slice(11, 13);
  return (Number(user) + Number(system)) / 100;
}

const since = (started) => Number(process.hrtime.bigint() - started) / 1e9;

/** Seconds until a server that was started answers, until it has given a page for the first time, and for one after that. */
export async function served(folder, job) {
  const started = process.hrtime.bigint();
  const child = spawn(process.execPath, [join(root, "dist/foodspec.js"), "serve", "--port", "0"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "ignore"],
  });
  try {
    const address = await new Promise((resolve, reject) => {
      child.stdout.once("data", (text) => resolve(String(text).trim()));
      child.once("exit", (code) => reject(new Error(`serve: exit ${code}`)));
    });
    const at = (path) => fetch(new URL(path, address));
    await (await at("/healthz")).text();
    const [listens, cpu] = [since(started), used(child.pid)];
    const took = [];
    let bytes = 0;
    for (let k = 0; k < 11; k++) {
      const asked = process.hrtime.bigint();
      const answer = await at(`/ui/jobs/${job}`);
      bytes = (await answer.text()).length;
      if (answer.status !== 200) throw new Error(`the page has status ${answer.status}`);
      took.push(since(asked));
    }
    const [first, ...after] = took;
    return { listens, cpu, first, page: after.sort((a, b) => a - b)[5], bytes };
  } finally {
    child.kill("SIGTERM");
  }
}

/** Seconds from the start of the first of two models to the end of the last, by what their records say, with one worker and with two. */
export function compiledAnd(folder) {
  const between = (jobs) => {
    rmSync(join(folder, ".foodspec"), { recursive: true, force: true });
    const out = `runs-${jobs}`;
    const { said } = program(["compile", "it.md", "-o", out, "--jobs", `${jobs}`], folder);
    if (!said.startsWith("exit 0")) throw new Error(said);
    const [run] = readdirSync(join(folder, out)).filter((name) => /^\d{8}_/.test(name));
    const { blocks } = JSON.parse(readFileSync(join(folder, out, run, "manifest.json"), "utf8"));
    const models = blocks.filter(({ kind }) => kind === "model").map(({ id }) => id);
    const at = (name) =>
      models.map((id) => {
        const record = JSON.parse(readFileSync(join(folder, out, run, "blocks", id, "done.json"), "utf8"));
        return Date.parse(record[name]);
      });
    return (Math.max(...at("finished_utc")) - Math.min(...at("started_utc"))) / 1000;
  };
  return { one: between(1), two: between(2) };
}
