/** Hostile documents are told a code each, in the time an honest one takes, and leave nothing behind. */
import { describe, expect, it } from "vitest";
import { checkCommand } from "../../compiler/cli/work/check.ts";
import { inMemory } from "../fixtures/in-memory.ts";
import { hostileDocuments } from "./documents.ts";

const place = inMemory({});

describe("a hostile document", () => {
  it.each(hostileDocuments)("that tries $tries is told so", async ({ make, codes }) => {
    place.write("protocol.md", make(12_000));
    const { status, out } = await place.say((world) => checkCommand({ documents: ["protocol.md"] }, "json", world));
    const said = out.split("\n").flatMap((line) => (line === "" ? [] : [(JSON.parse(line) as { code: string }).code]));
    expect(said).toEqual(expect.arrayContaining([...codes]));
    expect(said).not.toContain("FS0001");
    expect([0, 3, 4]).toContain(status);
    expect(said.length).toBeLessThan(1_100);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
