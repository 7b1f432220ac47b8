/** Server routes: what machines ask of the server itself. */
import { z } from "zod";
import { metricsText } from "../metrics.ts";
import { openApi } from "../openapi.ts";
import { ok, type Route, route } from "../route.ts";
import { jobRoutes } from "./job-routes.ts";
import { runRoutes } from "./run-routes.ts";
import { submitRoutes } from "./submit-routes.ts";

const serverRoutes: readonly Route[] = [
  route({
    name: "openApi",
    method: "GET",
    path: "/openapi.json",
    says: "this description",
    right: "reads",
    answers: { 200: { says: "OpenAPI 3.1", schema: z.looseObject({ openapi: z.string() }) } },
    act: () => ok(openApi(apiRoutes())),
  }),
  route({
    name: "health",
    method: "GET",
    path: "/healthz",
    says: "whether the server lives and sees its folder; asks nobody who it is",
    right: "anybody",
    answers: {
      200: { says: "it does", schema: z.strictObject({ status: z.literal("ok") }) },
      503: { says: "the folder of jobs cannot be written", schema: z.strictObject({ status: z.literal("no folder") }) },
    },
    act: ({ places, world }) =>
      world.disk.stands(places.jobs) === null || world.disk.isWritable(places.jobs)
        ? ok({ status: "ok" })
        : ok({ status: "no folder" }, 503),
  }),
  route({
    name: "metrics",
    method: "GET",
    path: "/metrics",
    says: "jobs by state, blocks of their runs, and how long the oldest waits, as Prometheus reads it",
    right: "reads",
    answers: { 200: { says: "text, version 0.0.4", schema: null, type: "text/plain" } },
    act: ({ places, world }) => ({
      status: 200,
      body: metricsText({ places, world }),
      type: "text/plain; version=0.0.4; charset=utf-8",
    }),
  }),
];

/** All that the server answers machines, in the order of its description. */
export const apiRoutes = (): readonly Route[] => [...submitRoutes, ...jobRoutes, ...runRoutes, ...serverRoutes];
