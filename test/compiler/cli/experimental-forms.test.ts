/** A form that no file of an instrument has tried is read with a warning, and in regulatory mode not at all. */
import { createHash } from "node:crypto";
import { afterEach, expect, it } from "vitest";
import { prepare } from "../../../compiler/compile/prepare.ts";
import { type SpcContent, writeSpc } from "../../blocks/data/formats/spc-writer.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";

let place: Place;
afterEach(() => place.remove());

const values = Array.from({ length: 40 }, (_, i) => 100 + ((i * i * 7) % 97));
const tried: SpcContent = { version: 0x4b, traces: [values], bits: 32, exponent: 32 };

it.each<[string, SpcContent, string, readonly string[]]>([
  ["the upper byte first, research", { ...tried, version: 0x4c }, "research", ["warning 0"]],
  ["the upper byte first, regulatory", { ...tried, version: 0x4c }, "regulatory", ["error 3"]],
  ["a form that was tried, regulatory", tried, "regulatory", []],
])("%s", async (_, content, mode, said) => {
  const bytes = writeSpc(content);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const inputs = `inputs: {it: {path: a.spc, sha256: ${sha256}}}`;
  const claims = "claims: {standard: none, use_case: this test, limitations: [one spectrum]}";
  const body = "```foodspec data\ninput: it\nreplicates: none\nupstream: none\n```\n";
  place = inMemory({
    "protocol.md": `---\ntitle: A form\nversion: 1.0.0\nmode: ${mode}\n${inputs}\n${claims}\n---\n\n${body}`,
    "a.spc": bytes,
  });
  const { findings } = await prepare("protocol.md", { documents: ["protocol.md"] }, place.world(), "all");
  const told = findings.filter(({ code }) => code === "FS3119");
  expect(told.map(({ severity, exit }) => `${severity} ${severity === "error" ? exit : 0}`)).toEqual(said);
  expect(
    told.every(({ position, message }) => position?.file === "a.spc" && message.includes("the upper byte first")),
  ).toBe(true);
});
