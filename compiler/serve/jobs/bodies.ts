/** Bodies: what may be sent, and how much of it: JSON, forms of pages, and bytes. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { mostBytes } from "./upload.ts";

/** Most bytes of JSON or of a form. */
export const mostText = 1024 * 1024;

export const isForm = ({ headers }: Pick<FastifyRequest, "headers">): boolean =>
  /^application\/x-www-form-urlencoded\b/i.test(headers["content-type"] ?? "");

/** JSON is read by the server's own parser, which refuses `__proto__`; text that only looks like it by nobody. */
export function readBodies(app: FastifyInstance): void {
  app.removeContentTypeParser("text/plain");
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string", bodyLimit: mostText },
    (_request, text, done) => done(null, Object.fromEntries(new URLSearchParams(text as string))),
  );
  app.addContentTypeParser(
    "application/octet-stream",
    { parseAs: "buffer", bodyLimit: mostBytes },
    (_request, bytes, done) => done(null, bytes),
  );
}
