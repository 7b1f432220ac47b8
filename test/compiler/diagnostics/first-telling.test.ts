import { expect, it } from "vitest";
import { finding } from "../../../compiler/diagnostics/build.ts";
import { firstTelling } from "../../../compiler/diagnostics/first-telling.ts";

const at = (file: string, line: number) => ({ file, line, column: 1, endLine: line, endColumn: 2 });
const copy = (file: string, line: number, id = "b") => ({
  ...finding("FS3044", at(file, line), { id, first: "a", where: "x" }),
  severity: "warning" as const,
});
const missing = finding("FS3020", at("a.csv", 3), { path: "a.csv", column: "800", text: "" });
const written = { position: { file: "p.md" } };
const ofTarget = { ...written, variant: { isShown: false } };
const shown = { ...written, variant: { isShown: true } };

it("tells one cause in the data once, another place or another word again, and all of the document", () => {
  const isNew = firstTelling();
  const told = [
    copy("a.csv", 3),
    copy("a.csv", 3),
    copy("a.csv", 4),
    copy("a.csv", 3, "c"),
    copy("p.md", 3),
    copy("p.md", 3),
    finding("FS2060", null),
    finding("FS2060", null),
  ].map((one) => isNew(one, written));
  expect(told).toEqual([true, false, true, true, true, true, true, true]);
});

it("tells every error of a block that was written", () => {
  const isNew = firstTelling();
  expect([missing, missing].map((one) => isNew(one, written))).toEqual([true, true]);
});

it("tells of the blocks of several targets what none of them, nor the written one, has told", () => {
  const isNew = firstTelling();
  const told = [
    isNew(copy("p.md", 3), written),
    isNew(copy("p.md", 3), ofTarget),
    isNew(copy("p.md", 3, "c"), ofTarget),
    isNew(copy("p.md", 3, "c"), ofTarget),
    isNew(missing, written),
    isNew(missing, ofTarget),
    isNew(copy("p.md", 3), shown),
  ];
  expect(told).toEqual([true, false, true, false, true, false, true]);
});
