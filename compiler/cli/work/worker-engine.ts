/** Worker's engine: opened for `foodspec worker`, which then takes units from it and has those of its own jobs done by whoever is free. */
import { join } from "node:path";
import { configAt } from "../../compile/config-at.ts";
import { optionalPackages } from "../../compile/optional-packages.ts";
import { buildInfo, packageRoot } from "../../compile/package-files.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import type { Places } from "../../jobs/places.ts";
import type { WorkingEngine } from "../../jobs/working.ts";
import { cancelledBy } from "../../run/cancel.ts";

export interface OpenedEngine extends WorkingEngine {
  end(): Promise<void>;
}

/** Milliseconds between two sentences about an engine that is away. */
const sayEvery = 10_000;

/** Null: this process does all by itself. FS1170, FS1186 where the engine cannot be used. */
export async function openEngine(
  named: string | undefined,
  atOnce: number | undefined,
  { root }: Places,
  world: World,
): Promise<OpenedEngine | Finding | null> {
  const said = [named, world.env.FOODSPEC_ENGINE, configAt(world.disk, root).config?.engine];
  const name = said.find((one) => one !== undefined && one !== "") ?? "local";
  if (name === "local") return null;
  const wrong = (problem: string): Finding => finding("FS1186", null, { engine: name, problem });
  if (name !== "bullmq") return wrong("there are `local` and `bullmq`");
  const url = world.env.FOODSPEC_ENGINE_URL ?? "";
  if (!/^rediss?:\/\//.test(url)) return wrong("FOODSPEC_ENGINE_URL names no `redis://` or `rediss://`");
  if ((world.env.FOODSPEC_CACHE ?? "") !== "")
    return wrong("FOODSPEC_CACHE is set, and units lie in the project's own store");
  const lock = Number(world.env.FOODSPEC_ENGINE_LOCK || "30");
  if (!(lock >= 2 && lock <= 3600)) return wrong("FOODSPEC_ENGINE_LOCK is no number of seconds from 2 to 3600");
  const load = () => Promise.all([import("bullmq"), import("ioredis")]);
  const packages = await optionalPackages("the engine `bullmq`", ["bullmq", "ioredis"], load, world.disk);
  if ("code" in packages) return packages;
  const [{ bullEngine }, { problemOfRedis }, { coordinator }, { unitThreads }, { usualJobs }] = await Promise.all([
    import("../../engines/bullmq.ts"),
    import("../../engines/redis-problem.ts"),
    import("../../engines/coordinator.ts"),
    import("../../engines/unit-threads.ts"),
    import("../../workers/crew-size.ts"),
  ]);
  const problem = await problemOfRedis(url);
  if (problem !== null) return wrong(problem);
  const build = buildInfo(world.disk).program();
  let lastSaid = Number.NEGATIVE_INFINITY;
  const onError = ({ message }: Error): void => {
    if (world.ticks() - lastSaid < sayEvery) return;
    lastSaid = world.ticks();
    world.err(`waiting for the engine: ${message === "" ? "Redis is not reachable" : message}\n`);
  };
  const engine = await bullEngine(url, build, {
    onError,
    times: { lock: lock * 1000, stalled: lock * 500 },
  });
  const threads = unitThreads(join(packageRoot(world.disk), "dist", "unit.js"), { root, env: { ...world.env } });
  const most = atOnce ?? usualJobs(world.machine.processors);
  await engine.work(threads.take, most);
  return {
    name,
    workersFor: (job) => async (needs) => {
      // How many there are says only how much is sent at once: a Redis that is lost just now is waited for below.
      const { workers } = await heeding(
        needs.signal,
        engine.counts().catch(() => ({ workers: 1 })),
      );
      const [own, crew] = await Promise.all([
        coordinator(engine, { job, build, signal: needs.signal, every: world.every }),
        world.workers({ ...needs, jobs: 1 }),
      ]);
      return {
        atOnce: 2 * Math.max(workers, 1) + 8,
        spread: crew.spread,
        ask: own.ask,
        end: async () => void (await Promise.all([own.end(), crew.end()])),
      };
    },
    async end() {
      await engine.close();
      await threads.end();
    },
  };
}

/** Ends as the work does, or as cancelled: what asks an engine that is away would wait for it. */
async function heeding<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  if (signal.aborted) throw cancelledBy(signal);
  const over = new AbortController();
  const cancelled = new Promise<never>((_, reject) =>
    signal.addEventListener("abort", () => reject(cancelledBy(signal)), { signal: over.signal }),
  );
  return Promise.race([work, cancelled]).finally(() => over.abort());
}
