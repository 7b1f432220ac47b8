/** Ask: a question to whoever sits at the terminal. */
import { createInterface } from "node:readline";
import { Writable } from "node:stream";

/** A secret is not shown while it is typed. Null where nobody sits there. */
export function ask(question: string, isSecret: boolean): Promise<string | null> {
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) return Promise.resolve(null);
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: isSecret ? silent : process.stderr, terminal: true });
  return new Promise((resolve) => {
    let answer: string | null = null;
    lines.on("line", (line) => {
      answer = line;
      lines.close();
    });
    lines.on("SIGINT", () => {
      lines.close();
      process.kill(process.pid, "SIGINT");
    });
    lines.on("close", () => {
      if (isSecret) process.stderr.write("\n");
      resolve(answer);
    });
  });
}
