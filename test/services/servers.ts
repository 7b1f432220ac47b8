/** Servers: programs of services that are started on a port of their own, waited for, and stopped with all that they started. */
import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { programOf } from "./services.ts";

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}

/** The environment in which the programs of a service find one another. */
export const withPath = (service: Parameters<typeof programOf>[0]): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${dirname(programOf(service, "python"))}:${process.env.PATH}`,
});

/**
 * MLflow's own server, once it answers, with all that it keeps below a folder.
 *
 * @param folder absolute, there
 */
export async function trackingServer(
  folder: string,
): Promise<{ readonly address: string; readonly server: ChildProcess }> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const store = ["--backend-store-uri", `sqlite:///${join(folder, "m.db")}`];
  const files = ["--artifacts-destination", join(folder, "artifacts"), "--serve-artifacts"];
  const words = ["server", ...store, ...files, "--host", "127.0.0.1", "--port", String(port), "--workers", "1"];
  const server = spawn(programOf("mlflow", "mlflow"), words, {
    cwd: folder,
    env: withPath("mlflow"),
    stdio: "ignore",
    detached: true,
  });
  await answersAt(`${address}/health`, server);
  return { address, server };
}

/** Waits until an address answers well. Throws where its server ended before, or a minute and a half has passed. */
export async function answersAt(address: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 180; tries++) {
    if (server.exitCode !== null) throw new Error(`the server of ${address} ended with ${server.exitCode}`);
    try {
      if ((await fetch(address)).ok) return;
    } catch {
      // Not yet.
    }
    await new Promise((done) => setTimeout(done, 500));
  }
  throw new Error(`nobody answers at ${address}`);
}

/** Ends a server that was started `detached`, with the processes that it started. */
export async function stopped(server: ChildProcess | undefined): Promise<void> {
  if (server?.pid === undefined || server.exitCode !== null) return;
  const ended = new Promise((done) => server.once("exit", done));
  process.kill(-server.pid, "SIGTERM");
  const late = setTimeout(() => process.kill(-(server.pid as number), "SIGKILL"), 10_000);
  await ended;
  clearTimeout(late);
}
