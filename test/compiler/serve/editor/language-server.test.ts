import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { project } from "../../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../../fixtures/small.ts";
import { type Editor, editor } from "./transcript.ts";

const place = project({ "small.csv": smallCsv(), "protocol.md": smallProtocol() });
let server: Editor;
let capabilities: { readonly [name: string]: unknown };

beforeAll(async () => {
  server = editor(place.folder);
  ({ capabilities } = await server.ask("initialize", { processId: null, rootUri: null, capabilities: {} }));
  server.notify("initialized");
});
afterAll(() => {
  server.kill();
  place.remove();
});

let count = 0;
/** Opens a text in which `¦` is the caret, and gives back what a request about it needs. */
function open(marked: string) {
  const uri = server.uri(`document-${++count}.md`);
  const at = marked.indexOf("¦");
  const text = at < 0 ? marked : marked.slice(0, at) + marked.slice(at + 1);
  server.notify("textDocument/didOpen", { textDocument: { uri, languageId: "markdown", version: 1, text } });
  const lines = marked.slice(0, Math.max(0, at)).split(/\r\n|\n/);
  const position = { line: lines.length - 1, character: lines[lines.length - 1].length };
  return { uri, text, position, textDocument: { uri } };
}
const ask = (method: string, marked: string, more: object = {}) => {
  const { textDocument, position } = open(marked);
  return server.ask(`textDocument/${method}`, { textDocument, position, ...more });
};
const labels = async (marked: string): Promise<readonly string[]> =>
  (await ask("completion", marked)).map(({ label }: { readonly label: string }) => label);

const front = "---\ntitle: Small\ninputs:\n  small: {path: small.csv}\n---\n\n";
const fence = (body: string, head = "data"): string => `${front}\`\`\`foodspec ${head}\n${body}\n\`\`\`\n`;

