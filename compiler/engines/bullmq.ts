/** BullMQ: an engine on Redis. Loaded where somebody asks for it; what Redis forgets is submitted again. */
import type { Job } from "bullmq";
import type { Engine, Stop, UnitRef } from "../run/engine.ts";
import { hexOf } from "../store/digest.ts";

export interface BullTimes {
  /** Milliseconds a unit is its worker's without a word; a worker renews it while its threads compute. */
  readonly lock: number;
  /** Milliseconds between two looks for units whose worker is gone. */
  readonly stalled: number;
}

export interface BullPlace {
  /** Told what a connection says while it is gone; it is opened again by itself. */
  onError(error: Error): void;
  /** Timer of the process. */
  every(milliseconds: number, look: () => void): { end(): void };
  readonly times?: BullTimes;
}

const usual: BullTimes = { lock: 30_000, stalled: 15_000 };
/** Milliseconds a connection has for its end. */
const mostClosing = 2000;

/**
 * What was only slow is given to another, ten times at most; a mistake of ours is tried twice more, a refusal is final. One connection
 * each for asking, listening and taking.
 *
 * @param url `redis://` or `rediss://`
 * @param build digest of this program: another build has another queue
 * @throws Error where the package is not installed
 */
export async function bullEngine(
  url: string,
  build: string,
  { onError, every, times = usual }: BullPlace,
): Promise<Engine> {
  const bull = await import("bullmq");
  const name = `foodspec-${hexOf(build).slice(0, 12)}`;
  const connection = { url, maxRetriesPerRequest: null, retryStrategy: () => 500 };
  const open = new Set<() => Promise<void>>();
  /** Ends one connection, once. Of a Redis that is away nobody hears that it was closed: that is not waited for. */
  const ending = (end: () => Promise<void>): Stop => {
    const stop = async (): Promise<void> => {
      if (!open.delete(stop)) return;
      await new Promise<void>((resolve) => {
        const late = every(mostClosing, () => {
          late.end();
          resolve();
        });
        void end()
          .catch(onError)
          .finally(() => {
            late.end();
            resolve();
          });
      });
    };
    open.add(stop);
    return stop;
  };
  const queue = new bull.Queue<UnitRef>(name, { connection });
  queue.on("error", onError);
  // Disconnected first: to quit is a command, which waits for a Redis that is away.
  ending(() => queue.disconnect().then(() => queue.close()));
  const underWay = new Map<string, { readonly unit: UnitRef; readonly control: AbortController }>();
  return {
    async submit(unit) {
      await queue.add("unit", unit, {
        jobId: hexOf(unit.key),
        attempts: 3,
        removeOnComplete: true,
        removeOnFail: true,
      });
    },
    knows: async (key) => (await queue.getJob(hexOf(key))) !== undefined,
    async work(take, atOnce) {
      const answer = async ({ data: unit }: Job<UnitRef>): Promise<void> => {
        const control = new AbortController();
        underWay.set(unit.key, { unit, control });
        try {
          const failure = await take(unit, control.signal);
          if (failure !== null && "bug" in failure) throw new Error(failure.bug);
        } finally {
          underWay.delete(unit.key);
        }
      };
      const worker = new bull.Worker<UnitRef>(name, answer, {
        connection,
        concurrency: atOnce,
        lockDuration: times.lock,
        stalledInterval: times.stalled,
        maxStalledCount: 10,
      });
      worker.on("error", onError);
      // What it holds another takes up: nobody waits for it to end.
      return ending(() => worker.close(true));
    },
    async onEnd(hear) {
      const events = new bull.QueueEvents(name, { connection });
      events.on("error", onError);
      events.on("completed", ({ jobId }) => hear(`sha256:${jobId}`, null));
      events.on("failed", ({ jobId, failedReason }) => hear(`sha256:${jobId}`, failedReason));
      return ending(() => events.close());
    },
    async cancel(job) {
      for (const { unit, control } of underWay.values()) if (unit.job === job) control.abort();
      const waiting = await queue.getJobs(["waiting", "delayed", "prioritized"]);
      await Promise.all(
        waiting.filter(({ data }) => data.job === job).map((one) => one.remove().catch(() => undefined)),
      );
    },
    async counts() {
      const { waiting = 0, delayed = 0, active = 0 } = await queue.getJobCounts("waiting", "delayed", "active");
      return { waiting: waiting + delayed, active, workers: await queue.getWorkersCount() };
    },
    async close() {
      for (const stop of [...open]) await stop();
    },
  };
}

/** Why a Redis may not be used; null where it may. It is asked once, at the start. */
export async function problemOfRedis(url: string): Promise<string | null> {
  const { Redis } = await import("ioredis");
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  let said: Error | null = null;
  redis.on("error", (error: Error) => {
    said = error;
  });
  try {
    await redis.connect();
    const policy = /maxmemory_policy:(\S+)/.exec(await redis.info("memory"))?.[1] ?? "unknown";
    return policy === "noeviction" ? null : `its maxmemory-policy is ${policy}: units could vanish; set noeviction`;
  } catch (error) {
    return String((said ?? (error as Error)).message);
  } finally {
    redis.disconnect();
  }
}
