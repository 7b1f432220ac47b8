import { expect, it } from "vitest";
import type { Kind } from "../../../blocks/contract/kind.ts";
import { registry } from "../../../blocks/registry.ts";
import { kindFindings } from "../../../compiler/compile/kind-findings.ts";

const [kind] = registry.all;
const without = (field: keyof Kind): Kind => ({ ...kind, [field]: undefined });

it("every kind of the program declares lane, role and what it must explain", () => {
  expect(kindFindings(registry.all)).toEqual([]);
});

it.each([
  ["lane", "its lane"],
  ["role", "its role"],
  ["mustExplain", "what it must explain"],
] as const)("a kind without %s is refused before anything runs", (field, says) => {
  expect(kindFindings([without(field)])).toMatchObject([
    { code: "FS0002", severity: "error", message: expect.stringContaining(says) },
  ]);
});
