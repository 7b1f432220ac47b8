/** Imports point one way, floor by floor, room by room: read from what the bundler saw, and for types from the sources. */
import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { build, type Metafile } from "esbuild";
import { describe, expect, it } from "vitest";
import { floorOf, floors, roomOf, rooms } from "./rooms.ts";
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

/** All that a file of the program loads with it, and not later. */
function loadedWith(from: string): ReadonlySet<string> {
  const found = new Set([from]);
  for (const one of found)
    for (const { path, kind } of built.inputs[one]?.imports ?? []) if (kind === "import-statement") found.add(path);
  return found;
}

const show = (all: readonly Edge[]) => all.map(({ from, to }) => `${from} → ${to}`).sort();

/** Arrows between rooms, each with the number of imports behind it. */
const arrows = new Map<string, number>();
for (const { from, to } of written) {
  const [a, b] = [roomOf(from), roomOf(to)];
  if (a !== b) arrows.set(`${a} → ${b}`, (arrows.get(`${a} → ${b}`) ?? 0) + 1);
}

/** The groups of names that can be reached from one another, of more than one name each. */
function circles(pairs: readonly Edge[]): readonly (readonly string[])[] {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of pairs) {
    if (!next.has(from)) next.set(from, new Set());
    if (from !== to) next.get(from)?.add(to);
  }
  const reach = (start: string): ReadonlySet<string> => {
    const seen = new Set<string>();
    const waiting = [...(next.get(start) ?? [])];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      waiting.push(...(next.get(at) ?? []));
    }
    return seen;
  };
  const reached = new Map([...next.keys()].map((name) => [name, reach(name)]));
  const inCircle = [...reached].filter(([name, seen]) => seen.has(name)).map(([name]) => name);
  const groups = inCircle.map((name) =>
    inCircle.filter((other) => reached.get(name)?.has(other) && reached.get(other)?.has(name)).sort(),
  );
  return [...new Map(groups.map((group) => [group.join(), group])).values()];
}

describe("rooms", () => {
  it("are all on a floor, and every floor's rooms are there", () => {
    const there = new Set(
      [...sources("compiler"), ...sources("blocks"), ...sources("schemas")]
        .map(roomOf)
        .filter((room) => room.startsWith("compiler/") || !room.endsWith(".ts") || rooms.includes(room)),
    );
    expect([...there].sort()).toEqual([...rooms].sort());
  });
  it.each([
    ["the bundle", edges(built)],
    ["the registry's bundle", edges(bundled)],
    ["the sources", written],
  ])("import rooms of lower floors only, in %s", (_, all) => {
    expect(all.length).toBeGreaterThan(100);
    const back = all.filter(({ from, to }) => {
      const [a, b] = [roomOf(from), roomOf(to)];
      return a !== b && floorOf(b) >= floorOf(a);
    });
    expect(show(back)).toEqual([]);
  });
  it("have no circles, neither of rooms nor of files", () => {
    expect(circles(written)).toEqual([]);
    const byRoom = written.map(({ from, to }) => ({ from: roomOf(from), to: roomOf(to) }));
    expect(circles(byRoom)).toEqual([]);
  });
  it("have no circles of folders within methods and charts", () => {
    const folder = (path: string) => path.split("/").slice(0, 3).join("/");
    const inside = written
      .filter(({ from, to }) => from.startsWith("blocks/methods/") && to.startsWith("blocks/methods/"))
      .map(({ from, to }) => ({ from: folder(from), to: folder(to) }));
    expect(circles(inside)).toEqual([]);
  });
  it("print their picture when it is asked for", () => {
    if (process.env.FOODSPEC_PICTURE === "1") {
      process.stdout.write(
        `${rooms.length} rooms on ${floors.length} floors, ${arrows.size} arrows, 0 back, 0 circles\n${[...arrows].map(([arrow, n]) => `${arrow} ${n}`).join("\n")}\n`,
      );
    }
    expect(arrows.size).toBeGreaterThan(20);
  });
});

