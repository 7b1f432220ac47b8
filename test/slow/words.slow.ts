/** Words of every analysis as people read them, in PDF, page, statement and terminal: no name of the machine, no word that a word of the field replaces (R4). */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { lendBrowser } from "../fixtures/lend-browser.ts";
import { type Project, project } from "../fixtures/project.ts";

const root = resolve(import.meta.dirname, "../..");
const haveTool = spawnSync("pdftotext", ["-v"]).error === undefined;
if (!haveTool)
  process.stderr.write("words of PDFs are not read: there is no pdftotext (apt-get install poppler-utils)\n");

/** Words of a table, such as "at least", are words of prose too, and are no part of it. */
const replaced =
  /\b(?:Wanted|as it should be|second opinion|set aside|tells \d+ classes apart|how far predictions may be believed|holds? the truth|promised|does not answer|right for \d|off by \d|always naming|told, not judged|far from the others|leave one batch out|version 0)\b/g;
const machine = /(?<![\w/.`-])[a-z]+_[a-z]\w*(?![\w/]*\.\w)/g;

/** Paths and code are excepted; ids of blocks and names of columns are the author's. */
function foundIn(text: string, own: string, names: ReadonlySet<string>): readonly string[] {
  const words = [...text.matchAll(replaced)].map(([word]) => word).filter((word) => !own.includes(word));
  const machines = [...text.matchAll(machine)].map(([name]) => name).filter((name) => !names.has(name));
  return [...new Set([...words, ...machines])];
}

/** The page as it is read: no style, script, code or block as written. */
const visible = (html: string): string =>
  html
    .replace(/<(style|script|pre|code)\b[\s\S]*?<\/\1>/g, " ")
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&#x26;", "&");

function compiled(place: Project, document: string) {
  lendBrowser(place.folder);
  const { status, err } = place.foodspec(["compile", document, "--pdf"]);
  const read = (path: string) => place.read(`runs/latest/${path}`);
  const report = JSON.parse(read("report.json"));
  const columns = Object.values(report.results).flatMap((one) => {
    const { values } = one as { readonly values: { readonly column_names?: readonly string[] } | null };
    return values?.column_names ?? [];
  });
  const printed = readdirSync(join(place.folder, "runs/latest/report")).find((name) => name.endsWith(".pdf"));
  const pdf = spawnSync("pdftotext", [join(place.folder, "runs/latest/report", printed ?? ""), "-"], {
    encoding: "utf8",
  });
  const statement = place.names("runs/latest").includes("REGULATORY_COMPLIANCE_STATEMENT.txt")
    ? read("REGULATORY_COMPLIANCE_STATEMENT.txt")
    : "";
  return {
    status,
    names: new Set([...Object.keys(report.results), ...columns]),
    own: place.read(document),
    texts: { page: visible(read("report/index.html")), pdf: pdf.stdout, statement, terminal: err },
  };
}

describe.skipIf(!haveTool)(
  "nobody reads a name of the machine, or a word that the field has a better one for, in",
  () => {
    it.each([
      ["meat-fat", "regulatory.md"],
      ["meat-fat", "protocol.md"],
      ["meat-fat", "composition.md"],
      ["meat-fat", "monitoring.md"],
      ["edible-oils-simulated", "protocol.md"],
    ])("%s/%s", (name, document) => {
      const folder = join(root, "analyses", name);
      const files = readdirSync(folder).filter((file) => /\.(md|csv|json)$/.test(file));
      const place = project(Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file))])));
      const { status, names, own, texts } = compiled(place, document);
      place.remove();
      expect([status, texts.pdf.length > 2000]).toEqual([0, true]);
      const found = Object.entries(texts).map(([where, text]) => [where, foundIn(text, own, names)]);
      expect(found).toEqual(Object.keys(texts).map((where) => [where, []]));
    });
  },
);