describe("the language server", () => {
  it("says what it can do, places in UTF-16 units", () => {
    expect(capabilities).toMatchObject({
      positionEncoding: "utf-16",
      hoverProvider: true,
      renameProvider: { prepareProvider: true },
    });
  });

  it("says what is wrong with a text, at its place, with its code and what to do", async () => {
    const { uri } = open(smallProtocol({ data: "duplicates: dropp\n" }));
    const [found] = (await server.diagnosed(uri, 1)).filter(({ severity }) => severity === 1);
    expect(found).toMatchObject({ code: "FS2103", range: { start: { character: 12 } } });
    expect(found.message).toMatch(/which is not one of.*\n→ did you mean `drop`\?/s);
  });
  it("says nothing of a text that is right", async () => {
    const { uri } = open(smallProtocol());
    expect((await server.diagnosed(uri, 1)).filter(({ severity }) => severity === 1)).toEqual([]);
  });
  it("counts an emoji before a place as two", async () => {
    const { uri, text } = open(`${front}😀 \`= nobody.x\`\n`);
    const found = (await server.diagnosed(uri, 1)).find(({ code }) => code === "FS2202");
    expect(found?.range.start).toEqual({ line: 6, character: text.split("\n")[6].indexOf("`") });
    expect(found?.range.start.character).toBe(3);
  });

  it.each([
    ["the kinds behind the word", `${front}\`\`\`foodspec pre¦`, "preprocess"],
    ["keys of a block", fence("input: small\ntar¦"), "target"],
    ["keys in an empty block", fence("¦"), "input"],
    ["keys of an open fence", `${front}\`\`\`foodspec data\ninput: small\n¦`, "label"],
    ["keys within braces", fence("axis: {unit: nm, tech¦}"), "technique"],
    ["keys within braces that are open", fence("axis: {unit: nm, tech¦"), "technique"],
    ["words of a key", fence("duplicates: ¦"), "drop"],
    ["words of a key that is begun", fence("duplicates: dr¦"), "drop"],
    ["inputs", fence("input: ¦"), "small"],
    ["columns of an input", fence("input: small\nid: id\ntarget: ¦"), "y"],
    ["steps of a list", fence("steps:\n  - ¦", "preprocess"), "savgol"],
    ["options of a step", fence("steps:\n  - savgol: {window: 7, ¦}", "preprocess"), "order"],
    ["estimators", fence("estimator: ¦", "model"), "pls-da"],
    ["options of an estimator", fence("estimator: {pls-da: {¦}}", "model"), "components"],
    ["blocks a block may start from", `${fence("input: small")}\`\`\`foodspec model\nfrom: ¦\n\`\`\`\n`, "data"],
    ["keys of the front matter", "---\ntitle: x\nsch¦\n---\n", "scheme"],
    ["keys of front matter that is open", "---\ntitle: x\nsch¦", "scheme"],
    ["schemes", "---\ntitle: x\nscheme: ¦\n---\n", "lobo"],
    ["blocks behind an equals sign", `${fence("input: small")}\nSee \`= ¦\``, "data"],
    ["results of a block", `${fence("input: small")}\nSee \`= data.¦\``, "n_spectra"],
    ["results below others", `${fence("input: small")}\nSee \`= data.axis.¦\``, "points"],
    ["figures and tables", `${fence("input: small")}\nSee [](#¦)`, "data.summary"],
    ["keys behind an emoji", fence("# 😀\nlab¦"), "label"],
    ["keys between carriage returns", fence("input: small\ntar¦").replaceAll("\n", "\r\n"), "target"],
  ])("offers %s", async (_, marked, wanted) => {
    const { textDocument, position } = open(marked);
    const offers = await server.ask("textDocument/completion", { textDocument, position });
    expect(offers.map(({ label }: { readonly label: string }) => label)).toContain(wanted);
  });
  it("offers no key that stands there already, and none in a comment or in prose", async () => {
    expect(await labels(fence("input: small\ninp¦"))).not.toContain("input");
    expect(await labels(fence("# inp¦"))).toEqual([]);
    expect(await labels(`${front}Some inp¦`)).toEqual([]);
  });
  it("offers a step with what it cannot be without, in place of what is written", async () => {
    const { textDocument, position } = open(fence("steps:\n  - sav¦", "preprocess"));
    const offers = await server.ask("textDocument/completion", { textDocument, position });
    const savgol = offers.find(({ label }: { readonly label: string }) => label === "savgol");
    expect(savgol.insertTextFormat).toBe(2);
    expect(savgol.textEdit).toMatchObject({
      newText: expect.stringMatching(/^savgol: \{window: \$1/),
      range: { start: { line: 8, character: 4 }, end: { line: 8, character: 7 } },
    });
  });

  it.each([
    ["an option", fence("duplic¦ates: drop"), /\*\*duplicates\*\*.*One of: .*`drop`/s],
    ["a step, by its page", fence("steps:\n  - sn¦v", "preprocess"), /\*\*snv\*\*.*mean x/s],
    ["a result", `${fence("input: small")}\n\`= data.n_spec¦tra\``, /\*\*data\.n_spectra\*\*/],
  ])("says what %s is", async (_, marked, wanted) => {
    expect((await ask("hover", marked)).contents.value).toMatch(wanted);
  });
  it("says nothing of prose", async () => expect(await ask("hover", `${front}Some wo¦rd.\n`)).toBe(null));

  const named = `${front}\`\`\`foodspec data #raw\ninput: small\n\`\`\`\n\n\`\`\`foodspec model #pls\nfrom: raw\n\`\`\`\n\n\`= raw.n_spectra\`, [](#raw.summary), raw.\n`;
  it("goes to a block, names its places, and renames them all and nothing else", async () => {
    const { textDocument, text } = open(named);
    const position = { line: 15 - 1, character: 4 };
    expect(text.split("\n")[14].slice(3, 6)).toBe("raw");
    const definition = await server.ask("textDocument/definition", { textDocument, position });
    expect(definition.range.start).toEqual({ line: 6, character: 18 });
    const places = await server.ask("textDocument/references", {
      textDocument,
      position,
      context: { includeDeclaration: true },
    });
    expect(places.length).toBe(4);
    const others = await server.ask("textDocument/references", {
      textDocument,
      position,
      context: { includeDeclaration: false },
    });
    expect(others).toEqual(places.slice(1));
    expect(await server.ask("textDocument/prepareRename", { textDocument, position })).toMatchObject({
      placeholder: "raw",
    });
    const { changes } = await server.ask("textDocument/rename", { textDocument, position, newName: "spectra" });
    expect(Object.values(changes).flat().length).toBe(4);
    await expect(server.ask("textDocument/rename", { textDocument, position, newName: "1 2" })).rejects.toThrow(
      "a name begins",
    );
  });
  it("goes to an input", async () => {
    const definition = await ask("definition", fence("input: sma¦ll"));
    expect(definition.range.start).toEqual({ line: 3, character: 2 });
  });

  it("mends a line, and all that can only mean one thing", async () => {
    const { uri, textDocument } = open(smallProtocol({ data: "unit:kg\n" }).replace("unit: g\n", ""));
    const found = await server.diagnosed(uri, 1);
    const bad = found.find(({ severity }) => severity === 1);
    const range = { start: bad?.range.start, end: bad?.range.start };
    const actions = await server.ask("textDocument/codeAction", { textDocument, range, context: { diagnostics: [] } });
    expect(actions.map(({ kind }: { readonly kind: string }) => kind)).toEqual(["quickfix", "source.fixAll.foodspec"]);
    expect(JSON.stringify(actions)).toContain("unit: kg");
  });
  it("formats as fmt does, and leaves what it cannot read", async () => {
    const { textDocument } = open(fence("input:   small\naxis: {unit: nm,technique: NIR}"));
    const [edit] = await server.ask("textDocument/formatting", {
      textDocument,
      options: { tabSize: 2, insertSpaces: true },
    });
    expect(edit.newText).toContain("input: small\naxis: {unit: nm, technique: NIR}");
    const { textDocument: bad } = open(fence("a: {b"));
    expect(
      await server.ask("textDocument/formatting", { textDocument: bad, options: { tabSize: 2, insertSpaces: true } }),
    ).toEqual([]);
  });
  it("names the blocks, and folds them", async () => {
    const { textDocument } = open(named);
    const symbols = await server.ask("textDocument/documentSymbol", { textDocument });
    expect(
      symbols.map(({ name, detail }: { readonly name: string; readonly detail: string }) => [name, detail]),
    ).toEqual([
      ["raw", "data"],
      ["pls", "model"],
    ]);
    expect(await server.ask("textDocument/foldingRange", { textDocument })).toEqual([
      { startLine: 0, endLine: 4 },
      { startLine: 6, endLine: 8 },
      { startLine: 10, endLine: 12 },
    ]);
  });

  it("follows edits that come faster than answers, and speaks of the last", async () => {
    const { uri } = open(smallProtocol());
    const { length } = server.told();
    const at = (version: number) => ({ textDocument: { uri, version } });
    const line = smallProtocol().split("\n").indexOf("label: class");
    const range = (from: number, to: number) => ({ start: { line, character: from }, end: { line, character: to } });
    for (let version = 2; version <= 9; version++)
      server.notify("textDocument/didChange", {
        ...at(version),
        contentChanges: [{ range: range(7, 12), text: `klas${version}` }],
      });
    server.notify("textDocument/didChange", { ...at(10), contentChanges: [{ range: range(7, 12), text: "class" }] });
    expect((await server.diagnosed(uri, 10)).filter(({ severity }) => severity === 1)).toEqual([]);
    const own = server
      .told()
      .slice(length)
      .filter((one) => one.uri === uri);
    expect(own.length).toBeLessThan(9);
    expect(own.at(-1)?.version).toBe(10);
  });
  it("answers a request that is cancelled", async () => {
    const { textDocument, position } = open(fence("tar¦"));
    const answer = server.ask("textDocument/completion", { textDocument, position });
    server.notify("$/cancelRequest", { id: answer.id });
    const outcome = await answer.then(
      (offers) => Array.isArray(offers),
      ({ code }) => code === -32800,
    );
    expect(outcome).toBe(true);
  });
  it("serves a text of a megabyte, and one that is no protocol", async () => {
    const { uri, textDocument } = open(`${front}${"A line of prose that goes on.\n\n".repeat(33_000)}`);
    const symbols = await server.ask("textDocument/documentSymbol", { textDocument });
    expect(symbols).toEqual([]);
    expect((await server.diagnosed(uri, 1)).length).toBeGreaterThan(0);
    const { uri: other } = open("\u0000");
    expect((await server.diagnosed(other, 1)).map(({ code }) => code)).toEqual(["FS2003"]);
  });
  it("refuses a document that is not open, and a request that it does not know", async () => {
    const textDocument = { uri: server.uri("nobody.md") };
    await expect(server.ask("textDocument/documentSymbol", { textDocument })).rejects.toThrow("not open");
    await expect(server.ask("foodspec/nothing")).rejects.toMatchObject({ code: -32601 });
  });
  it("says nothing more of a document that is closed", async () => {
    const { uri, textDocument } = open(smallProtocol({ data: "duplicates: dropp\n" }));
    await server.diagnosed(uri, 1);
    server.notify("textDocument/didClose", { textDocument });
    await expect(server.ask("textDocument/documentSymbol", { textDocument })).rejects.toThrow("not open");
    expect(server.told().findLast((one) => one.uri === uri)?.diagnostics).toEqual([]);
  });
  it("writes nothing, and ends with 0 as it is told", async () => {
    expect(place.names()).toEqual(["protocol.md", "small.csv"]);
    const own = editor(place.folder);
    await own.ask("initialize", { processId: null, rootUri: null, capabilities: {} });
    await own.ask("shutdown");
    own.notify("exit");
    expect(await own.ended).toBe(0);
    expect(own.complaints()).toBe("");
  });
});
