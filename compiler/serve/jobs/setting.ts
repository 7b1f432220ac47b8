/** Setting: how the server of jobs was asked to serve, judged before it listens. */
import { BlockList, isIP } from "node:net";
import { resolve } from "node:path";
import { readOrNull } from "../../compile/unreadable.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";

export type Auth = "off" | "token" | "basic" | "proxy";

/** As typed behind `foodspec serve`. */
export interface TypedServe {
  readonly host: string;
  readonly port: number;
  readonly auth: Auth;
  /** `CERT,KEY`: two files. */
  readonly tls?: string;
  /** Networks from which a proxy asks. */
  readonly behind?: readonly string[];
  readonly allowedHost?: readonly string[];
}

export interface Setting {
  readonly host: string;
  readonly port: number;
  readonly auth: Auth;
  readonly tls: { readonly cert: Uint8Array; readonly key: Uint8Array } | null;
  /** Null where nobody stands before it. */
  readonly behind: ((address: string) => boolean) | null;
  /** Names by which it may be asked, in small letters. */
  readonly hosts: ReadonlySet<string>;
  readonly basic: { readonly user: string; readonly pass: string } | null;
  readonly proxySecret: string | null;
}

/** Fewest characters of a secret that a proxy shows. */
const fewest = 16;

/** FS1184 where others could read or write what they should not. */
export function settingOf(typed: TypedServe, world: Pick<World, "disk" | "cwd" | "env">): Setting | Finding {
  const { host, port, auth } = typed;
  const behind = behindOf(typed.behind ?? []);
  if (typeof behind === "string")
    return unsafe(`\`${behind}\` is no network`, "write it as 10.0.0.0/8, or as one address");
  const tls = typed.tls === undefined ? null : tlsOf(typed.tls, world);
  if (tls !== null && "code" in tls) return tls;
  const isLocal = host === "localhost" || host === "::1" || /^127(?:\.\d{1,3}){3}$/.test(host);
  if (!isLocal && auth === "off")
    return unsafe(
      `at \`${host}\` other machines reach it, and \`--auth off\` asks nobody who it is`,
      "choose `--auth token`, `basic` or `proxy`, or leave out `--host`",
    );
  if (!isLocal && tls === null && behind === null)
    return unsafe(
      `at \`${host}\` other machines reach it, and what they send could be read on the way`,
      "give `--tls CERT,KEY`, or `--behind` with the network of a proxy that does",
    );
  if (auth === "proxy" && behind === null)
    return unsafe(
      "`--auth proxy` believes who a proxy says it is, and no proxy was named",
      "name its network: `--behind 127.0.0.1/32`",
    );
  const proxySecret = world.env.FOODSPEC_PROXY_SECRET ?? "";
  if (auth === "proxy" && proxySecret.length < fewest)
    return unsafe(
      `FOODSPEC_PROXY_SECRET has ${proxySecret.length} characters, and it takes ${fewest}`,
      "make one with `openssl rand -hex 32`, and have the proxy send it as X-Foodspec-Secret",
    );
  const [user, pass] = [world.env.FOODSPEC_AUTH_USER ?? "", world.env.FOODSPEC_AUTH_PASS ?? ""];
  if (auth === "basic" && (user === "" || pass === "" || user.includes(":")))
    return unsafe(
      "`--auth basic` needs a name without a colon, and a password",
      "set FOODSPEC_AUTH_USER and FOODSPEC_AUTH_PASS",
    );
  return {
    host,
    port,
    auth,
    tls,
    behind,
    hosts: hostsOf(host, isLocal, typed.allowedHost ?? []),
    basic: auth === "basic" ? { user, pass } : null,
    proxySecret: auth === "proxy" ? proxySecret : null,
  };
}

const unsafe = (problem: string, advice: string): Finding => finding("FS1184", null, { problem, advice });

/** A name resolved to this machine by somebody else is none of its names: another page could ask as if it were its own. */
function hostsOf(host: string, isLocal: boolean, allowed: readonly string[]): ReadonlySet<string> {
  const own = isLocal
    ? ["localhost", "127.0.0.1", "[::1]"]
    : host === "0.0.0.0" || host === "::"
      ? []
      : [bracketed(host)];
  return new Set([...own, ...allowed].map(nameOf));
}

/** Name without a port, in small letters. */
export const nameOf = (host: string): string => host.toLowerCase().replace(/:\d+$/, "");

const bracketed = (host: string): string => (isIP(host) === 6 ? `[${host}]` : host);

/** The word that is no network, where one is not. */
function behindOf(typed: readonly string[]): Setting["behind"] | string {
  if (typed.length === 0) return null;
  const list = new BlockList();
  for (const one of typed) {
    const [, address = "", bits] = /^([0-9A-Fa-f.:]+)(?:\/(\d{1,3}))?$/.exec(one) ?? [];
    const version = isIP(address);
    const most = version === 4 ? 32 : 128;
    if (version === 0 || Number(bits ?? 0) > most) return one;
    list.addSubnet(address, Number(bits ?? most), version === 4 ? "ipv4" : "ipv6");
  }
  return (address) => {
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
    const version = isIP(plain);
    return version !== 0 && list.check(plain, version === 4 ? "ipv4" : "ipv6");
  };
}

function tlsOf(typed: string, { disk, cwd }: Pick<World, "disk" | "cwd">): NonNullable<Setting["tls"]> | Finding {
  const words = typed.split(",");
  const advice = "write `--tls CERT,KEY`: two PEM files";
  if (words.length !== 2) return unsafe("`--tls` names no two files", advice);
  const [cert, key] = words.map((one) => readOrNull(disk, resolve(cwd, one))?.bytes ?? null);
  if (cert === null || key === null) return unsafe(`\`${words[cert === null ? 0 : 1]}\` cannot be read`, advice);
  return { cert, key };
}
