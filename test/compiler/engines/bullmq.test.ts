/**
 * Jobs whose units are done by several processes at a Redis: whatever is killed or forgotten on the way, nothing is lost, and the
 * run is that of one process.
 *
 * @module-tag slow
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stream } from "../../../blocks/contract/stream.ts";
import { bounded } from "../../fixtures/bounded.ts";
import { figures, repeat } from "../../fixtures/figures.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { noRedis, type OwnRedis, ownRedis } from "../../fixtures/redis.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const { engines, seed, isTorture } = figures;
/** Milliseconds after which something is done to a run that is under way, counted from what was done before. */
const draws = stream(seed, "engines");
const moment = () => 200 + 1400 * draws.uniform();
/** Of each of the five sorts of things that are done. */
const each = Math.ceil(engines / 5);
/** A frozen worker is frozen for longer than its lock lasts. */
const [lockSeconds, frozen] = [4, 9000];
/** Seconds a worker has to end, or to come to another event, since something was last done to it. */
const patience = 120;

const csv = smallCsv({ samples: 120, points: 120 });
// Constant where it is cropped to alone: no check sees it before the block runs.
const constant = csv
  .split("\n")
  .map((line, i) =>
    i === 3
      ? line
          .split(",")
          .map((cell, j) => (j < 5 || j > 60 ? cell : "0.5"))
          .join(",")
      : line,
  )
  .join("\n");
const model = "from: prep\nestimator: {pls-da: {components: [1, 2, 3, 4]}}\nscheme: lobo\n";
const second =
  "```foodspec model #second\nfrom: prep\nestimator: {pls-da: {components: [1, 2, 3]}}\nscheme: lobo\n```\n";
const good = { "small.csv": csv, "protocol.md": smallProtocol({ model, more: second }) };
const refused = { "small.csv": constant, "protocol.md": smallProtocol({ steps: "  - crop: [900, 1000]\n  - snv\n" }) };

const places: Project[] = [];
const opened = (files: { readonly [path: string]: string }): Project => {
  const place = project(files);
  places.push(place);
  return place;
};

