/** Language server: what an editor asks of a protocol, answered by the parser, the checks and the registry of compile. It writes and runs nothing. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type CodeAction,
  CompletionItemKind,
  type Connection,
  createConnection,
  DiagnosticSeverity,
  ErrorCodes,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
  SymbolKind,
  TextDocumentSyncKind,
} from "vscode-languageserver/node";
import { decisionsOf } from "../../compile/decisions.ts";
import { mended } from "../../compile/mend.ts";
import { buildInfo, methodPages } from "../../compile/package-files.ts";
import { type Prepared, prepare } from "../../compile/prepare.ts";
import type { World } from "../../compile/world.ts";
import { type Finding, type Fix, isError } from "../../diagnostics/finding.ts";
import { formatDocument } from "../../document/format/format-document.ts";
import { columnsOf } from "./columns.ts";
import { type Offer, offersAt } from "./complete.ts";
import { hoverAt } from "./hover.ts";
import { type Decisions, type LastValue, lastRuns, lastValuesIn } from "./last-values.ts";
import { hintText, lensTexts, saidOf } from "./last-words.ts";
import { namedAt } from "./names.ts";
import { asRange, changed, type OpenDocument, offsetAt, rangeOf, withText } from "./open-documents.ts";
import { outlineOf } from "./outline.ts";

/** Milliseconds without another key until a text is checked. */
const quiet = 20;

/**
 * Serves until the editor ends it.
 *
 * @returns the exit code: 0 where the editor said so before, as its protocol asks
 */
