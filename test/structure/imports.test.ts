/** Imports point one way: read from what the bundler saw, and for types from the sources. */
import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { build, type Metafile } from "esbuild";
import { describe, expect, it } from "vitest";
import { bare, root, sources, textOf } from "./sources.ts";

interface Edge {
  readonly from: string;
  readonly to: string;
}

const built: Metafile = JSON.parse(readFileSync(join(root, "dist/metafile.json"), "utf8"));
const bundled: Metafile = (
  await build({
    entryPoints: [join(root, "blocks/registry.ts")],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "node",
    packages: "external",
    logLevel: "error",
  })
).metafile;

const own = (path: string) => /^(compiler|blocks|schemas|templates)\//.test(path);
const edges = (metafile: Metafile): readonly Edge[] =>
  Object.entries(metafile.inputs)
    .filter(([from]) => own(from))
    .flatMap(([from, { imports }]) => imports.map(({ path }) => ({ from, to: path })))
    .filter(({ to }) => own(to));

/** Every import of the sources, types too, which the bundler drops. */
const written: readonly Edge[] = [...sources("compiler"), ...sources("blocks"), ...sources("schemas")].flatMap((from) =>
  [...textOf(from).matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)].map(([, to]) => ({
    from,
    to: normalize(join(dirname(from), to)).replaceAll("\\", "/"),
  })),
);

const room = (path: string): string => {
  const [first, second] = path.split("/");
  return first === "compiler" ? second : first;
};
/** From what is called last to what is called first. */
const order = ["cli", "middle", "render", "run", "plan", "document"];
const middle = ["serve", "compare", "seal", "print"];
const base = ["store", "diagnostics"];
const rank = (name: string) => order.indexOf(middle.includes(name) ? "middle" : name);

function mayImport(from: string, to: string): boolean {
  if (from === to || base.includes(to) || to === "schemas")
    return from !== "blocks" || to === "schemas" || to === "blocks";
  if (from === "verify" || base.includes(from)) return false;
  if (to === "verify") return from === "cli";
  return rank(from) !== -1 && rank(to) !== -1 && rank(from) < rank(to);
}
const isCompiler = ({ from, to }: Edge) =>
  from.startsWith("compiler/") && (to.startsWith("compiler/") || to.startsWith("schemas/"));
const show = (all: readonly Edge[]) => all.map(({ from, to }) => `${from} → ${to}`).sort();

/**
 * What the compiler takes of blocks besides the registry, values and types: the language both speak, and pure functions.
 */
const shared: { readonly [path: string]: string } = {
  "blocks/kind.ts": "what a kind declares: the shape the compiler meets every kind through",
  "blocks/values.ts": "what blocks hand on, and how each part is stored",
  "blocks/view.ts": "what a figure or table is before it is drawn",
  "blocks/brief.ts": "what a block says at the head of a report",
  "blocks/work.ts": "what a block may have done by workers: done in turn, or by a crew",
  "blocks/units.ts": "the units of work by name: what a worker answers",
  "blocks/refusal.ts": "what a block throws; turned into findings",
  "blocks/shared/numeric/matrix.ts": "the matrix that is stored and drawn",
  "blocks/shared/closest.ts": "did-you-mean, the same for options and for columns",
  "blocks/shared/stream.ts": "named random streams: handed to blocks that draw",
  "blocks/shared/simulate/oil-classes.ts": "simulated spectra for starters",
  "blocks/shared/simulate/oils-csv.ts": "simulated spectra for starters",
  "blocks/shared/simulate/simulate-oils.ts": "simulated spectra for starters",
  "blocks/shared/charts/palette.ts": "the colours charts and drawings share",
};

