/** OpenAPI: the description of what the server answers, made of the schemas by which it reads and answers. */
import { z } from "zod";
import { problemSchema } from "./problem.ts";
import type { Described, Route } from "./route.ts";
import { mostBytes } from "./upload.ts";

type Json = { readonly [key: string]: unknown };

/** OpenAPI 3.1, whose schemas are JSON Schema 2020-12. @see https://spec.openapis.org/oas/v3.1.1 */
export function openApi(routes: readonly Route[], version = "1"): Json {
  const paths = new Map<string, (readonly [string, Json])[]>();
  for (const route of routes) {
    const of = paths.get(route.path) ?? [];
    paths.set(route.path, [...of, [route.method.toLowerCase(), operation(route)]]);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "FoodSpec jobs",
      version,
      description: "Protocols carried from submission to release. It runs nothing: workers do.",
    },
    paths: Object.fromEntries([...paths].map(([path, operations]) => [path, Object.fromEntries(operations)])),
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "--auth token: what `foodspec people add` printed" },
        basic: { type: "http", scheme: "basic", description: "--auth basic" },
      },
    },
    security: [{ token: [] }, { basic: [] }, {}],
  };
}

function operation({ name, says, right, path, query, body, method, answers }: Route): Json {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, one]) => ({
    name: one,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const sent = method === "PUT" ? "bytes" : body;
  const refused: readonly (readonly [status: number, says: string])[] = [
    ...(query === null && sent === null ? [] : [[400, "what was sent is of another form"] as const]),
    ...(right === "anybody" ? [] : [[401, "nobody who is known"] as const]),
    ...(right === "submits" ? [[403, "a reader"] as const] : []),
    ...(right === "anybody" ? [] : [[429, "ten failures within a minute"] as const]),
  ];
  const all: Route["answers"] = {
    ...Object.fromEntries(refused.map(([status, said]) => [status, { says: said, schema: problemSchema }])),
    ...answers,
  };
  return {
    operationId: name,
    summary: says,
    ...(right === "anybody" ? { security: [] } : {}),
    parameters: [...inPath, ...(query === null ? [] : inQuery(query))],
    ...(sent === null ? {} : { requestBody: requestBody(sent) }),
    responses: Object.fromEntries(Object.entries(all).map(([status, one]) => [status, response(one)])),
  };
}

const requestBody = (body: z.ZodType | "bytes"): Json => ({
  required: true,
  content:
    body === "bytes"
      ? { "application/octet-stream": { schema: { type: "string", format: "binary", maxLength: mostBytes } } }
      : { "application/json": { schema: schemaOf(body, "input") } },
});

const response = ({ says, schema, type }: Described): Json => ({
  description: says,
  ...(schema === null
    ? type === undefined
      ? {}
      : { content: { [type]: {} } }
    : { content: { "application/json": { schema: schemaOf(schema, "output") } } }),
});

function inQuery(query: z.ZodType): readonly Json[] {
  const { properties = {}, required = [] } = schemaOf(query, "input") as {
    readonly properties?: { readonly [name: string]: Json };
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: "query",
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }));
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io }) as Json;
  return rest;
}
