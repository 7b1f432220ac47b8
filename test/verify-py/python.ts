/** Python as the tests of verify.py call it: one process for many folders, since starting it costs more than looking at a run. */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const script = resolve(import.meta.dirname, "../../verify.py");
const each = join(import.meta.dirname, "each.py");

/** True where there is a python3; says on standard error where tests are about to be skipped for want of it. */
export function havePython(): boolean {
  const { status } = spawnSync("python3", ["-c", "import sys; sys.exit(sys.version_info < (3, 8))"]);
  if (status === 0) return true;
  process.stderr.write("tests of verify.py are skipped: there is no python3 of 3.8 or newer\n");
  return false;
}

export function writeRun(folder: string, files: ReadonlyMap<string, Uint8Array>): string {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}

export interface Said {
  readonly path: string;
  readonly refused: boolean;
  /** Status, name and words of each line. */
  readonly lines: readonly (readonly [string, string, string])[];
  /** All that was found, by check. */
  readonly bad: { readonly [check: string]: readonly string[] };
}

/** What verify.py says of each folder. */
export function looked(folders: readonly string[]): readonly Said[] {
  const { stdout, stderr, status } = spawnSync("python3", [each, script], {
    input: folders.join("\n"),
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Said);
}

/** What somebody sees who types it. */
export function typed(...words: readonly string[]): { readonly status: number | null; readonly out: string } {
  const { status, stdout } = spawnSync("python3", [script, ...words], { encoding: "utf8" });
  return { status, out: stdout };
}
