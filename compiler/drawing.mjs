/** Drawing: digest of what makes figures. A figure that was kept under another digest is drawn again. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { lockedApart, packagesApart } from "./implementations.mjs";

const root = resolve(import.meta.dirname, "..");

/**
 * Digest of the minified bundle of every kind's views, of what draws them and of what keeps them, packages and all. Words of a view
 * are part of it: they are kept with its drawing. zod, which only checks, is named by its version.
 */
export async function drawing() {
  const faces = readdirSync(join(root, "blocks"))
    .map((kind) => `blocks/${kind}/face.ts`)
    .filter((path) => existsSync(join(root, path)));
  const entries = [...faces.sort(), "compiler/draw/draw.ts", "compiler/render/exhibit.ts"];
  const { outputFiles } = await build({
    stdin: { contents: entries.map((path, i) => `export * as _${i} from "./${path}";`).join("\n"), resolveDir: root },
    absWorkingDir: root,
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "node20",
    external: packagesApart,
    legalComments: "none",
    logLevel: "error",
  });
  const digest = createHash("sha256").update(`${lockedApart()}\n`).update(outputFiles[0].contents);
  return `sha256:${digest.digest("hex")}`;
}
