/** Opening a lockbox by its command: once, counted, by a sequel that both verifiers take and that names no row. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lockboxLooked } from "../../../compiler/verify/lockbox.ts";
import { folderOf, type Loose } from "../../fixtures/forge.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { havePython, typed } from "../../verify-py/python.ts";
import { csvOf, filesOf, holding, lastThird, sealedSeason, seasonRows, withTrust } from "./boxes.ts";

const ledger = "foodspec.lockbox.jsonl";
const hasPython = havePython();
const jsonIn = (place: Project, path: string) => JSON.parse(place.read(path));

describe("lockbox open", () => {
  let place: Project;
  let [run, sequel] = ["", ""];
  const type = (...words: string[]) => place.type(words);
  const open = (...words: string[]) =>
    type("lockbox", "open", `runs/${run}`, "--note", "the method is frozen", ...words);
  beforeAll(async () => {
    place = project(sealedSeason(withTrust));
    const { documents } = await place.compile();
    run = documents[0].runId ?? "";
    const ended = await open();
    expect([ended.status, ended.err]).toEqual([0, ""]);
    sequel = /runs\/(\S+)/.exec(ended.out)?.[1] ?? "";
  });
  afterAll(() => place.remove());

  it("names no sealed row in any file of the run and of its sequel", () => {
    for (const one of [run, sequel]) expect(holding(filesOf(place, one), "zealed")).toEqual([]);
    expect(place.read(ledger)).not.toContain("zealed");
  });

  it("writes a sequel of the run's content and one file more", () => {
    const [before, after] = [run, sequel].map((one) => place.manifest(one));
    expect(after.sequel_of).toBe(before.content_digest);
    expect(Object.keys(after.files).filter((path) => !(path in before.files))).toEqual(["lockbox/opening.json"]);
    expect(after.blocks.map(({ artifacts }) => artifacts)).toEqual(before.blocks.map(({ artifacts }) => artifacts));
    expect(after.blocks.every(({ execution }) => execution === "reused")).toBe(true);
    expect(before.lockbox?.map(({ opened }) => opened)).toEqual([0]);
    expect(after.lockbox?.map(({ opened }) => opened)).toEqual([1]);
  });

  it("tells its figures with intervals of the first opening", () => {
    const opening = jsonIn(place, `runs/${sequel}/lockbox/opening.json`);
    expect(opening).toMatchObject({
      k: 1,
      level: 0.95,
      n_samples: 60,
      metrics: { task: "classification", accuracy_n: 60 },
    });
    expect(opening.coverage.n).toBe(60);
    expect(opening.ece).toBeGreaterThanOrEqual(0);
  });

  it("is sent to MLflow with what the opening found, and the run before it with nothing of the kind", async () => {
    place.write("foodspec.config.yaml", "tracking:\n  mlflow: {experiment: sealed}\n");
    const sent = await type("track", "--dry-run", `runs/${run}`, `runs/${sequel}`);
    place.write("foodspec.config.yaml", "");
    const [before, after] = sent.out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const { metrics, k } = jsonIn(place, `runs/${sequel}/lockbox/opening.json`);
    const told = after.metrics.filter(({ key }: { key: string }) => key.startsWith("lockbox."));
    expect(told).toMatchObject([
      { key: "lockbox.accuracy", value: metrics.accuracy },
      { key: "lockbox.accuracy_n", value: 60 },
      { key: "lockbox.accuracy_ci_low", value: metrics.accuracy_ci[0] },
      { key: "lockbox.accuracy_ci_high", value: metrics.accuracy_ci[1] },
      { key: "lockbox.balanced_accuracy" },
      { key: "lockbox.balanced_accuracy_n" },
      { key: "lockbox.balanced_accuracy_ci_low" },
      { key: "lockbox.balanced_accuracy_ci_high" },
      { key: "lockbox.openings", value: k },
    ]);
    expect(JSON.stringify(before)).not.toContain("lockbox.");
    expect(after.artifacts).toContainEqual({ path: "lockbox/opening.json", sha256: expect.any(String) });
  });

  it("says so on the first page, and said before that nothing was opened", () => {
    expect(place.read(`runs/${run}/report/index.html`)).toMatch(/Lockbox: .*60 samples.* are sealed and not opened/s);
    expect(place.read(`runs/${run}/report.md`)).toContain(
      "Rows of the same file are hidden from the compiler, not from people.",
    );
    expect(place.read(`runs/${sequel}/report.md`)).toMatch(
      /Lockbox opened: accuracy .* of 60 sealed samples.*It was opened once\./,
    );
  });

  it("is verified by both verifiers, and predicted again on demand", async () => {
    for (const one of [run, sequel]) {
      const verified = await type("verify", `runs/${one}`);
      expect([verified.status, verified.err]).toEqual([0, ""]);
      expect(verified.out).toMatch(/^ok +lockbox/m);
      if (!hasPython) continue;
      const second = typed(join(place.folder, "runs", one));
      expect([second.status, second.out.split("\n").filter((line) => /^(NO|NOT)/.test(line))]).toEqual([0, []]);
      expect(second.out).toMatch(/^ok +lockbox/m);
    }
    const again = await type("verify", `runs/${sequel}`, "--rerun");
    expect([again.status, again.err]).toEqual([0, ""]);
    expect(again.out).toMatch(/^ok +lockbox +60 sealed samples predicted again/m);
    expect(place.read(ledger).trimEnd().split("\n")).toHaveLength(1);
  });

  it.each([
    ["accuracy", ["metrics", "accuracy"], 0.5],
    ["an interval", ["metrics", "accuracy_ci"], [0.1, 0.99]],
    ["the number of the opening", ["k"], 2],
    ["how many samples", ["n_samples"], 61],
    ["the seal", ["sealed"], `sha256:${"0".repeat(64)}`],
    ["the predictor", ["predictor"], `sha256:${"0".repeat(64)}`],
    ["coverage", ["coverage", "value"], 0.123],
    ["a class", ["metrics", "by_class", "a", "recall"], 0.011],
  ])("refuses a sequel whose opening says otherwise: %s", { tags: "slow" }, async (_, way, value) => {
    const path = join(place.folder, "runs", sequel, "lockbox/opening.json");
    const before = readFileSync(path, "utf8");
    const opening = JSON.parse(before);
    let at = opening;
    for (const step of way.slice(0, -1)) at = at[step];
    at[way.at(-1) as string] = value;
    writeFileSync(path, JSON.stringify(opening));
    try {
      const verified = await type("verify", `runs/${sequel}`, "--format", "json");
      const own = JSON.parse(verified.out).checks.filter(({ name }: { name: string }) => name === "lockbox");
      expect([verified.status, own.map(({ status }: { status: string }) => status)]).toContainEqual(9);
      expect(own.some(({ status }: { status: string }) => status === "refused")).toBe(true);
      if (!hasPython) return;
      const second = typed(join(place.folder, "runs", sequel));
      expect([second.status, /^NO +lockbox/m.test(second.out)]).toEqual([9, true]);
    } finally {
      writeFileSync(path, before);
    }
  });

  /** What is said of the sequel as it was first written, with another opening, manifest or ledger. */
  function looked(
    change: (opening: Loose) => void = () => undefined,
    changeManifest: (manifest: Loose) => void = () => undefined,
    text: string | null = place.read(ledger),
  ): readonly string[] {
    const files = new Map(filesOf(place, sequel));
    const manifest = structuredClone(place.manifest(sequel));
    const opening = jsonIn(place, `runs/${sequel}/lockbox/opening.json`);
    change(opening);
    changeManifest(manifest);
    files.set("lockbox/opening.json", new TextEncoder().encode(JSON.stringify(opening)));
    const { findings, open: left } = lockboxLooked({ ...folderOf(files), ledger: () => text }, manifest);
    const unchecked = left.filter((one) => !one.startsWith("predictions of the sealed rows"));
    return [...findings.map(({ code, message }) => `${code} ${message}`), ...unchecked];
  }
  it.each<readonly [string, string, (opening: Loose) => void]>([
    [
      "no coverage where there are sets",
      "tells coverage otherwise than",
      (it) => Object.assign(it, { coverage: null }),
    ],
    ["coverage by another rule", "at /coverage/alpha", (it) => Object.assign(it.coverage, { alpha: 0.5 })],
    ["no calibration error", "tells the calibration error otherwise than", (it) => Object.assign(it, { ece: null })],
    ["a calibration error of 2", "says 2 at /ece, which is no share", (it) => Object.assign(it, { ece: 2 })],
    ["no accuracy", "says null at /metrics/accuracy", (it) => Object.assign(it.metrics, { accuracy: null })],
    [
      "a class without its share",
      "/recall, which no count",
      (it) => Object.assign(it.metrics.by_class.a, { recall: null }),
    ],
    ["another run", "at /content_digest", (it) => Object.assign(it, { content_digest: `sha256:${"0".repeat(64)}` })],
    ["other rows", "at /rows", (it) => Object.assign(it, { rows: `sha256:${"0".repeat(64)}` })],
    [
      "a figure outside its interval",
      "lies outside its own interval",
      (it) => Object.assign(it.metrics, { balanced_accuracy_ci: [0, 0.001] }),
    ],
    ["no number of the opening", "lockbox/opening.json", (it) => Reflect.deleteProperty(it, "k")],
  ])("is taken as it is, and refused with an opening that tells %s", (_, says, change) => {
    expect(looked()).toEqual([]);
    expect(looked(change).join("\n")).toContain(says);
  });
  it.each<readonly [string, string, (manifest: Loose) => void]>([
    ["names no lockbox", "names other lockboxes than", (it) => Object.assign(it, { lockbox: [] })],
    ["follows no run", "and the run is the sequel of none", (it) => Reflect.deleteProperty(it, "sequel_of")],
    ["follows another run", "at /sequel_of", (it) => Object.assign(it, { seed: 99 })],
  ])("is refused with a manifest that %s", (_, says, change) => {
    expect(looked(undefined, change).join("\n")).toContain(says);
  });
  it("is left open without its ledger, and refused by one without its line or with a line that follows none", () => {
    expect(looked(undefined, undefined, null)).toEqual([`${ledger}: it is not to be found from here`]);
    expect(looked(undefined, undefined, "").join()).toContain("has no line of this opening");
    const line = JSON.parse(place.read(ledger).split("\n")[0]);
    const torn = `${JSON.stringify({ ...line, previous: [`sha256:${"0".repeat(64)}`] })}\n`;
    expect(looked(undefined, undefined, torn).join()).toContain("FS9602");
  });

  it("refuses a second opening, and of another document with the same rows", async () => {
    expect(await open()).toMatchObject({ status: 7, err: expect.stringContaining("FS7501") });
    place.write("other.md", place.read("protocol.md").replace("title: Season", "title: Another"));
    const compiled = await place.compile({ documents: ["other.md"] });
    const other = compiled.documents[0].runId;
    expect(place.read(`runs/${other}/report.md`)).toContain("no longer an independent test");
    const opened = await type("lockbox", "open", `runs/${other}`, "--note", "once more");
    expect(opened).toMatchObject({ status: 7, err: expect.stringContaining("`protocol.md`") });
  });

  it("opens again in research mode where that is asked for, with wider intervals and a sentence on the first page", async () => {
    const ended = await open("--again");
    expect(ended.status).toBe(0);
    const again = /runs\/(\S+)/.exec(ended.out)?.[1] ?? "";
    expect(jsonIn(place, `runs/${again}/lockbox/opening.json`)).toMatchObject({ k: 2, level: 0.975 });
    expect(place.read(`runs/${again}/report.md`)).toContain("opened 2 times: no longer an independent test");
    expect((await type("verify", `runs/${again}`)).status).toBe(0);
    expect(await type("lockbox", "check")).toMatchObject({ status: 0, out: expect.stringContaining("2 openings") });
    const shown = await type("lockbox", "show");
    expect(shown.out.split("\n").filter((line) => line.includes("the method is frozen"))).toHaveLength(2);
  });

  it("ends with 9 where a line of the ledger is deleted or changed, until it is restored", async () => {
    const whole = place.read(ledger);
    const [first, second] = whole.trimEnd().split("\n");
    for (const text of [`${second}\n`, `${first}\n`, `${first.replace('"k":1', '"k":7')}\n${second}\n`]) {
      place.write(ledger, text);
      expect([text, (await open("--again")).status]).toEqual([text, 9]);
      expect((await type("lockbox", "check")).status).toBe(9);
    }
    place.write(ledger, `${first}\n`);
    expect(await type("lockbox", "restore")).toMatchObject({ status: 0, out: expect.stringContaining("1 line added") });
    expect(place.read(ledger)).toBe(whole);
  });

  it.each([
    ["without a note", ["lockbox", "open", "runs/latest"], 2, "FS1199"],
    ["without a run", ["lockbox", "open"], 2, "FS1199"],
    ["of a folder that is no run", ["lockbox", "open", "nowhere", "--note", "x"], 2, "FS11"],
    ["with a file that nobody sealed", ["lockbox", "open", "RUN", "--note", "x", "--input", "season.csv"], 2, "FS7502"],
    ["of a sequel", ["lockbox", "open", "SEQUEL", "--note", "x"], 2, "FS7502"],
  ])("refuses an opening %s", async (_, words, status, code) => {
    const ended = await type(
      ...words.map((word) => word.replace("RUN", `runs/${run}`).replace("SEQUEL", `runs/${sequel}`)),
    );
    expect([ended.status, ended.err]).toEqual([status, expect.stringContaining(code)]);
  });
});

