/** Client: one request to MLflow, and its answer; what cannot be had ends in words. */
import { type Answer, askedPatiently, NotSent, type Request, recordIn, type Wire } from "../request.ts";
import type { Server } from "./server.ts";

export interface Client {
  get(path: string, query: { readonly [name: string]: string }): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  put(path: string, bytes: Uint8Array): Promise<void>;
}

/** @throws NotSent of each of its functions; whatever else the wire throws on purpose goes through */
export function clientOf(server: Server, wire: Wire, pause: (milliseconds: number) => Promise<void>): Client {
  const secret = server.authorization?.split(" ")[1];
  const ask = async (method: Request["method"], path: string, type: string | null, body: Request["body"]) => {
    const headers = {
      accept: "application/json",
      ...(type === null ? {} : { "content-type": type }),
      ...(server.authorization === null ? {} : { authorization: server.authorization }),
    };
    return askedPatiently(wire, { method, url: `${server.address}/api/2.0/${path}`, headers, body }, pause, secret);
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
