import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { IRawGrammar, StateStack } from "vscode-textmate";
// @ts-expect-error: a script of the build, without types.
import { makeExtension, stageExtension } from "../../../../compiler/serve/editors/vscode/package.mjs";
import { program } from "../../../fixtures/project.ts";

const load = createRequire(import.meta.url);
const source = resolve(import.meta.dirname, "../../../../compiler/serve/editors/vscode");
const stage = mkdtempSync(join(tmpdir(), "foodspec-extension-"));
const readJson = (path: string) => JSON.parse(readFileSync(path, "utf8"));

beforeAll(() => stageExtension(stage));
afterAll(() => rmSync(stage, { recursive: true, force: true }));

/** As little of Markdown and YAML as an injection has to get on with: a fence of its own, which would take ours; keys. */
const grammars: { readonly [scope: string]: object } = {
  "text.html.markdown": {
    scopeName: "text.html.markdown",
    patterns: [
      { name: "heading", match: "^#.*$" },
      { begin: "^\\s*(`{3,})[^`]*$", end: "^\\s*\\1\\s*$", name: "markup.fenced_code.block.markdown" },
      { name: "markup.inline.raw", match: "`[^`]+`" },
    ],
  },
  "source.yaml": {
    scopeName: "source.yaml",
    patterns: [
      { name: "entity.name.tag.yaml", match: "[\\w-]+(?=:)" },
      { name: "open.yaml", begin: "\\{", end: "\\}" },
    ],
  },
  "markdown.foodspec.codeblock": readJson(join(source, "foodspec.tmLanguage.json")),
};

async function tokens(text: string): Promise<readonly (readonly [string, string])[]> {
  const { Registry, INITIAL } = load("vscode-textmate");
  const oniguruma = load("vscode-oniguruma");
  await oniguruma.loadWASM(readFileSync(join(load.resolve("vscode-oniguruma"), "../onig.wasm")).buffer);
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
      createOnigString: (one: string) => new oniguruma.OnigString(one),
    }),
    loadGrammar: async (scope: string) => grammars[scope] as IRawGrammar,
    getInjections: (scope: string) => (scope === "text.html.markdown" ? ["markdown.foodspec.codeblock"] : []),
  });
  const grammar = await registry.loadGrammar("text.html.markdown");
  let stack: StateStack = INITIAL;
  return text.split("\n").flatMap((line) => {
    const found = grammar.tokenizeLine(line, stack);
    stack = found.ruleStack;
    return found.tokens.map((one: { startIndex: number; endIndex: number; scopes: string[] }) => [
      line.slice(one.startIndex, one.endIndex),
      one.scopes.join(" "),
    ]);
  });
}

describe("the grammar of the extension", () => {
  const document = [
    "# A title",
    "Right for `= plsda.accuracy : .1%` of `code`.",
    "```foodspec model #plsda",
    "estimator: {pls-da: {components: 2}",
    "```",
    "# Behind it",
    "```yaml",
    "`= plsda.n`",
    "```",
    "~~~~ foodspec data",
    "input: meat",
    "```",
    "~~~~",
    "# The end",
  ].join("\n");
  const scopesOf = async (word: string) => (await tokens(document)).find(([text]) => text.trim() === word)?.[1] ?? "";

  it.each([
    ["plsda", "entity.name.tag.block.foodspec"],
    [".accuracy", "variable.other.result.foodspec"],
    [".1%", "constant.other.format.foodspec"],
    ["`code`", "markup.inline.raw"],
    ["foodspec", "fenced_code.block.language.markdown"],
    ["model", "entity.name.type.kind.foodspec"],
    ["#plsda", "entity.name.tag.block.foodspec"],
    ["estimator", "meta.embedded.block.foodspec entity.name.tag.yaml"],
    ["input", "meta.embedded.block.foodspec entity.name.tag.yaml"],
    // A brace that is not closed ends with its block.
    ["# Behind it", "text.html.markdown heading"],
    ["# The end", "text.html.markdown heading"],
  ])("knows what `%s` is", async (word, scope) => expect(await scopesOf(word)).toContain(scope));
  it("leaves blocks of other languages alone", async () => {
    const found = (await tokens(document)).find(([text]) => text === "`= plsda.n`");
    expect(found?.[1]).toBe("text.html.markdown markup.fenced_code.block.markdown");
  });
});

