/** Every file of an instrument that is there, and every Parquet file of the tests: inspected, made a document of, and checked. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { inMemory } from "../../fixtures/in-memory.ts";
import { haveInstruments, instrumentFile, instrumentFiles } from "../../fixtures/instruments.ts";

const fixtures = resolve(import.meta.dirname, "../../fixtures/parquet");
const formats = ["jcamp", "opus", "spa", "spc", "wdf"];
const files: readonly (readonly [string, () => Uint8Array])[] = [
  ...readdirSync(fixtures).map((name) => [name, () => new Uint8Array(readFileSync(join(fixtures, name)))] as const),
  ...(haveInstruments() ? formats.flatMap(instrumentFiles) : []).map(
    (path) => [path, () => instrumentFile(path).bytes] as const,
  ),
];

const codesIn = (err: string) => [...err.matchAll(/^error\[(FS\d+)\]/gm)].map(([, code]) => code);

describe("a file", () => {
  it.each(files)(
    "%s is refused with its code, or becomes a document of which check names what is open, twice the same",
    async (path, bytes) => {
      const name = basename(path);
      const place = inMemory({ [`../given/${name}`]: bytes() });
      try {
        const inspected = await place.type(["inspect", `../given/${name}`]);
        const made = await place.type(["init", "--from", `../given/${name}`, "--dir", "a"]);
        expect(inspected.status).toBe(made.status);
        if (made.status !== 0) {
          expect([made.status, codesIn(made.err)]).toEqual([3, codesIn(inspected.err)]);
          expect(codesIn(made.err)).toHaveLength(1);
          return;
        }
        expect((await place.type(["init", "--from", `../given/${name}`, "--dir", "b"])).status).toBe(0);
        expect(place.read("b/protocol.md")).toBe(place.read("a/protocol.md"));
        const open = [...place.read("a/protocol.md").matchAll(/^# choose: /gm)];
        const checked = await place.type(["check", "a/protocol.md"]);
        expect([checked.status, codesIn(checked.err)]).toEqual(
          open.length === 0 ? [0, []] : [4, open.map(() => "FS2072")],
        );
      } finally {
        place.remove();
      }
    },
  );
});
