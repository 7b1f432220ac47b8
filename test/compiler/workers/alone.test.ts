/** Runs that stand alone: what a thread comes to is what this one comes to, and a signal is heard while the thread computes. */

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { alone } from "../../../blocks/alone.ts";
import type { AloneAsk, AloneRun } from "../../../blocks/contract/alone.ts";
import { Refusal } from "../../../blocks/contract/refusal.ts";
import type { InputFile } from "../../../blocks/contract/running.ts";
import { data } from "../../../blocks/data/block.ts";
import { registry } from "../../../blocks/registry.ts";
import type { Workers } from "../../../compiler/compile/world.ts";
import { Cancelled, cancelledBy } from "../../../compiler/run/cancel.ts";
import { aloneThread, type StartAlone } from "../../../compiler/workers/alone.ts";
import { aloneSide } from "../../../compiler/workers/alone-side.ts";
import type { AloneAnswer } from "../../../compiler/workers/messages.ts";
import { startThread } from "../../../compiler/workers/thread.ts";
import { threads } from "../../fixtures/crew.ts";
import { figures } from "../../fixtures/figures.ts";
import { type Project, program, project, testState } from "../../fixtures/project.ts";

const places: Project[] = [];
afterEach(() => {
  for (const place of places.splice(0)) place.remove();
});

const text = "id,sample,kind,800,801,802\na,A,x,1,2,3\nb,B,y,2,3,4\nb2,B,y,2,3,4\n";
const fileOf = (content: string, path = "it.csv"): InputFile => {
  const bytes = new TextEncoder().encode(content);
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return { path, bytes: shared, digest: `sha256:${createHash("sha256").update(bytes).digest("hex")}` };
};
const options = data.options.parse({
  input: "it",
  id: "id",
  sample: "sample",
  label: "kind",
  layout: "wide",
  duplicates: "keep",
  axis: { unit: "nm" },
  export: true,
});
const askOf = (content: string): AloneAsk => ({
  kind: "data",
  options,
  settings: {},
  files: { it: [fileOf(content)] },
});

/** A thread in this process: messages are copied as between threads. */
const here =
  (runs: { readonly [kind: string]: AloneRun | undefined } = alone, told: string[] = []): (() => Promise<StartAlone>) =>
  async () =>
  ({ onMessage }) => {
    const answer = aloneSide(runs);
    told.push("started");
    return {
      send: (ask) => void setImmediate(() => onMessage(structuredClone(answer(structuredClone(ask))))),
      end: async () => void told.push("ended"),
    };
  };
const built = join(resolve(import.meta.dirname, "../../.."), "dist", "alone.js");

function threadOf(starter: () => Promise<StartAlone>, cancel = new AbortController()) {
  const lost: string[] = [];
  const { signal } = cancel;
  const breathe = async () => {
    if (signal.aborted) throw cancelledBy(signal);
  };
  return { ...aloneThread(starter, { signal, breathe, onLost: (why) => void lost.push(why) }), lost };
}
const nowhere = async () => {
  throw new Error("nothing is done here");
};

describe("a run that stands alone", () => {
  it("is one of the kinds that declare it, and of no other", () => {
    expect(registry.all.flatMap(({ kind, standsAlone }) => (standsAlone === true ? [kind] : []))).toEqual(
      Object.keys(alone),
    );
  });
  it.each<[string, () => Promise<StartAlone>]>([
    ["this process", here()],
    ["a built thread", async () => startThread<AloneAsk, AloneAnswer>(built)],
  ])("comes to the same in %s, remarks and matrices with it", async (_, starter) => {
    const [own, remarked]: unknown[][] = [[], []];
    const say = (to: unknown[]) => (code: string, facts?: object) => void to.push([code, facts]);
    const { files, settings } = askOf(text);
    const wanted = alone.data?.(options, { settings, input: (name) => files[name], remark: say(own) });
    const { alone: run, end } = threadOf(starter);
    const done = await run(askOf(text), say(remarked), nowhere);
    await end();
    expect(done).toEqual(structuredClone(wanted));
    expect(remarked).toEqual(own);
    expect(own.length).toBeGreaterThan(0);
  });
  it("refuses at the same place, with what it said before", async () => {
    const said: string[] = [];
    const { alone: run, end } = threadOf(here());
    const refused = run(askOf(text.replace("2,3,4", "2,z,4")), (code) => void said.push(code), nowhere);
    await expect(refused).rejects.toThrow(Refusal);
    await expect(refused).rejects.toMatchObject({ remarks: [{ code: "FS3021", data: { line: 3 } }] });
    await end();
  });
  it("has bytes that come again as the same array, so that what was made of them serves again", async () => {
    const seen: Uint8Array[] = [];
    const noting: AloneRun = (_, { input }) => {
      seen.push(input("it")[0].bytes);
      return { results: null, artifacts: [] };
    };
    const told: string[] = [];
    const { alone: run, end } = threadOf(here({ data: noting }, told));
    for (const content of [text, text, `${text}c,C,x,1,1,1\n`]) await run(askOf(content), () => undefined, nowhere);
    await end();
    expect([seen[1] === seen[0], seen[2] === seen[0]]).toEqual([true, false]);
    expect(told).toEqual(["started", "ended"]);
  });
  it("hands back of a matrix its own memory alone", async () => {
    const large = new Float64Array(1000);
    const part: AloneRun = () => ({
      gives: { spectra: { rows: 1, cols: 2, data: large.subarray(0, 2) } },
      results: null,
      artifacts: [],
    });
    const { alone: run, end } = threadOf(here({ data: part }));
    const { gives } = await run(askOf(text), () => undefined, nowhere);
    const { data: handed } = (gives as { readonly spectra: { readonly data: Float64Array } }).spectra;
    expect(handed.buffer.byteLength).toBe(16);
    await end();
  });
  it("is done here where its thread is lost, which is told", async () => {
    const { alone: run, end, lost } = threadOf(async () => startThread<AloneAsk, AloneAnswer>("/nowhere/alone.js"));
    const done = { results: "done here", artifacts: [] };
    expect(
      await run(
        askOf(text),
        () => undefined,
        async () => done,
      ),
    ).toBe(done);
    expect(lost).toHaveLength(1);
    await end();
  });
  it("is over at once where the compile is cancelled, whatever it is doing", async () => {
    const cancel = new AbortController();
    const told: string[] = [];
    const deaf = async (): Promise<StartAlone> => () => ({
      send: () => void setImmediate(() => cancel.abort(143)),
      end: async () => void told.push("ended"),
    });
    const { alone: run } = threadOf(deaf, cancel);
    await expect(run(askOf(text), () => undefined, nowhere)).rejects.toEqual(new Cancelled(143));
    expect(told).toEqual(["ended"]);
  });
});

