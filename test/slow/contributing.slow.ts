/** The recipes of CONTRIBUTING with every check of the project: built, generated, type-checked, linted, and the tests they name run. */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { followed, recipes } from "../docs/recipes.ts";

const all = recipes();
const folder = followed(all);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lines = [...new Set(all.flatMap(({ commands }) => commands))].filter((line) => !line.startsWith("npm run "));
const vitest = "npx vitest run --config test/vitest.config.ts";
const tests = new Set(
  lines.flatMap((line) => (line.startsWith(vitest) ? line.slice(vitest.length + 1).split(" ") : [])),
);

/** Runs a command in the copy, as somebody who types it; what it printed where it failed. */
function typed(line: string): string {
  const { FOODSPEC_SLOW: _, VITEST: __, NODE_OPTIONS: ___, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(line, { cwd: folder, env, shell: true, encoding: "utf8" });
  return status === 0 ? "" : `${line} ended with ${status}\n${stdout}\n${stderr}`;
}

describe("where the recipes were followed", () => {
  it.each([
    "npm run build",
    "npm run generate",
    "npm run types",
    "npx biome ci --error-on-warnings blocks compiler docs schemas test",
    `${vitest} ${[...tests].join(" ")}`,
    ...lines.filter((line) => !line.startsWith(vitest)),
  ])("%s passes", (line) => expect(typed(line)).toBe(""));
});
