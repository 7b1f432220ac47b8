/** The whole corpus: hostile documents, data files, predictors, run folders and stores, each within seconds and with a code of the table. */
import { expect, it } from "vitest";
import { judge } from "../hostile/corpus/judge.ts";

it("of at least 250 members is met with a code of the table, without a request, a trace or a text from outside", async () => {
  const before = process.resourceUsage().maxRSS;
  expect(await judge((all) => all)).toBeGreaterThanOrEqual(250);
  // Kilobytes: what all of them took beyond what the tests themselves had.
  expect(process.resourceUsage().maxRSS - before).toBeLessThan(1_048_576);
});