export function serveEditor(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  world: World,
): Promise<number> {
  const connection = createConnection(new StreamMessageReader(input), new StreamMessageWriter(output));
  const open = new Map<string, OpenDocument>();
  const checked = new Map<string, { readonly version: number; readonly prepared: Prepared }>();
  const decided = new Map<string, { readonly version: number; readonly decisions: Promise<Decisions> }>();
  const lastRun = lastRuns(world.disk);
  let isShutDown = false;

  const documentAt = (uri: string): OpenDocument => {
    const found = open.get(uri);
    if (found === undefined) throw new ResponseError(ErrorCodes.InvalidParams, "the document is not open");
    return found;
  };
  const within = (uri: string, text: string): World => ({ ...world, disk: withText(world.disk, pathOf(uri), text) });

  /** Checks a text where no other has come meanwhile. */
  async function check(uri: string, version: number): Promise<void> {
    await world.pause(quiet);
    const document = open.get(uri);
    if (document === undefined || document.version !== version) return;
    const path = pathOf(uri);
    const prepared = await prepare(path, { documents: [path] }, within(uri, document.text), "headers");
    if (open.get(uri)?.version !== version) return;
    checked.set(uri, { version, prepared });
    const diagnostics = prepared.findings.map((one) => diagnosticOf(one, prepared, uri));
    await connection.sendDiagnostics({ uri, version, diagnostics });
  }
  /** What compile would do with the text as it stands: asked once a version, and again once it was saved. */
  function decisionsNow(uri: string): Promise<Decisions> {
    const { version, text } = documentAt(uri);
    const known = decided.get(uri);
    if (known?.version === version) return known.decisions;
    const decisions = decide(uri, text);
    decided.set(uri, { version, decisions });
    return decisions;
  }
  async function decide(uri: string, text: string): Promise<Decisions> {
    const path = pathOf(uri);
    const options = { documents: [path] };
    const prepared = await prepare(path, options, within(uri, text), "all");
    if (prepared.protocol === null || prepared.graph === null || prepared.findings.some(isError)) return null;
    return decisionsOf(prepared, options, world.build ?? buildInfo(world.disk));
  }
  /** Values of the last run beside the paths between two offsets; none where nothing ran. */
  async function valuesOf(uri: string, from?: number, to?: number): Promise<readonly LastValue[]> {
    const { text } = documentAt(uri);
    const run = lastRun(pathOf(uri));
    // Where no path stands there, nobody has to know what would run.
    if (run === null || lastValuesIn(text, run, null, from, to).length === 0) return [];
    return lastValuesIn(text, run, await decisionsNow(uri), from, to);
  }
  const soon = (uri: string, version: number) =>
    void check(uri, version).catch((error: Error) => world.err(`${error.message}\n`));

  connection.onInitialize(() => ({
    capabilities: {
      positionEncoding: "utf-16",
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      completionProvider: { triggerCharacters: [" ", ".", "#", "`", ":", "{"] },
      hoverProvider: true,
      definitionProvider: true,
      referencesProvider: true,
      renameProvider: { prepareProvider: true },
      codeActionProvider: { codeActionKinds: ["quickfix", "source.fixAll.foodspec"] },
      documentFormattingProvider: true,
      documentSymbolProvider: true,
      foldingRangeProvider: true,
      inlayHintProvider: true,
      codeLensProvider: { resolveProvider: true },
    },
    serverInfo: { name: "foodspec" },
  }));

  connection.onDidOpenTextDocument(({ textDocument: { uri, version, text } }) => {
    open.set(uri, { version, text });
    soon(uri, version);
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    const before = open.get(uri);
    if (before === undefined) return;
    const text = contentChanges.reduce((sofar, change) => changed(sofar, change), before.text);
    open.set(uri, { version, text });
    soon(uri, version);
  });
  // Data beside it may have changed since.
  connection.onDidSaveTextDocument(({ textDocument: { uri } }) => {
    decided.delete(uri);
    soon(uri, open.get(uri)?.version ?? -1);
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    open.delete(uri);
    checked.delete(uri);
    decided.delete(uri);
    void connection.sendDiagnostics({ uri, diagnostics: [] });
  });

  connection.onCompletion(({ textDocument: { uri }, position }) => {
    const { text } = documentAt(uri);
    const columns = (name: string) => columnsOf(world.disk, pathOf(uri), text, name);
    return offersAt(text, offsetAt(text, position), { columns }).map((one) => ({
      label: one.label,
      kind: kinds[one.sort],
      ...(one.says === "" ? {} : { documentation: { kind: "markdown" as const, value: one.says } }),
      insertTextFormat: one.isSnippet ? (2 as const) : (1 as const),
      textEdit: { range: rangeOf(text, one.start, one.end), newText: one.text },
    }));
  });
  connection.onHover(async ({ textDocument: { uri }, position }) => {
    const { text } = documentAt(uri);
    const at = offsetAt(text, position);
    const found = hoverAt(text, at, methodPages(world.disk));
    if (found === null) return null;
    const value = (await valuesOf(uri, at, at)).find(({ start, end }) => start <= at && at <= end);
    const said = value === undefined ? found.text : `${found.text}\n\n${saidOf(value)}`;
    return { contents: { kind: "markdown", value: said }, range: rangeOf(text, found.start, found.end) };
  });
  connection.languages.inlayHint.on(async ({ textDocument: { uri }, range }) => {
    const { text } = documentAt(uri);
    const values = await valuesOf(uri, offsetAt(text, range.start), offsetAt(text, range.end));
    return values.map((value) => ({
      position: rangeOf(text, value.behind, value.behind).start,
      label: hintText(value),
      paddingLeft: true,
      tooltip: { kind: "markdown" as const, value: saidOf(value) },
    }));
  });
  connection.onCodeLens(({ textDocument: { uri } }) => {
    const { text } = documentAt(uri);
    return outlineOf(text).blocks.flatMap(({ id, start }) => {
      if (id === null || id === "") return [];
      const range = rangeOf(text, start, start);
      return (["run", "why"] as const).map((ask) => ({ range, data: { uri, id, ask } }));
    });
  });
  connection.onCodeLensResolve(async (lens) => {
    const { uri, id, ask } = lens.data as { readonly uri: string; readonly id: string; readonly ask: "run" | "why" };
    const title = lensTexts(id, await decisionsNow(uri))[ask];
    return { ...lens, command: { title, command: `foodspec.${ask}`, arguments: [uri, id] } };
  });
  connection.onDefinition(({ textDocument: { uri }, position }) => {
    const { text } = documentAt(uri);
    const definition = namedAt(text, offsetAt(text, position))?.definition ?? null;
    return definition === null ? null : { uri, range: rangeOf(text, definition.start, definition.end) };
  });
  connection.onReferences(({ textDocument: { uri }, position, context: { includeDeclaration } }) => {
    const { text } = documentAt(uri);
    const found = namedAt(text, offsetAt(text, position));
    const places = found?.places ?? [];
    const meant = includeDeclaration ? places : places.filter(({ start }) => start !== found?.definition?.start);
    return meant.map(({ start, end }) => ({ uri, range: rangeOf(text, start, end) }));
  });
  connection.onPrepareRename(({ textDocument: { uri }, position }) => {
    const { text } = documentAt(uri);
    const at = offsetAt(text, position);
    const found = namedAt(text, at);
    // A block without an id of its own has no name that could be another.
    if (found === null || !found.places.some(({ start }) => start === found.definition?.start)) return null;
    const place = found.places.find(({ start, end }) => start <= at && at <= end);
    return place === undefined ? null : { range: rangeOf(text, place.start, place.end), placeholder: found.name };
  });
  connection.onRenameRequest(({ textDocument: { uri }, position, newName }) => {
    const { text } = documentAt(uri);
    const found = namedAt(text, offsetAt(text, position));
    if (found === null) return null;
    if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(newName))
      throw new ResponseError(
        ErrorCodes.InvalidParams,
        "a name begins with a letter and holds letters, digits, _ and -",
      );
    const edits = found.places.map(({ start, end }) => ({ range: rangeOf(text, start, end), newText: newName }));
    return { changes: { [uri]: edits } };
  });
  connection.onCodeAction(async ({ textDocument: { uri }, range, context: { only } }) => {
    const { text, version } = documentAt(uri);
    const own = checked.get(uri);
    const actions: CodeAction[] = [];
    const isAsked = (kind: string) =>
      only === undefined || only.some((one) => kind === one || kind.startsWith(`${one}.`));
    // Places of an older text mean others in this one.
    if (own === undefined || own.version !== version) return actions;
    if (isAsked("quickfix")) actions.push(...quickFixes(own.prepared, uri, range.start.line + 1, range.end.line + 1));
    if (isAsked("source.fixAll.foodspec")) {
      const both = await mended(own.prepared, { documents: [] }, within(uri, text));
      if (both !== null && both.after !== both.before)
        actions.push({
          title: "Mend what can only mean one thing",
          kind: "source.fixAll.foodspec",
          edit: { changes: { [uri]: [{ range: rangeOf(text, 0, text.length), newText: both.after }] } },
        });
    }
    return actions;
  });
  connection.onDocumentFormatting(({ textDocument: { uri } }) => {
    const { text } = documentAt(uri);
    const after = formatDocument(text);
    return after === null || after === text ? [] : [{ range: rangeOf(text, 0, text.length), newText: after }];
  });
  connection.onDocumentSymbol(({ textDocument: { uri } }) => {
    const { text } = documentAt(uri);
    return outlineOf(text).blocks.map(({ id, kind, idAt, start, end }) => ({
      name: id === null || id === "" ? "block" : id,
      detail: kind ?? "",
      kind: SymbolKind.Object,
      range: rangeOf(text, start, end),
      selectionRange: rangeOf(text, idAt?.start ?? start, idAt?.end ?? start),
    }));
  });
  connection.onFoldingRanges(({ textDocument: { uri } }) => {
    const { text } = documentAt(uri);
    const { front, blocks } = outlineOf(text);
    return [...(front === null ? [] : [front]), ...blocks].map(({ start, end }) => {
      const { start: from, end: to } = rangeOf(text, start, end);
      return { startLine: from.line, endLine: to.line };
    });
  });

  connection.onShutdown(() => {
    isShutDown = true;
  });
  return new Promise((done) => {
    connection.onExit(() => done(isShutDown ? 0 : 1));
    input.on("end", () => done(isShutDown ? 0 : 1));
    connection.listen();
  });
}

