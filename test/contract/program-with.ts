/** Program of other sources: the compiler built of altered texts, or of a copy to which something was added, for tests of whole runs. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
// @ts-expect-error: a script of the build, without types.
import { implementations } from "../../compiler/implementations.mjs";

const root = resolve(import.meta.dirname, "../..");

type Read = (path: string) => string;
export type Program = typeof import("./program-entry.ts") & { remove(): void };

/** The program as it would be built of other texts; `read` gives each by its absolute path. */
export function programFrom(read: Read): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), "foodspec-program-"));
  for (const name of ["package.json", "package-lock.json", "schemas", "templates", "node_modules"])
    symlinkSync(join(root, name), join(folder, name));
  return built(root, folder, read, implementations);
}

/** The program of a copy of the sources, built into it. */
export async function programIn(folder: string): Promise<Program> {
  const own = await import(pathToFileURL(join(folder, "compiler/implementations.mjs")).href);
  return built(folder, folder, (path) => readFileSync(path, "utf8"), own.implementations);
}

/**
 * Builds into the folder's dist; its worker threads are built of the same texts. Drawings are told apart as those of the build that
 * stands here: nobody draws one view by two programs.
 */
async function built(
  sources: string,
  folder: string,
  read: Read,
  digests: (read: Read) => Promise<{ readonly [id: string]: string }>,
): Promise<Program> {
  await build({
    entryPoints: {
      program: join(sources, "test/contract/program-entry.ts"),
      worker: join(sources, "compiler/workers/worker.ts"),
    },
    absWorkingDir: sources,
    outdir: join(folder, "dist"),
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    external: ["playwright-core", "vitest"],
    logLevel: "error",
    banner: {
      js: 'import { createRequire as foodspecRequire } from "node:module"; const require = foodspecRequire(import.meta.url);',
    },
    plugins: [
      {
        name: "other-sources",
        setup: ({ onLoad }) =>
          onLoad({ filter: /\.ts$/ }, ({ path }) =>
            path.includes("node_modules")
              ? undefined
              : { contents: read(path), loader: "ts" as const, resolveDir: dirname(path) },
          ),
      },
    ],
  });
  const info = JSON.parse(readFileSync(join(root, "dist/build.json"), "utf8"));
  mkdirSync(join(folder, "dist"), { recursive: true });
  writeFileSync(join(folder, "dist/build.json"), JSON.stringify({ ...info, implementations: await digests(read) }));
  const program = await import(pathToFileURL(join(folder, "dist/program.js")).href);
  return { ...program, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
