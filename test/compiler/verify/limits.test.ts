/** Limits of a run folder: one at them is opened, one beyond is refused before a file of it is read. */
import { describe, expect, it } from "vitest";
import type { Entry } from "../../../compiler/store/disk.ts";
import { memoryDisk } from "../../../compiler/store/memory-disk.ts";
import { openRun } from "../../../compiler/verify/open-run.ts";
import { runLimits } from "../../../schemas/limits.ts";

/** A folder of files by name and size; nothing of it can be read. */
function opened(sizes: { readonly [name: string]: number }, more: readonly Entry[] = []): string {
  const disk = memoryDisk();
  disk.makeFolder("/run");
  const entries = Object.keys(sizes).map((name): Entry => ({ name, kind: "file" }));
  const run = openRun(
    {
      ...disk,
      list: (folder) => (folder.endsWith("inner") ? [] : [...entries, ...more]),
      open: (path) => ({
        kind: "file",
        size: sizes[path.slice(path.lastIndexOf("/") + 1)] ?? 0,
        isShared: false,
        place: () => path,
        read: () => {
          throw new Error("read");
        },
        head: () => {
          throw new Error("read");
        },
        pieces: () => {
          throw new Error("read");
        },
        close: () => undefined,
      }),
    },
    "run",
    "/run",
  );
  return "code" in run ? `${run.code} ${run.exit} ${run.facts.path} ${run.facts.found} ${run.facts.limit}` : "opened";
}

describe("a run folder", () => {
  const { jsonBytes, fileBytes, files } = runLimits;
  it.each([
    ["a.json", jsonBytes],
    ["run.jsonl", jsonBytes],
    ["run.log", jsonBytes],
    ["X.npy", fileBytes],
  ])("may hold %s of %i bytes and no more", (name, limit) => {
    expect(opened({ [name]: limit })).toBe("opened");
    expect(opened({ [name]: limit + 1 })).toBe(`FS9130 9 ${name} ${limit + 1} ${limit}`);
  });
  it("may hold so many files and no more, links and pipes counted, folders not", () => {
    const links = (count: number) => Array.from({ length: count }, (_, i): Entry => ({ name: `l${i}`, kind: "link" }));
    const folder: Entry = { name: "inner", kind: "folder" };
    expect(opened({ "a.json": 1 }, [folder, ...links(files - 1)])).toBe("opened");
    expect(opened({ "a.json": 1 }, [folder, ...links(files)])).toBe(`FS9130 9 run more than ${files} ${files}`);
  });
});
