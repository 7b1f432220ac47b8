/** Every analysis whose data are in the project gives the same content digest and the same report on every Node version. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { copyAnalyses } from "../fixtures/copied-analyses.ts";

const root = resolve(import.meta.dirname, "../..");
const scratch = mkdtempSync(join(tmpdir(), "foodspec-node-"));
const copies = join(scratch, "project");
copyAnalyses(copies);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Compiles with a Node of the registry, or with this one; nothing is reused, not even where a mode keeps to the project's store. */
function compiled(document: string, version: string | null): { digest: string; html: string } {
  const out = join(scratch, `${document.replaceAll("/", "-")}-${version ?? "here"}`);
  const words = [join(root, "dist/foodspec.js"), "compile", join(copies, document), "-o", out, "--force", "--quiet"];
  const [command, args] = version === null ? [process.execPath, words] : ["npx", ["-y", `node@${version}`, ...words]];
  const { status, stderr } = spawnSync(command, args, {
    encoding: "utf8",
    env: { ...process.env, SOURCE_DATE_EPOCH: "1700000000", FOODSPEC_CACHE: `${out}-store`, NODE_OPTIONS: "" },
  });
  expect(status, stderr).toBe(0);
  const { content_digest } = JSON.parse(readFileSync(join(out, "latest/manifest.json"), "utf8"));
  return { digest: content_digest, html: readFileSync(join(out, "latest/report/index.html"), "utf8") };
}

describe.each([
  "analyses/meat-fat/protocol.md",
  "analyses/meat-fat/regulatory.md",
  "analyses/meat-fat/monitoring.md",
  "analyses/edible-oils-simulated/protocol.md",
])("%s", (document) => {
  const here = compiled(document, null);

  it.each(["20.19.0", "22", "24"])("comes to the same bytes on Node %s", (version) => {
    const there = compiled(document, version);
    expect(there.digest).toBe(here.digest);
    expect(there.html === here.html).toBe(true);
  });
});
