/** Every analysis whose data are there gives the same content digest and the same report with one worker and with four. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { processWorld } from "../../compiler/cli/process-world.ts";
import { compileDocuments } from "../../compiler/compile/compile.ts";
import { copyAnalyses } from "../fixtures/copied-analyses.ts";
import { threads } from "../fixtures/crew.ts";
import { paperless } from "../fixtures/paperless.ts";
import { testState } from "../fixtures/project.ts";

const root = resolve(import.meta.dirname, "../..");
const data = join(process.env.FOODSPEC_TEST_DATA ?? resolve(root, "../shared"), "data");
const scratch = mkdtempSync(join(tmpdir(), "foodspec-jobs-"));
const copies = join(scratch, "project");
copyAnalyses(copies);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Documents, each with the data files that stand elsewhere; those whose files are absent are left out. */
const documents = readdirSync(join(root, "analyses"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".md") && !path.split(/[\\/]/).includes("runs"))
  .map((path) => ({ path, text: readFileSync(join(root, "analyses", path), "utf8") }))
  .filter(({ text }) => text.startsWith("---") && text.includes("```foodspec"))
  .map(({ path, text }) => {
    const files = [...text.matchAll(/^\s+(?:[A-Za-z_][\w-]*:\s*\{)?\s*path:\s*([^,}\s]+)/gm)].map(([, file]) => file);
    const absent = files.filter((file) => !existsSync(join(root, "analyses", path, "..", file)));
    return { path, inputs: absent.map((file) => join(data, file.split("/").at(-1) as string)) };
  })
  .filter(({ inputs }) => inputs.every((file) => existsSync(file)))
  .sort((a, b) => (a.path < b.path ? -1 : 1));

/** Nothing is reused, and nothing is too small for workers. */
async function compiled(path: string, inputs: readonly string[], jobs: number) {
  const out = join(scratch, `${path.replaceAll(/[\\/]/g, "-")}-${jobs}`);
  const env = { SOURCE_DATE_EPOCH: "1700000000", FOODSPEC_CACHE: `${out}-store`, FOODSPEC_STATE: testState };
  const { exitCode } = await compileDocuments(
    { documents: [join(copies, "analyses", path)], outputDir: out, force: true, inputs, jobs },
    {
      ...processWorld(new AbortController().signal, env),
      out: () => undefined,
      err: () => undefined,
      isTerminal: false,
      command: ["compile", path],
      printer: paperless(),
      workers: threads(),
    },
    () => undefined,
  );
  const read = (file: string) => readFileSync(join(out, "latest", file), "utf8");
  return { exitCode, digest: JSON.parse(read("manifest.json")).content_digest, html: read("report/index.html") };
}

describe("the analyses", () => {
  it("are there", () => expect(documents.length).toBeGreaterThan(2));
  it.each(documents)("$path comes to the same bytes with one worker and with four", async ({ path, inputs }) => {
    const [one, four] = [await compiled(path, inputs, 1), await compiled(path, inputs, 4)];
    expect([one.exitCode, four.exitCode]).toEqual([0, 0]);
    expect(four.digest).toBe(one.digest);
    expect(four.html === one.html).toBe(true);
  });
});
