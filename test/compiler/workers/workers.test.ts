/** A document compiled with worker threads of the built program, and without. */
import { afterEach, describe, expect, it } from "vitest";
import type { World } from "../../../compiler/compile/world.ts";
import type { Finding } from "../../../compiler/diagnostics/finding.ts";
import { crewSize } from "../../../compiler/workers/crew-size.ts";
import { crews } from "../../../compiler/workers/crews.ts";
import { always, never, threads, workersHere } from "../../fixtures/crew.ts";
import { figures } from "../../fixtures/figures.ts";
import { meatsBlock } from "../../fixtures/meats.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { meatsCsv } from "../../fixtures/real-data.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const places: Project[] = [];
afterEach(() => {
  for (const place of places.splice(0)) place.remove();
});

const fence = (head: string, body: string) => `\`\`\`foodspec ${head}\n${body}\n\`\`\`\n\n`;
/** The meats at every second point of their axis: no less is done, each fit of it is quicker. */
const meat = meatsCsv()
  .trim()
  .split("\n")
  .map((line) => line.split(","));
const kept = meat[0].map((name, j) => !/^\d/.test(name) || j % 2 === 0);
const meats = {
  "meats-nir.csv": `${meat.map((cells) => cells.filter((_, j) => kept[j]).join(",")).join("\n")}\n`,
  "protocol.md": [
    "---\ntitle: Meats\nversion: 1.0.0\nscheme: lobo\nseed: 7\nprimary: lean\ninputs:\n  meat: {path: meats-nir.csv}\n---\n\n",
    meatsBlock('batch: lot\ntarget: fat\nunit: "%"\nduplicates: drop\ntest: {column: lot, is: l09}\n'),
    "\n",
    fence("preprocess #prep", "steps:\n  - savgol: {window: 15, order: 2, deriv: 1}\n  - snv"),
    fence("model #lean", "from: prep\nestimator: {pls-da: {components: [2, 4, 6]}}"),
    fence("model #fat", "from: prep\nestimator: {pls-regression: {components: [4, 8]}}\ntune: {folds: 3}"),
    fence("features #pcs", "from: prep\ncolumns: {pca: {components: [4, 6], scale: true}}"),
    fence(
      "model #logistic",
      "from: pcs\nestimator: {logistic-regression: {C: [0.1, 10]}}\ntune: {search: {random: 3}}",
    ),
    fence("trust", "from: lean\ndesign: cross"),
    "Right: `= lean.accuracy : .1%`.\n",
  ].join(""),
};

async function compiled(
  files: { readonly [path: string]: string | Uint8Array },
  jobs: number,
  more: Partial<World> = { workers: threads() },
) {
  const place = project(files);
  places.push(place);
  const result = await place.compile({ jobs }, { SOURCE_DATE_EPOCH: "1700000000" }, undefined, more);
  return { place, result };
}

describe("a document compiled with any number of workers", () => {
  it("comes to the same digest, the same files and the same report, byte for byte", { tags: "slow" }, async () => {
    const one = await compiled(meats, 1);
    const several = [await compiled(meats, 3), ...(figures.isLarge ? [await compiled(meats, 2)] : [])];
    expect(one.result.exitCode, JSON.stringify(one.result.documents[0].findings)).toBe(0);
    const { content_digest, files } = one.place.manifest();
    for (const { place, result } of several) {
      expect(result.exitCode).toBe(0);
      expect(place.manifest().content_digest).toBe(content_digest);
      expect(Object.keys(place.manifest().files)).toEqual(Object.keys(files));
      for (const path of Object.keys(files)) {
        if (!path.startsWith("logs/"))
          expect(place.read(`runs/latest/${path}`) === one.place.read(`runs/latest/${path}`), path).toBe(true);
      }
    }
    const fitted = ({ place }: typeof one) =>
      place
        .read("runs/latest/logs/run.jsonl")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line))
        .filter(({ event }) => event === "model_fitted" || event === "trust_fitted")
        .map(({ block, message }) => `${block}: ${message}`);
    expect(fitted(one).length).toBeGreaterThan(30);
    for (const other of several) expect(fitted(other)).toEqual(fitted(one));
  });

  it("has its work done by them: models and trust alike", async () => {
    const { start, told } = workersHere();
    await compiled(meats, 2, {
      workers: crews({ usual: 1, rule: always, isWorthOne: never, starter: async () => start }),
    });
    expect(told.started).toBe(2);
    // Each worker hears of three models and trust, and of what is fitted again to see what a model's figure rests on.
    expect(Math.min(...told.jobs)).toBeGreaterThan(4);
    expect(Math.min(...told.asks)).toBeGreaterThan(10);
    expect(told.ended).toBe(2);
  });

  it("starts none for a small job, whatever may be used", async () => {
    const { start, told } = workersHere();
    const place = project({ "small.csv": smallCsv(), "protocol.md": smallProtocol({}) });
    places.push(place);
    const more = { workers: crews({ usual: 1, rule: crewSize, isWorthOne: never, starter: async () => start }) };
    expect((await place.compile({ jobs: 8 }, {}, undefined, more)).exitCode).toBe(0);
    expect(told.started).toBe(0);
  });
});

