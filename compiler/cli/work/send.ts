/** Send: a query to a time-stamping authority, over HTTP. The one place where a signature speaks to the network. */
import { NoTimeStamp, type Send } from "../../seal/time-stamp.ts";

const usualSeconds = 15;
const mostBytes = 65_536;
const type = "application/timestamp-query";
const wanted = "application/timestamp-reply";

/** No redirect is followed. @throws NoTimeStamp of whatever is no answer, after 15 seconds at the latest; RFC 3161, 3.4 */
export function sendTo(url: string, signal: AbortSignal, seconds = usualSeconds): Send {
  return async (query) => {
    if (!/^https?:\/\//.test(url)) throw new NoTimeStamp("its address begins with neither https:// nor http://");
    const until = AbortSignal.any([signal, AbortSignal.timeout(1000 * seconds)]);
    try {
      const headers = { "Content-Type": type, Accept: wanted };
      const answer = await fetch(url, { method: "POST", body: query, headers, redirect: "error", signal: until });
      if (answer.status !== 200) throw new NoTimeStamp(`it answered with ${answer.status}`);
      const kind = answer.headers.get("content-type")?.split(";")[0].trim();
      if (kind !== wanted) throw new NoTimeStamp(`it answered with ${kind ?? "no type"}, and ${wanted} is wanted`);
      return await bytesOf(answer);
    } catch (error) {
      if (error instanceof NoTimeStamp) throw error;
      const isLate = error instanceof Error && error.name === "TimeoutError";
      throw new NoTimeStamp(isLate ? `it did not answer within ${seconds} seconds` : "it cannot be reached");
    }
  };
}

/** Of an answer that goes on and on no more is read than an answer has. */
async function bytesOf(answer: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += part.length;
    if (size > mostBytes) throw new NoTimeStamp(`its answer has more than ${mostBytes} bytes`);
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}
