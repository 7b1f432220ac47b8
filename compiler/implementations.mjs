/**
 * Implementations: digests of what computes. A kind's is that of the minified bundle of its compute entry with the locked packages in
 * it; no table of methods is in it, and each method has a digest of its own. Words are left out: comments and the descriptions of
 * options go before anything is digested.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const root = resolve(import.meta.dirname, "..");
const sha256 = (bytes) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

/** The tables of methods, by what a method of each is called in a pre-image. What computes is handed their entries by name. */
const tables = {
  step: "blocks/methods/steps/table.ts",
  estimator: "blocks/methods/estimators/table.ts",
};
/** Packages that are digested by their place in the lock file: what checks options is a thousand times what computes. */
export const packagesApart = ["zod"];
/** Schemas of all methods' options, which the pre-image holds parsed: each method's own digest is made of them. Nothing in them computes. */
const schemasOf = ["blocks/methods/steps/schemas.ts", "blocks/methods/estimators/schemas.ts"];

/** `.describe("…")` of a schema: words for people. What is no plain text stays, and a test finds it. */
const literal = String.raw`(?:"(?:[^"\\\n]|\\.)*"|\`(?:[^\`\\$]|\\.|\$(?!\{)|\$\{[^{}\`]*\})*\`)`;
const description = new RegExp(String.raw`\.describe\(\s*${literal}\s*,?\s*\)`, "g");
/** `words("…")`: a text for people among what computes. */
const text = new RegExp(String.raw`\bwords\(\s*${literal}\s*,?\s*\)`, "g");
const withoutWords = (source) => source.replace(description, "").replace(text, `words("")`);

/** Source text by path below the root; a test hands in altered ones. */
const fromDisk = (path) => readFileSync(path, "utf8");

/** What a table holds: the name a document uses → the file and the export it comes from. */
function entriesOf(table, source) {
  const from = new Map();
  for (const [, names, path] of source.matchAll(/^import \{([^}]*)\} from "(\.[^"]+)";$/gm)) {
    for (const name of names.split(",")) from.set(name.trim(), join(table, "..", path));
  }
  const body = /= \{\n([\s\S]*?)\n\};/.exec(source)?.[1] ?? "";
  const entries = body.split("\n").flatMap((line) => {
    const found = /^ {2}(?:"([^"]+)"|([\w$]+))(?:: ([\w$]+))?,$/.exec(line);
    if (found === null) return [];
    const [, quoted, plain, value] = found;
    return [[quoted ?? plain, value ?? plain]];
  });
  return entries.map(([name, exported]) => {
    const path = from.get(exported);
    if (path === undefined) throw new Error(`${table}: \`${exported}\` is not imported by its name`);
    return { name, exported, path };
  });
}

/** Every entry that is digested: `kind:model`, `step:snv`, …, with the file and the export that make it. */
export function entryPoints(read = fromDisk) {
  const kinds = readdirSync(join(root, "blocks"))
    .filter((name) => existsSync(join(root, "blocks", name, "compute.ts")))
    .map((name) => ({ id: `kind:${name}`, path: `blocks/${name}/compute.ts`, exported: `${name}Compute` }));
  const methods = Object.entries(tables).flatMap(([sort, table]) =>
    entriesOf(table, read(join(root, table))).map(({ name, exported, path }) => ({
      id: `${sort}:${name}`,
      path,
      exported,
    })),
  );
  // Features are a step no document names; its entry stands beside the table.
  const features = { id: "step:features", path: "blocks/methods/features/step.ts", exported: "features" };
  return [...kinds, ...methods, features].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Entries by id as modules that export one name each, tables outside, words gone. */
const reading = (entries, read) => ({
  name: "what-computes",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^what-computes:/ }, ({ path }) => ({ path: path.slice(14), namespace: "what-computes" }));
    onLoad({ filter: /.*/, namespace: "what-computes" }, ({ path }) => {
      const { exported, path: file } = entries.find(({ id }) => id === path);
      return { contents: `export { ${exported} } from "./${file}";`, resolveDir: root };
    });
    onResolve({ filter: /\.ts$/ }, ({ path, resolveDir }) => {
      const file = resolve(resolveDir, path);
      const isApart = schemasOf.includes(file.slice(root.length + 1).replaceAll("\\", "/"));
      return isApart ? { path: "schemas-of-options", external: true } : undefined;
    });
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({ contents: withoutWords(read(path)), loader: "ts" }));
  },
});

/** The bundle of every entry, by id, without white space, with the paths of the files that are in it and what stands outside. */
export async function bundles(read = fromDisk) {
  const entries = entryPoints(read);
  const { outputFiles, metafile } = await build({
    entryPoints: entries.map(({ id }) => ({ in: `what-computes:${id}`, out: id.replace(":", "/") })),
    absWorkingDir: root,
    outdir: root,
    bundle: true,
    // Names stay: short ones hang on what else stands in a file, words that are left out with it among them.
    minifyWhitespace: true,
    minifySyntax: true,
    treeShaking: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "node",
    external: packagesApart,
    target: "node20",
    charset: "utf8",
    legalComments: "none",
    plugins: [reading(entries, read)],
    logLevel: "silent",
  });
  const texts = new Map(outputFiles.map(({ path, text }) => [path.slice(root.length + 1).replaceAll("\\", "/"), text]));
  return Object.fromEntries(
    entries.map(({ id }) => {
      const path = `${id.replace(":", "/")}.js`;
      const { inputs, imports } = metafile.outputs[path];
      const files = Object.keys(inputs).filter((file) => inputs[file].bytesInOutput > 0);
      return [id, { text: texts.get(path), files, outside: imports.map((one) => one.path) }];
    }),
  );
}

/** Packages apart, each with what the lock file says of its bytes. */
export function lockedApart() {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  return packagesApart.map((name) => `${name} ${packages[`node_modules/${name}`].integrity}`).join("\n");
}

/** Digests by id. Nobody raises a version by hand. */
export async function implementations(read = fromDisk) {
  const apart = lockedApart();
  return Object.fromEntries(
    Object.entries(await bundles(read)).map(([id, { text }]) => [id, sha256(`${apart}\n${text}`)]),
  );
}
