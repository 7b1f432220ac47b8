/** Units that have nothing to do: what moving them costs. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { imported } from "./bundle.mjs";

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Milliseconds a unit in each of so many rounds; a sentence where the engine is not on this machine. */
export const emptyUnits = (engine, count, rounds, scratch) =>
  engine === "local" ? locally(count, rounds, scratch) : atRedis(count, rounds, scratch);

/** A module is read once by its path. */
const inItsOwn = (scratch) => mkdtempSync(join(scratch, "bundle-"));

/** Blocks that do nothing, executed as those of a document are, their records in memory: what a disk takes is not the engine's. */
async function locally(count, rounds, scratch) {
  const tool = await imported(
    `
    export { execute } from "./compiler/run/execute.ts";
    export { createLog } from "./compiler/run/log.ts";
    export { observe } from "./compiler/compile/observe.ts";
    export { partLoader } from "./compiler/run/parts.ts";
    export { memoryStore } from "./compiler/store/store.ts";
    export { deciding, doc, files, graphOf, kindOf, kinds } from "./test/compiler/plan/fixture.ts";`,
    inItsOwn(scratch),
  );
  const empty = tool.kindOf({ ...tool.kinds.prep, run: () => ({ results: {}, artifacts: [] }), gives: null });
  const took = [];
  for (let round = 0; round < rounds; round++) {
    const blocks = tool
      .doc("data", ...Array.from({ length: count }, (_, k) => [empty, { k }, {}, `b${k}`]))
      .map((block) => ({ ...block, from: block.id.startsWith("b") ? ["data"] : null }));
    const { nodes } = tool.graphOf(blocks);
    const store = tool.memoryStore();
    const log = tool.createLog(() => "");
    const session = {
      log,
      journal: { write: () => undefined },
      world: { isTerminal: false },
      prepared: { graph: { nodes } },
    };
    const started = process.hrtime.bigint();
    const executed = await tool.execute(nodes, tool.deciding(blocks, { store }), {
      store,
      files: tool.files,
      load: tool.partLoader(store),
      breathe: async () => undefined,
      now: () => 0,
      atOnce: 2,
      gatesBlock: true,
      observer: tool.observe(session, true),
    });
    took.push(Number(process.hrtime.bigint() - started) / 1e6 / count);
    const bad = executed.find(({ execution, result }) => execution !== "ran" || result === "failed");
    if (bad !== undefined) throw new Error(`${bad.node.block.id}: ${bad.execution}, ${bad.result}`);
  }
  return took;
}

/** A thread that answers at once. */
const answering = `
  import { parentPort } from "node:worker_threads";
  parentPort.on("message", ({ key }) => parentPort.postMessage({ key, failure: null }));`;

/** Through a coordinator, a Redis of the bench's own and a thread, as many at once as one worker has sent. */
async function atRedis(count, rounds, scratch) {
  if (spawnSync("redis-server", ["--version"]).status !== 0) return "there is no redis-server on this machine";
  const tool = await imported(
    `
    export { bullEngine } from "./compiler/engines/bullmq.ts";
    export { coordinator } from "./compiler/engines/coordinator.ts";
    export { unitThreads } from "./compiler/engines/unit-threads.ts";
    export { digestOf } from "./compiler/store/digest.ts";`,
    inItsOwn(scratch),
  );
  const thread = join(scratch, "answering.mjs");
  writeFileSync(thread, answering);
  const port = await freePort();
  const words = ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", scratch];
  const redis = spawn("redis-server", words, { stdio: "ignore" });
  const build = tool.digestOf("a build");
  const engine = await tool.bullEngine(`redis://127.0.0.1:${port}`, build, { onError: () => undefined });
  const threads = tool.unitThreads(thread, { root: scratch, env: {} });
  const done = new Set();
  await engine.work(async (unit, signal) => {
    const failure = await threads.take(unit, signal);
    done.add(unit.key);
    return failure;
  }, 2);
  const every = (milliseconds, look) => {
    const timer = setInterval(look, milliseconds);
    return { end: () => clearInterval(timer) };
  };
  const { signal } = new AbortController();
  const { ask, end } = await tool.coordinator(engine, { job: "0123456789ab", build, signal, every });
  const atOnce = 2 + 8;
  const round = async (name) => {
    const keys = Array.from({ length: count }, (_, k) => tool.digestOf(`${name} ${k}`));
    const started = process.hrtime.bigint();
    const next = async () => {
      for (let key = keys.pop(); key !== undefined; key = keys.pop()) {
        const own = key;
        await ask(own, () => (done.has(own) ? "done" : null));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, next));
    return Number(process.hrtime.bigint() - started) / 1e6 / count;
  };
  try {
    const took = [];
    for (let k = 0; k < rounds; k++) took.push(await round(`round ${k}`));
    if (done.size !== count * rounds) throw new Error(`${done.size} of ${count * rounds} units were done`);
    return took;
  } finally {
    await end();
    await engine.close();
    await threads.end();
    redis.kill("SIGKILL");
  }
}
