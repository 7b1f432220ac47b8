/** Peers: the packages that serve, which only this command needs and which need not be installed. */
import { optionalPackages } from "../../compile/optional-packages.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import type { Disk } from "../../store/disk.ts";

export type Peers = Awaited<ReturnType<typeof loaded>>;

const peerNames = [
  "fastify",
  "@fastify/cookie",
  "@fastify/csrf-protection",
  "@fastify/helmet",
  "@fastify/rate-limit",
] as const;

/** FS1170 where one is not installed beside the program. */
export const peers = (disk: Disk): Promise<Peers | Finding> =>
  optionalPackages("`foodspec serve`", peerNames, loaded, disk);

async function loaded() {
  const [{ fastify }, { fastifyCookie }, { fastifyCsrfProtection }, { fastifyHelmet }, { fastifyRateLimit }] =
    await Promise.all([
      import("fastify"),
      import("@fastify/cookie"),
      import("@fastify/csrf-protection"),
      import("@fastify/helmet"),
      import("@fastify/rate-limit"),
    ]);
  return {
    fastify,
    cookie: fastifyCookie,
    csrf: fastifyCsrfProtection,
    helmet: fastifyHelmet,
    rateLimit: fastifyRateLimit,
  };
}
