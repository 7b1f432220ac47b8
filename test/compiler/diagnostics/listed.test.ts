/** Listed: several things as a sentence names them. */
import { expect, it } from "vitest";
import { listed } from "../../../compiler/diagnostics/listed.ts";

it.each([
  [[], "and", ""],
  [["a"], "and", "a"],
  [["a", "b"], "and", "a and b"],
  [["a", "b", "c"], "or", "a, b or c"],
] as const)("lists %j with %s as '%s'", (items, word, text) => expect(listed(items, word)).toBe(text));