/** A document that was never saved has no path; it stands where its address says. */
function pathOf(uri: string): string {
  try {
    return fileURLToPath(uri);
  } catch {
    return join("/", encodeURIComponent(uri), "untitled.md");
  }
}

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  note: DiagnosticSeverity.Information,
};

/** A finding of another file stands in the first line, and names the place. */
function diagnosticOf(
  finding: Finding,
  { file }: Prepared,
  uri: string,
): Parameters<Connection["sendDiagnostics"]>[0]["diagnostics"][number] {
  const { code, severity, message, help, position, related } = finding;
  const isHere = position === null || position.file === file;
  const range =
    position === null || !isHere ? asRange({ line: 1, column: 1, endLine: 1, endColumn: 1 }) : asRange(position);
  const elsewhere = isHere ? "" : ` (${position?.file}:${position?.line}:${position?.column})`;
  return {
    range,
    severity: severities[severity],
    code,
    source: "foodspec",
    message: [`${message}${elsewhere}`, ...help.map((line) => `→ ${line}`)].join("\n"),
    ...(related.length === 0
      ? {}
      : {
          relatedInformation: related
            .filter((one) => one.position.file === file)
            .map((one) => ({ location: { uri, range: asRange(one.position) }, message: one.message })),
        }),
  };
}

/** What would mend a finding in these lines. */
function quickFixes(prepared: Prepared, uri: string, first: number, last: number): readonly CodeAction[] {
  return prepared.findings.flatMap((finding): CodeAction[] => {
    const { fix, position } = finding;
    if (fix === null || position === null || position.line > last || position.endLine < first) return [];
    if (!fix.edits.every((edit) => edit.position.file === prepared.file)) return [];
    return [
      {
        title: fix.title,
        kind: "quickfix",
        isPreferred: fix.safe,
        diagnostics: [diagnosticOf(finding, prepared, uri)],
        edit: { changes: { [uri]: editsOf(fix) } },
      },
    ];
  });
}

const editsOf = ({ edits }: Fix) => edits.map(({ position, text }) => ({ range: asRange(position), newText: text }));

const kinds: { readonly [S in Offer["sort"]]: CompletionItemKind } = {
  kind: CompletionItemKind.Class,
  key: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  method: CompletionItemKind.Function,
  column: CompletionItemKind.Field,
  input: CompletionItemKind.File,
  block: CompletionItemKind.Variable,
  result: CompletionItemKind.Value,
  address: CompletionItemKind.Reference,
};