describe("the extension", () => {
  const files = ["LICENSE", "README.md", "THIRD-PARTY.md", "client.cjs", "foodspec.tmLanguage.json"];
  it("holds its files and nothing else, and says when it wakes", () => {
    expect(readdirSync(stage).sort()).toEqual([...files, "package.json"].sort());
    const manifest = readJson(join(stage, "package.json"));
    const { version } = readJson(resolve(source, "../../../../package.json"));
    expect(manifest).toMatchObject({ version, main: "./client.cjs", activationEvents: ["onLanguage:markdown"] });
    expect(manifest.engines.vscode).toBe("^1.91.0");
    for (const { path } of manifest.contributes.grammars) expect(readdirSync(stage)).toContain(path.slice(2));
    expect(readFileSync(join(stage, "THIRD-PARTY.md"), "utf8")).toContain("vscode-languageclient");
  });
  it("starts the language server that it is told of, and has the commands that lenses name", () => {
    mkdirSync(join(stage, "node_modules/vscode"), { recursive: true });
    writeFileSync(join(stage, "node_modules/vscode/index.js"), editorStub);
    writeFileSync(join(stage, "try.cjs"), trial);
    const ended = spawnSync(process.execPath, [join(stage, "try.cjs"), process.execPath, program], {
      cwd: stage,
      encoding: "utf8",
      timeout: 60_000,
    });
    rmSync(join(stage, "node_modules"), { recursive: true });
    rmSync(join(stage, "try.cjs"));
    expect(ended.stderr.slice(-600)).toBe("");
    expect(JSON.parse(ended.stdout)).toEqual({
      commands: ["foodspec.compile", "foodspec.run", "foodspec.why", "foodspec.preview"],
      server: "foodspec",
      lenses: { resolveProvider: true },
      hints: true,
    });
  });
  it("is packed as a .vsix that holds them", { tags: "slow" }, async () => {
    const out = mkdtempSync(join(tmpdir(), "foodspec-vsix-"));
    try {
      const names = spawnSync("unzip", ["-Z1", await makeExtension(out)], { encoding: "utf8" }).stdout.trim();
      const packed = files.map((one) => (one === "LICENSE" ? "LICENSE.txt" : one));
      const inside = names.split("\n").filter((one) => one.startsWith("extension/"));
      expect(inside.map((one) => one.slice("extension/".length).toLowerCase()).sort()).toEqual(
        [...packed, "package.json"].map((one) => one.toLowerCase()).sort(),
      );
      expect(names).toContain("extension.vsixmanifest");
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  });
});

/** What a client touches of an editor: classes it makes or extends, events nobody sends, lists that are empty. */
const editorStub = `
const nothing = () => ({ dispose() {} });
class Any { constructor() { return new Proxy(this, { get: (of, name) => name in of ? of[name] : name === "then" ? undefined : nothing }); } }
const registered = [];
const space = (own) => new Proxy(own, { get: (of, name) => name in of ? of[name] : name === "then" ? undefined : nothing });
class EventEmitter { event = nothing; fire() {} dispose() {} }
class CancellationTokenSource { token = { isCancellationRequested: false, onCancellationRequested: nothing }; cancel() {} dispose() {} }
const kindOf = (value) => ({ value, append: (more) => kindOf(value + "." + more) });
const own = {
  CodeActionKind: { Empty: kindOf("") }, __esModule: true, registered, EventEmitter, CancellationTokenSource, version: "1.91.0",
  commands: space({ registerCommand: (name) => { registered.push(name); return nothing(); } }),
  workspace: space({ textDocuments: [], workspaceFolders: undefined, notebookDocuments: [],
    getConfiguration: () => ({ get: (name, fallback) => name === "command" ? process.argv.slice(2) : fallback }) }),
  window: space({ visibleTextEditors: [], visibleNotebookEditors: [], tabGroups: { all: [], onDidChangeTabs: nothing, onDidChangeTabGroups: nothing },
    createOutputChannel: () => space({ appendLine() {}, append() {} }) }),
  languages: space({ match: () => 0, createDiagnosticCollection: () => space({}) }),
  env: space({ language: "en", appName: "test" }), extensions: space({ all: [] }), l10n: space({}),
};
module.exports = new Proxy(own, { get: (of, name) => name in of ? of[name] : typeof name === "string" && /^[A-Z]/.test(name) ? Any : undefined });
`;
const trial = `
const vscode = require("vscode");
const { activate, deactivate } = require("./client.cjs");
activate({ subscriptions: [] }).then(async (client) => {
  const { serverInfo, capabilities } = client.initializeResult;
  process.stdout.write(JSON.stringify({ commands: vscode.registered.filter((one) => one.startsWith("foodspec.")),
    server: serverInfo.name, lenses: capabilities.codeLensProvider, hints: capabilities.inlayHintProvider }));
  await deactivate();
  process.exit(0);
}).catch((error) => { process.stderr.write(String(error.stack)); process.exit(1); });
`;
