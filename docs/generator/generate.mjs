/** Generates docs/reference/ and schemas/json/ from the declarations. Run after a build: `npm run generate`. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { build } from "esbuild";

const root = resolve(import.meta.dirname, "../..");
const { outputFiles } = await build({
  entryPoints: [join(import.meta.dirname, "pages.ts")],
  absWorkingDir: root,
  bundle: true,
  write: false,
  format: "esm",
  platform: "node",
  target: "node20",
  logLevel: "warning",
  banner: {
    js: `import { createRequire as foodspecRequire } from "node:module"; const require = foodspecRequire(${JSON.stringify(import.meta.url)});`,
  },
});
const { allPages } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`
);

/** As on a terminal of 80 columns, without colours. */
function run(words) {
  const env = { ...process.env, NO_COLOR: "1", COLUMNS: "80" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "dist/foodspec.js"), ...words], {
    encoding: "utf8",
    env,
  });
  if (status !== 0) throw new Error(`foodspec ${words.join(" ")} ended with ${status}: ${stderr}`);
  return stdout;
}

const pages = allPages(run, root);
let changed = 0;
for (const folder of ["docs/reference", "schemas/json"]) {
  if (!existsSync(join(root, folder))) continue;
  for (const name of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })) {
    const path = `${folder}/${name.replaceAll("\\", "/")}`;
    if (!/\.(md|json)$/.test(path) || path in pages) continue;
    rmSync(join(root, path));
    changed++;
  }
}
for (const [path, text] of Object.entries(pages)) {
  const full = join(root, path);
  if (existsSync(full) && readFileSync(full, "utf8") === text) continue;
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  changed++;
}
process.stdout.write(`${Object.keys(pages).length} files, ${changed} changed\n`);
