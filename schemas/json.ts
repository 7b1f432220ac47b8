/** JSON Schema (2020-12) of a zod schema, tagged choices included. */
import { z } from "zod";
import { taggedBranches } from "./tagged.ts";

export type JsonSchema = { [keyword: string]: unknown };

/**
 * What may be written, not what comes out: defaults are optional. Refinements have no place in JSON Schema and are left
 * out, so a document that passes may still be refused. Two liberties of the reader are not in it: a mode in any case, and
 * numbers where text is wanted.
 */
export function toJsonSchema(
  schema: z.core.$ZodType,
  about: { readonly id?: string; readonly title?: string } = {},
): JsonSchema {
  const made = z.toJSONSchema(schema as z.ZodType, {
    target: "draft-2020-12",
    io: "input",
    unrepresentable: "any",
    override({ zodSchema, jsonSchema }) {
      const branches = taggedBranches(zodSchema);
      for (const bound of ["minimum", "maximum"] as const) {
        if (Math.abs(Number(jsonSchema[bound])) === Number.MAX_SAFE_INTEGER) delete jsonSchema[bound];
      }
      if (branches !== null) replace(jsonSchema, { ...described(jsonSchema), anyOf: choices(branches) });
    },
  }) as JsonSchema;
  const { $schema, ...rest } = made;
  return {
    $schema,
    ...(about.id === undefined ? {} : { $id: about.id }),
    ...(about.title === undefined ? {} : { title: about.title }),
    ...rest,
  };
}

/** A bare name where its branch can be without options; the name with its options always. */
function choices(branches: NonNullable<ReturnType<typeof taggedBranches>>): JsonSchema[] {
  const names = Object.keys(branches);
  const bare = names.filter((name) => branches[name].safeParse({}).success);
  const keyed = names.map((name) => {
    const { $schema: _, ...options } = toJsonSchema(branches[name]);
    const value = bare.includes(name) ? { anyOf: [options, { type: "null" }] } : options;
    return { type: "object", properties: { [name]: value }, required: [name], additionalProperties: false };
  });
  return [...(bare.length > 0 ? [{ type: "string", enum: bare }] : []), ...keyed];
}

const described = ({ description, default: preset }: JsonSchema): JsonSchema => ({
  ...(description === undefined ? {} : { description }),
  ...(preset === undefined ? {} : { default: preset }),
});

function replace(target: JsonSchema, by: JsonSchema): void {
  for (const keyword of Object.keys(target)) delete target[keyword];
  Object.assign(target, by);
}
