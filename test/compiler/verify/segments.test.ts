/** Segments, through the product: what each says follows from its rows, the gate judges the worst, and both verifiers work it out again. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registry } from "../../../blocks/registry.ts";
import { jsonSchema } from "../../../compiler/compile/package-files.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { schemasFrom } from "../../../compiler/verify/schemas.ts";
import { verifyRun } from "../../../compiler/verify/verify.ts";
import { type Files, type Forger, folderOf, forged, type Loose } from "../../fixtures/forge.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import { seasonCsv, seasonProtocol } from "../../fixtures/season.ts";
import { havePython, looked, writeRun } from "../../verify-py/python.ts";

const schemas = schemasFrom((name) => jsonSchema(machineDisk, name));
const gate = "\n```foodspec qc #judged\ngate: model\nmin_segment_accuracy: 0.8\n```\n";
/** One column more: where each spectrum was measured, with names that no folder may have, and with some cells empty. */
function withSite(csv: string): string {
  const sites = ["Lab/1", "lab/1", "../x", "constructor", ""];
  return csv
    .split("\n")
    .map((line, i) => (i === 0 ? `site,${line}` : line === "" ? line : `${sites[i % 5]},${line}`))
    .join("\n");
}
const csv = withSite(seasonCsv({ months: 6, samples: 20, drift: 12 }));
const documents = {
  walk: seasonProtocol({
    model: "estimator: {pls-da: {components: 2}}\nscheme: {walk_forward: {min_train: 2}}\n",
    more: gate,
  }),
  column: seasonProtocol({
    model:
      "estimator: {pls-da: {components: 2}}\nscheme: {group_kfold: {folds: 4, repeats: 2}}\nsegments: {column: site}\n",
    more: gate,
  }),
  week: seasonProtocol({ model: "estimator: {pls-regression: {components: 2}}\nscheme: lobo\nsegments: week\n" }),
};

async function runOf(
  document: string,
): Promise<{ readonly exitCode: number; readonly files: Files; readonly says: string }> {
  const place = inMemory({ "protocol.md": document, "season.csv": csv });
  const {
    exitCode,
    documents: [{ findings }],
  } = await place.compile();
  const run = `runs/${place.runs()[0]}`;
  const paths = place.names(run).filter((path) => place.disk.stands(`${place.folder}/${run}/${path}`) === "file");
  const files = new Map(paths.map((path) => [path, place.disk.read(`${place.folder}/${run}/${path}`)]));
  return { exitCode, files, says: findings.map(({ code, message }) => `${code} ${message}`).join("\n") };
}
const jsonOf = (files: Files, path: string): Loose => JSON.parse(new TextDecoder().decode(files.get(path)));