describe("a lockbox that somebody else keeps", () => {
  const rows = seasonRows();
  const split = (isSealed: boolean) =>
    csvOf(rows.filter((cells, i) => i === 0 || cells[0].startsWith("zealed") === isSealed));
  const sealed = split(true);
  const digest = createHash("sha256").update(sealed).digest("hex");
  const pinned = (mode: string) =>
    lastThird("", `  held: {path: held.csv, sha256: ${digest}}\n`, "lockbox: {input: held}\n").replace(
      "title: Season",
      `title: Season\nmode: ${mode}`,
    );
  const place = project({ "season.csv": split(false), "protocol.md": pinned("research"), "foodspec.config.yaml": "" });
  const open = (...words: string[]) => place.type(["lockbox", "open", "runs/latest", "--note", "from QA", ...words]);
  afterAll(() => place.remove());

  it("is opened with the pinned file alone", async () => {
    const { documents } = await place.compile();
    expect(documents[0].exitCode).toBe(0);
    expect(await open()).toMatchObject({ status: 3, err: expect.stringContaining("FS7503") });
    place.write("other.csv", sealed.replace("zealed-121", "zealed-999"));
    expect(await open("--input", "other.csv")).toMatchObject({ status: 3, err: expect.stringContaining("FS3903") });
    expect(place.names().includes(ledger)).toBe(false);
    place.write("from-qa.csv", sealed);
    expect(await open("--input", "from-qa.csv")).toMatchObject({ status: 0, err: "" });
    const [sequel] = [
      readdirSync(join(place.folder, "runs")).find((one) =>
        place.names(`runs/${one}`).includes("lockbox/opening.json"),
      ),
    ];
    expect(holding(filesOf(place, sequel ?? ""), "zealed")).toEqual([]);
    expect(jsonIn(place, `runs/${sequel}/lockbox/opening.json`)).toMatchObject({
      sealed: `sha256:${digest}`,
      n_samples: 60,
    });
    expect((await place.type(["verify", `runs/${sequel}`, "--rerun", "-i", "held=from-qa.csv"])).out).toMatch(
      /^ok +lockbox +60 sealed samples predicted again/m,
    );
    expect((await place.type(["verify", `runs/${sequel}`, "--rerun"])).out).toMatch(
      /^not checked +lockbox +the sealed rows were not/m,
    );
  });
});

