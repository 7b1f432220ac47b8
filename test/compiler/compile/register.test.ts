/** The register: who ran a protocol how often, and how it ended, beside the document and in the state folder. */
import { resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { digestOf, digestOfJson } from "../../../compiler/store/digest.ts";
import { self } from "../../../compiler/store/process.ts";
import { runLimits } from "../../../schemas/limits.ts";
import { type RegisterLine, registerLineSchema } from "../../../schemas/register.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import { type Place, project } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const regulatory = 'mode: regulatory\nversion: "2"\nclaims: {standard: S, use_case: U, limitations: [L]}\n';
const data = "positive: b\nupstream: none\n";
const research = smallProtocol({ data });
/** Its 24 samples are too few for the data gate: the cheapest regulatory run ends with 7. */
const strict = smallProtocol({ data, frontMatter: regulatory });

const beside = "protocol.md.register.jsonl";
const state = resolve("/state/registers");
let place: Place;
beforeEach(() => {
  place = inMemory({ "protocol.md": research, "small.csv": smallCsv() });
});
afterEach(() => place.remove());

const inState = (): string | null => {
  const name =
    place.disk.stands(state) === null ? undefined : place.disk.list(state).find(({ kind }) => kind === "file")?.name;
  return name === undefined ? null : new TextDecoder().decode(place.disk.read(resolve(state, name)));
};
const linesOf = (text: string): readonly RegisterLine[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => registerLineSchema.parse(JSON.parse(line)));
const events = (text: string) => linesOf(text).map(({ event }) => event);
const hasBeside = () => place.disk.stands(resolve(place.folder, beside)) !== null;
const ended = async (options = {}, env = {}) => {
  const { exitCode, documents } = await place.compile(options, env);
  const [{ findings, runId }] = documents;
  return { exitCode, codes: findings.map(({ code }) => code).filter((code) => code.startsWith("FS9")), runId };
};
const compiled = async (options = {}, env = {}) => {
  const { exitCode, codes } = await ended(options, env);
  return { exitCode, codes };
};
/** Ends with 7, for the data gate, or as it is said. */
const strictly = async (exit = 7, document = strict) => {
  place.write("protocol.md", document);
  const { exitCode, codes, runId } = await ended();
  expect(exitCode, codes.join()).toBe(exit);
  // The clock stands: of runs of one second only its name tells which one this was.
  return { codes, error: () => place.error(runId ?? "") };
};

describe("a run", () => {
  it("of research that is exported is told of where the run is known", async () => {
    await compiled();
    expect(await place.type(["export", "runs/latest", "-o", "it.zip"])).toMatchObject({ status: 0, err: "" });
    expect(events(inState() ?? "")).toEqual(["started", "ended", "exported"]);
    expect(hasBeside()).toBe(false);
  });
  it("that no register knows is exported with a word of it", async () => {
    await compiled();
    const env = { FOODSPEC_STATE: resolve("/elsewhere") };
    const { status, err } = await place.type(["export", "runs/latest", "-o", "it.zip"], env);
    expect([status, err.match(/FS\d+/g)]).toEqual([0, ["FS9706"]]);
  });
  it("of research stands in the state folder only, as begun and as ended", async () => {
    await compiled();
    expect(hasBeside()).toBe(false);
    const [started, ended] = linesOf(inState() ?? "");
    expect(started).toMatchObject({ event: "started", previous: [], who: { account: "analyst" }, host: "0a1b2c3d" });
    const manifest = place.read("runs/latest/manifest.json");
    expect(ended).toMatchObject({
      event: "ended",
      run: (started as { run: string }).run,
      exit_code: 0,
      content_digest: place.manifest().content_digest,
      manifest: digestOf(manifest),
      headline: { model_name: "pls-da", scheme: "lobo" },
    });
    expect(ended.previous).toEqual([digestOf((inState() ?? "").split("\n")[0])]);
    expect(place.manifest().register).toEqual({
      file: null,
      number: 1,
      previous: [],
      counts: { success: 1, failed: 0, cancelled: 0, interrupted: 0 },
      same_data_elsewhere: 0,
      frozen: null,
      operator: { account: "analyst", name: null, email: null },
    });
  });
  it("of regulatory mode makes the register, with all that this machine knows", async () => {
    await compiled();
    await compiled({ seed: "5" });
    await strictly();
    expect(events(place.read(beside))).toEqual(["started", "ended", "started", "ended", "started", "ended"]);
    expect(place.read(beside)).toBe(inState());
    expect(place.manifest().register).toMatchObject({
      file: beside,
      number: 3,
      counts: { success: 2, failed: 1, cancelled: 0, interrupted: 0 },
    });
    expect(place.read("runs/latest/report/index.html")).toMatch(/Run <[^>]*>3<.*of this protocol.*successful.*failed/);
  });
  it("of research is entered beside the document once a register stands there", async () => {
    await strictly();
    place.write("protocol.md", research);
    await compiled();
    expect(events(place.read(beside))).toHaveLength(4);
    expect(place.manifest().register).toMatchObject({ file: beside, number: 2 });
  });
  it("that only checks another is not entered, and says nothing of a register", async () => {
    await compiled({ register: false });
    expect(inState()).toBeNull();
    expect(place.manifest().register).toBeUndefined();
  });
  it("has the content digest it has without", async () => {
    await compiled();
    const { content_digest } = place.manifest();
    await compiled();
    expect(place.manifest()).toMatchObject({ content_digest, register: { number: 2 } });
  });
  it("on data that a run of another document used says so", async () => {
    place.write("other.md", research);
    await compiled({ documents: ["other.md"] });
    await compiled({ documents: ["other.md"] });
    await compiled();
    expect(place.manifest().register?.same_data_elsewhere).toBe(2);
  });
  it("that was cancelled is entered as that", async () => {
    const { exitCode } = await place.compile({}, {}, undefined, { signal: AbortSignal.abort(143) });
    expect(exitCode).toBe(143);
    // It was heard before anything began.
    expect(inState()).toBeNull();
    const signal = new AbortController();
    const draw: Parameters<Place["compile"]>[3] = {
      signal: signal.signal,
      workers: async () => {
        signal.abort(143);
        throw new Error("gone");
      },
    };
    await place.compile({}, {}, undefined, draw);
    expect(linesOf(inState() ?? "").map((line) => ("exit_code" in line ? line.exit_code : line.event))).toEqual([
      "started",
      9,
    ]);
  });
});

describe("what was asked", () => {
  const askedAt = (i: number) => (linesOf(inState() ?? "")[i] as { asked: unknown }).asked;
  it("is what was written or typed: no default, no path, the digests of files", async () => {
    await compiled({ seed: "5" });
    expect(askedAt(0)).toEqual({
      protocol: { sha256: digestOf(research), version: "0" },
      seed: 5,
      overrides: { seed: 5 },
      inputs: { small: digestOf(smallCsv()) },
      policy: {},
      excluded: { samples: 0, sha256: digestOf("[]") },
      blocks: {
        data: {
          kind: "data",
          input: "small",
          id: "id",
          sample: "sample",
          batch: "batch",
          label: "class",
          target: "y",
          unit: "g",
          axis: { unit: "nm", technique: "NIR", range: [900, 1200] },
          positive: "b",
          upstream: "none",
        },
        prep: { kind: "preprocess", steps: [{ savgol: { window: 7, order: 2, deriv: 1 } }, "snv"] },
        plsda: { kind: "model", estimator: { "pls-da": { components: 2 } } },
      },
    });
  });
  it("stands once: an older line that holds the same is named by its digest", async () => {
    await compiled();
    await compiled();
    await compiled({ seed: "5" });
    const [first, , second, , third] = linesOf(inState() ?? "").map((line) => ("asked" in line ? line.asked : null));
    expect(second).toBe(digestOfJson(first));
    expect(third).toMatchObject({ seed: 5 });
  });
  it("is the value that a parameter stands for", async () => {
    const components = (text: string) => text.replace("components: 2", "components: = params.lv");
    place.write("protocol.md", components(smallProtocol({ data, frontMatter: "params: {lv: 3}\n" })));
    await compiled();
    expect(askedAt(0)).toMatchObject({ blocks: { plsda: { estimator: { "pls-da": { components: 3 } } } } });
  });
  it("names a long list by its digest, and counts the samples that are left out", async () => {
    const names = Array.from({ length: 12 }, (_, i) => `m${i + 1}`);
    const reason = "a reason that is told at length, as reasons are ".repeat(5);
    const exclude = `exclude:\n${names.map((sample) => `  - {sample: ${sample}, reason: "${reason}"}\n`).join("")}`;
    place.write("protocol.md", smallProtocol({ data: `${data}${exclude}` }));
    await compiled();
    expect(askedAt(0)).toMatchObject({
      excluded: { samples: 12, sha256: digestOf(JSON.stringify([...names].sort())) },
      blocks: { data: { exclude: expect.stringMatching(/^sha256:/) } },
    });
  });
});

describe("a register with a gap", () => {
  it("of a line that this machine knows stops a regulatory run before its first block", async () => {
    await strictly();
    const [first, ...rest] = place.read(beside).split("\n");
    place.write(beside, rest.join("\n"));
    const { codes, error } = await strictly(9);
    expect(codes).toEqual(["FS9603"]);
    expect(error().code).toBe("FS9603");
    expect(place.read(beside)).toBe(rest.join("\n"));
    expect(await place.type(["register", "check", "protocol.md"])).toMatchObject({ status: 9 });
    expect(await place.type(["register", "restore", "protocol.md"])).toMatchObject({
      status: 0,
      out: `1 line added to ${beside}: commit it\n`,
    });
    expect(place.read(beside)).toContain(first);
    await strictly();
    expect(place.manifest().register).toMatchObject({ number: 2, counts: { failed: 2 } });
  });
  it("that is gone stops it too, where a regulatory run had made it", async () => {
    await strictly();
    place.disk.remove(resolve(place.folder, beside));
    expect((await strictly(9)).codes).toEqual(["FS9603"]);
    await place.type(["register", "restore", "protocol.md"]);
    expect(events(place.read(beside))).toEqual(["started", "ended"]);
  });
  it("of a line that nobody knows stops it, and names what the lines follow", async () => {
    await strictly();
    await strictly();
    const lines = place.read(beside).split("\n");
    const without = [lines[0], ...lines.slice(2)].join("\n");
    place.write(beside, without);
    for (const { name } of place.disk.list(state))
      if (name.endsWith(".jsonl")) place.disk.write(resolve(state, name), without);
    const { codes, error } = await strictly(9);
    expect(codes).toEqual(["FS9602"]);
    expect(error().recommendations[0]).toContain(digestOf(lines[1]));
  });
  it("is a warning of a research run, which is entered all the same", async () => {
    await strictly();
    place.write(beside, place.read(beside).split("\n").slice(1).join("\n"));
    place.write("protocol.md", research);
    expect(await compiled()).toEqual({ exitCode: 0, codes: ["FS9602", "FS9603"].slice(1) });
    expect(events(place.read(beside))).toEqual(["ended", "started", "ended"]);
  });
  it("is none where a line was cut off while it was written", async () => {
    await strictly();
    place.write(beside, `${place.read(beside)}{"asked":{"blo`);
    await strictly();
    expect(place.manifest().register?.number).toBe(2);
    expect(await place.type(["register", "check", "protocol.md"])).toMatchObject({
      status: 0,
      out: `${beside}: 4 lines, 2 runs, none missing\n`,
      err: expect.stringContaining("FS9604"),
    });
  });
});

describe("a run without an end", () => {
  const killed = async () => {
    await compiled();
    const [name] = place.disk.list(state).filter(({ kind }) => kind === "file");
    const [started] = (inState() ?? "").split("\n");
    place.disk.write(resolve(state, name.name), `${started}\n`);
    return (JSON.parse(started) as { run: string }).run;
  };
  it("is closed as interrupted by the next", async () => {
    const run = await killed();
    await compiled();
    expect(linesOf(inState() ?? "")[1]).toMatchObject({ event: "interrupted", run });
    expect(place.manifest().register).toMatchObject({ number: 2, counts: { success: 1, interrupted: 1 } });
  });
  it("is left alone while its process lives", async () => {
    const run = await killed();
    place.disk.write(resolve(state, `running/${run}.json`), JSON.stringify(self()));
    await compiled();
    expect(events(inState() ?? "")).toEqual(["started", "started", "ended"]);
    expect(place.manifest().register).toMatchObject({ number: 2, counts: { success: 1, interrupted: 0 } });
  });
});

describe("a register that cannot be kept", () => {
  const beyond = new Uint8Array(runLimits.registerBytes + 1).fill(0x20);
  it.each<[string, (at: (path: string) => string) => void, number, string]>([
    ["is a link", (at) => place.disk.symbolicLink("protocol.md", at(beside)), 9, "FS9501"],
    ["is a folder", (at) => place.disk.makeFolder(at(beside)), 9, "FS9601"],
    ["is beyond the limit", (at) => place.disk.write(at(beside), beyond), 9, "FS9130"],
    ["has no place in the state folder", () => place.disk.write(state, "a file"), 9, "FS9601"],
  ])("since it %s stops a regulatory run", async (_, prepared, exit, code) => {
    prepared((path) => resolve(place.folder, path));
    expect((await strictly(exit)).codes).toEqual([code]);
  });
  it("since its place is taken is a warning of a research run, which says nothing of a register", async () => {
    place.disk.write(state, "a file");
    expect(await compiled()).toEqual({ exitCode: 0, codes: ["FS9601"] });
    expect(place.manifest().register).toBeUndefined();
  });
});

describe("foodspec", () => {
  it("clean touches no register", async () => {
    await strictly();
    const before = place.read(beside);
    await place.type(["clean"]);
    expect([place.read(beside), inState()]).toEqual([before, before]);
  });
  it("register show lists every run, how it ended, in which mode and version, and who ran it", async () => {
    await compiled();
    await strictly();
    const { out } = await place.type(["register", "show", "protocol.md"]);
    expect(out.split("\n")[0]).toMatch(/^ +1 {2}\S+ {2}success +\S+ {2}research 0 {2}analyst$/);
    expect(out.split("\n")[1]).toMatch(/^ +2 {2}\S+ {2}failed +\S+ {2}regulatory 2 {2}analyst$/);
  });
  it("register says what it can do", async () => {
    const { status, err } = await place.type(["register", "shwo", "protocol.md"]);
    expect(status).toBe(2);
    expect(err).toContain("`shwo`: choose one of show, check, restore");
    expect(err).toContain("did you mean `show`");
    expect((await place.type(["register", "show", "gone.md"])).status).toBe(4);
  });
});

describe("compiles at the same time", () => {
  it("have numbers of their own, and no line is lost", async () => {
    const real = project({ "protocol.md": research, "small.csv": smallCsv() });
    try {
      const ends = await Promise.all(["a", "b", "c", "d"].map((outputDir) => real.compile({ outputDir })));
      expect(ends.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
      const numbers = ["a", "b", "c", "d"].map(
        (out) => JSON.parse(real.read(`${out}/latest/manifest.json`)).register.number as number,
      );
      expect(numbers.sort()).toEqual([1, 2, 3, 4]);
      const { out } = await real.type(["register", "check", "protocol.md"]);
      expect(out).toContain("8 lines, 4 runs, none missing");
    } finally {
      real.remove();
    }
  });
});
