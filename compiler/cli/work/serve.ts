/** `foodspec serve`: serves jobs until somebody ends it. */
import type { World } from "../../compile/world.ts";
import { cancelledBy } from "../../run/cancel.ts";
import { serveJobs } from "../../serve/jobs/serve-jobs.ts";
import type { Auth } from "../../serve/jobs/setting.ts";
import { aborted } from "./aborted.ts";
import { diskToo } from "./disk-too.ts";
import { sayFindings } from "./say-findings.ts";

export interface ServeOptions {
  readonly host?: string;
  readonly port?: number;
  readonly auth?: Auth;
  readonly tls?: string;
  readonly behind?: readonly string[];
  readonly allowedHost?: readonly string[];
}

export const serveCommand = (options: ServeOptions, world: World): Promise<number> =>
  diskToo(world, async () => {
    const { host = "127.0.0.1", port = 8423, auth = "off", ...rest } = options;
    const serving = await serveJobs({ host, port, auth, ...rest }, world);
    if ("code" in serving) return sayFindings([serving], world);
    world.out(`${serving.address}\n`);
    await aborted(world.signal);
    await serving.end();
    return cancelledBy(world.signal).exitCode;
  });
