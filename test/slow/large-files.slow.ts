/** Files of 1 GiB, and what unpacks to as much: each is refused by the program within 10 s and 1 GiB of memory. */
import { spawnSync } from "node:child_process";
import {
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createGzip } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { program } from "../fixtures/project.ts";

const folder = mkdtempSync(join(tmpdir(), "foodspec-large-"));
afterAll(() => rmSync(folder, { recursive: true }));

const usage = resolve(import.meta.dirname, "../bench/usage.mjs");
const GiB = 1 << 30;
const axis = Array.from({ length: 10 }, (_, j) => 1000 + 2 * j);
const header = `id,${axis}\n`;
/** Kilobytes of a table, and a hole behind them: a disk holds nothing of it. */
const megabytes = (line: string, count: number) => line.repeat(Math.ceil((count << 20) / line.length));

const files: { readonly [name: string]: { readonly begin: string | Uint8Array; readonly code: string } } = {
  "rows.csv": { begin: header + megabytes("s,1.5,2.5,3.5,4.25,5,6,7,8,9,10\n", 40), code: "FS3140" },
  "values.csv": { begin: megabytes(`s${",0.25".repeat(1500)}\n`, 420), code: "FS3140" },
  "columns.csv": {
    begin: `id${Array.from({ length: 1_000_000 }, (_, j) => `,${1000 + j}`).join("")}\n`,
    code: "FS3140",
  },
  "cell.csv": { begin: `${header}a,${"1".repeat(50_000_000)}`, code: "FS3140" },
  "quote.csv": { begin: `${header}a,"${megabytes("1,2,3\n", 20)}`, code: "FS3140" },
  "utf16.csv": { begin: Buffer.from(`\ufeff${megabytes("s,1.5,2.5,3.5,4.25,5,6\n", 30)}`, "utf16le"), code: "FS3140" },
  "zeros.csv": { begin: "", code: "FS3140" },
  "page.csv": { begin: "<!doctype html><p>\n", code: "FS3003" },
  "a.jdx": { begin: "##TITLE=a\n##JCAMP-DX=4.24\n##XYDATA=(X++(Y..Y))\n", code: "FS3140" },
  "a.0": { begin: Uint8Array.of(0x0a, 0x0a, 0xfe, 0xfe), code: "FS3140" },
  "a.spa": { begin: "Spectral Data File", code: "FS3140" },
  "a.spc": { begin: Uint8Array.of(0, 0x4b, 0, 0), code: "FS3140" },
  "a.wdf": { begin: "WDF1", code: "FS3140" },
  "a.xlsx": { begin: Uint8Array.of(0x50, 0x4b, 3, 4), code: "FS3140" },
  "a.parquet": { begin: "PAR1", code: "FS3140" },
};

function write(name: string, begin: string | Uint8Array): void {
  const file = openSync(join(folder, name), "w");
  writeSync(file, typeof begin === "string" ? Buffer.from(begin, "latin1") : begin);
  ftruncateSync(file, GiB);
  closeSync(file);
}

/** What the program says of a document with the file, and what it took for it. */
function ran(words: readonly string[]) {
  const env = {
    ...process.env,
    FOODSPEC_BENCH_USAGE: join(folder, "usage.json"),
    FOODSPEC_STATE: join(folder, "state"),
  };
  const { status, stderr } = spawnSync(process.execPath, ["--import", usage, program, ...words], {
    cwd: folder,
    env,
    encoding: "utf8",
  });
  const { cpu, megabytes } = JSON.parse(readFileSync(env.FOODSPEC_BENCH_USAGE, "utf8"));
  return { status, code: /error\[(FS\d+)\]/.exec(stderr)?.[1] ?? null, cpu, megabytes };
}

const document = (path: string) =>
  `---\ntitle: Large\nversion: 1.0.0\ninputs: {it: {path: ${path}}}\n---\n\n\`\`\`foodspec data\ninput: it\n\`\`\`\n`;

function expectRefused(name: string, code: string): void {
  writeFileSync(join(folder, "protocol.md"), document(name));
  for (const words of [
    ["inspect", name],
    ["compile", "protocol.md"],
    ["check", "--data", "protocol.md"],
  ]) {
    const { cpu, megabytes, ...said } = ran(words);
    expect({ words, ...said }).toEqual({ words, status: 3, code });
    // A process is told to have taken no less than the one that started it, which here is the tests'.
    expect(megabytes).toBeLessThan(1024);
    expect(cpu).toBeLessThan(10);
  }
}

describe("a file of 1 GiB", () => {
  it.each(Object.entries(files))("%s is refused by its code", (name, { begin, code }) => {
    write(name, begin);
    try {
      expectRefused(name, code);
    } finally {
      rmSync(join(folder, name));
    }
  });
});

describe("a bomb of gzip", () => {
  beforeAll(async () => {
    const gzip = createGzip({ level: 9 });
    const pieces: Uint8Array[] = [];
    gzip.on("data", (piece: Uint8Array) => void pieces.push(piece));
    const ended = new Promise((end) => gzip.on("end", end));
    const zeros = Buffer.alloc(1 << 24);
    for (let i = 0; i < 65; i++) if (!gzip.write(zeros)) await new Promise((drained) => gzip.once("drain", drained));
    gzip.end();
    await ended;
    writeFileSync(join(folder, "bomb.csv.gz"), Buffer.concat(pieces));
  });
  it("is refused when so much was unpacked", () => expectRefused("bomb.csv.gz", "FS3140"));
});
