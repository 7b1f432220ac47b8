/** Quantities of results: every number a document may quote says what it is a number of. */
import { expect, it } from "vitest";
import { z } from "zod";
import { quantities } from "../../blocks/contract/quantity.ts";
import { registry } from "../../blocks/registry.ts";
import { isRecord } from "../../schemas/is-record.ts";

/** Paths of the numbers of a JSON schema, whole ones or others; what stands for any name is `x`, for any place `0`. */
function numbersOf(
  schema: unknown,
  of: "number" | "integer" = "number",
  path: readonly string[] = [],
  depth = 0,
): readonly (readonly string[])[] {
  if (!isRecord(schema) || depth > 9) return [];
  const { type, anyOf, oneOf, allOf, properties, additionalProperties, items, prefixItems } = schema;
  const isNumber = [type].flat().includes(of) && schema.const === undefined;
  const into = (below: unknown, ...more: readonly string[]) => numbersOf(below, of, [...path, ...more], depth + 1);
  return [
    ...(isNumber ? [path] : []),
    ...[anyOf, oneOf, allOf].flatMap((all) => (Array.isArray(all) ? all.flatMap((one) => into(one)) : [])),
    ...(isRecord(properties) ? Object.entries(properties).flatMap(([name, one]) => into(one, name)) : []),
    ...into(additionalProperties, "x"),
    ...into(items, "0"),
    ...(Array.isArray(prefixItems) ? prefixItems.flatMap((one, i) => into(one, String(i))) : []),
  ];
}

const kinds = Object.values(registry.kinds).map((kind) => [kind.kind, kind] as const);

it.each(kinds)("every number of the results of %s is of a quantity", (_, kind) => {
  const paths = numbersOf(z.toJSONSchema(kind.results, { unrepresentable: "any", reused: "inline" }));
  const bare = paths.filter((path) => !quantities.some((one) => one === (kind.quantity?.(path) ?? null)));
  expect(bare.map((path) => path.join("."))).toEqual([]);
});

it.each(kinds)("no whole number of the results of %s is printed with decimals", (_, kind) => {
  const paths = numbersOf(z.toJSONSchema(kind.results, { unrepresentable: "any", reused: "inline" }), "integer");
  // Of what no field declares a whole number is a count.
  const rounded = paths.filter((path) => !["count", "given"].includes(kind.quantity?.(path) ?? "count"));
  expect(rounded.map((path) => path.join("."))).toEqual([]);
});

it("numbers there are", () => {
  const all = kinds.flatMap(([, kind]) =>
    numbersOf(z.toJSONSchema(kind.results, { unrepresentable: "any", reused: "inline" })),
  );
  expect(all.length).toBeGreaterThan(300);
});
