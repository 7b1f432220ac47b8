/** Request: one request to a server of somebody else, tried again where that may help; what cannot be had ends in words. */
import { isRecord } from "../../schemas/is-record.ts";

export interface Request {
  readonly method: "GET" | "POST" | "PUT";
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string | Uint8Array | null;
}

/** One exchange over the network. Throws where there is no answer; `NobodyListens` where nobody listens at all. */
export type Wire = (request: Request) => Promise<{ readonly status: number; readonly text: string }>;

/** The cause that a wire throws where trying again is of no use now. */
export class NobodyListens extends Error {}

/** What could not be done: later perhaps (`pending`), or never as it is (`refused`). The words hold no secret. */
export class NotSent extends Error {
  readonly state: "pending" | "refused";
  /** The server's own, as RESOURCE_DOES_NOT_EXIST; null where it said none. */
  readonly code: string | null;
  constructor(state: "pending" | "refused", words: string, code: string | null = null) {
    super(words);
    this.state = state;
    this.code = code;
  }
}

export type Answer = Readonly<Record<string, unknown>>;

/** Milliseconds before the second and the third try. */
const waits = [1000, 4000];
const mostWords = 300;

/**
 * The text of a good answer.
 *
 * @param secret what no words may repeat
 * @throws NotSent; whatever else the wire throws on purpose goes through
 */
export async function askedPatiently(
  wire: Wire,
  request: Request,
  pause: (milliseconds: number) => Promise<void>,
  secret?: string,
): Promise<string> {
  for (let tries = 0; ; tries++) {
    const came = await once(wire, request);
    if (!(came instanceof NotSent)) return came;
    if (came.state === "refused" || came.cause === "nobody" || tries === waits.length)
      throw withoutSecret(came, secret);
    await pause(waits[tries]);
  }
}

/** The text of an answer that is good; what it was else. */
async function once(wire: Wire, request: Request): Promise<string | NotSent> {
  try {
    const { status, text } = await wire(request);
    if (status >= 200 && status < 300) return text;
    const { code, words } = saidIn(text);
    const isLater = status === 429 || status >= 500;
    const told = (words ?? `it answered with ${status}`).slice(0, mostWords);
    return new NotSent(isLater ? "pending" : "refused", told, code);
  } catch (error) {
    if (error instanceof NobodyListens)
      return Object.assign(new NotSent("pending", "nobody listens at its address"), { cause: "nobody" });
    if (error instanceof TypeError || (error instanceof Error && /^(Timeout|Abort)Error$/.test(error.name)))
      return new NotSent("pending", "the connection broke, or no answer came");
    throw error;
  }
}

/** What a server says of what it refused: `{error_code, message}`, or a text in which such a thing, or mere words, stand. */
function saidIn(text: string): { readonly code: string | null; readonly words: string | null } {
  const read = jsonIn(text);
  const inner = typeof read === "string" ? (jsonIn(read) ?? read) : read;
  if (typeof inner === "string") return { code: null, words: inner };
  if (!isRecord(inner)) return { code: null, words: null };
  const code = inner.error_code ?? inner.class;
  return {
    code: typeof code === "string" ? code : null,
    words: typeof inner.message === "string" ? inner.message : null,
  };
}

/** A server that repeats what it was sent tells nobody's secret on. */
function withoutSecret(error: NotSent, secret: string | undefined): NotSent {
  if (secret === undefined || !error.message.includes(secret)) return error;
  return new NotSent(error.state, error.message.replaceAll(secret, "…"), error.code);
}

/** The mapping that a text is as JSON, an empty one of no text; null where it is none. */
export function recordIn(text: string): Answer | null {
  const read = text === "" ? {} : jsonIn(text);
  return isRecord(read) ? read : null;
}

/** Null of what is no JSON. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