describe("two who open at once", () => {
  const place = project({ ...sealedSeason(), "protocol.md": lastThird() });
  afterAll(() => place.remove());

  it("are told apart by the ledger: one wins", { tags: "slow" }, async () => {
    const { documents } = await place.compile();
    const run = `runs/${documents[0].runId}`;
    const codes = await Promise.all(
      [1, 2].map(
        (n) =>
          new Promise<number | null>((done) => {
            place.start(["lockbox", "open", run, "--note", `by ${n}`]).on("close", done);
          }),
      ),
    );
    expect([...codes].sort()).toEqual([0, 7]);
    expect(place.read(ledger).trimEnd().split("\n")).toHaveLength(1);
  });
});

it("names no sample of a file that nobody opened, though a joined table has its chemistry", async () => {
  const rows = seasonRows();
  const own = rows.map((cells) => [...cells.slice(0, 5), ...cells.slice(6)]);
  const held = csvOf(own.filter((cells, i) => i === 0 || cells[0].startsWith("zealed")));
  const pinned = `  held: {path: held.csv, sha256: ${createHash("sha256").update(held).digest("hex")}}\n`;
  const data = "join: {chemistry: {by: sample}}\nlockbox: {input: held}\n";
  const place = project({
    "season.csv": csvOf(own.filter(([id]) => !id.startsWith("zealed"))),
    "chemistry.csv": csvOf([["sample", "y"], ...rows.slice(1).map((cells) => [cells[1], cells[5]])]),
    "protocol.md": lastThird("", `  chemistry: {path: chemistry.csv}\n${pinned}`, data)
      .replace("pls-da", "pls-regression")
      .replace("[1, 2]", "2"),
    "foodspec.config.yaml": "",
  });
  try {
    const { documents } = await place.compile();
    const run = documents[0].runId ?? "";
    expect(holding(filesOf(place, run), "zealed")).toEqual([]);
    expect(jsonIn(place, `runs/${run}/data/join.json`).joins[0]).toMatchObject({ matched: 120, table_only: [] });
    place.write("away/held.csv", held);
    const open = ["lockbox", "open", `runs/${run}`, "--note", "settled", "--input", "away/held.csv"];
    const ended = await place.type(open);
    expect([ended.status, ended.err]).toEqual([0, ""]);
    const sequel = /runs\/(\S+)/.exec(ended.out)?.[1] ?? "";
    expect(holding(filesOf(place, sequel), "zealed")).toEqual([]);
  } finally {
    place.remove();
  }
});

