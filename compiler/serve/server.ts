/** Server: answers the pages that look at documents, on this machine and to nobody else. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Assets } from "../render/assets.ts";
import { cookieName, type Keeper, refusal, tokenIn } from "./guard.ts";
import type { Looking } from "./looking.ts";
import { framePage, listPage, previewScript, reportScript, type Served } from "./pages.ts";
import { type Tell, written } from "./told.ts";

export interface Serving {
  readonly port: number;
  /** Tells every page that shows this document. */
  tellOf(index: number): Tell;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** What is served: documents as they are looked at, once they are. */
export interface ToServe {
  readonly names: readonly string[];
  readonly assets: Assets;
  readonly token: string;
  looking(index: number): Looking | null;
}

/**
 * Listens on 127.0.0.1.
 *
 * @param port 0: any that is free
 * @throws what the system throws where the port cannot be had
 */
export async function serve(port: number, toServe: ToServe): Promise<Serving> {
  const listeners = toServe.names.map(() => new Set<ServerResponse>());
  const keeper: { port: number; token: string } = { port, token: toServe.token };
  const server = createServer((request, response) => answer(request, response, keeper, toServe, listeners));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host: "127.0.0.1" }, resolve);
  });
  keeper.port = (server.address() as AddressInfo).port;
  return {
    port: keeper.port,
    tellOf: (index) => (event, data) => {
      const text = written(event, data);
      for (const one of listeners[index] ?? []) one.write(text);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Nothing is kept, told on, guessed at or shown within another's page. */
const always = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
};

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  keeper: Keeper,
  toServe: ToServe,
  listeners: readonly Set<ServerResponse>[],
): void {
  const { method = "", headers } = request;
  const url = /^\/(?![\\/])/.test(request.url ?? "") ? (request.url as string) : "/";
  const { host, origin, cookie } = headers;
  const refused = refusal({ method, url, host, origin, cookie }, keeper);
  if (refused !== null) return void refuse(response, refused);
  const isHead = method === "HEAD";
  const token = tokenIn(url);
  const { pathname } = new URL(url, "http://127.0.0.1");
  const place = placeOf(pathname, toServe.names.length);
  if (place === null) return void refuse(response, 404);
  if (token !== null) {
    // The address bar shall not keep it.
    const cookieText = `${cookieName(keeper.port)}=${keeper.token}; HttpOnly; SameSite=Strict; Path=/`;
    response.writeHead(303, { ...always, location: pathname.replace(/^[\\/]+/, "/"), "set-cookie": cookieText }).end();
    return;
  }
  if (place.file === "events" && place.index !== null && !isHead)
    return void listen(response, listeners[place.index], toServe.looking(place.index));
  const served = servedAt(place, toServe);
  if (served === null) return void refuse(response, 404);
  response.writeHead(200, { ...always, "content-type": served.type, ...served.headers });
  response.end(isHead ? undefined : served.body);
}

interface Place {
  /** Of which document; null of the list of several. */
  readonly index: number | null;
  readonly file: string;
}

/** One document stands at `/`, several at `/1/`, `/2/` … with their list at `/`. */
function placeOf(pathname: string, count: number): Place | null {
  const found = /^\/(?:(\d{1,4})\/)?([a-z.]*(?:\/[0-9a-f]{32})?)$/.exec(pathname);
  if (found === null) return null;
  const [, number, file] = found as readonly (string | undefined)[] as [string, string | undefined, string];
  if (number === undefined) return count === 1 ? { index: 0, file } : file === "" ? { index: null, file } : null;
  const index = Number(number) - 1;
  return index >= 0 && index < count ? { index, file } : null;
}

function servedAt({ index, file }: Place, { names, assets, looking }: ToServe): Served | null {
  if (index === null) return listPage(names, assets);
  if (file === "") return framePage(names[index], assets);
  if (file === "report.js") return reportScript(assets);
  if (file === "preview.js") return previewScript(assets);
  const digest = /^drawing\/([0-9a-f]{32})$/.exec(file)?.[1];
  const drawing = digest === undefined ? null : (looking(index)?.drawing(digest) ?? null);
  if (drawing === null) return null;
  // Its name is the digest of its bytes: it never changes. It is put into a page, and is no page itself.
  return {
    type: "text/plain; charset=utf-8",
    body: drawing,
    headers: { "cache-control": "private, max-age=31536000, immutable", "content-security-policy": "sandbox" },
  };
}

function listen(response: ServerResponse, listeners: Set<ServerResponse>, looking: Looking | null): void {
  response.writeHead(200, { ...always, "content-type": "text/event-stream; charset=utf-8" });
  response.write("retry: 500\n\n");
  listeners.add(response);
  response.on("close", () => listeners.delete(response));
  looking?.tellAll((event, data) => void response.write(written(event, data)));
}

const reasons = {
  403: "This is the preview of somebody's document. Open it by the address that `foodspec preview` printed.",
  404: "There is nothing here.",
  405: "The preview is only read.",
};

function refuse(response: ServerResponse, status: keyof typeof reasons): void {
  const allow = status === 405 ? { allow: "GET, HEAD" } : {};
  response.writeHead(status, { ...always, ...allow, "content-type": "text/plain; charset=utf-8" });
  response.end(`${reasons[status]}\n`);
}
