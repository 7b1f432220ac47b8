/**
 * Hostile files beside a document: refused by their size, before they are read.
 *
 * @module-tag slow
 */
import { describe, expect, it } from "vitest";
import { runLimits } from "../../schemas/limits.ts";
import { inMemory } from "../fixtures/in-memory.ts";
import { smallCsv, smallProtocol } from "../fixtures/small.ts";

/** Codes of files; the few spectra are told of too, as advice. */
const ofFiles = (findings: readonly { readonly code: string }[]): readonly string[] =>
  findings.map(({ code }) => code).filter((code) => code.startsWith("FS9"));

describe("a lock file", () => {
  it("is not read beyond its limit", async () => {
    const place = inMemory({
      "protocol.md": smallProtocol(),
      "small.csv": smallCsv(),
      "protocol.md.lock.yaml": new Uint8Array(runLimits.lockBytes + 1).fill(0x61),
    });
    const { exitCode, documents } = await place.compile();
    expect(ofFiles(documents[0].findings)).toEqual(["FS9130"]);
    expect(exitCode).toBe(9);
    place.write("protocol.md.lock.yaml", new Uint8Array(runLimits.lockBytes).fill(0x61));
    expect(ofFiles((await place.compile()).documents[0].findings)).toEqual(["FS9013"]);
  });
});

describe("a document", () => {
  it("is not read beyond its limit", async () => {
    const place = inMemory({ "protocol.md": new Uint8Array(1_048_577).fill(0x61) });
    const { exitCode, documents } = await place.compile();
    expect(documents[0].findings.map(({ code, facts }) => [code, facts.size])).toEqual([["FS2001", 1_048_577]]);
    expect(exitCode).toBe(4);
  });
});

describe("names that look alike, or are spelt in two ways", () => {
  const regulatory = (csv: string) =>
    inMemory({
      "protocol.md": smallProtocol({
        frontMatter: "mode: regulatory\nclaims: {standard: none, use_case: trial, limitations: [few]}\n",
        data: "upstream: none\n",
        csv,
      }).replace("target: y\nunit: g\n", ""),
      "small.csv": csv,
    });
  it.each([
    ["FS3062", "m1", "M1"],
    ["FS3063", "m\u00e91", "me\u03011"],
  ])("end a regulatory run with 3 (%s)", async (code, first, second) => {
    const csv = smallCsv().replace("s1,m1,", `s1,${first},`).replace("s3,m3,", `s3,${second},`);
    const { exitCode, documents } = await regulatory(csv).compile();
    const said = documents[0].findings.find((one) => one.code === code);
    expect(said?.severity, JSON.stringify(documents[0].findings)).toBe("error");
    expect(exitCode).toBe(3);
  });
});
