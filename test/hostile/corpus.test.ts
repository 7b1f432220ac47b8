/**
 * The corpus, a few of each kind: the rest is met by test/slow/hostile.slow.ts, the documents that cost by documents.test.ts.
 *
 * @module-tag slow
 */
import { expect, it } from "vitest";
import { judge } from "./corpus/judge.ts";

it("is met with a code of the table, without a request, a trace or a text from outside", async () => {
  const met = await judge((all) => all.filter((_, k) => k % 17 === 0));
  expect(met).toBeGreaterThan(12);
});
