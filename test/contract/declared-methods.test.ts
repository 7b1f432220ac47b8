/** Declared methods: no block computes with a step or an estimator that its key does not name. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tables } from "../../blocks/methods/methods.ts";
import { registry } from "../../blocks/registry.ts";
import { quickOf } from "../fixtures/figures.ts";
import { inMemory } from "../fixtures/in-memory.ts";

const analyses = resolve(import.meta.dirname, "../../analyses");
const read = (path: string) => readFileSync(join(analyses, path));

/** Who computes now, with what it looked up; null between blocks. */
let running: Set<string> | null = null;
/** What each block that ran looked up, in the order in which they ran. */
let ran: { readonly kind: string; readonly methods: ReadonlySet<string> }[] = [];
const undo: (() => void)[] = [];

/** Every entry of a table says when one of its functions is taken; what it only declares may be looked at by any block. */
function heard(sort: string, table: { readonly [name: string]: object }): void {
  for (const [name, method] of Object.entries(table)) {
    const listening = new Proxy(method, {
      get(target, property) {
        const found: unknown = Reflect.get(target, property);
        if (typeof found === "function") running?.add(`${sort}:${name}`);
        return found;
      },
    });
    const put = (value: object) => Object.defineProperty(table, name, { value, enumerable: true, configurable: true });
    put(listening);
    undo.push(() => put(method));
  }
}

beforeAll(() => {
  heard("step", tables.step);
  heard("estimator", tables.estimator);
  for (const kind of registry.all) {
    const { run } = kind;
    kind.run = async (...given) => {
      const methods = new Set<string>();
      running = methods;
      try {
        return await run(...given);
      } finally {
        running = null;
        ran.push({ kind: kind.kind, methods });
      }
    };
    undo.push(() => {
      kind.run = run;
    });
  }
});
afterAll(() => {
  for (const one of undo) one();
});

describe("what a block computes with", () => {
  const documents: [string, { readonly [path: string]: string }][] = [
    [
      "meat-fat/monitoring.md",
      { "new-portions.csv": "meat-fat/new-portions.csv", "lean.predictor.json": "meat-fat/lean.predictor.json" },
    ],
    ["meat-fat/regulatory.md", { "meats-nir.csv": "meat-fat/meats-nir.csv" }],
    ["meat-fat/protocol.md", { "meats-nir.csv": "meat-fat/meats-nir.csv" }],
    ["edible-oils-simulated/protocol.md", { "oils.csv": "edible-oils-simulated/oils.csv" }],
  ];
  it.each(quickOf(documents, 1))("stands in its key: %s", async (document, files) => {
    ran = [];
    const place = inMemory({
      "protocol.md": read(document),
      ...Object.fromEntries(Object.entries(files).map(([path, from]) => [path, read(from)])),
    });
    await place.compile();
    const { blocks } = place.manifest();
    const declared = blocks.map(({ id, kind }) => {
      const { key_preimage, started_utc } = JSON.parse(place.read(`runs/latest/blocks/${id}/done.json`));
      return { id, kind, started: started_utc, methods: Object.keys(key_preimage.methods) };
    });
    expect(ran.length).toBe(blocks.length);
    for (const kind of new Set(ran.map((one) => one.kind))) {
      const looked = new Set(ran.filter((one) => one.kind === kind).flatMap(({ methods }) => [...methods]));
      const named = new Set(declared.filter((one) => one.kind === kind).flatMap(({ methods }) => methods));
      expect([kind, [...looked].filter((name) => !named.has(name))]).toEqual([kind, []]);
    }
    expect(ran.some(({ methods }) => methods.size > 0)).toBe(true);
  });
});
