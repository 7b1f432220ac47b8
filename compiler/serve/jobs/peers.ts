/** Peers: the packages that serve, which only this command needs and which need not be installed. */
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";

export type Peers = Awaited<ReturnType<typeof loaded>>;

/** All of them in the versions that were tried together. */
const peerNames = [
  "fastify",
  "@fastify/cookie",
  "@fastify/csrf-protection",
  "@fastify/helmet",
  "@fastify/rate-limit",
] as const;

const install = "fastify@5 @fastify/cookie@11 @fastify/csrf-protection@8 @fastify/helmet@13 @fastify/rate-limit@11";

/** FS1170 where one is not installed beside the program. @param load tests hand in a machine that has none */
export async function peers(load: () => Promise<Peers> = loaded): Promise<Peers | Finding> {
  try {
    return await load();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const absent =
      code === "ERR_MODULE_NOT_FOUND" ? peerNames.find((name) => message.includes(`'${name}'`)) : undefined;
    if (absent === undefined) throw error;
    return finding("FS1170", null, { package: absent, what: "`foodspec serve`", install });
  }
}

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
