/** Bundles TypeScript of the project into a temporary folder, so that benches run it as the build would, on any Node. */
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

export const root = resolve(import.meta.dirname, "../..");

/** Imports what `source`, written as if it stood in the folder of a project, exports. `folder` takes the bundle. */
export async function imported(source, folder, project = root) {
  const outfile = join(folder, "bundle.mjs");
  await build({
    stdin: { contents: source, resolveDir: project, sourcefile: "bench.ts", loader: "ts" },
    absWorkingDir: project,
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    logLevel: "error",
    banner: {
      js: 'import { createRequire as foodspecRequire } from "node:module"; const require = foodspecRequire(import.meta.url);',
    },
  });
  return import(pathToFileURL(outfile).href);
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
