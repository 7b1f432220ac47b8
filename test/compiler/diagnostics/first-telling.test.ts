import { expect, it } from "vitest";
import { finding } from "../../../compiler/diagnostics/build.ts";
import { firstTelling } from "../../../compiler/diagnostics/first-telling.ts";

const at = (file: string, line: number) => ({ file, line, column: 1, endLine: line, endColumn: 2 });
const copy = (file: string, line: number, id = "b") =>
  finding("FS3044", at(file, line), { id, first: "a", where: "x" });

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
  ].map((one) => isNew(one, "p.md"));
  expect(told).toEqual([true, false, true, true, true, true, true, true]);
});
