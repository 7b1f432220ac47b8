/** A language server as a process, and an editor that talks with it: requests answered in any order, notifications kept. */
import { spawn } from "node:child_process";
import { pathToFileURL } from "node:url";
import { program, testState } from "../../../fixtures/project.ts";

export interface Diagnostic {
  readonly code: string;
  readonly severity: number;
  readonly message: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
}
export interface Diagnosed {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** An answer as it came; a test knows what it asked for. */
// biome-ignore lint/suspicious/noExplicitAny: answers are read by tests that name their fields
type Answer = any;

export function editor(folder: string) {
  const child = spawn(process.execPath, [program, "lsp", "--stdio"], {
    cwd: folder,
    env: { ...process.env, FOODSPEC_STATE: testState },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let rest = Buffer.alloc(0);
  let next = 0;
  const waiting = new Map<number, { done(answer: Answer): void; fail(error: Error): void }>();
  const told: Diagnosed[] = [];
  let wake = () => {};
  let complaints = "";
  child.stderr.on("data", (text) => {
    complaints += text;
  });
  child.stdout.on("data", (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    for (;;) {
      const head = rest.indexOf("\r\n\r\n");
      const length = Number(
        /Content-Length: (\d+)/.exec(rest.subarray(0, Math.max(0, head)).toString())?.[1] ?? Number.NaN,
      );
      if (head < 0 || rest.length < head + 4 + length) return;
      const message = JSON.parse(rest.subarray(head + 4, head + 4 + length).toString());
      rest = rest.subarray(head + 4 + length);
      if (message.method === "textDocument/publishDiagnostics") told.push(message.params);
      else if (message.id !== undefined) {
        const one = waiting.get(message.id);
        waiting.delete(message.id);
        if (message.error === undefined) one?.done(message.result);
        else one?.fail(Object.assign(new Error(message.error.message), { code: message.error.code }));
      }
      wake();
    }
  });
  const ended = new Promise<number | null>((done) => child.on("exit", done));
  const send = (message: object): void => {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  return {
    uri: (name: string) => pathToFileURL(`${folder}/${name}`).href,
    complaints: () => complaints,
    ended,
    notify: (method: string, params: object = {}) => send({ method, params }),
    ask(method: string, params: object = {}): Promise<Answer> & { readonly id: number } {
      const id = ++next;
      const answer = new Promise<Answer>((done, fail) => waiting.set(id, { done, fail }));
      send({ id, method, params });
      return Object.assign(answer, { id });
    },
    /** What was last said of a version of a document, once it has been said. */
    async diagnosed(uri: string, version: number): Promise<readonly Diagnostic[]> {
      for (;;) {
        const found = told.findLast((one) => one.uri === uri && one.version === version);
        if (found !== undefined) return found.diagnostics;
        await new Promise<void>((done) => {
          wake = done;
        });
      }
    },
    told: () => told,
    kill: () => child.kill(),
  };
}
export type Editor = ReturnType<typeof editor>;
