/** Disks: the machine's and the one in memory do the same, whatever is asked of them. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Disk, namesIn, readText } from "../../../compiler/store/disk.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { memoryDisk } from "../../../compiler/store/memory-disk.ts";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "foodspec-disk-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What came of it: a value, or the code of the file system. */
function outcome(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  }
}

const at = (path: string) => join(folder, path);
const all = (disk: Disk, path: string): readonly string[] =>
  disk
    .list(path)
    .flatMap(({ name, kind }) => [
      `${join(path, name).slice(folder.length + 1)} ${kind}`,
      ...(kind === "folder" ? all(disk, join(path, name)) : []),
    ])
    .sort();

/** What a handle says of itself. */
function opened(disk: Disk, path: string): unknown {
  const file = disk.open(at(path));
  const said = [file.kind, file.place().slice(folder.length), outcome(() => new TextDecoder().decode(file.read()))];
  file.close();
  return file.kind === "file" ? [...said, file.size] : said;
}

/** What is done, in words, and on a disk with a file, a folder with a file in it, and links to each and to nothing. */
const deeds: { readonly [what: string]: (disk: Disk) => unknown } = {
  "reads a file": (disk) => readText(disk, at("a.txt")),
  "reads through a link": (disk) => readText(disk, at("to-a")),
  "reads through a linked folder": (disk) => readText(disk, at("to-f/b.txt")),
  "reads what is not there": (disk) => disk.read(at("nowhere")),
  "reads a folder": (disk) => disk.read(at("f")),
  "reads below a file": (disk) => disk.read(at("a.txt/b")),
  "reads a link to nothing": (disk) => disk.read(at("to-nothing")),
  "reads links in a circle": (disk) => disk.read(at("round")),
  "opens a file": (disk) => opened(disk, "a.txt"),
  "opens through a link": (disk) => opened(disk, "to-a"),
  "opens through a linked folder": (disk) => opened(disk, "to-f/b.txt"),
  "opens a folder": (disk) => opened(disk, "f"),
  "reads the beginning of a file": (disk) => {
    const file = disk.open(at("a.txt"));
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    const said = [file.head(1), file.head(2), file.read(), file.head(1000)].map(text);
    file.close();
    return said;
  },
  "reads a file in pieces": (disk) => {
    const file = disk.open(at("a.txt"));
    const said = [file.head(1), ...file.pieces(), ...file.pieces()].map((bytes) => new TextDecoder().decode(bytes));
    file.close();
    return said;
  },
  "reads a folder in pieces": (disk) => {
    const folder = disk.open(at("f"));
    const said = outcome(() => [...folder.pieces()]);
    folder.close();
    return said;
  },
  "reads the beginning of a folder": (disk) => {
    const folder = disk.open(at("f"));
    const said = outcome(() => folder.head(1));
    folder.close();
    return said;
  },
  "opens what is not there": (disk) => disk.open(at("nowhere")),
  "holds a folder": (disk) => {
    const held = disk.hold(at("f"));
    disk.write(join(held.at, "c.txt"), "c");
    held.close();
    return readText(disk, at("f/c.txt"));
  },
  "holds no link": (disk) => disk.hold(at("to-f")),
  "holds no file": (disk) => disk.hold(at("a.txt")),
  "holds nothing": (disk) => disk.hold(at("nowhere")),
  "writes a private file": (disk) => [
    disk.writePrivate(at("x/key"), Uint8Array.from([65])),
    readText(disk, at("x/key")),
  ],
  "writes no private file over another": (disk) => [
    disk.writePrivate(at("a.txt"), Uint8Array.from([65])),
    readText(disk, at("a.txt")),
  ],
  "lists a folder": (disk) => namesIn(disk, at("f")),
  "lists a file": (disk) => disk.list(at("a.txt")),
  "lists nothing": (disk) => namesIn(disk, at("nowhere")),
  "lists through a link": (disk) => disk.list(at("to-f")),
  "says what stands": (disk) =>
    ["a.txt", "f", "to-a", "to-f", "to-nothing", "nowhere", "a.txt/b", "round"].map((path) => disk.stands(at(path))),
  "says what stands there itself": (disk) =>
    ["a.txt", "f", "to-a", "to-nothing", "nowhere", "to-f/b.txt", "a.txt/b"].map((path) => disk.standsThere(at(path))),
  "follows links": (disk) =>
    ["a.txt", "to-a", "to-f/b.txt", "f/../a.txt"].map((path) => disk.realPath(at(path)).slice(folder.length)),
  "follows a link to nothing": (disk) => disk.realPath(at("to-nothing")),
  "writes a file anew": (disk) => [disk.write(at("a.txt"), "other"), readText(disk, at("a.txt"))],
  "writes bytes that change afterwards": (disk) => {
    const bytes = Uint8Array.from([65, 66]);
    disk.write(at("c"), bytes);
    bytes[0] = 90;
    return readText(disk, at("c"));
  },
  "writes into folders that are not there": (disk) => [
    disk.write(at("x/y/z.txt"), "z"),
    readText(disk, at("x/y/z.txt")),
  ],
  "writes over a folder": (disk) => disk.write(at("f"), "x"),
  "writes below a file": (disk) => disk.write(at("a.txt/b"), "x"),
  "writes over a link, and leaves what it led to": (disk) => [
    disk.write(at("to-a"), "own"),
    readText(disk, at("a.txt")),
    disk.standsThere(at("to-a")),
  ],
  "writes in place through a link": (disk) => [
    disk.writeInPlace(at("to-a"), "own"),
    readText(disk, at("a.txt")),
    disk.standsThere(at("to-a")),
  ],
  "writes in place where no folder is": (disk) => disk.writeInPlace(at("x/y"), ""),
  "adds to a file": (disk) => {
    const file = disk.appending(at("log"));
    file.append("one\n");
    file.append("two\n");
    file.close();
    const again = disk.appending(at("log"));
    again.append("three\n");
    again.close();
    return readText(disk, at("log"));
  },
  "adds to a file where no folder is": (disk) => disk.appending(at("x/log")),
  "makes folders": (disk) => [disk.makeFolder(at("x/y")), disk.makeFolder(at("x/y")), disk.stands(at("x/y"))],
  "makes a folder where a file is": (disk) => disk.makeFolder(at("a.txt")),
  "makes a folder below a file": (disk) => disk.makeFolder(at("a.txt/b")),
  "renames a file over another": (disk) => [disk.rename(at("a.txt"), at("f/b.txt")), readText(disk, at("f/b.txt"))],
  "renames a folder with what is in it": (disk) => [disk.rename(at("f"), at("g")), readText(disk, at("g/b.txt"))],
  "renames a folder over a full one": (disk) => [
    disk.write(at("g/c"), ""),
    outcome(() => disk.rename(at("f"), at("g"))),
  ],
  "renames a file over a folder": (disk) => disk.rename(at("a.txt"), at("f")),
  "renames a folder over a file": (disk) => disk.rename(at("f"), at("a.txt")),
  "renames what is not there": (disk) => disk.rename(at("nowhere"), at("x")),
  "renames into no folder": (disk) => disk.rename(at("a.txt"), at("x/y")),
  "renames a link itself": (disk) => [disk.rename(at("to-a"), at("link")), disk.standsThere(at("link"))],
  "gives a second name": (disk) => [disk.hardLink(at("a.txt"), at("b.txt")), readText(disk, at("b.txt"))],
  "gives no second name that is taken": (disk) => [
    disk.hardLink(at("a.txt"), at("f/b.txt")),
    readText(disk, at("f/b.txt")),
  ],
  "gives a second name to nothing": (disk) => disk.hardLink(at("nowhere"), at("b.txt")),
  "links where a name is taken": (disk) => disk.symbolicLink("f", at("a.txt")),
  "removes a file": (disk) => disk.remove(at("a.txt")),
  "removes a folder with what is in it": (disk) => disk.remove(at("f")),
  "removes a link, not what it leads to": (disk) => disk.remove(at("to-f")),
  "removes nothing": (disk) => disk.remove(at("nowhere/at/all")),
  "may write into a folder": (disk) => [disk.isWritable(at("f")), disk.isWritable(at("nowhere"))],
  "has room": (disk) => disk.room(folder) > 0,
  "syncs a folder that is not there": (disk) => disk.syncFolder(at("nowhere")),
};

function furnish(disk: Disk): Disk {
  disk.makeFolder(folder);
  disk.write(at("a.txt"), "a");
  disk.write(at("f/b.txt"), "b");
  disk.symbolicLink("a.txt", at("to-a"));
  disk.symbolicLink("f", at("to-f"));
  disk.symbolicLink("nothing", at("to-nothing"));
  disk.symbolicLink("round", at("round"));
  return disk;
}

describe("a disk", () => {
  it.each(Object.keys(deeds))("%s, in memory as on the machine", (what) => {
    const [machine, memory] = [furnish(machineDisk), furnish(memoryDisk())];
    const [expected, found] = [machine, memory].map((disk) => [outcome(() => deeds[what](disk)), all(disk, folder)]);
    expect(found).toEqual(expected);
  });
});
