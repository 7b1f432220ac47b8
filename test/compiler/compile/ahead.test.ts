/** A large file is gone through before it is held: what is refused then is never read whole, and what is not is read once. */
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { inspectCommand } from "../../../compiler/cli/work/inspect.ts";
import { prepare } from "../../../compiler/compile/prepare.ts";
import type { Disk, OpenFile } from "../../../compiler/store/disk.ts";
import { dataLimits } from "../../../schemas/limits.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

let place: Place;
afterEach(() => place.remove());

const GiB = 1 << 30;

/** The disk, on which one file has so many bytes, begun by what it holds; how often it was read whole, and how many pieces were taken. */
function enlarged(disk: Disk, name: string, size: number, rest: Uint8Array) {
  const seen = { reads: 0, pieces: 0 };
  const open = (path: string): OpenFile => {
    const file = disk.open(path);
    if (!path.endsWith(name)) return file;
    return {
      ...file,
      size,
      read: (isForThreads) => {
        seen.reads += 1;
        return file.read(isForThreads);
      },
      *pieces() {
        let given = 0;
        for (const piece of file.pieces()) {
          given += piece.length;
          seen.pieces += 1;
          yield piece;
        }
        for (; rest.length > 0 && given < size; given += rest.length) {
          seen.pieces += 1;
          yield rest;
        }
      },
    };
  };
  return { seen, disk: { ...disk, open } };
}

/** What is said of a document whose table goes on so, and what was read of the table. */
async function told(rest: Uint8Array, size = GiB, looking?: "headers") {
  place = inMemory({ "protocol.md": smallProtocol(), "small.csv": smallCsv() });
  const { seen, disk } = enlarged(place.disk, "small.csv", size, rest);
  const world = { ...place.world(), disk };
  const { findings } = await prepare("protocol.md", { documents: ["protocol.md"] }, world, looking);
  const said = findings
    .filter(({ severity }) => severity === "error")
    .map(({ code, position, facts }) => [code, position?.file, facts.things]);
  return { said, ...seen };
}

const repeated = (line: string) => Buffer.from(line.repeat(Math.ceil((1 << 20) / line.length)));

describe("a table of 1 GiB", () => {
  it.each<[string, Uint8Array, string]>([
    ["of too many rows", repeated("a,1,2,3\n"), "rows"],
    ["of too many values", repeated(`a${",1".repeat(1500)}\n`), "values"],
    ["with a line of too many columns", Buffer.from(`x${",1".repeat(300_000)}\n`), "columns"],
    ["with a cell of a gigabyte", Buffer.alloc(1 << 20, "1"), "bytes in one cell"],
  ])("%s is refused, and never held", async (_, rest, things) => {
    const { said, reads, pieces } = await told(rest);
    expect({ said, reads }).toEqual({ said: [["FS3140", "small.csv", things]], reads: 0 });
    expect(pieces).toBeLessThan(200);
  });

  it("that may be read is gone through once and read once", async () => {
    const { said, reads, pieces } = await told(Buffer.alloc(1 << 24, "# a comment\n"), 1 << 27);
    expect({ said, reads }).toEqual({ said: [], reads: 1 });
    expect(pieces).toBeGreaterThan(6);
  });

  it("of which only headers are asked for is not gone through", async () => {
    expect(await told(repeated("a,1,2,3\n"), GiB, "headers")).toMatchObject({ reads: 0, pieces: 0 });
  });
});

describe("a smaller file", () => {
  it("is read without a look", async () => {
    expect(await told(new Uint8Array(), (1 << 26) - 1)).toMatchObject({ said: [], reads: 1, pieces: 0 });
  });
});

describe("what gzip packed", () => {
  const { fileBytes } = dataLimits;
  const bomb = (text: string, members: number) =>
    Buffer.concat(Array<Buffer>(members).fill(gzipSync(Buffer.alloc(1 << 26, text), { level: 1 })));
  const inspected = async (packed: Uint8Array) => {
    place = inMemory({ "t.csv.gz": packed });
    const { disk, seen } = enlarged(place.disk, "t.csv.gz", packed.length, new Uint8Array());
    const lines: string[] = [];
    const world = { ...place.world(), disk, out: () => undefined, err: (text: string) => void lines.push(text) };
    const code = await inspectCommand(["t.csv.gz"], {}, "text", world);
    return { code, said: lines.join("").split("\n")[0], reads: seen.reads };
  };
  it("is unpacked piece by piece: a bomb is refused by what it holds, and never held", async () => {
    expect(await inspected(bomb("1,2,3,4\n", 2))).toEqual({
      code: 3,
      said: "error[FS3140]: `t.csv.gz` has more than 1000000 rows; at most 1000000 are read",
      reads: 0,
    });
  });
  it("and is no text has the room of such formats", { tags: "slow" }, async () => {
    expect(await inspected(bomb("\0", 1 + fileBytes / (1 << 26)))).toMatchObject({
      code: 3,
      said: expect.stringContaining("bytes in a form that is no delimited text once unpacked"),
      reads: 0,
    });
  });
  it("and breaks off is refused as any other, by the reader", async () => {
    const whole = gzipSync(
      Buffer.from(Array.from({ length: 400_000 }, (_, i) => `${(i * 7919) % 100_003}\n`).join("")),
    );
    expect(whole.length).toBeGreaterThan(1 << 18);
    const { code, said } = await inspected(whole.subarray(0, whole.length - 1000));
    expect([code, said.slice(0, 13)]).toEqual([3, "error[FS3120]"]);
  });
});
