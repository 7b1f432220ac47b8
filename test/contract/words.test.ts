/** Words are no part of identity: whatever a release changes in them, keys, numbers and content digests stay. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
// @ts-expect-error: a script of the build, without types.
import { implementations } from "../../compiler/implementations.mjs";
import { project } from "../fixtures/project.ts";
import { readAltered } from "./altered-words.ts";
import { type Program, programFrom } from "./program-with.ts";

const root = resolve(import.meta.dirname, "../..");
const meats = join(root, "analyses/meat-fat");
const built = JSON.parse(readFileSync(join(root, "dist/build.json"), "utf8")) as {
  readonly implementations: { readonly [id: string]: string };
};
const step = (path: string) => join(root, "blocks/methods/steps", path);

describe("the digest of what computes", () => {
  it("is the same with every description, title and sentence another one", async () => {
    const count = { altered: 0 };
    expect(await implementations(readAltered(count))).toEqual(built.implementations);
    expect(count.altered).toBeGreaterThan(500);
  });
  it("of a step changes with what it computes, and that of everything else stays", { tags: "slow" }, async () => {
    const read = (path: string) => {
      const source = readFileSync(path, "utf8");
      return path === step("detrend.ts") ? source.replace("order + 2", "order + 3") : source;
    };
    const found = (await implementations(read)) as typeof built.implementations;
    expect(Object.keys(found).filter((id) => found[id] !== built.implementations[id])).toEqual(["step:detrend"]);
  });
  it("of nothing changes where a step is added", { tags: "slow" }, async () => {
    const table = step("table.ts");
    const read = (path: string) => {
      const source = readFileSync(path, "utf8");
      return path === table ? source.replace("  snv,\n", '  snv,\n  "snv-again": snv,\n') : source;
    };
    const { "step:snv-again": added, ...rest } = (await implementations(read)) as typeof built.implementations;
    expect([added, rest]).toEqual([built.implementations["step:snv"], built.implementations]);
  });
});

describe("a release that changes words alone", () => {
  let altered: Program;
  const count = { altered: 0 };
  beforeAll(async () => {
    altered = await programFrom(readAltered(count));
  }, 120_000);
  afterAll(() => altered?.remove());

  it("fits nothing again, and gives the same content digest with another text", async () => {
    const files = {
      "protocol.md": readFileSync(join(meats, "protocol.md")),
      "meats-nir.csv": readFileSync(join(meats, "meats-nir.csv")),
    };
    const [here, there] = [project(files), altered.project(files)];
    // One store for both, as where a laboratory installs the release beside its projects.
    const env = { SOURCE_DATE_EPOCH: "1700000000", FOODSPEC_CACHE: join(here.folder, "store") };
    expect((await here.compile({}, env)).exitCode).toBe(0);
    expect((await there.compile({}, env)).exitCode).toBe(0);
    const [before, after] = [here.manifest(), there.manifest()];
    expect(after.content_digest).toBe(before.content_digest);
    expect(after.blocks.map(({ id, execution, key }) => [id, execution, key])).toEqual(
      before.blocks.map(({ id, key }) => [id, "reused", key]),
    );
    const page = there.read("runs/latest/report/index.html");
    expect(page).toContain("ß ");
    expect(here.read("runs/latest/report/index.html")).not.toContain("ß ");
    for (const one of [here, there]) one.remove();
    expect(count.altered).toBeGreaterThan(800);
  });
});
