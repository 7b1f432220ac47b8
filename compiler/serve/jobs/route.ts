/** Route: one thing the server answers, declared with the schemas of what is sent and answered, from which its description is made too. */
import type { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import type { z } from "zod";
import type { Actor } from "../../../schemas/job.ts";
import type { World } from "../../compile/world.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import type { ApprovedBefore } from "../../jobs/approved-before.ts";
import type { Places } from "../../jobs/places.ts";

/** What the server serves, and with what it does so. */
export interface Served {
  readonly places: Places;
  readonly world: World;
}

/** What a page of a job is made with. */
export interface Remembering extends Served {
  readonly approved: ApprovedBefore;
}

/** What a request asks, read by the schemas of its route. */
export interface Asked<Q, B> extends Served {
  readonly params: { readonly [name: string]: string };
  readonly query: Q;
  readonly body: B;
  readonly actor: Actor;
  /** Headers that a route looks at. */
  readonly accept: string;
  readonly lastEventId: string | undefined;
  /** Aborted when whoever asked has gone. */
  readonly gone: AbortSignal;
}

export interface Answer {
  readonly status: number;
  /** JSON, unless `type` says otherwise. */
  readonly body: unknown | string | Uint8Array | Readable;
  readonly type?: string;
  readonly headers?: { readonly [name: string]: string };
}

/** What one may who asks: all who are known read; whoever is a reader submits nothing; anybody asks whether it lives. */
export type Right = "anybody" | "reads" | "submits";

export interface Described {
  readonly says: string;
  /** Null of what is no JSON. */
  readonly schema: z.ZodType | null;
  readonly type?: string;
}

export interface Route {
  readonly name: string;
  readonly method: "GET" | "PUT" | "POST";
  /** As in `/jobs/{id}`; `{path}` at the end stands for several pieces. */
  readonly path: string;
  readonly says: string;
  readonly right: Right;
  readonly query: z.ZodType | null;
  /** `bytes`: as they are, whatever they are. */
  readonly body: z.ZodType | "bytes" | null;
  readonly answers: { readonly [status: number]: Described };
  readonly act: (asked: Asked<never, never>) => Answer | Finding | Promise<Answer | Finding>;
}

type Typed<Q, B> = Omit<Route, "query" | "body" | "act"> & {
  readonly query?: z.ZodType<Q>;
  readonly body?: z.ZodType<B>;
  readonly act: (asked: Asked<Q, B>) => Answer | Finding | Promise<Answer | Finding>;
};

/** A route, its parts of one type. */
export const route = <Q = null, B = null>({ query, body, act, ...rest }: Typed<Q, B>): Route => ({
  ...rest,
  query: query ?? null,
  body: body ?? null,
  act: act as Route["act"],
});

export const ok = (body: unknown, status = 200): Answer => ({ status, body });

/** Sends an answer. */
export type Send = (reply: FastifyReply, answer: Answer) => FastifyReply;
