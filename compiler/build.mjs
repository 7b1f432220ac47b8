/** Build: bundles the command line and the package's entry, and digests what each block kind's results hang on. */
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { drawing } from "./drawing.mjs";
import { implementations } from "./implementations.mjs";
import { bomOf, thirdParty, thirdPartyText } from "./third-party.mjs";

const root = resolve(import.meta.dirname, "..");
const dist = join(root, "dist");
const sha256 = (bytes) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
const readJson = (path) => JSON.parse(readFileSync(join(root, path), "utf8"));

/** What the running program knows of how it was built. */
export async function buildInfo() {
  const { version, dependencies } = readJson("package.json");
  return {
    version,
    implementations: await implementations(),
    drawing: await drawing(),
    packages: dependencies,
    lock_digest: sha256(readFileSync(join(root, "package-lock.json"))),
  };
}

/**
 * What packages bring along and nothing here uses: gray-matter's engines (one of them runs code, one loads a YAML parser of its own;
 * ours hands the text back as it is), the languages of zod's messages, none of which a user sees, a logger in @stdlib's
 * quantiles that a variable of the environment turns on, and what citation-js would fetch with.
 */
const leftOut = {
  name: "left-out",
  setup({ onLoad }) {
    onLoad({ filter: /gray-matter[\\/]lib[\\/]engines\.js$/ }, () => ({ contents: "module.exports = {};" }));
    onLoad({ filter: /@stdlib[\\/].*[\\/]debug[\\/]src[\\/]index\.js$/ }, () => ({
      contents: "module.exports = () => () => {};",
    }));
    onLoad({ filter: /node_modules[\\/](?:sync-fetch|node-fetch)[\\/]/ }, () => ({
      contents: "export const Headers = undefined; export default undefined;",
    }));
    onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, ({ path }) => ({
      contents: 'export { default as en } from "./en.js";',
      resolveDir: dirname(path),
    }));
  },
};

/** Builds into a folder of its own, which takes the place of dist when it is whole; a build that fails leaves dist as it was. */
async function main() {
  sweepLeftovers();
  const fresh = `${dist}.tmp-${process.pid}`;
  mkdirSync(fresh);
  try {
    const { metafile, warnings } = await bundle(fresh);
    for (const line of warnings.map(placed)) process.stderr.write(`${line}\n`);
    writeFileSync(join(fresh, "build.json"), `${JSON.stringify(await buildInfo(), null, 2)}\n`);
    const parts = thirdParty(metafile, root);
    writeFileSync(join(fresh, "bom.cdx.json"), bomOf(parts, readJson("package.json").version));
    writeFileSync(join(fresh, "THIRD-PARTY.md"), thirdPartyText(parts));
    // Outputs are named as they will stand.
    writeFileSync(
      join(fresh, "metafile.json"),
      JSON.stringify(metafile).replaceAll(`dist.tmp-${process.pid}/`, "dist/"),
    );
    writeFileSync(join(fresh, "pages.json"), `${JSON.stringify(pages())}\n`);
    copyFileSync(join(root, "compiler/cli/index.d.ts"), join(fresh, "index.d.ts"));
    rmSync(dist, { recursive: true, force: true });
    renameSync(fresh, dist);
  } catch (error) {
    process.stderr.write(`the build failed: ${whyOf(error)}\n`);
    process.exitCode = 1;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

const bundle = (outdir) =>
  build({
    entryPoints: {
      foodspec: join(root, "compiler/cli/foodspec.ts"),
      index: join(root, "compiler/cli/api.ts"),
      worker: join(root, "compiler/workers/worker.ts"),
      alone: join(root, "compiler/workers/alone-thread.ts"),
      unit: join(root, "compiler/engines/unit-thread.ts"),
    },
    absWorkingDir: root,
    outdir,
    bundle: true,
    splitting: true,
    metafile: true,
    format: "esm",
    platform: "node",
    target: "node20",
    // Chunks stay at the root of dist, so that a file found beside one is found beside all.
    chunkNames: "chunk-[hash]",
    // Starts programs and reads files beside itself: stays a package, found in node_modules when something is printed.
    // What is optional is found there or not, when it is asked for.
    external: ["playwright-core", "bullmq", "ioredis", "fastify", "@fastify/*"],
    legalComments: "none",
    plugins: [leftOut],
    logLevel: "silent",
    banner: {
      js: 'import { createRequire as foodspecRequire } from "node:module"; const require = foodspecRequire(import.meta.url);',
    },
  });

/** The page beside each method, which `explain` shows, by its path below blocks/methods. */
function pages() {
  const folder = join(root, "blocks/methods");
  const paths = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(".md"));
  return Object.fromEntries(
    paths
      .sort()
      .map((path) => [path.replaceAll("\\", "/").replace(/\.md$/, ""), readFileSync(join(folder, path), "utf8")]),
  );
}

/** Folders of builds that were killed. */
function sweepLeftovers() {
  for (const name of readdirSync(root)) {
    const pid = /^dist\.tmp-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(root, name), { recursive: true, force: true });
  }
}

function isRunning(pid) {
  try {
    return pid !== process.pid && process.kill(pid, 0);
  } catch (error) {
    return error.code !== "ESRCH";
  }
}

const placed = ({ text, location }) =>
  location === null ? text : `${location.file}:${location.line}:${location.column + 1}: ${text}`;

/** One sentence: of many mistakes the first, and how many follow. */
function whyOf(error) {
  const [first, ...others] = error.errors ?? [];
  if (first === undefined) return error.message.split("\n", 1)[0];
  return `${placed(first)}${others.length === 0 ? "" : ` (and ${others.length} more)`}`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
