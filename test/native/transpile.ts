/** Transpile: all sources and helpers of the tests as JavaScript, once a run, so that each worker loads them as Node does and no server hands them out. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const root = resolve(import.meta.dirname, "../..");
const rooms = ["blocks", "compiler", "docs", "schemas", "test"];

/** What Vitest calls before the workers start; they find the folder in their environment. */
export async function setup(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "foodspec-native-"));
  process.env.FOODSPEC_NATIVE = folder;
  // No test seals with the key of who runs it, or writes into a home.
  process.env.FOODSPEC_STATE ??= join(folder, "state");
  const entryPoints = rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts") && !/\.(test|slow|d|config)\.ts$/.test(path))
      .map((path) => join(root, room, path)),
  );
  await build({
    entryPoints,
    outdir: folder,
    outbase: root,
    format: "esm",
    platform: "node",
    target: "node20",
    sourcemap: "inline",
    sourcesContent: false,
    logLevel: "error",
  });
  return () => rmSync(folder, { recursive: true, force: true });
}