describe("segments of a model", () => {
  const made: { [name: string]: Files } = {};
  const said: { [name: string]: string } = {};
  const folder = mkdtempSync(join(tmpdir(), "foodspec-segments-"));
  beforeAll(async () => {
    for (const [name, document] of Object.entries(documents)) {
      const { exitCode, files, says } = await runOf(document);
      expect([name, exitCode]).toEqual([name, 0]);
      made[name] = files;
      said[name] = says;
    }
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("are the folds of a walk in time, with the time they span", () => {
    const { segments, by, trend, worst } = jsonOf(made.walk, "model/segments_summary.json");
    expect(by).toBe("batch");
    expect(segments.map(({ id, kind, n_samples }: Loose) => [id, kind, n_samples])).toEqual(
      ["02a", "02b", "03a", "03b", "04a", "04b", "05a", "05b", "06a", "06b"].map((id) => [id, "fold", 10]),
    );
    expect(segments[0]).toMatchObject({ from: "2025-02-01T06:30:00.000Z", to: "2025-02-05T10:30:00.000Z" });
    expect(trend.n).toBe(10);
    const values = segments.map(({ value }: Loose) => value);
    expect(worst.value).toBe(Math.min(...values));
    // Ten segments at once: level 0.95^(1/10), so that it is wider than that of one.
    const own = segments.find(({ id }: Loose) => id === worst.id);
    expect(worst.high - worst.low).toBeGreaterThan(own.high - own.low);
  });

  it("have folders that are no paths, told apart where names differ by case alone", () => {
    const { segments } = jsonOf(made.column, "model/segments_summary.json");
    const names = Object.fromEntries(segments.map(({ id, name }: Loose) => [name, id]));
    expect(Object.keys(names).sort()).toEqual(["", "../x", "Lab/1", "constructor", "lab/1"].sort());
    expect(names.constructor).toBe("constructor");
    const hashed = Object.entries(names).filter(([name]) => name !== "constructor");
    for (const [, id] of hashed) expect(id).toMatch(/^[0-9a-f]{12}$/);
    expect(new Set(Object.values(names)).size).toBe(5);
    expect(jsonOf(made.column, "model/segments_summary.json").trend).toBeNull();
    expect(jsonOf(made.column, `model/segments/${names["../x"]}/metrics.json`)).toMatchObject({
      segment: "../x",
      accuracy_repeats: [expect.any(Number), expect.any(Number)],
      units: { unit: "sample" },
    });
  });

  it("are weeks of UTC for a scheme that knows nothing of time, those with few samples without a value", () => {
    const { segments, metric, trend } = jsonOf(made.week, "model/segments_summary.json");
    expect(metric).toBe("rmse");
    expect(segments[0]).toMatchObject({ id: "2025-W01", kind: "slice", n_samples: 10 });
    const few = segments.filter(({ value }: Loose) => value === null);
    expect(few.length).toBeGreaterThan(0);
    expect(jsonOf(made.week, `model/segments/${few[0].id}/metrics.json`)).toMatchObject({ na: "too_few" });
    expect(trend.n).toBe(segments.length - few.length);
  });

  it("are judged by the worst, by name", () => {
    const { worst } = jsonOf(made.walk, "model/segments_summary.json");
    const { segment_accuracy } = jsonOf(made.walk, "model_qc_report.json").checks;
    expect(segment_accuracy).toMatchObject({ value: worst.value, threshold: 0.8, pass: worst.value >= 0.8 });
    expect(segment_accuracy.pass).toBe(false);
    expect(said.walk).toMatch(/FS7144 in its worst segment/);
  });

  it("are accepted by verify and by the second verifier", { tags: "slow" }, () => {
    for (const [name, files] of Object.entries(made))
      expect([name, verifyRun(folderOf(files), schemas, registry.all).findings.map(({ message }) => message)]).toEqual([
        name,
        [],
      ]);
    if (!havePython()) return;
    const all = Object.entries(made).map(([name, files]) => writeRun(join(folder, name), files));
    expect(looked(all).map(({ bad }) => bad)).toEqual([{}, {}, {}]);
  });

  const summary = "model/segments_summary.json";
  const forgeries: readonly (readonly [string, string, (own: Forger) => void])[] = [
    ["a better worst segment", "metrics", (own) => own.json(summary, (it) => (it.worst.value = 0.9))],
    ["a narrower interval of the worst", "metrics", (own) => own.json(summary, (it) => (it.worst.low += 0.05))],
    ["a smaller p of the trend", "metrics", (own) => own.json(summary, (it) => (it.trend.p /= 2 + 8 * it.trend.p))],
    ["no trend", "metrics", (own) => own.json(summary, (it) => (it.trend = null))],
    ["a smaller spread", "metrics", (own) => own.json(summary, (it) => (it.spread /= 2))],
    [
      "the accuracy of a segment",
      "metrics",
      (own) => own.json("model/segments/04a/metrics.json", (it) => (it.accuracy = 1)),
    ],
    ["a segment left out", "metrics", (own) => own.json(summary, (it) => it.segments.shift())],
    ["a row of another segment", "metrics", (own) => own.cell("model/segments/04a/predictions.csv", 0, "id", "s1")],
    [
      "a verdict on another value",
      "gates",
      (own) => own.json("model_qc_report.json", (it) => (it.checks.segment_accuracy.value = 0.85)),
    ],
  ];
  it.each(forgeries)("is refused with %s", { tags: "slow" }, (_, check, change) => {
    const { checks } = verifyRun(forged(made.walk, change), schemas, registry.all);
    expect(checks.flatMap(({ name, status }) => (status === "refused" ? [name] : []))).toContain(check);
  });
  it.runIf(havePython())("is refused by the second verifier likewise", { tags: "slow" }, () => {
    const all = forgeries.map(([name, , change], k) => {
      const of = forged(made.walk, change);
      return [
        name,
        writeRun(join(folder, `forged-${k}`), new Map(of.paths.map((path) => [path, of.read(path) as Uint8Array]))),
      ];
    });
    const found = looked(all.map(([, at]) => at));
    const missed = found.flatMap(({ bad }, k) => (Object.keys(bad).includes(forgeries[k][1]) ? [] : [all[k][0]]));
    // p of more than 8 segments is drawn anew there: half of a large one is beyond what chance does.
    expect(missed).toEqual([]);
  });

  it.each([
    ["a calendar without times", "segments: month", "time: time\n", 4, /FS2403/],
    ["an instrument that nobody declared", "segments: instrument", "", 3, /FS3463/],
    ["a column that there is not", "segments: {column: place}", "", 3, /FS3463.*place/],
    ["a word for nothing", "segments: decade", "", 4, /FS/],
  ])("are refused by %s", async (_, segments, without, exit, says) => {
    const document = seasonProtocol({
      model: `estimator: {pls-da: {components: 2}}\nscheme: lobo\n${segments}\n`,
    }).replace(without, "");
    const place = inMemory({ "protocol.md": document, "season.csv": csv });
    const {
      exitCode,
      documents: [{ findings }],
    } = await place.compile();
    expect([exitCode, findings.map(({ code, message }) => `${code} ${message}`).join("\n")]).toEqual([
      exit,
      expect.stringMatching(says),
    ]);
  });
});
