/** RUN: a run is named by its folder, its protocol, digits of its content digest, or `latest`; what has no results is never the latest. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runAddress, runsOfDocument } from "../../../compiler/compile/run-address.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { replaced } from "./refused.ts";

const document = smallProtocol();
let place: Place;
let first: string;
let second: string;
beforeAll(async () => {
  place = inMemory({ "protocol.md": document, "small.csv": smallCsv() });
  first = (await place.compile()).documents[0].runId ?? "";
  place.write("protocol.md", replaced(document, "components: 2", "components: 1"));
  second = (await place.compile({}, {}, undefined, { now: () => 1_767_225_700_000 })).documents[0].runId ?? "";
});
afterAll(() => place.remove());
const at = (typed: string) => {
  const found = runAddress(typed, place.world());
  return typeof found === "string" ? found.replace(`${place.folder}/`, "") : `${found.code} ${found.exit}`;
};
const digestOf = (run: string) => String(place.manifest(run).content_digest).replace("sha256:", "");

describe("a run is named by", () => {
  it("its folder", () => expect(at(`runs/${first}`)).toBe(`runs/${first}`));
  it("its protocol: the newest", () => expect(at("protocol.md")).toBe(`runs/${second}`));
  it("its protocol, and never one that lies beside it", async () => {
    const both = inMemory({ "first.md": document, "second.md": `${document}\n`, "small.csv": smallCsv() });
    const [{ runId }] = (await both.compile({ documents: ["first.md"] })).documents;
    expect(runAddress("first.md", both.world())).toBe(`${both.folder}/runs/${runId}`);
    expect(runAddress("second.md", both.world())).toMatchObject({ code: "FS1152", exit: 2 });
    const shown = async (doc: string) => (await both.type(["runs", doc])).out.split("\n").filter((line) => line !== "");
    expect([await shown("first.md"), await shown("second.md"), await shown(".")]).toEqual([
      [expect.stringContaining(`runs/${runId}`)],
      [],
      [expect.stringContaining(`runs/${runId}`)],
    ]);
    both.remove();
  });
  it.each([
    [
      "the millisecond at which each began",
      (i: number) => `2026-01-01T00:00:00.${900 - i}Z`,
      ["cccccc", "bbbbbb", "aaaaaa"],
    ],
    [
      "what `latest` says where the clock stands still",
      () => "2026-01-01T00:00:00.000Z",
      ["aaaaaa", "cccccc", "bbbbbb"],
    ],
  ])("its protocol: of runs that began in one second, the newest by %s", async (_, timestamp, order) => {
    const runs = ["aaaaaa", "bbbbbb", "cccccc"].map((hex) => `20260101_000000_${hex}`);
    const tied = inMemory({
      "protocol.md": document,
      "runs/latest.txt": `${runs[1]}\n`,
      ...Object.fromEntries(
        runs.flatMap((run, i) => [
          [`runs/${run}/manifest.json`, JSON.stringify({ protocol_file: "protocol.md", timestamp: timestamp(i) })],
          [`runs/${run}/report/index.html`, ""],
        ]),
      ),
    });
    expect(runsOfDocument(tied.disk, `${tied.folder}/protocol.md`).map(({ runId }) => runId.slice(16))).toEqual(order);
    tied.remove();
  });
  it("`latest`", () => expect(at("latest")).toBe(`runs/${second}`));
  it.each([4, 6, 12, 64])("%i digits of its content digest", (digits) => {
    expect(at(digestOf(first).slice(0, digits))).toBe(`runs/${first}`);
  });
  it("no fewer than four digits, and no digest that is not there", () => {
    expect([at(digestOf(first).slice(0, 3)), at("ffff0000ffff")]).toEqual(["FS1152 2", "FS1152 2"]);
  });
  it("latest.txt, where there are no links", () => {
    const copy = inMemory({ "runs/latest.txt": `${first}\n`, [`runs/${first}/manifest.json`]: "{}" });
    expect(runAddress("runs/latest", copy.world())).toBe(`${copy.folder}/runs/${first}`);
    copy.remove();
  });
  it("digits that begin several digests: each is listed", () => {
    const manifest = (more: string) => JSON.stringify({ content_digest: `sha256:abcdef${more}` });
    const several = inMemory({
      "runs/20260101_000000_abcdef/manifest.json": manifest("0"),
      "runs/20260101_000000_abcdef/report/index.html": "",
      "runs/20260102_000000_abcdef/manifest.json": manifest("1"),
      "runs/20260102_000000_abcdef/report/index.html": "",
    });
    expect(runAddress("abcd", several.world())).toMatchObject({
      code: "FS1155",
      exit: 2,
      message: expect.stringContaining("`runs/20260101_000000_abcdef` and `runs/20260102_000000_abcdef`"),
    });
    expect(runAddress("abcdef1", several.world())).toContain("20260102");
    several.remove();
  });
});

describe("commands that take a run", () => {
  it.each(["latest", "protocol.md"])("take %s", async (run) => {
    expect((await place.type(["verify", run])).out).toContain(`verified  ${second}`);
    expect((await place.type(["open", run, "--print"])).out).toBe(`runs/${second}/report/index.html\n`);
  });
});

describe("a document that fails its check", () => {
  it("leaves a page that says so, no manifest, and `latest` where it was", async () => {
    place.write("bad.md", replaced(document, "  - snv", "  - svn"));
    const [{ runId, exitCode }] = (await place.compile({ documents: ["bad.md"] })).documents;
    expect(exitCode).toBe(4);
    const html = place.read(`runs/${runId}/report/index.html`);
    expect(html).toContain("<title>NOT RUN: ");
    expect(html).toContain("FS2108");
    expect(html).not.toContain("<script");
    expect(place.names(`runs/${runId}`)).not.toContain("manifest.json");
    expect(at("latest")).toBe(`runs/${second}`);
    expect(place.names("runs/latest")).toContain("manifest.json");
  });
  it.each([
    ["without front matter", "# Title\n", 4],
    ["in another encoding", new Uint8Array([0x2d, 0xe9, 0x20]), 4],
  ])("and is no protocol (%s) leaves no folder", async (_, content, code) => {
    const before = place.names("runs").filter((name) => !name.includes("/"));
    place.write("none.md", content);
    const [one] = (await place.compile({ documents: ["none.md"] })).documents;
    expect([one.exitCode, one.folder]).toEqual([code, null]);
    expect(place.names("runs").filter((name) => !name.includes("/"))).toEqual(before);
  });
});

describe("runs", () => {
  it("lists run folders with how they ended, and those that are asked for", async () => {
    const json = async (...words: readonly string[]) =>
      (await place.type(["runs", "--format", "json", ...words])).out
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line));
    const all = await json();
    expect(all.filter(({ status }) => status === "success")).toHaveLength(2);
    expect(all.find(({ run }) => run === `runs/${first}`)).toMatchObject({
      ...{ status: "success", exit_code: 0, mode: "research", model: "pls-da", document: "protocol.md" },
    });
    expect(all.at(-1).run).toBe(`runs/${second}`);
    expect((await json("--status", "not_run")).every(({ exit_code }) => exit_code === 4)).toBe(true);
    expect(await json("--mode", "monitoring")).toEqual([]);
    expect(await json("--since", "2999-01-01")).toEqual([]);
  });
});

describe("clean --runs", () => {
  it("asks which are old", async () => {
    const { status, err } = await place.type(["clean", "--runs"]);
    expect([status, err.includes("--older 30d")]).toEqual([2, true]);
  });
  it("says with --dry-run what it would remove, and never the latest or one with .keep", async () => {
    place.write(`runs/${first}/.keep`, "");
    place.write("runs/20200101_000000_abcdef/error.json", "{}");
    const dry = await place.type(["clean", "--runs", "--keep", "1", "--dry-run"]);
    expect(dry.out).not.toContain(first);
    expect(dry.out).not.toContain(second);
    expect(dry.out).toContain("would remove  runs/20200101_000000_abcdef");
    await place.type(["clean", "--runs", "--keep", "1"]);
    expect(at("latest")).toBe(`runs/${second}`);
    expect(at(`runs/${first}`)).toBe(`runs/${first}`);
    expect((await place.type(["clean", "--runs", "--keep", "1"])).out).toBe("no run folder is to be removed\n");
  });
});

describe("the words of the command line", () => {
  it("`help COMMAND` is `COMMAND --help`, `-V` is `--version`", async () => {
    expect((await place.type(["help", "check"])).out).toBe((await place.type(["check", "--help"])).out);
    expect((await place.type(["-V"])).out).toBe((await place.type(["--version"])).out);
  });
  it.each([
    [["ver"], ["verify"]],
    [["compile", "--sch"], ["--scheme"]],
    [
      ["compile", "--scheme", "lo"],
      ["lobo", "loso"],
    ],
    [["check", "prot"], ["protocol.md"]],
    [["verify", "lat"], ["latest"]],
    [["why", "protocol.md", "pre"], ["prep"]],
    [["explain", "FS210"], expect.arrayContaining(["FS2107"])],
    [["nothing", "like", "that"], []],
  ])("%j is completed", async (words, expected) => {
    const { status, out } = await place.type(["__complete", "--", ...words]);
    expect(status).toBe(0);
    expect(out.split("\n").filter((line) => line !== "")).toEqual(expected);
  });
  it("compile says on standard error what the primary model came to", async () => {
    const { err } = await place.type(["compile", "protocol.md"]);
    expect(err).toMatch(/^plsda: accuracy [\d.]+ %(?: \(95 % interval [\d.]+ % to [\d.]+ %\))?, n = \d+$/m);
  });
});
