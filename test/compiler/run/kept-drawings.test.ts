/** Drawings of a project: drawn once, kept in its store, and drawn again when what they show changed or what is kept is damaged. */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CompileOptions } from "../../../compiler/compile/options.ts";
import { draw } from "../../../compiler/draw/draw.ts";
import { digestOf } from "../../../compiler/store/digest.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

let place: Project;
let once: Project;
let first: Awaited<ReturnType<typeof compile>>;
beforeAll(async () => {
  place = project({
    "protocol.md": smallProtocol({ frontMatter: "scheme: lobo\nseed: 3\n" }),
    "small.csv": smallCsv(),
  });
  once = project({});
  first = await compile();
  cpSync(place.folder, once.folder, { recursive: true, verbatimSymlinks: true });
});
afterAll(() => {
  place.remove();
  once.remove();
});
beforeEach(() => {
  rmSync(place.folder, { recursive: true });
  cpSync(once.folder, place.folder, { recursive: true, verbatimSymlinks: true });
});

/** Which figures were drawn, and every drawing and the page as they came out. */
async function compile(options: Partial<CompileOptions> = {}) {
  const drawn: string[] = [];
  const ended = await place.compile(options, { SOURCE_DATE_EPOCH: "1700000000" }, undefined, {
    draw: (view, id, lang) => {
      drawn.push(id);
      return draw(view, id, lang);
    },
  });
  expect(ended.exitCode, JSON.stringify(ended.documents)).toBe(0);
  const run = `runs/${ended.documents[0].runId}`;
  const files = readdirSync(join(place.folder, run, "figures")).map((name) =>
    digestOf(place.read(`${run}/figures/${name}`)),
  );
  const page = place.read(`${run}/report/index.html`);
  return { drawn, files, page: digestOf(page), saysMine: page.includes("Mine.") || page.includes(">Mine ") };
}

/** Every object of the store that holds a drawing. */
function kept(): readonly string[] {
  const objects = join(place.folder, ".foodspec/objects");
  return readdirSync(objects, { recursive: true })
    .map((name) => join(objects, String(name)))
    .filter((path) => /[0-9a-f]{62}$/.test(path) && readFileSync(path, "utf8").startsWith('{"key":"sha256:'));
}

describe("a table that is worked out from matrices", () => {
  const tables = () => kept().filter((path) => JSON.parse(readFileSync(path, "utf8")).figure.table?.type === "table");
  it("is kept beside the drawings, taken as it is kept, and made again where it is damaged", async () => {
    const [path, ...others] = tables();
    expect(others).toEqual([]);
    const { key, figure } = JSON.parse(readFileSync(path, "utf8"));
    expect(figure).toMatchObject({ table: { rows: expect.any(Array) }, caption: expect.stringContaining("farthest") });
    expect(figure.table.rows.length).toBeGreaterThan(2);
    expect(key).toMatch(/^sha256:/);
    expect((await compile()).page).toBe(first.page);
    writeFileSync(path, readFileSync(path, "utf8").replace("farthest", "nearest"));
    expect((await compile()).page).toBe(first.page);
  });
});

describe("drawings of a project", () => {
  it("are drawn once: a second compile draws none and gives the same bytes", async () => {
    expect(first.drawn.length).toBeGreaterThan(3);
    const again = await compile();
    expect(again).toEqual({ ...first, drawn: [] });
  });
  it("are not drawn for other prose, nor for the author's own caption", async () => {
    const text = place.read("protocol.md").replace("Some prose.", "Other prose.");
    place.write("protocol.md", `${text}\n\`\`\`foodspec figure\nshow: plsda.confusion\ncaption: Mine\n\`\`\`\n`);
    expect(await compile()).toMatchObject({ drawn: [], saysMine: true });
  });
  it("are drawn again where their numbers changed, and only those", async () => {
    place.write("protocol.md", place.read("protocol.md").replace("components: 2}}", "components: 3}}"));
    const { drawn } = await compile();
    expect(drawn.length).toBeGreaterThan(0);
    expect(drawn.every((id) => id.startsWith("plsda."))).toBe(true);
  });
  it("are drawn again where somebody forces it", { tags: "slow" }, async () => {
    expect((await compile({ force: true })).drawn).toEqual(first.drawn);
  });
  it.each([
    ["changed", (path: string) => writeFileSync(path, readFileSync(path, "utf8").replace("<svg", "<svg onload='x'"))],
    ["cut", (path: string) => writeFileSync(path, readFileSync(path, "utf8").slice(0, 100))],
    ["gone", (path: string) => rmSync(path)],
  ])("are drawn again where what is kept was %s, and nothing of that is shown", { tags: "slow" }, async (_, damage) => {
    // And the one table that is worked out.
    expect(kept().length).toBe(first.drawn.length + 1);
    for (const path of kept()) damage(path);
    expect(await compile()).toEqual(first);
    expect((await compile()).drawn).toEqual([]);
  });
});
