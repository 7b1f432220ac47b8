/** Criteria that were frozen: when, before how many runs, and which were changed since; and what a run was asked otherwise. */
import { resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";
import { type ProtocolParts, smallCsv, smallProtocol } from "../../fixtures/small.ts";

const claims = "mode: regulatory\nclaims: {standard: S, use_case: U, limitations: [L]}\n";
const data = "positive: b\nupstream: none\n";
const document = (front = "", parts: ProtocolParts = {}) =>
  smallProtocol({ data, ...parts, frontMatter: `${claims}${front}` });
const beside = "protocol.md.register.jsonl";

let place: Place;
beforeEach(() => {
  place = inMemory({ "protocol.md": document("version: 1.0.0\n"), "small.csv": smallCsv() });
});
afterEach(() => place.remove());

const frozen = () => place.manifest().register?.frozen;
/** A regulatory run that ends with 7 for its few samples, which is quick. */
async function run(written: string, options = {}): Promise<void> {
  place.write("protocol.md", written);
  const { exitCode, documents } = await place.compile(options);
  expect(exitCode, JSON.stringify(documents[0].findings.map(({ message }) => message))).toBe(7);
}
const html = () => place.read("runs/latest/report/index.html");

describe("freezing", () => {
  it("makes the register, and needs no data", async () => {
    place.disk.remove(resolve(place.folder, "small.csv"));
    const { status, out } = await place.type(["freeze", "protocol.md"]);
    expect(status).toBe(0);
    expect(out).toMatch(/^frozen {2}[0-9a-f]{64} {2}protocol\.md\.register\.jsonl\n$/);
    expect(JSON.parse(place.read(beside))).toMatchObject({ event: "frozen", previous: [], token: null });
    expect((await place.type(["register", "show", "protocol.md"])).out).toMatch(/^ +- {2}\S+ {2}frozen\n$/);
  });
  it("is told of a run: before the first, and after how many", async () => {
    await place.type(["freeze", "protocol.md"]);
    await run(document("version: 1.0.0\n"));
    expect(frozen()).toMatchObject({ runs_before: 0, changed: [] });
    expect(html()).toContain("before the first run.");
    await place.type(["freeze", "protocol.md"]);
    await run(document("version: 1.0.0\n"));
    expect(frozen()).toMatchObject({ runs_before: 1, changed: [] });
  });
  const change = "version: 2.0.0\nchange: a trial of the criteria\n";
  const trust = "\n```foodspec trust\nconformal: {alpha: 0.05}\n```\n";
  it.each<[string, string, readonly string[]]>([
    ["a threshold", document(`${change}qc_policy: {min_accuracy: 0.75}\n`), ["policy.min_accuracy"]],
    ["the scheme", document(`${change}scheme: loso\n`), ["scheme"]],
    ["the approved models", document(`${change}approved_models: [pls-da]\n`), ["approved_models"]],
    ["what trust promises", document(change, { more: trust }), ["blocks.trust"]],
    ["no criterion: the seed and a step", document(`${change}seed: 3\n`, { steps: "  - snv\n" }), []],
  ])("is held against what is asked later: %s", async (_, written, changed) => {
    await place.type(["freeze", "protocol.md"]);
    await run(written);
    expect(frozen()?.changed).toEqual(changed);
  });
  it("is refused for a document that is wrong, and where the register has a gap", async () => {
    await place.type(["freeze", "protocol.md"]);
    place.disk.remove(resolve(place.folder, beside));
    expect(await place.type(["freeze", "protocol.md"])).toMatchObject({
      status: 9,
      err: expect.stringContaining("FS9603"),
    });
    place.write("protocol.md", document("scheme: none\n"));
    expect((await place.type(["freeze", "protocol.md"])).status).toBe(4);
  });
});

describe("the section on changes", () => {
  it("is there from the second regulatory run on, and says field by field what is asked otherwise, and why", {
    tags: "slow",
  }, async () => {
    await run(document("version: 1.0.0\n"));
    expect(html()).not.toContain("Changes since the previous run");
    await run(document("version: 1.0.0\n"));
    expect(html()).toContain("Nothing was asked otherwise");
    await run(
      document("version: 1.1.0\nseed: 3\nchange: M one is an outlier of the balance\n", {
        data: `${data}exclude: [{sample: m1, reason: outlier}]\n`,
      }),
      { scheme: "loso", reason: "as the auditor asked" },
    );
    const text = html()
      .replaceAll(/<[^>]*>/g, "|")
      .replaceAll(/\|+/g, "|");
    expect(text).toMatch(/\|seed\|not said\|3\|/);
    expect(text).toMatch(/\|version\|1\.0\.0\|1\.1\.0\|/);
    expect(text).toMatch(/\|scheme\|not said\|loso\|/);
    expect(text).toContain("M one is an outlier of the balance");
    expect(text).toContain("as the auditor asked");
    expect(text).toContain("Samples that the protocol excludes: m1.|Excluded since: m1.");
    await run(document("version: 1.2.0\nchange: the balance was mended\n"));
    expect(html()).toContain("No longer excluded: m1.");
  });
  it("is left out with all circumstances, and in other modes", { tags: "slow" }, async () => {
    await run(document("version: 1.0.0\n"));
    await place.compile({}, { SOURCE_DATE_EPOCH: "1700000000" });
    expect(html()).not.toContain("Changes since");
    expect(html()).toContain("Reproducible print: circumstances and register are left out.");
    place.write("protocol.md", smallProtocol({ data }));
    await place.compile();
    expect(html()).not.toMatch(/Changes since|of this protocol:/);
  });
});
