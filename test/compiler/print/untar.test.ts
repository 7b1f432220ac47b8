import { describe, expect, it } from "vitest";
import { untar } from "../../../compiler/print/untar.ts";

interface Entry {
  readonly path: string;
  readonly text?: string;
  readonly type?: string;
  readonly prefix?: string;
}

/** An archive as POSIX.1-1988 has it. */
function tar(entries: readonly Entry[]): Uint8Array {
  const parts = entries.flatMap(({ path, text = "", type = "0", prefix = "" }) => {
    const header = Buffer.alloc(512);
    const bytes = Buffer.from(text);
    header.write(path, 0);
    header.write("0000644\0", 100);
    header.write(`${bytes.length.toString(8).padStart(11, "0")}\0`, 124);
    header.write(type, 156);
    header.write("ustar\0", 257);
    header.write(prefix, 345);
    header.write("        ", 148);
    const sum = header.reduce((all, byte) => all + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

const read = (archive: Uint8Array) => untar(archive).map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]);

describe("untar", () => {
  it("gives files with their bytes, in the archive's order", () => {
    const long = "x".repeat(513);
    expect(read(tar([{ path: "lib/b.so", text: long }, { path: "a", text: "one" }, { path: "empty" }]))).toEqual([
      ["lib/b.so", long],
      ["a", "one"],
      ["empty", ""],
    ]);
  });
  it("joins long paths from their two fields", () =>
    expect(read(tar([{ path: "c.txt", prefix: "a/b", text: "x" }]))).toEqual([["a/b/c.txt", "x"]]));
  it.each([
    ["folders", "5"],
    ["symbolic links", "2"],
    ["hard links", "1"],
    ["devices", "3"],
  ])("leaves out %s", (_, type) =>
    expect(
      read(
        tar([
          { path: "it", type },
          { path: "a", text: "1" },
        ]),
      ),
    ).toEqual([["a", "1"]]),
  );
  it.each(["../out", "/etc/passwd", "a/../../out"])("refuses the path %s, which would leave the folder", (path) =>
    expect(() => untar(tar([{ path, text: "x" }]))).toThrow(/reaches out/),
  );
  it("refuses a header whose bytes are not what its sum says", () => {
    const archive = tar([{ path: "a", text: "one" }]);
    archive[0] ^= 1;
    expect(() => untar(archive)).toThrow(/damaged/);
  });
  it("refuses an archive that was cut off", () =>
    expect(() => untar(tar([{ path: "a", text: "x".repeat(600) }]).subarray(0, 1024))).toThrow(/too early/));
});
