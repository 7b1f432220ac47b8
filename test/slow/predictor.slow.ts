/** The predictors that the monitoring example and the monitoring starter load are those that their regulatory documents give. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, it } from "vitest";
import { copyAnalyses } from "../fixtures/copied-analyses.ts";

const root = resolve(import.meta.dirname, "../..");
const scratch = mkdtempSync(join(tmpdir(), "foodspec-predictor-"));
const copies = join(scratch, "project");
copyAnalyses(copies);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const foodspec = (...words: readonly string[]) => {
  const { status, stderr } = spawnSync(process.execPath, [join(root, "dist/foodspec.js"), ...words], {
    cwd: copies,
    encoding: "utf8",
    env: { ...process.env, FOODSPEC_CACHE: join(scratch, "store") },
  });
  expect(status, stderr).toBe(0);
};
/** Without what is said to whoever serves it: the kept ones were written before that was said. */
function certifiedIn(path: string) {
  const { serving: _, ...content } = JSON.parse(readFileSync(path, "utf8")).content;
  return content;
}

/** Paths at which two values are not the same; numbers may differ where sums were taken in another order. */
function differences(kept: unknown, now: unknown, path = ""): readonly string[] {
  if (typeof kept === "number" && typeof now === "number")
    return Math.abs(kept - now) <= 1e-9 + 1e-6 * Math.abs(kept) ? [] : [`${path}: ${kept}, now ${now}`];
  if (typeof kept !== "object" || typeof now !== "object" || kept === null || now === null)
    return kept === now ? [] : [`${path}: ${kept}, now ${now}`];
  const fields = (of: object) => of as { readonly [name: string]: unknown };
  const names = [...new Set([...Object.keys(kept), ...Object.keys(now)])];
  return names.flatMap((name) => differences(fields(kept)[name], fields(now)[name], `${path}/${name}`));
}

it("holds the numbers that the starter regulatory-strict gives, for the starter monitoring", () => {
  foodspec("init", "regulatory-strict");
  foodspec("compile", "regulatory-strict/protocol.md");
  foodspec("export", "regulatory-strict/runs/latest", "--predictor", join(scratch, "identity.json"));
  const kept = certifiedIn(join(root, "templates/starters/monitoring/predictor.json"));
  const now = certifiedIn(join(scratch, "identity.json"));
  expect(differences(kept.certified, now.certified)).toEqual([]);
  expect(kept.source).toMatchObject({ mode: "regulatory", approved: true, protocol_hash: now.source.protocol_hash });
});

it("holds the numbers that compiling regulatory.md and exporting gives", () => {
  foodspec("compile", "analyses/meat-fat/regulatory.md", "-o", scratch);
  foodspec("export", join(scratch, "latest"), "--predictor", join(scratch, "lean.json"));
  const [now, kept] = [join(scratch, "lean.json"), join(root, "analyses/meat-fat/lean.predictor.json")].map(
    certifiedIn,
  );
  expect(differences(kept.certified, now.certified)).toEqual([]);
  expect(kept.source).toMatchObject({ mode: "regulatory", approved: true, protocol_hash: now.source.protocol_hash });
});
