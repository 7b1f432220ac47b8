/** Generated schemas: what stands in schemas/json/, made from the zod schemas; a test compares the two. */
import type { z } from "zod";
import { frontMatterSchema } from "./front-matter.ts";
import { toJsonSchema } from "./json.ts";
import { tagged } from "./tagged.ts";

/** Schemas by file name below schemas/json/, without `.schema.json`. */
export type Named = { readonly [name: string]: { readonly title: string; readonly schema: z.ZodType } };

/**
 * Files by path below schemas/json/. `schemes` are the options of the validation schemes, `more` schemas that live with
 * the kinds (their results and artifacts), which schemas/ does not import.
 */
export function generated(
  schemes: { readonly [name: string]: z.ZodType } = {},
  more: Named = {},
): { readonly [path: string]: string } {
  const frontMatter =
    Object.keys(schemes).length === 0
      ? frontMatterSchema
      : frontMatterSchema.extend({
          scheme: tagged(schemes)
            .optional()
            .describe(
              "validation scheme, of every model that names none (default: lobo where a batch is known, else loso)",
            ),
        });
  const all: Named = { "front-matter": { title: "Front matter of a FoodSpec document", schema: frontMatter }, ...more };
  return Object.fromEntries(
    Object.keys(all)
      .sort()
      .map((name) => [`${name}.schema.json`, fileOf(name, all[name])]),
  );
}

function fileOf(name: string, { title, schema }: Named[string]): string {
  return `${JSON.stringify(toJsonSchema(schema, { id: `foodspec:${name}`, title }), null, 2)}\n`;
}
