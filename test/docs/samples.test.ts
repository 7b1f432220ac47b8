/** Code samples in the documentation: whole documents compile, parts of them are accepted by their schemas. */
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { registry } from "../../blocks/registry.ts";
import { isError } from "../../compiler/diagnostics/finding.ts";
import { configSchema } from "../../schemas/config.ts";
import { frontMatterSchema } from "../../schemas/front-matter.ts";
import { tagged } from "../../schemas/tagged.ts";
import { writeJcamp } from "../blocks/data/formats/jcamp-writer.ts";
import { quickOf } from "../fixtures/figures.ts";
import { type Ended, project } from "../fixtures/project.ts";
import { meatsCsv } from "../fixtures/real-data.ts";
import { documents, samplesOf } from "./documents.ts";

const meats = meatsCsv();

/** The first 60 spectra, one row a point. */
function long(): string {
  const [head, ...rows] = meats
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  const at = (name: string) => head.indexOf(name);
  const lines = rows
    .slice(0, 60)
    .flatMap((cells) =>
      head.flatMap((name, j) =>
        /^\d/.test(name)
          ? [[cells[at("sample_id")], cells[at("lot")], cells[at("fat")], name, cells[j]].join(",")]
          : [],
      ),
    );
  return `sample_id,lot,fat,nm,absorbance\n${lines.join("\n")}\n`;
}

const all = documents()
  // Recipes add what is not there yet; they have a test of their own.
  .filter(({ path }) => path !== "docs/CONTRIBUTING.md")
  .flatMap((one) => samplesOf(one).map((code) => ({ path: one.path, ...code, line: code.position?.start.line ?? 0 })));
const named = (list: typeof all) => list.map((one) => [`${one.path}:${one.line}`, one] as const);
const whole = all.filter(({ lang, value }) => lang === "markdown" && value.startsWith("---\n"));
const blocks = all.filter(({ lang }) => lang === "foodspec");
const yaml = all.filter(({ lang }) => lang === "yaml");

/** The same set in two tables: spectra, and what the laboratory found in each. */
const inTwo = (isOfSpectra: boolean) =>
  meats.replaceAll(/^.*$/gm, (line) => {
    const cells = line.split(",");
    return cells.filter((_, j) => j === 0 || (j > 1 && j < 6 ? !isOfSpectra : isOfSpectra)).join(",");
  });

/** Every second spectrum: a sample of the documentation compiles with half of them as well as with all. */
const half = `${meats
  .trim()
  .split("\n")
  .filter((_, i) => i % 2 === 0)
  .join("\n")}\n`;
const scans = {
  "scans/a.jdx": writeJcamp([5, 7, 6, 9, 8], "difdup"),
  "scans/b.jdx": writeJcamp([6, 7, 8, 9, 9], "difdup"),
};
const folder = project({
  "meats-nir.csv": half,
  "long.csv": long(),
  "spectra.csv": inTwo(true),
  "chem.csv": inTwo(false),
  ...scans,
});
afterAll(() => folder.remove());

describe("samples in the documentation", () => {
  it("are there: documents, blocks, front matter", () => {
    expect(whole.length).toBeGreaterThan(6);
    expect(blocks.length).toBeGreaterThan(10);
  });
  it.each(named(whole))("%s checks well", async (_, { path, line, value }) => {
    const name = `${path.replaceAll(/\W+/g, "-")}-${line}-checked.md`;
    folder.write(name, `${value}\n`);
    expect(await folder.type(["check", name])).toMatchObject({ status: 0, err: expect.not.stringContaining("error[") });
  });
  it.each(quickOf(named(whole), 1))("%s compiles", async (_, { path, line, value }) => {
    const name = `${path.replaceAll(/\W+/g, "-")}-${line}.md`;
    folder.write(name, `${value}\n`);
    const { exitCode, documents } = await folder.compile({ documents: [name] });
    expect(documents[0].findings.filter(isError)).toEqual([]);
    expect(exitCode).toBe(0);
  });
  it.each(named(blocks))("%s is a block the program accepts", (_, { meta, value }) => {
    const first = registry.kinds[(meta ?? "").split(" ")[0]];
    const body = parse(value);
    const kind = Object.entries(first.forms ?? {}).find(([key]) => Object.hasOwn(body ?? {}, key))?.[1] ?? first;
    const schema = z.strictObject({ ...kind.options.shape, ...kind.presentation.shape, from: z.string().optional() });
    expect(schema.safeParse(body).error?.issues ?? []).toEqual([]);
  });
  it.each(named(yaml.filter(({ meta }) => meta === "front-matter")))(
    "%s is front matter the program accepts",
    (_, { value }) => {
      const schema = frontMatterSchema.extend({ scheme: tagged(registry.schemes).optional() });
      expect(schema.safeParse({ title: "a", ...parse(value) }).error?.issues ?? []).toEqual([]);
    },
  );
  it.each(named(yaml.filter(({ meta }) => meta === "config")))(
    "%s is a configuration the program accepts",
    (_, { value }) => {
      expect(configSchema.safeParse(parse(value)).error?.issues ?? []).toEqual([]);
    },
  );
  it("say of what sort they are", () => {
    const known = /^(sh|text|json|markdown|foodspec|yaml|lua|toml)$/;
    expect(
      all.filter(({ lang }) => !known.test(lang ?? "")).map(({ path, line, lang }) => `${path}:${line} ${lang}`),
    ).toEqual([]);
    const unmarked = yaml.filter(
      ({ path, meta }) =>
        !path.startsWith("docs/reference/") && !["front-matter", "github", "gitlab", "config"].includes(meta ?? ""),
    );
    expect(unmarked.map(({ path, line }) => `${path}:${line}`)).toEqual([]);
  });
  it("of JSON can be read", () => {
    for (const { value } of all.filter(({ lang }) => lang === "json")) expect(() => JSON.parse(value)).not.toThrow();
  });
  it("of commands use commands and options there are", async () => {
    const words = all
      .filter(({ lang }) => lang === "sh")
      .flatMap(({ value }) => [...value.matchAll(/(?:foodspec|dist\/foodspec\.js) ([a-z-]+)([^\n#]*)/g)]);
    expect(words.length).toBeGreaterThan(8);
    const asked = new Map<string, Ended>();
    for (const [, command] of words) asked.set(command, await folder.type([command, "--help"]));
    for (const [, command, rest] of words) {
      const help = asked.get(command) ?? { status: null, out: "" };
      expect(help.status, command).toBe(0);
      for (const [option] of rest.matchAll(/--[a-z-]+/g)) expect(help.out, `${command} ${option}`).toContain(option);
    }
  });
});
