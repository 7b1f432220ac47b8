/** One version of a regulatory document is one asking, and what differs from the run before is explained. */
import { resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";
import { type ProtocolParts, smallCsv, smallProtocol } from "../../fixtures/small.ts";

const claims = "mode: regulatory\nclaims: {standard: S, use_case: U, limitations: [L]}\n";
const data = "positive: b\nupstream: none\n";
const document = (front: string, parts: ProtocolParts = {}) =>
  smallProtocol({ data, ...parts, frontMatter: `${claims}${front}` });

let place: Place;
beforeEach(async () => {
  place = inMemory({ "protocol.md": document("version: 1.0.0\n"), "small.csv": smallCsv() });
  // Its 24 samples are too few for the data gate: it ends with 7, and that is quick.
  expect((await place.compile()).exitCode).toBe(7);
});
afterEach(() => place.remove());

/** Has the register say that the last run ended with 0. */
function succeed(): void {
  const state = resolve("/state/registers");
  const copies = place.disk.list(state).filter(({ kind }) => kind === "file");
  for (const path of [
    resolve(place.folder, "protocol.md.register.jsonl"),
    ...copies.map(({ name }) => resolve(state, name)),
  ])
    place.disk.write(
      path,
      new TextDecoder().decode(place.disk.read(path)).replace(/"exit_code":7(?=[^\n]*\n$)/, '"exit_code":0'),
    );
}

/** Codes of versions and changes, with what they say differs. */
async function asked(written: string, options = {}): Promise<readonly string[]> {
  place.write("protocol.md", written);
  const { documents, exitCode } = await place.compile(options);
  const found = documents[0].findings.filter(({ code }) => code === "FS2542" || code === "FS2543");
  expect(exitCode).toBe(found.length === 0 ? 7 : 4);
  return found.map(({ code, facts }) => `${code} ${(facts.fields as readonly string[]).join(" ")}`);
}

describe("a version with which a regulatory run ended with 0", () => {
  beforeEach(succeed);
  const why = "change: another seed is tried\n";
  it.each<[string, string, object, string]>([
    ["another seed", document(`version: 1.0.0\nseed: 3\n${why}`), {}, "seed"],
    [
      "a seed that is typed",
      document(`version: 1.0.0\n${why}`),
      { seed: "3", reason: "another is tried" },
      "overrides.seed seed",
    ],
    ["another scheme", document(`version: 1.0.0\nscheme: loso\n${why}`), {}, "scheme"],
    [
      "a looser threshold",
      document(`version: 1.0.0\nqc_policy: {min_accuracy: 0.75}\n${why}`),
      {},
      "policy.min_accuracy",
    ],
    [
      "another option of a block",
      document(`version: 1.0.0\n${why}`, { model: "estimator: {pls-da: {components: 3}}\n" }),
      {},
      "blocks.plsda.estimator",
    ],
    [
      "a sample less",
      document(`version: 1.0.0\n${why}`, { data: `${data}exclude: [{sample: m1, reason: outlier}]\n` }),
      {},
      "blocks.data.exclude excluded.samples excluded.sha256",
    ],
  ])("does not stand for %s", { tags: "slow" }, async (_, written, options, fields) =>
    expect(await asked(written, options)).toEqual([`FS2542 ${fields}`]),
  );
  it("does not stand for other data", async () => {
    place.write("small.csv", smallCsv().replace(/\n$/, "\n\n"));
    expect(await asked(document("version: 1.0.0\nchange: one line end more\n"))).toEqual(["FS2542 inputs.small"]);
  });
  it("stands for other prose, and for the same once more", async () => {
    expect(await asked(document("version: 1.0.0\n", { prose: "Other prose." }))).toEqual([]);
    expect(await asked(document("version: 1.0.0\n"))).toEqual([]);
  });
  it("is told by check, too, at its place", async () => {
    place.write("protocol.md", document(`version: 1.0.0\nseed: 3\n${why}`));
    const { status, err } = await place.type(["check", "protocol.md"]);
    expect(status).toBe(4);
    expect(err).toMatch(/error\[FS2542\][\s\S]*protocol\.md:7:10[\s\S]*raise `version`/);
  });
  it("is not looked at in research mode, nor of a run that only checks another", async () => {
    const loose = smallProtocol({ data, frontMatter: "version: 1.0.0\nseed: 3\n" });
    place.write("protocol.md", loose);
    expect((await place.compile()).exitCode).toBe(0);
    place.write("protocol.md", document("version: 1.0.0\nseed: 3\n"));
    expect((await place.compile({ register: false })).exitCode).toBe(7);
  });
});

describe("what differs from the regulatory run before", () => {
  const change = "change: the seed that the laboratory uses\n";
  it("is explained in the document, each time anew", async () => {
    expect(await asked(document("version: 1.1.0\nseed: 3\n"))).toEqual(["FS2543 seed version"]);
    expect(await asked(document(`version: 1.1.0\nseed: 3\n${change}`))).toEqual([]);
    expect(await asked(document(`version: 1.1.0\nseed: 3\n${change}`))).toEqual([]);
    expect(await asked(document(`version: 1.2.0\nseed: 4\n${change}`))).toEqual(["FS2543 seed version"]);
    expect(await asked(document("version: 1.2.0\nseed: 4\nchange: yet another of them\n"))).toEqual([]);
  });
  it("is explained where it is typed, where nothing but that differs", { tags: "slow" }, async () => {
    const written = document("version: 1.0.0\n");
    expect(await asked(written, { seed: "3", reason: "the seed of the ring trial" })).toEqual([]);
    expect(place.manifest().cli_overrides).toEqual([
      { key: "seed", original: 0, override: 3, reason: "the seed of the ring trial" },
    ]);
    // Nothing is typed now, and the last run had something typed: that it is gone may be said by `--reason`, too.
    expect(await asked(written, { reason: "as the document has it" })).toEqual([]);
    expect(await asked(document("version: 1.0.0\nseed: 9\n"), { reason: "a trial of nine" })).toEqual(["FS2543 seed"]);
  });
  it("says how much must be said", async () => {
    place.write("protocol.md", document("version: 1.1.0\nchange: seed\n"));
    expect((await place.compile()).exitCode).toBe(4);
    const { status, err } = await place.type(["compile", "protocol.md", "--reason", "seed"]);
    expect(status).toBe(2);
    expect(err).toContain("say it in 10 to 500 characters");
  });
});
