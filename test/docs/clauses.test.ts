/** The page of clauses: each line names findings and tests that there are, or says that it is procedural. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogue } from "../../compiler/diagnostics/catalogue.ts";
import { root } from "./documents.ts";

const page = readFileSync(join(root, "docs/explanation/clauses.md"), "utf8");
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (?:clause|word|---)/.test(line))
  .map((line) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );

describe("the page of clauses", () => {
  it("has its tables", () => expect(rows.length).toBeGreaterThan(40));
  it.each(rows.map((row) => [row[0], row] as const))(
    "shows %s by what there is, or says that it is procedural",
    (_, row) => {
      const shown = row.at(-1)?.trim() ?? "";
      expect(shown).not.toBe("");
      if (shown === "procedural") return;
      for (const one of shown.split(" ")) {
        const code = /^`(FS\d{4})`$/.exec(one)?.[1];
        if (code === undefined) expect(existsSync(join(root, one)), one).toBe(true);
        else expect(catalogue.has(code), code).toBe(true);
      }
    },
  );
  it("cites tests in which the finding of the line is met", () => {
    const unmet = rows.flatMap((row) => {
      const parts = (row.at(-1) ?? "").split(" ");
      const tests = parts.filter((one) => one.endsWith(".ts")).map((path) => readFileSync(join(root, path), "utf8"));
      const codes = parts.flatMap((one) => /^`(FS\d{4})`$/.exec(one)?.[1] ?? []);
      return tests.length === 0 ? [] : codes.filter((code) => !tests.some((text) => text.includes(code)));
    });
    expect(unmet).toEqual([]);
  });
});