describe("imports inside the compiler", () => {
  it("are seen by the bundler", () => expect(edges(built).filter(isCompiler).length).toBeGreaterThan(100));
  it.each([
    ["the bundle", edges(built)],
    ["the sources", written],
  ])("point one way in %s", (_, all) => {
    expect(show(all.filter(isCompiler).filter(({ from, to }) => !mayImport(room(from), room(to))))).toEqual([]);
  });
  it("have no room the rule does not know", () => {
    const rooms = new Set(sources("compiler").map(room));
    const known = [...order, ...middle, ...base, "verify"];
    expect([...rooms].filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe("blocks and the compiler", () => {
  it.each([
    ["the registry's bundle", edges(bundled)],
    ["the sources", written],
  ])("meet one way: blocks import no compiler, in %s", (_, all) => {
    expect(show(all.filter(({ from, to }) => from.startsWith("blocks/") && to.startsWith("compiler/")))).toEqual([]);
  });
  it("meet in the registry and in the language both speak", () => {
    const met = [...edges(built), ...written].filter(
      ({ from, to }) => from.startsWith("compiler/") && to.startsWith("blocks/"),
    );
    const strange = met.filter(({ to }) => to !== "blocks/registry.ts" && !(to in shared));
    expect(show(strange)).toEqual([]);
  });
  it("meet in nothing that is listed and no longer needed", () => {
    const met = new Set(written.filter(({ from }) => from.startsWith("compiler/")).map(({ to }) => to));
    expect(Object.keys(shared).filter((path) => !met.has(path))).toEqual([]);
  });
  it("meet through the registry in the command line only, which hands it on", () => {
    const importers = written.filter(({ from, to }) => from.startsWith("compiler/") && to === "blocks/registry.ts");
    expect(importers.length).toBeGreaterThan(0);
    expect(importers.map(({ from }) => from).filter((from) => !from.startsWith("compiler/cli/"))).toEqual([]);
  });
  it("leave the outside world to the compiler: of Node, blocks take digests and the check of UTF-8 only", () => {
    const taken = sources("blocks").flatMap((path) =>
      [...textOf(path).matchAll(/from "(?:node:)(\w+)"/g)].map(([, name]) => name),
    );
    expect([...new Set(taken)].sort()).toEqual(["buffer", "crypto"]);
    const globals = sources("blocks").filter((path) =>
      /\bprocess\.|\bglobalThis\b|\bfetch\(|\bconsole\./.test(bare(textOf(path))),
    );
    expect(globals).toEqual([]);
  });
});

describe("the bundle", () => {
  it("leaves out what packages bring along and nobody uses, a way to run code in front matter among it", () => {
    const all = Object.keys(built.inputs);
    expect(all.filter((path) => path.includes("gray-matter/lib/"))).not.toEqual([]);
    expect(all.filter((path) => /\/(js-yaml|esprima)\//.test(path))).toEqual([]);
    expect(all.filter((path) => /zod\/v4\/locales\/(?!index|en\.)/.test(path))).toEqual([]);
  });
});

describe("schemas", () => {
  it("import no compiler, and of blocks only types", () => {
    expect(
      show(edges(built).filter(({ from, to }) => from.startsWith("schemas/") && !to.startsWith("schemas/"))),
    ).toEqual([]);
    expect(show(written.filter(({ from, to }) => from.startsWith("schemas/") && to.startsWith("compiler/")))).toEqual(
      [],
    );
  });
});

describe("starting up", () => {
  /** Chunks that are loaded before the first command is known. */
  function atStart(output: string, seen = new Set<string>()): ReadonlySet<string> {
    if (seen.has(output)) return seen;
    seen.add(output);
    for (const { path, kind, external } of built.outputs[output].imports) {
      if (kind === "import-statement" && external !== true) atStart(path, seen);
    }
    return seen;
  }
  const packages = (outputs: Iterable<string>) => [
    ...new Set(
      [...outputs].flatMap((output) =>
        Object.keys(built.outputs[output].inputs).flatMap(
          (path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
        ),
      ),
    ),
  ];
  it("loads commander and no other package: heavy ones wait until they are used", () => {
    expect(packages(atStart("dist/foodspec.js")).sort()).toEqual(["commander"]);
  });
  it("loads the heavy ones later", () => {
    expect(packages(Object.keys(built.outputs).filter((path) => path.endsWith(".js")))).toEqual(
      expect.arrayContaining(["zod", "vega", "vega-lite", "unified", "yaml"]),
    );
  });
});