describe("a document with two models, neither from the other", () => {
  const files = {
    "small.csv": smallCsv(),
    "protocol.md": smallProtocol({
      model: "estimator: {pls-da: {components: [1, 2]}}\nfrom: prep\n",
      more: fence("model #grams", "from: prep\ntarget: y\nestimator: {pls-regression: {components: [1, 2]}}"),
    }),
  };
  const compiledBy = async (jobs: number) => {
    const { start, told } = workersHere();
    const place = project(files);
    places.push(place);
    const workers = crews({ usual: 1, rule: () => 1, isWorthOne: () => true, starter: async () => start });
    const { exitCode, documents } = await place.compile({ jobs }, {}, undefined, { workers });
    expect(exitCode, JSON.stringify(documents[0].findings)).toBe(0);
    const { blocks } = JSON.parse(place.read("runs/latest/state/stage_state.json"));
    return { place, told, first: blocks.plsda, second: blocks.grams };
  };

  it("has them under way at once where there are two jobs, by a worker too, and says what one job says", async () => {
    const [alone, beside] = [await compiledBy(1), await compiledBy(2)];
    expect(alone.second.started_utc >= alone.first.finished_utc).toBe(true);
    expect(beside.second.started_utc < beside.first.finished_utc).toBe(true);
    expect(alone.told.started).toBe(0);
    expect(beside.told.started).toBeGreaterThan(0);
    expect(beside.place.manifest().content_digest).toBe(alone.place.manifest().content_digest);
    for (const path of Object.keys(alone.place.manifest().files).filter((one) => /\.(npy|csv)$|model\.json$/.test(one)))
      expect(beside.place.read(`runs/latest/${path}`), path).toBe(alone.place.read(`runs/latest/${path}`));
    const order = ({ place }: typeof alone) =>
      place
        .read("runs/latest/logs/run.jsonl")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line))
        .map(({ block, event }) => `${block} ${event}`);
    expect(order(beside)).toEqual(order(alone));
  });
});

describe("a document that is refused while it is fitted", () => {
  const files = {
    "small.csv": smallCsv(),
    "protocol.md": smallProtocol({
      // Without one batch there are 18 spectra, without two 12: too few for 15 components.
      model: "from: pcs\nscheme: lobo\nestimator: {logistic-regression: {C: [0.1, 1]}}\n",
    }).replace(
      "```foodspec model",
      "```foodspec features #pcs\nfrom: prep\ncolumns: {pca: {components: 15}}\n```\n\n```foodspec model",
    ),
  };
  it("is refused with the same finding, at the same place", { tags: "slow" }, async () => {
    const told: (readonly Finding[])[] = [];
    for (const jobs of figures.isLarge ? [1, 2, 3] : [1, 3]) {
      const { result } = await compiled(files, jobs);
      told.push(result.documents[0].findings);
    }
    expect(told[0].map(({ code, block }) => [code, block])).toContainEqual(["FS5101", "plsda"]);
    for (const other of told) expect(other).toEqual(told[0]);
  });
});

describe("a run that is cancelled while workers fit", () => {
  it("ends as cancelled, and its workers with it", async () => {
    const control = new AbortController();
    const { start, told } = workersHere();
    const more = {
      signal: control.signal,
      workers: crews({
        usual: 2,
        rule: always,
        isWorthOne: never,
        starter: async () => (ears: Parameters<typeof start>[0]) => ({
          ...start(ears),
          send: () => void setImmediate(() => control.abort(130)),
        }),
      }),
    };
    const { result } = await compiled(meats, 2, more);
    expect([result.exitCode, result.documents[0].status, told.ended]).toEqual([130, "cancelled", 2]);
  });
});
