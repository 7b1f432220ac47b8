/** @module-tag slow */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { draw } from "../../../compiler/draw/draw.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { editCells, replaced } from "./refused.ts";

const formula = "=HYPERLINK(1)";
const script = "<script>alert(1)</script>";
const image = "<img src=x onerror=alert(2)>";
const bidi = "m\u202Egnp.exe";
const bell = "m\u0007bell";
const at = "@SUM(A1)";

const names: readonly string[] = [formula, script, image, bidi, bell, at];
const csv = editCells(smallCsv(), (cell, row, column) => {
  if (row > 0 && column < 2 && row <= names.length) return names[row - 1];
  if (row > 0 && column === 3) return cell === "a" ? script : "=b&c";
  return cell;
});

/** What a browser would act on, or show otherwise than it is. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const live = /<script>alert|<img src=x|[\u202A-\u202E\u2066-\u2069\u0007]/;

const found = (text: string): string | null => live.exec(text)?.[0] ?? null;

/** An attribute as a browser reads it. */
const unescaped = (text: string): string =>
  text
    .replaceAll(/&#x([0-9A-F]+);/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replaceAll("&amp;", "&");

let place: Project;
const data = 'd<img src=x onerror=alert(2)>".csv';
beforeEach(() => {
  const document = smallProtocol({ frontMatter: `authors: [{name: '${image}', role: author}]\n` });
  place = project({
    "<b>proto&col.md": replaced(
      replaced(document, "path: small.csv", `path: '${data}'`),
      "title: Small",
      `title: '${script}'`,
    ),
    [data]: csv,
  });
});
afterEach(() => place.remove());

describe("hostile names of files, samples and classes", () => {
  it("never reach the report as what they pretend to be", async () => {
    const { exitCode, documents } = await place.compile({ documents: ["<b>proto&col.md"] }, {}, undefined, { draw });
    expect(exitCode, JSON.stringify(documents[0].findings)).toBe(0);
    expect(documents[0].findings.map(({ code }) => code)).toContain("FS3061");
    const run = `runs/${documents[0].runId}`;
    const html = place.read(`${run}/report/index.html`);
    expect(found(html)).toBeNull();
    expect(html.includes("<b>proto")).toBe(false);
    // They are shown, though: as text.
    expect(/&(lt|#x3C);script>alert\(1\)/.test(html)).toBe(true);
    const { files } = place.manifest(documents[0].runId ?? "");
    const figures = Object.keys(files).filter((path) => path.endsWith(".svg"));
    expect(figures.length).toBeGreaterThan(0);
    for (const path of figures) expect(found(place.read(`${run}/${path}`)), path).toBeNull();
    // What stands between backticks is text to every reader of Markdown.
    expect(found(place.read(`${run}/report.md`).replaceAll(/`[^`\n]*`/g, ""))).toBeNull();
  });

  it("stay exact in files for further computing, and are disarmed in tables offered from the report", async () => {
    const { documents } = await place.compile({ documents: ["<b>proto&col.md"] }, {}, undefined, { draw });
    const run = `runs/${documents[0].runId}`;
    const predictions = place.read(`${run}/model/predictions.csv`);
    for (const name of names) expect(predictions).toContain(name);
    const offered = [...place.read(`${run}/report/index.html`).matchAll(/href="data:text\/csv[^,"]*,([^"]*)"/g)];
    expect(offered.length).toBeGreaterThan(0);
    const cells = offered.flatMap(([, text]) => decodeURIComponent(unescaped(text)).split(/[,\r\n]+/));
    expect(cells.filter((cell) => /^"?[=@\t\r]/.test(cell))).toEqual([]);
    expect(cells.some((cell) => /^"?'=/.test(cell))).toBe(true);
  });

  it("are shown to the terminal with their hidden characters spelt out", () => {
    place.write(
      data,
      editCells(csv, (cell, row, column) => (row === 4 && column === 10 ? "\u202E1.0\u001b[31m" : cell)),
    );
    const { status, out, err } = place.foodspec(["compile", "<b>proto&col.md"]);
    expect(status).toBe(3);
    expect(err).toContain("`U+202E1.0U+001B[31m` in `910` is no number");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    expect(out + err).not.toMatch(/[\u202E\u001B\u0007]/);
  });
});
