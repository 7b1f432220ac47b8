/** Order: lists of a report follow the order in which a document says things, so a result is reused only where that is the same. */
import { expect, it } from "vitest";
import { inMemory } from "../../fixtures/in-memory.ts";

const rows = Array.from({ length: 12 }, (_, i) => i + 1);
const files = {
  "spectra.csv": `id,800,801,802\n${rows.map((i) => `s${i},${i},${i * i},${(i * 7) % 5}\n`).join("")}`,
  "fat.csv": `id,fat\n${rows.map((i) => `s${i},${i * 0.5}\n`).join("")}`,
  "water.csv": `id,water\n${rows.map((i) => `s${i},${60 - i}\n`).join("")}`,
};
const protocol = (joins: string): string => `---
title: Order
inputs:
  spectra: {path: spectra.csv}
  fat: {path: fat.csv}
  water: {path: water.csv}
---

Joined.

\`\`\`foodspec data
input: spectra
id: id
target: fat
join: {${joins}}
axis: {unit: nm}
layout: wide
\`\`\`
`;
const other = "water: {by: id}, fat: {by: id}";

it("gives what a fresh run gives where another order of the same stands in the store", async () => {
  const place = inMemory({ ...files, "protocol.md": protocol("fat: {by: id}, water: {by: id}") });
  await place.compile();
  const before = place.manifest().content_digest;
  place.write("protocol.md", protocol(other));
  expect((await place.compile()).exitCode).toBe(0);
  const fresh = inMemory({ ...files, "protocol.md": protocol(other) });
  await fresh.compile();
  expect(place.read("runs/latest/data/join.json")).toBe(fresh.read("runs/latest/data/join.json"));
  expect(place.manifest().content_digest).toBe(fresh.manifest().content_digest);
  expect(place.manifest().content_digest).not.toBe(before);
  expect(place.manifest().blocks.find(({ id }) => id === "data")?.execution).toBe("ran");
});
