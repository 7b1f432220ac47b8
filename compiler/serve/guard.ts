/** Guard: who may ask the preview for anything: only who has its token, from its own address. */
import { timingSafeEqual } from "node:crypto";

/** What is looked at of a request. */
export interface Asked {
  readonly method: string;
  /** As it stands in the request: path and query. */
  readonly url: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly cookie: string | undefined;
}

export interface Keeper {
  readonly port: number;
  readonly token: string;
}

/** The status it is refused with; null where it is let in. */
export function refusal({ method, url, host, origin, cookie }: Asked, { port, token }: Keeper): 403 | 405 | null {
  const hosts = ["127.0.0.1", "localhost"].map((name) => `${name}:${port}`);
  if (host === undefined || !hosts.includes(host)) return 403;
  if (origin !== undefined && origin !== `http://${host}`) return 403;
  if (method !== "GET" && method !== "HEAD") return 405;
  const shown = [tokenIn(url), ...cookiesNamed(cookieName(port), cookie)];
  return shown.some((one) => one !== null && isSame(one, token)) ? null : 403;
}

/** Cookies are a host's, whatever the port: each preview has one by its own name. */
export const cookieName = (port: number): string => `foodspec-preview-${port}`;

export const tokenIn = (url: string): string | null => new URL(url, "http://127.0.0.1").searchParams.get("token");

const cookiesNamed = (name: string, cookie = ""): readonly string[] =>
  cookie
    .split(";")
    .map((one) => one.trim())
    .filter((one) => one.startsWith(`${name}=`))
    .map((one) => one.slice(name.length + 1));

/** How long it takes tells nothing of how much of it is right. */
export function isSame(shown: string, token: string): boolean {
  const [own, other] = [shown, token].map((text) => new TextEncoder().encode(text));
  return own.length === other.length && timingSafeEqual(own, other);
}
