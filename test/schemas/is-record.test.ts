/** What counts as a mapping of names to values. */
import { expect, it } from "vitest";
import { isRecord } from "../../schemas/is-record.ts";

it.each([
  [{}, true],
  [{ a: 1 }, true],
  [[], false],
  [null, false],
  [undefined, false],
  ["a", false],
  [1, false],
])("says of %j whether it is a mapping: %s", (value, is) => expect(isRecord(value)).toBe(is));
