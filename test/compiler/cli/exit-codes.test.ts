import { afterEach, describe, expect, it } from "vitest";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";
import { type ProtocolParts, smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { editCells, expectRefused, replaced } from "./refused.ts";

let place: Place;
afterEach(() => place.remove());
const make = (parts: ProtocolParts = {}, more: { readonly [path: string]: string } = {}) => {
  place = inMemory({ "protocol.md": smallProtocol(parts), "small.csv": smallCsv(), ...more });
};

describe("exit code", () => {
  it("0 is success: a report, no error.json", async () => {
    make();
    const { exitCode, documents } = await place.compile();
    expect(exitCode, JSON.stringify(documents[0].findings)).toBe(0);
    const files = place.names(`runs/${documents[0].runId}`);
    expect(files).not.toContain("error.json");
    expect(files).toEqual(expect.arrayContaining(["manifest.json", "report", "run_summary.json", "logs"]));
  });

  it("2 is the command line: no folder at all", async () => {
    make();
    const { exitCode, documents } = await place.compile({ set: ["nothing.here=3"] });
    expect([exitCode, documents[0].folder]).toEqual([2, null]);
    expect(place.runs()).toEqual([]);
  });

  it("3 is the data", async () => {
    make({}, { "small.csv": "" });
    const error = expectRefused(place, await place.compile(), {
      exit: 3,
      code: "FS3001",
      at: "small.csv:1:1",
      says: "is empty",
      next: "export the data again",
    });
    expect(error.error_type).toBe("ValidationError");
  });

  it("4 is the document", async () => {
    make({ prose: "`= nobody.accuracy`" });
    const error = expectRefused(place, await place.compile(), {
      exit: 4,
      code: "FS2202",
      at: "protocol.md:7:1",
      says: "there is no block `nobody`",
      next: "blocks of the document",
    });
    expect(error.error_type).toBe("ProtocolError");
  });

  it("5 is modelling", async () => {
    make({ model: "estimator: {pls-da: {components: 40}}\n" });
    const error = expectRefused(place, await place.compile(), {
      exit: 5,
      code: "FS5101",
      at: "protocol.md:27:34",
      says: "40 components were asked for",
      next: "ask for at most 17",
    });
    expect(error.error_type).toBe("ModelingError");
    const { blocks } = place.manifest();
    expect(blocks.map(({ id, result }) => [id, result])).toEqual([
      ["data", "ok"],
      ["prep", "ok"],
      ["plsda", "failed"],
      ["data_advice", "warn"],
      ["spectral_advice", "warn"],
    ]);
  });

  describe("7", () => {
    const gated = {
      frontMatter: "qc_policy: {required: true}\n",
      more: "\n```foodspec qc #gate\ngate: data\n```\n",
    };

    it("is a QC gate: what descends from the value it judged is blocked", async () => {
      make(gated);
      const error = expectRefused(place, await place.compile(), {
        exit: 7,
        code: "FS7001",
        at: "protocol.md:31:1",
        says: "the data gate failed for `data`",
        next: "Measure more samples of the smallest class",
      });
      expect(error).toMatchObject({
        error_type: "QCError",
        details: { gate: "data", failed_checks: [{ check: "min_samples_per_class", observed: 12, required: 20 }] },
      });
      const { blocks } = place.manifest("latest");
      expect(blocks.find(({ id }) => id === "plsda")).toMatchObject({ execution: "blocked", result: "na" });
      expect(place.read("runs/latest/report/index.html")).toContain("gate");
    });

    it("is passed by --qc-override, which is recorded with its reason", async () => {
      make(gated);
      const { exitCode, documents } = await place.compile({ qcOverride: "trial of the method" });
      expect(exitCode).toBe(0);
      expect(documents[0].findings.map(({ code }) => code)).toContain("FS7002");
      expect(place.manifest("latest").cli_overrides).toEqual([
        { key: "qc_override", original: false, override: true, reason: "trial of the method" },
      ]);
      expect(JSON.parse(place.read("runs/latest/state/stage_state.json")).qc_override).toBe("trial of the method");
    });
  });

  it("8 is reporting: a value the document prints is not among the results", async () => {
    make({ prose: "`= plsda.by_class.c.recall`" });
    const error = expectRefused(place, await place.compile(), {
      exit: 8,
      code: "FS8102",
      at: "protocol.md:7:1",
      says: "without a value `plsda.by_class.c.recall`",
      next: "report.json",
    });
    expect(error.error_type).toBe("ReportingError");
  });

  it("9 is the lock file: `--locked` where there is none", async () => {
    make();
    expectRefused(place, await place.compile({ locked: true }), {
      exit: 9,
      code: "FS9012",
      at: null,
      says: "there is no `protocol.md.lock.yaml`",
      next: "foodspec compile --record",
    });
  });

  it("is that of the document, where its data are wrong too", async () => {
    make({ more: "\n```foodspec model #two\nfrom: plsda\nestimator: pls-da\n```\n" });
    place.write("protocol.md", replaced(place.read("protocol.md"), "path: small.csv", "path: none.csv"));
    const { exitCode, documents } = await place.compile();
    expect(documents[0].findings.map(({ exit }) => exit).sort()).toEqual([3, 4]);
    expect(exitCode).toBe(4);
    expect(place.error(documents[0].runId ?? "")).toMatchObject({
      code: "FS2603",
      details: { other_errors: [{ code: "FS3901" }] },
    });
  });
});

describe("--strict", () => {
  it("makes what is warned of before the run an error", async () => {
    make();
    const document = place.read("protocol.md");
    const line = document.split("\n").length + 1;
    place.write("protocol.md", `${document}\n\`=data.n_spectra\` of them.\n`);
    expect((await place.compile()).exitCode).toBe(0);
    expectRefused(place, await place.compile({ strict: true }), {
      exit: 4,
      code: "FS2233",
      at: `protocol.md:${line}:1`,
      says: "stays code",
      next: "write `= data.n_spectra`",
    });
  });

  it("makes what is warned of in the run an error, with the report beside error.json", { tags: "slow" }, async () => {
    const doubled = editCells(smallCsv(), (cell, i, j) => (i === 3 && j > 4 ? null : cell)).split("\n");
    const first = smallCsv().split("\n")[1].split(",").slice(5).join(",");
    doubled[3] = `${doubled[3]},${first}`;
    make({}, { "small.csv": doubled.join("\n") });
    const plain = await place.compile();
    expect(plain.exitCode).toBe(0);
    expect(plain.documents[0].findings.map(({ code }) => code)).toContain("FS3045");
    const strict = await place.compile({ strict: true });
    expect(strict.exitCode).toBe(3);
    expect(place.error("latest")).toMatchObject({ code: "FS3045", exit_code: 3, error_type: "ValidationError" });
    expect(place.names(`runs/${strict.documents[0].runId}`)).toContain("report");
  });
});

describe("the lock file", () => {
  const lock = "protocol.md.lock.yaml";
  const isOther = ({ code }: { readonly code: string }) => code !== "FS9011";

  it("is written by --record, kept by --locked, and tells what changed", { tags: "slow" }, async () => {
    make();
    expect((await place.compile({ record: true })).exitCode).toBe(0);
    const recorded = place.read(lock);
    expect(recorded).toMatch(/^# Written by `foodspec compile --record`/);
    expect((await place.compile({ locked: true })).exitCode).toBe(0);

    place.write("protocol.md", replaced(place.read("protocol.md"), "window: 7", "window: 9"));
    const told = await place.compile();
    expect(told.exitCode).toBe(0);
    expect(told.documents[0].findings.map(({ code, severity }) => `${code} ${severity}`)).toContain("FS9011 warning");
    const error = expectRefused(place, await place.compile({ locked: true }), {
      exit: 9,
      code: "FS9010",
      at: "protocol.md:26:1",
      says: `differs from \`${lock}\``,
      next: "foodspec compile --record",
    });
    expect(error.error_type).toBe("ArtifactError");
    expect(place.read(lock)).toBe(recorded);
    const again = await place.compile({ record: true });
    expect([again.exitCode, again.documents[0].findings]).toEqual([0, told.documents[0].findings.filter(isOther)]);
    const [before, after] = [recorded.split("\n"), place.read(lock).split("\n")];
    const changed = after.filter((line) => !before.includes(line));
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.length).toBeLessThanOrEqual(15);
    expect((await place.compile({ locked: true })).exitCode).toBe(0);
  });

  it("that is no lock file is an error", async () => {
    make({}, { [lock]: "foodspec_lock: 7\n" });
    expectRefused(place, await place.compile({ locked: true }), {
      exit: 9,
      code: "FS9013",
      at: null,
      says: "is not a lock file of FoodSpec",
      next: "make a new one",
    });
  });

  it("is not written by a run that failed", async () => {
    make({}, { "small.csv": "" });
    await place.compile({ record: true });
    expect(place.names()).not.toContain(lock);
  });
});

describe("overrides", () => {
  const claims = 'claims: {standard: "S", use_case: "U", limitations: ["L"]}\n';
  const params = "params: {lv: 2}\n";
  const model = "estimator: {pls-da: {components: = params.lv}}\n";

  it.each([
    ["--set", { set: ["params.lv=3"] }, "--set params.lv"],
    ["--seed", { seed: "3" }, "--seed"],
    ["--scheme", { scheme: "loso" }, "--scheme"],
    ["--mode", { mode: "regulatory" }, "--mode"],
  ])("by %s are refused where the document says `allow_cli_override: false`", async (_, options, option) => {
    make({ frontMatter: `${params}allow_cli_override: false\n`, model });
    const { exitCode, documents } = await place.compile(options);
    expect([exitCode, documents[0].folder]).toEqual([2, null]);
    expect(documents[0].findings).toHaveLength(1);
    expect(documents[0].findings[0]).toMatchObject({ code: "FS1001", position: { file: "protocol.md", line: 6 } });
    expect(documents[0].findings[0].message).toContain(`does not allow \`${option}\``);
    expect(place.runs()).toEqual([]);
  });

  it("that are taken are recorded with what they replace", async () => {
    make({ frontMatter: params, model });
    expect((await place.compile({ set: ["params.lv=3"], seed: "7" })).exitCode).toBe(0);
    expect(place.manifest().cli_overrides).toEqual([
      { key: "seed", original: 0, override: 7, reason: null },
      { key: "params.lv", original: 2, override: 3, reason: null },
    ]);
    expect(place.manifest().seed).toBe(7);
  });

  it.each([
    ["a policy", { set: ["qc_policy.min_accuracy=0.1"] }, "FS1003"],
    ["an unknown parameter", { set: ["params.lw=3"] }, "FS1004"],
    ["no key", { set: ["params..lv=3"] }, "FS1005"],
    ["a seed that is no number", { seed: "x" }, "FS1006"],
    ["an unknown mode", { mode: "regulatry" }, "FS1006"],
    ["an unknown scheme", { scheme: "lobbo" }, "FS1006"],
    ["an unknown input", { inputs: ["smal=small.csv"] }, "FS1007"],
    ["an unknown block", { forceBlocks: ["pre"] }, "FS1121"],
  ])("of %s end with exit code 2, a next step and no folder", async (_, options, code) => {
    make({ frontMatter: params, model });
    const { exitCode, documents } = await place.compile(options);
    expect([exitCode, documents[0].folder]).toEqual([2, null]);
    expect(documents[0].findings.map((one) => one.code)).toEqual([code]);
    expect(documents[0].findings[0].help.length).toBeGreaterThan(0);
    expect(place.runs()).toEqual([]);
  });

  it("never take a document out of a stricter mode", async () => {
    make({ frontMatter: `mode: regulatory\n${claims}` });
    const { exitCode, documents } = await place.compile({ mode: "research" });
    expect([exitCode, documents[0].folder]).toEqual([2, null]);
    expect(documents[0].findings.map(({ code }) => code)).toContain("FS1002");
  });
});
