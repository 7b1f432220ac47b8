/** Sessions: who signed in on a page, known by a cookie that says nothing, until they sign out or some hours have passed. */
import { randomBytes } from "node:crypto";
import type { Setting } from "./setting.ts";

/** Milliseconds after which one signs in again. */
const lasts = 12 * 3_600_000;
/** More than people ever are: the oldest are forgotten first. */
const most = 1000;

export interface Sessions {
  /** The name of a new session of whom the token of this digest names. */
  begin(digest: string, now: number): string;
  /** Digest of the token it was begun with; null of one that is unknown or over. */
  digestOf(name: string, now: number): string | null;
  end(name: string): void;
}

/** Kept by this process alone: where it ends, everybody signs in again. */
export function newSessions(): Sessions {
  const all = new Map<string, { readonly digest: string; readonly until: number }>();
  return {
    begin(digest, now) {
      for (const [name, { until }] of all) if (until <= now || all.size >= most) all.delete(name);
      const name = randomBytes(32).toString("base64url");
      all.set(name, { digest, until: now + lasts });
      return name;
    },
    digestOf(name, now) {
      const found = all.get(name);
      return found === undefined || found.until <= now ? null : found.digest;
    },
    end: (name) => void all.delete(name),
  };
}

/** What is asked over TLS is sent over nothing else. */
export const isOverTls = ({ tls, behind }: Pick<Setting, "tls" | "behind">): boolean => tls !== null || behind !== null;

/** Cookies are a host's, whatever the port: each server has its own by its port. */
export const cookieNamed = (what: "csrf" | "session", setting: Setting): string =>
  `${isOverTls(setting) ? "__Host-" : ""}foodspec-${what}-${setting.port}`;

export const cookieOptions = (setting: Setting) =>
  ({ path: "/", sameSite: "strict", httpOnly: true, secure: isOverTls(setting) }) as const;
