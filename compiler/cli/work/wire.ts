/** Wire: one exchange with a server of somebody else over the network. The one place where the program speaks to one. */
import { isRecord } from "../../../schemas/is-record.ts";
import { NobodyListens, type Wire } from "../../exchange/request.ts";

/** Seconds until an answer must be there; a connection has ten, as Node's `fetch` gives it. */
const mostSeconds = 60;
/** Of an answer: those that are asked for have a few kilobytes. */
const mostBytes = 10_000_000;
const nobody = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"];

/** No redirect is followed: it would carry the secret elsewhere. */
export const fetchWire =
  (signal: AbortSignal): Wire =>
  async ({ method, url, headers, body }) => {
    const until = AbortSignal.any([signal, AbortSignal.timeout(1000 * mostSeconds)]);
    try {
      const sent = typeof body === "string" || body === null ? body : new Uint8Array(body);
      const answer = await fetch(url, { method, headers, body: sent, redirect: "manual", signal: until });
      return { status: answer.status, text: await textOf(answer) };
    } catch (error) {
      const cause = error instanceof Error && isRecord(error.cause) ? error.cause.code : null;
      if (nobody.includes(String(cause))) throw new NobodyListens();
      throw error;
    }
  };

async function textOf(answer: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += part.length;
    if (size > mostBytes) break;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
