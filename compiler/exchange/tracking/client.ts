/** Client: one request to MLflow, tried again where that may help, and its answer; what cannot be had ends in words. */
import { isRecord } from "../../../schemas/is-record.ts";
import type { Server } from "./server.ts";

export interface Request {
  readonly method: "GET" | "POST" | "PUT";
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string | Uint8Array | null;
}

/** One exchange over the network. Throws where there is no answer; `isNobody` where nobody listens at all. */
export type Wire = (request: Request) => Promise<{ readonly status: number; readonly text: string }>;

/** The cause that a wire throws where trying again is of no use now. */
export class NobodyListens extends Error {}

/** What could not be done: later perhaps (`pending`), or never as it is (`refused`). The words hold no secret. */
export class NotSent extends Error {
  readonly state: "pending" | "refused";
  /** MLflow's own, as RESOURCE_DOES_NOT_EXIST; null where it said none. */
  readonly code: string | null;
  constructor(state: "pending" | "refused", words: string, code: string | null = null) {
    super(words);
    this.state = state;
    this.code = code;
  }
}

export type Answer = Readonly<Record<string, unknown>>;

export interface Client {
  get(path: string, query: { readonly [name: string]: string }): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  put(path: string, bytes: Uint8Array): Promise<void>;
}

/** Milliseconds before the second and the third try. */
const waits = [1000, 4000];
const mostWords = 300;

/** @throws NotSent of each of its functions; whatever else the wire throws on purpose goes through */
export function clientOf(server: Server, wire: Wire, pause: (milliseconds: number) => Promise<void>): Client {
  const ask = async (method: Request["method"], path: string, type: string | null, body: Request["body"]) => {
    const headers = {
      accept: "application/json",
      ...(type === null ? {} : { "content-type": type }),
      ...(server.authorization === null ? {} : { authorization: server.authorization }),
    };
    for (let tries = 0; ; tries++) {
      const came = await once(wire, { method, url: `${server.address}/api/2.0/${path}`, headers, body });
      if (!(came instanceof NotSent)) return came;
      if (came.state === "refused" || came.cause === "nobody" || tries === waits.length)
        throw withoutSecret(came, server);
      await pause(waits[tries]);
    }
  };
  const json = (text: string): Answer => {
    const read = recordIn(text);
    if (read === null) throw new NotSent("refused", "it answered with something that is no JSON: is it MLflow?");
    return read;
  };
  return {
    async get(path, query) {
      return json(await ask("GET", `mlflow/${path}?${new URLSearchParams(query)}`, null, null));
    },
    async post(path, body) {
      return json(await ask("POST", `mlflow/${path}`, "application/json", JSON.stringify(body)));
    },
    async put(path, bytes) {
      await ask("PUT", `mlflow-artifacts/artifacts/${path}`, "application/octet-stream", bytes);
    },
  };
}

/** The text of an answer that is good; what it was else. */
async function once(wire: Wire, request: Request): Promise<string | NotSent> {
  try {
    const { status, text } = await wire(request);
    if (status >= 200 && status < 300) return text;
    const said = recordIn(text);
    const code = typeof said?.error_code === "string" ? said.error_code : null;
    const words = typeof said?.message === "string" ? said.message : `it answered with ${status}`;
    const isLater = status === 429 || status >= 500;
    return new NotSent(isLater ? "pending" : "refused", words.slice(0, mostWords), code);
  } catch (error) {
    if (error instanceof NobodyListens)
      return Object.assign(new NotSent("pending", "nobody listens at its address"), { cause: "nobody" });
    if (error instanceof TypeError || (error instanceof Error && /^(Timeout|Abort)Error$/.test(error.name)))
      return new NotSent("pending", "the connection broke, or no answer came");
    throw error;
  }
}

/** A server that repeats what it was sent tells nobody's secret on. */
function withoutSecret(error: NotSent, { authorization }: Server): NotSent {
  const secret = authorization?.split(" ")[1];
  if (secret === undefined || !error.message.includes(secret)) return error;
  return new NotSent(error.state, error.message.replaceAll(secret, "…"), error.code);
}

function recordIn(text: string): Answer | null {
  try {
    const read: unknown = JSON.parse(text === "" ? "{}" : text);
    return isRecord(read) ? read : null;
  } catch {
    return null;
  }
}