describe.skipIf(noRedis !== null || engines === 0)(
  `at a Redis${noRedis === null ? "" : ` (skipped: ${noRedis})`}`,
  () => {
    let redis: OwnRedis;
    /** Content digest of a compile by one process. */
    let inPlace: string;
    beforeAll(async () => {
      redis = await ownRedis();
      const alone = opened(good);
      const { status, err } = alone.foodspec(["compile", "protocol.md"]);
      expect(status, err).toBe(0);
      inPlace = alone.manifest().content_digest;
    });
    afterAll(async () => {
      await redis.end();
      for (const place of places) place.remove();
    });

    const env = () => ({
      FOODSPEC_ENGINE: "bullmq",
      FOODSPEC_ENGINE_URL: redis.url,
      FOODSPEC_ENGINE_LOCK: `${lockSeconds}`,
    });
    function submitted(place: Project): string {
      const { out, err } = place.foodspec(["job", "submit", "protocol.md", "--format", "json"]);
      expect(out, err).not.toBe("");
      return JSON.parse(out).job_id;
    }
    const shown = (place: Project, id: string) =>
      JSON.parse(place.foodspec(["job", "show", id, "--format", "json"]).out) as {
        readonly state: string;
        readonly runs: readonly { readonly content_digest: string }[];
      };

    /** Whether the job's run was begun and has not ended. */
    const isUnderWay = (place: Project, id: string): boolean =>
      JSON.parse(place.read(`jobs/${id}/events/${eventsOf(place, id).at(-1)}`)).type === "RUN_STARTED";

    /** Has a job worked at by one process, and its units by another too, while something is done to them. */
    async function carried(
      place: Project,
      id: string,
      disturb: (them: Them) => Promise<void> | null,
    ): Promise<number | null> {
      const begin = (words: readonly string[]) =>
        bounded(place.start([...words, "--at-once", "1"], env(), true), `foodspec ${words.join(" ")}`, patience);
      const beginning = { holder: () => begin(["worker", "--once", "--job", id]), helper: () => begin(["worker"]) };
      const them = { holder: beginning.holder(), helper: beginning.helper() };
      const through: Them = {
        async kill(who) {
          them[who].child.kill("SIGKILL");
          await them[who].ended;
          them[who] = beginning[who]();
        },
        async freeze(who) {
          const { child } = them[who];
          child.kill("SIGSTOP");
          await pause(frozen);
          child.kill("SIGCONT");
        },
        async hear(who, what) {
          while (!what.test(them[who].said()) && them[who].child.exitCode === null) await pause(100);
        },
      };
      const again = () => Object.values(them).forEach((one) => void one.again());
      try {
        for (let count = 0; ; ) {
          const end = await Promise.race([them.holder.ended, pause(moment())]);
          if (end !== goesOn) return end;
          // Who holds the job, or helps, has its time since something was last done.
          const events = eventsOf(place, id).length;
          if (events !== count) again();
          count = events;
          if (!isUnderWay(place, id)) continue;
          const work = disturb(through);
          if (work === null) continue;
          await work;
          again();
        }
      } catch (error) {
        throw new Error(`${(error as Error).message}\nthe other said:\n${them.helper.said()}`);
      } finally {
        for (const { child, ended } of Object.values(them)) {
          child.kill("SIGKILL");
          await ended.catch(() => undefined);
        }
      }
    }

    it("a job comes to the content digest of a compile in place", async () => {
      const place = opened(good);
      const id = submitted(place);
      expect(await carried(place, id, () => null)).toBe(0);
      const { state, runs } = shown(place, id);
      expect(state).toBe("DONE");
      expect(runs.map(({ content_digest }) => content_digest)).toEqual([inPlace]);
      expect(place.foodspec(["job", "events", id, "--format", "json"]).out).toMatch(/"engine": ?"bullmq"/);
    });

    it("a block that refuses ends the job with the finding, the place and the code it has in one process", async () => {
      const [alone, place] = [opened(refused), opened(refused)];
      const own = alone.foodspec(["compile", "protocol.md"]);
      expect(own.status).toBeGreaterThan(0);
      const id = submitted(place);
      expect(await carried(place, id, () => null)).toBe(own.status);
      const [run] = place.runs(`jobs/${id}/runs`);
      const { code, message, position, exit_code } = alone.error();
      expect([code, position?.file]).toEqual(["FS3301", "protocol.md"]);
      const there = JSON.parse(place.read(`jobs/${id}/runs/${run}/error.json`));
      expect(there).toMatchObject({ code, message, position, exit_code });
    });

    // A fifth of them each.
    it.each<[string, readonly ((them: Them) => Promise<void>)[]]>([
      ["killed helping workers", [(them) => them.kill("helper")]],
      ["killed workers that hold the job", [(them) => them.kill("holder")]],
      ["a Redis that forgets all", [() => redis.flush()]],
      ["a Redis that is killed and started again", [() => redis.restart()]],
      [
        "a frozen worker, and all of these",
        [
          (them) => them.freeze("helper"),
          () => redis.flush(),
          (them) => them.kill("helper"),
          () => redis.restart(),
          (them) => them.kill("holder"),
        ],
      ],
    ])("%s: no unit is lost, and no byte is another", { timeout: 600_000 + 60_000 * each }, async (name, kinds) => {
      for (let done = 0; done < each; ) {
        const place = opened(good);
        const id = submitted(place);
        const code = await carried(place, id, (them) => (done === each ? null : kinds[done++ % kinds.length](them)));
        const { state, runs } = shown(place, id);
        expect([code, state, runs.at(-1)?.content_digest], repeat("engines", engines)).toEqual([0, "DONE", inPlace]);
        if (isTorture) {
          process.stdout.write(`engines: ${name}: ${done} of ${each}\n`);
          places.splice(places.indexOf(place), 1)[0].remove();
        }
      }
    });

    it("a Redis that is away is waited for, in a sentence, and the job goes on when it is back", async () => {
      const place = opened(good);
      const id = submitted(place);
      let isDone = false;
      const code = await carried(place, id, (them) => {
        if (isDone) return null;
        isDone = true;
        return redis
          .kill()
          .then(() => them.hear("holder", /waiting for the engine: .*ECONNREFUSED/))
          .then(() => redis.restart());
      });
      const { runs } = shown(place, id);
      expect([isDone, code, runs.at(-1)?.content_digest]).toEqual([true, 0, inPlace]);
    });

    it("a worker that is told to end does, while its Redis is away", async () => {
      const place = opened(good);
      submitted(place);
      const worker = bounded(place.start(["worker"], env(), true), "foodspec worker");
      await redis.kill();
      while (!/waiting for the engine/.test(worker.said()) && worker.child.exitCode === null) await pause(100);
      worker.child.kill("SIGTERM");
      const code = await worker.ended;
      await redis.restart();
      // Before it had opened the engine the missing Redis is an end of its own.
      expect([worker.said(), code]).toEqual([expect.anything(), worker.said().includes("FS1186") ? 2 : 143]);
    });

    it.each<[string, { readonly [name: string]: string }, RegExp]>([
      ["an address that names no Redis", { FOODSPEC_ENGINE_URL: "http://127.0.0.1" }, /FS1186.*names no/],
      ["a Redis that is not there", { FOODSPEC_ENGINE_URL: "redis://127.0.0.1:1" }, /FS1186.*ECONNREFUSED/],
      ["an engine nobody knows", { FOODSPEC_ENGINE: "slurm" }, /FS1186.*`local` and `bullmq`/],
    ])("%s is refused in a sentence, before anything is done", (_, more, says) => {
      const place = opened(good);
      const { status, err } = place.foodspec(["worker", "--once"], { ...env(), ...more });
      expect([status, err]).toEqual([2, expect.stringMatching(says)]);
    });

    it("a Redis that may forget units is refused", async () => {
      await redis.configure("maxmemory-policy", "allkeys-lru");
      const { status, err } = opened(good).foodspec(["worker", "--once"], env());
      await redis.configure("maxmemory-policy", "noeviction");
      expect([status, err]).toEqual([2, expect.stringMatching(/FS1186.*allkeys-lru/)]);
    });
  },
);

const eventsOf = (place: Project, id: string): readonly string[] =>
  place.names(`jobs/${id}/events`).filter((name) => name.endsWith(".json"));

/** Who can be killed or frozen; started again where killed. */
interface Them {
  kill(who: "holder" | "helper"): Promise<void>;
  freeze(who: "holder" | "helper"): Promise<void>;
  /** Waits until it has said something, or has ended. */
  hear(who: "holder" | "helper", what: RegExp): Promise<void>;
}

const goesOn = "goes on";
const pause = (milliseconds: number) =>
  new Promise<typeof goesOn>((resolve) => setTimeout(() => resolve(goesOn), milliseconds));
