/** Workbooks as another program writes them: openpyxl, which Debian has as python3-openpyxl. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { sheetTexts } from "../../blocks/data/formats/xlsx/xlsx.ts";
import { unpack } from "../../blocks/data/read/unpack.ts";
import { inMemory } from "../fixtures/instruments.ts";

const folder = mkdtempSync(join(tmpdir(), "foodspec-workbooks-"));
afterAll(() => rmSync(folder, { recursive: true }));

const script = `
import datetime, sys
from openpyxl import Workbook
book = Workbook()
sheet = book.active
sheet.title = "Raw data"
sheet.append(["id", "day", "measured", "fat", "dry", 850, 852.5])
for i in range(200):
    at = datetime.datetime(2024, 2, 27, 8, 30, 15) + datetime.timedelta(days=i, minutes=7 * i)
    sheet.append([f"Öl <{i}> & \\"x\\"", at.date(), at, i / 7, i % 2 == 0, (i - 100) / 3e5, 1e-9 * i])
sheet.merge_cells("A201:B201")
book.create_sheet("Empty")
book.save(sys.argv[1])
`;
const hasOpenpyxl = spawnSync("python3", ["-c", "import openpyxl"]).status === 0;
if (!hasOpenpyxl) process.stderr.write("tests of workbooks of another program are skipped: install python3-openpyxl\n");

/** openpyxl writes numbers with 16 digits. */
const sixteen = (value: number) => Number(value.toPrecision(16));

/** ISO 8601 to the second, without its zone. */
const iso = (time: number) => new Date(time).toISOString().slice(0, 19);

describe.skipIf(!hasOpenpyxl)("a workbook that openpyxl writes", () => {
  it("is read to the last digit that it writes", () => {
    const path = join(folder, "a.xlsx");
    expect(spawnSync("python3", ["-c", script, path], { encoding: "utf8" })).toMatchObject({ status: 0 });
    const texts = sheetTexts([unpack(inMemory("a.xlsx", new Uint8Array(readFileSync(path))))], {});
    const lines = new TextDecoder().decode(texts?.[0].content.bytes).trimEnd().split("\n");
    expect(lines[0]).toBe("id\tday\tmeasured\tfat\tdry\t850\t852.5");
    expect(lines).toHaveLength(201);
    lines.slice(1).forEach((line, i) => {
      const at = Date.UTC(2024, 1, 27, 8, 30, 15) + i * (86_400_000 + 420_000);
      const [id, day, measured, fat, dry, first, second] = line.split("\t");
      expect([id, measured, dry]).toEqual([`"Öl <${i}> & ""x"""`, iso(at), i % 2 === 0 ? "TRUE" : "FALSE"]);
      // The last row's first two cells are one.
      expect(day).toBe(i === 199 ? "" : iso(at).slice(0, 10));
      expect([Number(fat), Number(first), Number(second)]).toEqual([i / 7, (i - 100) / 3e5, 1e-9 * i].map(sixteen));
    });
  });
});