/** Spectra of random digits: so many megabytes are a table of 1,000 points. */
function table(megabytes: number): string {
  let state = 7;
  const digit = () => {
    state = (state * 48271) % 2147483647;
    return state % 1000;
  };
  const points = Array.from({ length: 1000 }, (_, j) => 1000 + j);
  const lines = [["id", "sample", "kind", ...points].join(",")];
  for (let i = 0; i < megabytes * 250; i++)
    lines.push([`s${i}`, `m${i >> 1}`, (i >> 1) % 2 === 0 ? "x" : "y", ...points.map(() => `.${digit()}`)].join(","));
  return `${lines.join("\n")}\n`;
}
const document = [
  "---\ntitle: Large\nversion: 1.0.0\nscheme: loso\ninputs:\n  it: {path: it.csv}\n---\n",
  "```foodspec data\ninput: it\nid: id\nsample: sample\nlabel: kind\naxis: {unit: nm, technique: NIR}\nquantity: absorbance\n```\n",
].join("\n");

describe.skipIf(process.platform === "win32")("a compile of a large file", { tags: "slow" }, () => {
  const opened = (megabytes: number): Project => {
    const place = project({ "it.csv": table(megabytes), "protocol.md": document });
    places.push(place);
    return place;
  };
  it("comes to the same digest by a thread and without", async () => {
    const place = opened(20);
    const asked: string[] = [];
    const workers: Workers = async (needs) => {
      const crew = await threads()(needs);
      const reader = aloneThread(async () => startThread<AloneAsk, AloneAnswer>(built), needs);
      return {
        ...crew,
        alone: (ask, ...more) => {
          asked.push(ask.kind);
          return reader.alone(ask, ...more);
        },
        end: async () => void (await Promise.all([crew.end(), reader.end()])),
      };
    };
    const here = await place.compile();
    const digest = place.manifest().content_digest;
    rmSync(join(place.folder, ".foodspec"), { recursive: true });
    const there = await place.compile({}, {}, undefined, { workers });
    expect([here.exitCode, there.exitCode]).toEqual([0, 0]);
    expect(asked).toEqual(["data"]);
    expect(place.manifest().content_digest).toBe(digest);
  }, 240_000);

  const signals = [
    ["SIGTERM", 143],
    ["SIGINT", 130],
    ["SIGHUP", 129],
  ] as const;
  /** Says when the program begins to listen: what comes earlier ends it as it ends any process. */
  const listens = `data:text/javascript,process.on("newListener", (name) => name === "SIGHUP" && process.stdout.write("listens"))`;
  const moments = Array.from({ length: figures.isLarge ? 20 : 3 }, (_, k) => k * 350);
  it.each(signals)(
    "hears %s at any moment, and leaves whole folders that say so",
    async (signal, code) => {
      const place = opened(100);
      for (const moment of moments) {
        const env = { ...process.env, NO_COLOR: "1", FOODSPEC_STATE: testState, NODE_OPTIONS: "" };
        const child = spawn(process.execPath, ["--import", listens, program, "compile", "protocol.md"], {
          cwd: place.folder,
          env,
        });
        const ended = new Promise<number | null>((hear) => child.on("close", hear));
        await new Promise((hear) => child.stdout.once("data", hear));
        await after(moment);
        child.kill(signal);
        expect(await ended, `after ${moment} ms`).toBe(code);
        for (const run of place.runs()) {
          const error = JSON.parse(readFileSync(join(place.folder, "runs", run, "error.json"), "utf8"));
          expect(error.exit_code).toBe(code);
        }
        const left = readdirSync(join(place.folder, "runs"), { withFileTypes: true });
        expect(left.filter(({ name }) => name.startsWith(".") || name.includes("tmp"))).toEqual([]);
        rmSync(join(place.folder, "runs"), { recursive: true, force: true });
        if (existsSync(join(place.folder, ".foodspec"))) rmSync(join(place.folder, ".foodspec"), { recursive: true });
      }
    },
    600_000,
  );
});
