/** Serve jobs: the server of jobs, listening. */
import type { AddressInfo } from "node:net";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { placesOf } from "../../jobs/places.ts";
import { jobsApp } from "./app.ts";
import { peers } from "./peers.ts";
import { settingOf, type TypedServe } from "./setting.ts";

export interface ServingJobs {
  /** As one types it into a browser. */
  readonly address: string;
  readonly port: number;
  end(): Promise<void>;
}

/** FS1184 where it would not be safe or the port cannot be had, FS1170 where a package is absent. */
export async function serveJobs(typed: TypedServe, world: World): Promise<ServingJobs | Finding> {
  const setting = settingOf(typed, world);
  if ("code" in setting) return setting;
  const packages = await peers(world.disk);
  if ("code" in packages) return packages;
  const app = await jobsApp({ setting, places: placesOf(world), world }, packages);
  try {
    await app.listen({ host: setting.host, port: setting.port });
  } catch (error) {
    await app.close();
    return notListening(error, setting.port);
  }
  const { port } = app.server.address() as AddressInfo;
  const name = setting.host.includes(":") ? `[${setting.host}]` : setting.host;
  return {
    address: `${setting.tls === null ? "http" : "https"}://${name}:${port}/ui/jobs`,
    port,
    end: () => app.close(),
  };
}

const why: { readonly [code: string]: string } = {
  EADDRINUSE: "another program has it",
  EACCES: "you have no permission",
  EADDRNOTAVAIL: "this machine has no such address",
  ENOTFOUND: "this machine has no such name",
};

function notListening(error: unknown, port: number): Finding {
  const { code = "" } = error as NodeJS.ErrnoException;
  if (!Object.hasOwn(why, code)) throw error;
  return finding("FS1184", null, {
    problem: `it cannot listen at port ${port}: ${why[code]}`,
    advice: "give another `--port` or `--host`",
  });
}
