import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { project } from "../../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../../fixtures/small.ts";
import { type Editor, editor } from "./transcript.ts";

const prose = "😀 Right for `= plsda.accuracy : .1%` of them, `= data.n_spectra` in all.";
const text = smallProtocol({ prose, frontMatter: "scheme: loso\n" });
const place = project({ "small.csv": smallCsv(), "protocol.md": text, "fresh.md": text });
const [uri, fresh] = ["protocol.md", "fresh.md"].map((name) => `file://${place.folder}/${name}`);
let server: Editor;
let version = 1;

beforeAll(async () => {
  expect((await place.compile()).exitCode).toBe(0);
  server = editor(place.folder);
  await server.ask("initialize", { processId: null, rootUri: null, capabilities: {} });
  server.notify("initialized");
  for (const one of [uri, fresh])
    server.notify("textDocument/didOpen", { textDocument: { uri: one, languageId: "markdown", version, text } });
});
afterAll(() => {
  server.kill();
  place.remove();
});

const line = text.split("\n").findIndex((one) => one.startsWith("😀"));
const written = (now: string) =>
  server.notify("textDocument/didChange", {
    textDocument: { uri, version: ++version },
    contentChanges: [{ text: now }],
  });
const whole = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };
const hints = (of: string, range: object = whole) =>
  server.ask("textDocument/inlayHint", { textDocument: { uri: of }, range });
const hover = async (word: string) => {
  const character = prose.indexOf(word) + 2;
  const { contents } = await server.ask("textDocument/hover", {
    textDocument: { uri },
    position: { line, character },
  });
  return contents.value as string;
};
async function lenses(of: string): Promise<readonly (readonly [string, string, string])[]> {
  const found = await server.ask("textDocument/codeLens", { textDocument: { uri: of } });
  const resolved = await Promise.all(found.map((one: object) => server.ask("codeLens/resolve", one)));
  return resolved.map(({ command }) => [command.command, command.arguments[1], command.title]);
}

describe("values of the last run in an editor", () => {
  it("stand behind their paths, as the report prints them", async () => {
    const found = await hints(uri);
    const report = place.read("runs/latest/report.md");
    expect(found.map(({ label }: { readonly label: string }) => label)).toEqual([
      /Right for ([^,]+?) of them/.exec(report)?.[1],
      "24",
    ]);
    expect(found.map(({ position }: { readonly position: object }) => position)).toEqual([
      { line, character: prose.indexOf(" of them") },
      { line, character: prose.indexOf(" in all") },
    ]);
    const [first] = found;
    expect(await hints(uri, { start: { line: 0, character: 0 }, end: { line: 2, character: 0 } })).toEqual([]);
    expect(first.tooltip.value).toContain("current");
  });
  it("are told with interval, n and run under the pointer", async () => {
    const said = await hover("plsda.accuracy");
    expect(said).toMatch(/\*\*plsda\.accuracy\*\*/);
    expect(said).toMatch(/\*\*[\d.]+\s?%\*\* \(95 % interval [\d.]+\s?% to [\d.]+\s?%\), n = 24/);
    expect(said).toContain(`run ${place.runs().at(-1)}: current`);
  });
  it("are none of a document that never ran", async () => expect(await hints(fresh)).toEqual([]));
  it("stay current where prose alone was changed, and say why they are stale where a block was", async () => {
    written(text.replace("Right for", "Rightly named"));
    expect((await hints(uri)).map(({ label }: { readonly label: string }) => label)).not.toContain("24 (stale)");
    written(text.replace("window: 7", "window: 9"));
    const [accuracy, spectra] = await hints(uri);
    expect(accuracy.label).toMatch(/ \(stale\)$/);
    expect(accuracy.tooltip.value).toContain("stale: depends on `prep`");
    expect(spectra.label).toBe("24");
    written(text.replace("label: class", "label: batch"));
    expect(await hover("data.n_spectra")).toMatch(/stale: it would run anew: .*label: "class" → "batch"/);
    written(text.replace("label: class", "label: nobody"));
    expect(await hover("data.n_spectra")).toContain("stale: the text cannot run as it stands");
    written(text);
    expect(await hover("data.n_spectra")).toContain("current");
  });
  it("stand above each block as what would become of it", async () => {
    const found = await lenses(uri);
    expect(found.slice(0, 2)).toEqual([
      ["foodspec.run", "data", "run"],
      ["foodspec.why", "data", "reuse: nothing it reads has changed"],
    ]);
    expect(found.length % 2).toBe(0);
    written(text.replace("```foodspec data", "```foodspec data #raw").replace("label: class", "label: nobody"));
    expect(await lenses(uri)).toContainEqual(["foodspec.why", "raw", "cannot run as the text stands"]);
    written(text);
  });
});