/** What the compiler takes of blocks besides contract and registry, and why: pure functions that both sides speak. */
const shared: { readonly [path: string]: string } = {
  "blocks/alone.ts": "runs of kinds that stand alone: what a thread does that reads large files",
  "blocks/data/join/checked-views.ts": "what the feature views of a document hold, for `features check`",
  "blocks/findings.ts": "what blocks can say, for the catalogue",
  "blocks/methods/methods.ts": "the methods by name: what a worker computes with",
  "blocks/methods/graph/answers.ts": "what a predictor says, in the form in which it is exported",
  "blocks/methods/graph/example-spectra.ts": "spectra that whoever serves a model tries first",
  "blocks/methods/graph/graph.ts": "what a graph of operations is: types",
  "blocks/methods/graph/predictor-graph.ts": "a predictor as operations, for formats of others",
  "blocks/methods/recipe/predict.ts": "the predictor of a model.json",
  "blocks/methods/trust/certified.ts": "the predictor of a certified_predictor.json",
  "blocks/methods/metrics/compare.ts": "whether the metrics of two runs differ, as of two models of one document",
  "blocks/methods/metrics/na-words.ts": "why there is no interval, in words",
  "blocks/methods/numeric/order-statistics.ts": "the values at a rank, without sorting: bands of drawn spectra",
  "blocks/methods/study/comparison.ts": "which of several candidates is taken, and what that is worth",
  "blocks/methods/units.ts": "the units of work by name: what a worker answers",
  "blocks/methods/simulate/flours-csv.ts": "simulated spectra for starters",
  "blocks/methods/simulate/oil-classes.ts": "simulated spectra for starters",
  "blocks/methods/simulate/oils-csv.ts": "simulated spectra for starters",
  "blocks/methods/simulate/simulate-flours.ts": "simulated spectra for starters",
  "blocks/methods/simulate/simulate-oils.ts": "simulated spectra for starters",
  "blocks/data/inspect/inspect.ts": "how files would be read, before there is a document",
  "blocks/data/inspect/written.ts": "how files would be read, in words and lines",
  "blocks/data/inspect/spectra.ts": "spectra of a file that are only to be scored",
  "blocks/monitor/scorer.ts": "what a saved predictor says, without a document",
  "blocks/data/lockbox/open.ts": "sealed rows, once they are opened",
  "blocks/monitor/lockbox.ts": "what a predictor says of sealed rows, counted",
  "blocks/data/read/read-table-view.ts": "how files would be read, in words and lines",
  "blocks/charts/palette.ts": "the colours charts and drawings share",
  "blocks/charts/layouts.ts": "what a narrow screen leaves for charts and drawings",
  "blocks/charts/peaks.ts": "which peaks of a line are labelled, in charts and drawings",
};

