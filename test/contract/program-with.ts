/** Program with methods of a test: the compiler built as it is, but for lines added to the tables of methods. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
// @ts-expect-error: a script of the build, without types.
import { implementations } from "../../compiler/implementations.mjs";

const root = resolve(import.meta.dirname, "../..");

/** Files of methods, each named as a document names it. */
export interface Added {
  /** Name → file that exports it under that name. */
  readonly estimators?: { readonly [name: string]: string };
  readonly steps?: { readonly [name: string]: string };
  /** Check id → file that exports `declaration` and `words`. */
  readonly checks?: { readonly [id: string]: string };
}

export type Program = typeof import("./program-entry.ts") & { remove(): void };

/** Builds it in a folder of its own; its worker threads know the methods too. */
export function programWith(added: Added): Promise<Program> {
  const tables = alteredTables(added);
  return programFrom((path) => tables.get(path) ?? readFileSync(path, "utf8"));
}

/** The program as it would be built of other sources; `read` gives each by its absolute path. */
export async function programFrom(read: (path: string) => string): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), "foodspec-program-"));
  for (const name of ["package.json", "package-lock.json", "schemas", "templates", "node_modules"])
    symlinkSync(join(root, name), join(folder, name));
  await build({
    entryPoints: {
      program: join(import.meta.dirname, "program-entry.ts"),
      worker: join(root, "compiler/workers/worker.ts"),
    },
    absWorkingDir: root,
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
  writeFileSync(
    join(folder, "dist/build.json"),
    JSON.stringify({ ...info, implementations: await implementations(read) }),
  );
  const program = await import(pathToFileURL(join(folder, "dist/program.js")).href);
  return { ...program, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Each table with one line an entry more, as a developer would write it. */
function alteredTables({ estimators = {}, steps = {}, checks = {} }: Added): ReadonlyMap<string, string> {
  const table = (room: string) => join(root, "blocks/methods", room, "table.ts");
  const imported = (room: string, file: string) => `./${relative(dirname(table(room)), file).replaceAll("\\", "/")}`;
  const named = (room: string, entries: { readonly [name: string]: string }) => {
    const text = readFileSync(table(room), "utf8");
    const lines = Object.entries(entries).map(([name, file]) => `import { ${name} } from "${imported(room, file)}";\n`);
    return (
      lines.join("") +
      after(
        text,
        " = {\n",
        Object.keys(entries)
          .map((name) => `  ${name},\n`)
          .join(""),
      )
    );
  };
  const judged = () => {
    const text = readFileSync(table("qc"), "utf8");
    const ids = Object.keys(checks);
    const lines = ids.map((id) => `import * as ${id} from "${imported("qc", checks[id])}";\n`).join("");
    const declared = after(text, "readonly AnyCheck[] = [\n", ids.map((id) => `  ${id}.declaration,\n`).join(""));
    return lines + after(declared, "checkWords = {\n", ids.map((id) => `  ${id}: ${id}.words,\n`).join(""));
  };
  return new Map([
    [table("estimators"), named("estimators", estimators)],
    [table("steps"), named("steps", steps)],
    [table("qc"), judged()],
  ]);
}

function after(text: string, mark: string, lines: string): string {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`no \`${mark.trim()}\` in a table of methods`);
  return text.slice(0, at + mark.length) + lines + text.slice(at + mark.length);
}
