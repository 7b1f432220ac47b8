/** BullMQ: an engine on Redis. Loaded where somebody asks for it; what Redis forgets is submitted again. */
import type { Job } from "bullmq";
import type { Engine, UnitRef } from "../run/engine.ts";
import { hexOf } from "../store/digest.ts";
import { redisConnections } from "./redis-connections.ts";

export interface BullTimes {
  /** Milliseconds a unit is its worker's without a word; a worker renews it while its threads compute. */
  readonly lock: number;
  /** Milliseconds between two looks for units whose worker is gone. */
  readonly stalled: number;
}

export interface BullPlace {
  /** Told what a connection says while it is gone; it is opened again by itself. */
  onError(error: Error): void;
  readonly times?: BullTimes;
}

/** What Redis holds of a unit beside its key: it has its memory only, and the queue is the build's. */
type Sent = Pick<UnitRef, "job">;

const usual: BullTimes = { lock: 30_000, stalled: 15_000 };
/** Milliseconds after which a worker that lost its Redis looks for units again. */
const lookAgain = 500;
/** What Redis keeps of what it told: who was not listening looks by itself, and a unit leaves nothing behind. */
const mostEvents = 500;
/** A unit that another took up meanwhile: the store has what came of it. */
const ofAnother = /^(?:could not renew lock|missing (?:lock|key) for job|lock mismatch)/i;

/**
 * What was only slow is given to another, ten times at most; a mistake of ours is tried twice more, a refusal is final.
 *
 * @param url `redis://` or `rediss://`
 * @param build digest of this program: another build has another queue
 * @throws Error where a package is not installed
 */
export async function bullEngine(url: string, build: string, { onError, times = usual }: BullPlace): Promise<Engine> {
  const [bull, { Redis }] = await Promise.all([import("bullmq"), import("ioredis")]);
  const name = `foodspec-${hexOf(build).slice(0, 12)}`;
  const connections = redisConnections(Redis, url, onError);
  const connection = connections.open();
  const closing = new Set<() => Promise<void>>();
  /** Of what a connection says the connections tell; the rest is of a unit, or of what Redis refuses. */
  const heard = (error: Error): void => {
    if (!ofAnother.test(error.message) && connection.status === "ready") onError(error);
  };
  const queue = new bull.Queue<Sent>(name, { connection, streams: { events: { maxLen: mostEvents } } });
  queue.on("error", heard);
  closing.add(() => queue.close());
  const underWay = new Map<string, { readonly unit: UnitRef; readonly control: AbortController }>();
  return {
    async submit(unit) {
      await queue.add("unit", { job: unit.job } satisfies Sent, {
        jobId: hexOf(unit.key),
        attempts: 3,
        removeOnComplete: true,
        removeOnFail: true,
      });
    },
    knows: async (key) => (await queue.getJob(hexOf(key))) !== undefined,
    async work(take, atOnce) {
      const answer = async ({ id, data }: Job<Sent>): Promise<void> => {
        const unit: UnitRef = { key: `sha256:${id}`, job: data.job, build };
        const control = new AbortController();
        underWay.set(unit.key, { unit, control });
        try {
          const failure = await take(unit, control.signal);
          if (failure !== null && "bug" in failure) throw new Error(failure.bug);
        } finally {
          underWay.delete(unit.key);
        }
      };
      const worker = new bull.Worker<Sent>(name, answer, {
        connection,
        concurrency: atOnce,
        lockDuration: times.lock,
        stalledInterval: times.stalled,
        maxStalledCount: 10,
        runRetryDelay: lookAgain,
      });
      worker.on("error", heard);
      // What it holds another takes up: nobody waits for it to end.
      closing.add(() => worker.close(true));
    },
    async onEnd(hear) {
      // BullMQ listens with a copy.
      const own = connections.open(true);
      const events = new bull.QueueEvents(name, { connection: own });
      events.on("error", heard);
      events.on("completed", ({ jobId }) => hear(`sha256:${jobId}`, null));
      events.on("failed", ({ jobId, failedReason }) => hear(`sha256:${jobId}`, failedReason));
      const close = () => events.close();
      closing.add(close);
      return async () => {
        closing.delete(close);
        void close().catch(() => undefined);
        await connections.end(own);
      };
    },
    async cancel(job) {
      const end = (): void => {
        for (const { unit, control } of underWay.values()) if (unit.job === job) control.abort();
      };
      if (connection.status !== "ready") end();
      try {
        const waiting = await queue.getJobs(["waiting", "delayed", "prioritized"]);
        await Promise.all(
          waiting.filter(({ data }) => data.job === job).map((one) => one.remove().catch(() => undefined)),
        );
      } finally {
        // Afterwards: a worker that is free takes what waits.
        end();
      }
    },
    async counts() {
      const { waiting = 0, delayed = 0, active = 0 } = await queue.getJobCounts("waiting", "delayed", "active");
      return { waiting: waiting + delayed, active, workers: await queue.getWorkersCount() };
    },
    async close() {
      // What BullMQ waits for settles with the connections, which are not asked.
      for (const close of closing) void close().catch(() => undefined);
      await connections.endAll();
    },
  };
}