describe("blocks and the compiler", () => {
  it("meet in the contract, the registry and what is listed", () => {
    const met = [...edges(built), ...written].filter(
      ({ from, to }) => from.startsWith("compiler/") && to.startsWith("blocks/"),
    );
    const strange = met.filter(
      ({ to }) => !to.startsWith("blocks/contract/") && to !== "blocks/registry.ts" && !(to in shared),
    );
    expect(show(strange)).toEqual([]);
  });
  it("meet in nothing that is listed and no longer needed", () => {
    const met = new Set(written.filter(({ from }) => from.startsWith("compiler/")).map(({ to }) => to));
    expect(Object.keys(shared).filter((path) => !met.has(path))).toEqual([]);
  });
  it("meet through the registry in the rooms that hand it on", () => {
    const importers = written.filter(({ from, to }) => from.startsWith("compiler/") && to === "blocks/registry.ts");
    expect(importers.length).toBeGreaterThan(0);
    expect(
      importers
        .map(({ from }) => from)
        .filter((from) => !/^compiler\/(cli|compile|engines|jobs|review|serve)\//.test(from)),
    ).toEqual([]);
  });
  it("leave the outside world to the compiler: of Node, blocks take digests, the check of UTF-8 and what unpacks", () => {
    const taken = sources("blocks").flatMap((path) =>
      [...textOf(path).matchAll(/from "(?:node:)(\w+)"/g)].map(([, name]) => name),
    );
    expect([...new Set(taken)].sort()).toEqual(["buffer", "crypto", "zlib"]);
    const globals = sources("blocks").filter((path) =>
      /\bprocess\.|\bglobalThis\b|\bfetch\(|\bconsole\./.test(bare(textOf(path))),
    );
    expect(globals).toEqual([]);
  });
});

describe("the outside", () => {
  const code = sources("compiler").map((path) => ({ path, text: bare(textOf(path)) }));
  const users = (pattern: RegExp) => code.filter(({ text }) => pattern.test(text)).map(({ path }) => path);
  const imported = (name: string) =>
    sources("compiler").filter((path) => new RegExp(`(?:from|import\\()\\s*"${name}"`).test(textOf(path)));

  it("has its files in the rooms of store and print, and nowhere else", () => {
    const importers = ["node:fs", "node:fs/promises", "fs", "fs/promises"].flatMap(imported);
    expect([...new Set(importers)].filter((path) => !/^compiler\/print\//.test(path)).sort()).toEqual([
      "compiler/store/descriptor.ts",
      "compiler/store/files.ts",
      "compiler/store/handles.ts",
      "compiler/store/machine-disk.ts",
      "compiler/store/process.ts",
    ]);
  });
  it("has its store behind one module: nobody else takes it apart or builds a path in it", () => {
    const parts =
      /^import (?!type )[^;]*"[./]*store\/(store|store-files|journal|lock|answers|seal|state|git-index)\.ts"/m;
    const outside = sources("compiler").filter((path) => !path.startsWith("compiler/store/"));
    expect(outside.filter((path) => parts.test(textOf(path)))).toEqual([]);
    expect(outside.filter((path) => /["'`/]\.foodspec|store\.key|foodspec-store/.test(bare(textOf(path))))).toEqual([]);
    // Its folder is told for sentences about the disk it lies on.
    expect(outside.filter((path) => /join\([^)]*[sS]tore\.folder/.test(textOf(path)))).toEqual([]);
  });
  it("is one disk of the machine, taken by who makes a World, and by a thread that has none", () => {
    const takers = written.filter(({ to }) => to === "compiler/store/machine-disk.ts").map(({ from }) => from);
    expect(takers.sort()).toEqual(["compiler/cli/process-world.ts", "compiler/engines/unit-thread.ts"]);
  });
  it("is met by the process in as few places", () => {
    expect(users(/\bprocess\s*\.(?!\s*pid\b)/).filter((path) => !/^compiler\/print\//.test(path))).toEqual([
      "compiler/cli/ask.ts",
      "compiler/cli/foodspec.ts",
      "compiler/cli/process-world.ts",
      "compiler/cli/start.ts",
      "compiler/store/process.ts",
    ]);
    expect(["node:os", "node:child_process"].flatMap(imported).sort()).toEqual([
      "compiler/cli/process-world.ts",
      "compiler/cli/process-world.ts",
      "compiler/print/attempt.ts",
      "compiler/print/printer.ts",
      // A program of its own, in the process of an editor: it starts this one.
      "compiler/serve/editors/vscode/client.ts",
      "compiler/store/npy.ts",
      "compiler/store/process.ts",
    ]);
    expect(
      users(/\bconsole\s*\.|\bset(?:Timeout|Interval)\b/).filter((path) => !/^compiler\/print\//.test(path)),
    ).toEqual(["compiler/cli/process-world.ts", "compiler/cli/touching.ts", "compiler/verify/pdf/read.ts"]);
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
    // What asks for the version of Node loads this when it has its answer.
    const start = Object.keys(built.outputs).find((path) => "compiler/cli/start.ts" in built.outputs[path].inputs);
    expect(packages(atStart(start ?? "")).sort()).toEqual(["commander"]);
  });
  it("loads the heavy ones later", () => {
    expect(packages(Object.keys(built.outputs).filter((path) => path.endsWith(".js")))).toEqual(
      expect.arrayContaining(["zod", "vega", "vega-lite", "unified", "yaml"]),
    );
  });
});

describe("what is looked at often starts quickly", () => {
  it.each(["compiler/cli/work/job.ts", "compiler/cli/work/people.ts", "compiler/cli/work/serve.ts"])(
    "%s loads neither a kind of block nor the compiler",
    (from) => {
      const loaded = loadedWith(from);
      expect(loaded.size).toBeGreaterThan(20);
      expect(
        [...loaded].filter((path) => /^blocks\/registry|^compiler\/(?:compile\/prepare|document\/protocol)/.test(path)),
      ).toEqual([]);
    },
  );
});
