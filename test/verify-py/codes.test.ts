/** Codes: verify.py knows of every check of the gates the finding it leads to, also of what is only ever advice. */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { checks } from "../../blocks/methods/qc/table.ts";
import { havePython } from "./python.ts";

const program = `
import json, verify
table = {name: check[5] for gate in verify.CHECKS.values() for name, check in gate.items()}
print(json.dumps({**table, **verify.ADVISED}))
`;

describe.skipIf(!havePython())("verify.py", () => {
  it("knows the finding of every check", () => {
    const { stdout, stderr } = spawnSync("python3", ["-B", "-c", program], {
      cwd: resolve(import.meta.dirname, "../.."),
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual(Object.fromEntries(checks.map(({ id, code }) => [id, code])));
  });
});
