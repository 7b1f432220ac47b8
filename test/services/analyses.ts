/** Analyses as runs: each compiled once by the built program, with the spectra it read, for tests that hold them against others. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { copyAnalyses } from "../fixtures/copied-analyses.ts";
import { program } from "../fixtures/project.ts";
import { dataFile } from "../fixtures/real-data.ts";

export interface Compiled {
  readonly document: string;
  /** Absolute. */
  readonly run: string;
  /** The files it read, absolute. */
  readonly inputs: readonly string[];
}

export interface Analyses {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly compiled: readonly Compiled[];
  foodspec(...words: readonly string[]): { readonly status: number | null; readonly out: string; readonly err: string };
  remove(): void;
}

/** Every analysis whose data are there, or the named ones. Throws where one does not compile. */
export function compiledAnalyses(named?: readonly string[]): Analyses {
  const folder = mkdtempSync(join(tmpdir(), "foodspec-services-"));
  copyAnalyses(folder);
  const env = { ...process.env, FOODSPEC_CACHE: "", FOODSPEC_STATE: join(folder, "state"), NO_COLOR: "1" };
  const foodspec = (...words: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
      cwd: folder,
      env,
      encoding: "utf8",
    });
    return { status, out: stdout, err: stderr };
  };
  const documents = readdirSync(join(folder, "analyses"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .filter((path) => named?.includes(`analyses/${path}`) ?? true)
    .map((path) => join(folder, "analyses", path))
    .filter((path) => readFileSync(path, "utf8").startsWith("---"))
    .sort();
  const compiled = documents.flatMap((path): Compiled[] => {
    const written = [...readFileSync(path, "utf8").matchAll(/^\s+(?:[\w-]+:\s*\{)?\s*path:\s*([^,}\s]+\.csv)/gm)];
    const inputs = written.map(([, name]) => {
      const own = join(dirname(path), name);
      return existsSync(own) ? own : dataFile(basename(name, ".csv") as Parameters<typeof dataFile>[0]);
    });
    if (!inputs.every((one) => existsSync(one))) return [];
    const elsewhere = inputs.filter((one) => !one.startsWith(folder)).flatMap((one) => ["--input", one]);
    const out = join(folder, "out", basename(dirname(path)), basename(path, ".md"));
    const { status, err } = foodspec("compile", path, "-o", out, ...elsewhere);
    if (status !== 0) throw new Error(`${path} ended with ${status}:\n${err}`);
    return [{ document: path.slice(folder.length + 1), run: join(out, "latest"), inputs }];
  });
  return { folder, env, compiled, foodspec, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
