import { expect, it } from "vitest";
import { affectedBy } from "../../../compiler/run/affects.ts";

const block = (id: string, from: readonly string[], code: string | null = null) => ({
  block: { id },
  from,
  reason: code === null ? null : { code, sentence: "Not done." },
});
const blocks = [
  block("compare", ["model"]),
  block("data", []),
  block("gate", ["data"]),
  block("prep", ["data"], "gate_failed:gate"),
  block("model", ["prep"]),
  block("other", []),
];

it.each<[string, readonly string[]]>([
  ["data", ["compare", "gate", "prep", "model"]],
  ["gate", ["compare", "prep", "model"]],
  ["model", ["compare"]],
  ["other", []],
])("%s affects what starts from it and what names it as its reason: %j", (id, affected) =>
  expect(affectedBy(id, blocks)).toEqual(affected),
);
