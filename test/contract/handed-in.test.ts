/** Handed in: what computes reaches no method but by the table it is handed. */
import { describe, expect, it } from "vitest";
// @ts-expect-error: a script of the build, without types.
import { bundles, entryPoints } from "../../compiler/implementations.mjs";

interface Bundle {
  readonly files: readonly string[];
  readonly outside: readonly string[];
}
const all = (await bundles()) as { readonly [id: string]: Bundle };
const methods = (entryPoints() as readonly { readonly id: string; readonly path: string }[]).filter(
  ({ id }) => !id.startsWith("kind:"),
);
const tables = [
  "blocks/methods/methods.ts",
  "blocks/methods/steps/table.ts",
  "blocks/methods/estimators/table.ts",
  "blocks/methods/steps/schemas.ts",
  "blocks/methods/estimators/schemas.ts",
];
/** The step that is the block's own: it shows what it makes before anything is selected, and always names it. */
const own = new Map([["kind:features", ["blocks/methods/features/step.ts"]]]);

describe.each(Object.entries(all))("what is digested as %s", (id, { files, outside }) => {
  it("holds files, and no table of methods among them", () => {
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => tables.includes(file))).toEqual([]);
  });
  it("leaves outside the schemas of options where it has such options, and packages", () => {
    const apart = outside.filter((path) => path === "schemas-of-options");
    expect(apart.length).toBe(["kind:model", "kind:preprocess"].includes(id) ? 1 : 0);
    expect(outside.filter((path) => /\.ts$|^\./.test(path))).toEqual([]);
  });
});

describe("what is digested of a kind", () => {
  it.each(Object.entries(all).filter(([id]) => id.startsWith("kind:")))(
    "holds no method, %s: it is handed those it names",
    (id, { files }) => {
      const paths = new Set(methods.map(({ path }) => path));
      expect(files.filter((file) => paths.has(file))).toEqual(own.get(id) ?? []);
    },
  );
});