it("opens a regression whose reference values are joined, whatever keys the table has besides", async () => {
  const rows = seasonRows();
  const spectra = csvOf(rows.map((cells) => [...cells.slice(0, 5), ...cells.slice(6)]));
  const chemistry = csvOf([["sample", "y"], ["nobody", "1.5"], ...rows.slice(1).map((cells) => [cells[1], cells[5]])]);
  const data = "join: {chemistry: {by: sample}}\nlockbox: {last: 0.333}\n";
  const text = lastThird("", "  chemistry: {path: chemistry.csv}\n", data)
    .replace("pls-da", "pls-regression")
    .replace("[1, 2]", "2");
  const place = project({
    "season.csv": spectra,
    "chemistry.csv": chemistry,
    "protocol.md": text,
    "foodspec.config.yaml": "",
  });
  const { documents } = await place.compile();
  const run = documents[0].runId ?? "";
  expect(holding(filesOf(place, run), "zealed")).toEqual([]);
  expect(jsonIn(place, `runs/${run}/data/join.json`).joins[0]).toMatchObject({
    rows: 121,
    matched: 120,
    table_only: ["nobody"],
  });
  const ended = await place.type(["lockbox", "open", `runs/${run}`, "--note", "settled"]);
  expect([ended.status, ended.err]).toEqual([0, ""]);
  const sequel = /runs\/(\S+)/.exec(ended.out)?.[1] ?? "";
  expect(jsonIn(place, `runs/${sequel}/lockbox/opening.json`)).toMatchObject({
    n_samples: 60,
    metrics: { task: "regression", unit: "g" },
  });
  expect((await place.type(["verify", `runs/${sequel}`])).status).toBe(0);
  if (hasPython) expect(typed(join(place.folder, "runs", sequel)).status).toBe(0);
  place.remove();
});
