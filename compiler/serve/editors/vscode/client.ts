/** Client: the extension of VS Code. It starts the language server, and the program where somebody asks for a run or a preview. */
import { type ChildProcess, spawn } from "node:child_process";
import { dirname } from "node:path";
import { commands, type ExtensionContext, env, Uri, window, workspace } from "vscode";
import { LanguageClient } from "vscode-languageclient/node";

let client: LanguageClient | null = null;
/** Previews that run, by the address of their document. */
const previews = new Map<string, ChildProcess>();

/** Called by the editor with the first Markdown document. @returns what talks with the server, once it has answered */
export async function activate(context: ExtensionContext): Promise<LanguageClient> {
  context.subscriptions.push(
    commands.registerCommand("foodspec.compile", () => compile(active())),
    commands.registerCommand("foodspec.run", (uri: string) => compile(Uri.parse(uri))),
    commands.registerCommand("foodspec.why", (uri: string, block: string) => inTerminal(Uri.parse(uri), "why", block)),
    commands.registerCommand("foodspec.preview", () => preview(active())),
  );
  const [command, ...words] = program();
  client = new LanguageClient(
    "foodspec",
    "FoodSpec",
    { command, args: [...words, "lsp", "--stdio"] },
    { documentSelector: [{ language: "markdown", scheme: "file" }] },
  );
  await client.start();
  return client;
}

/** Called by the editor as it ends. */
export async function deactivate(): Promise<void> {
  for (const child of previews.values()) child.kill();
  previews.clear();
  await client?.stop();
}

const program = (): readonly [string, ...string[]] => {
  const [command = "foodspec", ...words] = workspace.getConfiguration("foodspec").get<string[]>("command") ?? [];
  return [command, ...words];
};

const active = (): Uri | null => window.activeTextEditor?.document.uri ?? null;

/** What is on the disk is compiled: the document is saved before. */
async function compile(uri: Uri | null): Promise<void> {
  if (uri !== null) await (await workspace.openTextDocument(uri)).save();
  inTerminal(uri, "compile");
}

/** The program in a terminal of its own, its words handed over as they are: no shell reads them. */
function inTerminal(uri: Uri | null, command: string, ...more: readonly string[]): void {
  if (uri === null || uri.scheme !== "file") return;
  const [path, ...words] = program();
  const shellArgs = [...words, command, uri.fsPath, ...more];
  window.createTerminal({ name: `foodspec ${command}`, cwd: dirname(uri.fsPath), shellPath: path, shellArgs }).show();
}

/** The address stands in the first line that `foodspec preview` says; it is opened once more where the preview runs already. */
function preview(uri: Uri | null): void {
  if (uri === null || uri.scheme !== "file") return;
  previews.get(uri.fsPath)?.kill();
  const [path, ...words] = program();
  const child = spawn(path, [...words, "preview", uri.fsPath, "--no-open"], { cwd: dirname(uri.fsPath) });
  previews.set(uri.fsPath, child);
  let [said, complaints] = ["", ""];
  child.stdout.on("data", (text) => {
    if (said.includes("\n")) return;
    said += text;
    if (said.includes("\n")) void env.openExternal(Uri.parse(said.split("\n", 1)[0].trim(), true));
  });
  child.stderr.on("data", (text) => {
    complaints += text;
  });
  child.on("error", ({ message }) => void window.showErrorMessage(`FoodSpec: ${message}`));
  child.on("exit", (code) => {
    if (previews.get(uri.fsPath) === child) previews.delete(uri.fsPath);
    if (code !== null && code !== 0) void window.showErrorMessage(`FoodSpec: ${complaints.trim().split("\n", 1)[0]}`);
  });
}
