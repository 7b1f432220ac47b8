/** The page of the server of jobs: every route as it declares itself. */
import { z } from "zod";
import type { Route } from "../../compiler/serve/jobs/route.ts";
import { apiRoutes } from "../../compiler/serve/jobs/routes/server-routes.ts";
import type { JsonSchema } from "../../schemas/json.ts";
import { optionTable, page, sentence, table } from "./markdown.ts";
import { fields } from "./words.ts";

const rights: { readonly [right in Route["right"]]: string } = {
  anybody: "anybody",
  reads: "whoever is known",
  submits: "whoever is known and no reader",
};

export const serverPage = (): string =>
  page(
    "Server of jobs",
    "What `foodspec serve` answers. The same is served as OpenAPI 3.1 at `/openapi.json`. Steps are approved by the roles that the job asks for; who submitted a job and who is admin cancel and retry it.",
    ...apiRoutes().flatMap(described),
  );

function described({ method, path, says, right, query, body, answers }: Route): readonly string[] {
  return [
    `## ${method} ${path}`,
    `${sentence(says)}. Asked by ${rights[right]}.`,
    ...(query === null ? [] : ["Behind `?`:", optionTable(fieldsOf(query))]),
    ...(body === null || body === "bytes" ? [] : ["Sent as JSON:", optionTable(fieldsOf(body))]),
    table(
      ["status", "when"],
      Object.entries(answers).map(([status, one]) => [status, one.says]),
    ),
  ];
}

const fieldsOf = (schema: z.ZodType) => fields(z.toJSONSchema(schema, { io: "input" }) as JsonSchema);
