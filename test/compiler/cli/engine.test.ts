import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { engineFlags } from "../../../compiler/cli/engine.ts";

describe("settings of the engine", () => {
  it.each([
    { node: "20.19.0", count: 2 },
    { node: "20.20.2", count: 2 },
    { node: "22.12.0", count: 0 },
    { node: "24.1.0", count: 0 },
    { node: "200.1.0", count: 0 },
  ])("of Node $node are $count flags", ({ node, count }) => {
    expect(engineFlags(node)).toHaveLength(count);
  });
  it("are known to the engine that runs this, which refuses to start with one it does not know", () => {
    const flags = engineFlags(process.versions.node);
    expect(spawnSync(process.execPath, [...flags, "--version"], { encoding: "utf8" })).toMatchObject({
      status: 0,
      stderr: "",
    });
    expect(spawnSync(process.execPath, ["--interrupt-budgets=1", "--version"]).status).not.toBe(0);
  });
});
