/** Hooks: a source of the project is loaded as what test/native/transpile.ts made of it, under its own address. */
import { readFile } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(import.meta.dirname, "../..");
let folder;

export function initialize(made) {
  folder = made;
}

export async function load(url, context, next) {
  if (!url.startsWith("file:") || !url.endsWith(".ts")) return next(url, context);
  const path = fileURLToPath(url);
  if (!path.startsWith(root + sep)) return next(url, context);
  const made = join(folder, `${path.slice(root.length + 1, -3)}.js`);
  return { format: "module", shortCircuit: true, source: await readFile(made) };
}
