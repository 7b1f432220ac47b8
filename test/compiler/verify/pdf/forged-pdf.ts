/** Forged PDF: the PDF of an approved run beside its web report and its folder; what is printed otherwise, or lies inside and is not the run's. */

import { join } from "node:path";
import { PDFDict, PDFDocument, PDFHexString, PDFName, StandardFonts } from "@cantoo/pdf-lib";
import { describe, expect, it } from "vitest";
import { pdfChecks } from "../../../../compiler/verify/pdf/pdf.ts";
import { manifestOf } from "../../../../compiler/verify/run-folder.ts";
import type { Manifest } from "../../../../schemas/manifest.ts";
import { type Files, folderOf } from "../../../fixtures/forge.ts";
import { inMemory } from "../../../fixtures/in-memory.ts";
import { legible } from "../../../fixtures/legible.ts";
import { smallCsv, smallProtocol } from "../../../fixtures/small.ts";

const pdf = "report/report_regulatory.pdf";

/** @param filesOfRun the run, which was printed legibly */
export function forgedPdfs(filesOfRun: () => Files): void {
  /** What is said of the run with another PDF, or another file. */
  async function said(change: Readonly<Record<string, Uint8Array | string>>) {
    const own = new Map(filesOfRun());
    for (const [path, bytes] of Object.entries(change))
      own.set(path, typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes);
    const folder = folderOf(own);
    const [row] = await pdfChecks(folder, manifestOf(folder) as Manifest);
    return [row.status, ...row.findings.map(({ code, message }) => `${code} ${message}`)].join("\n");
  }

  /** The run's own PDF, changed. */
  async function changed(change: (document: PDFDocument) => unknown): Promise<Uint8Array> {
    const own = await PDFDocument.load(filesOfRun().get(pdf) ?? new Uint8Array(), { updateMetadata: false });
    await change(own);
    return own.save({ updateFieldAppearances: false });
  }
  const attaching = (name: string, bytes: Uint8Array | string) => (own: PDFDocument) =>
    own.attach(typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes, name);
  const text = (path: string) => new TextDecoder().decode(filesOfRun().get(path));

  describe("the PDF of a run", () => {
    it("says what the web report says and holds the files of the run", async () => {
      expect(await said({})).toBe("ok");
    });

    it("of another run is refused", async () => {
      const other = inMemory({ "protocol.md": smallProtocol(), "small.csv": smallCsv() });
      await other.compile({ pdf: true }, {}, legible);
      const words = await said({
        [pdf]: other.disk.read(join(other.folder, "runs/latest/report/report_research.pdf")),
      });
      expect(words).toMatch(/^refused\n/);
      expect(words).toContain("holds a manifest.content.json of another content digest");
      expect(words).toContain("of the report");
    });

    it.each<readonly [string, RegExp, (own: PDFDocument) => unknown]>([
      [
        "a file that was added",
        /holds the file letter.txt, which the run does not/,
        attaching("letter.txt", "approved"),
      ],
      [
        "a file of the folder that is no other",
        /^ok$/,
        (own) => own.attach(filesOfRun().get("logs/run.jsonl")?.slice(0, 400) ?? new Uint8Array(), "logs/run.jsonl"),
      ],
      ["a log that begins otherwise", /holds another logs\/run.jsonl than the run/, attaching("logs/run.jsonl", "{}")],
      [
        "a file of no list",
        /holds \d+ files, and lists \d+/,
        (own) => own.context.register(own.context.obj({ Type: "Filespec", EF: {} })),
      ],
      [
        "a list of files that is gone",
        /does not hold protocol.md of the run/,
        (own) => own.catalog.delete(PDFName.of("Names")),
      ],
      ["a page that is gone", /prints "Page 1 of (\d+).*" on page 1 of (?!\1\b)\d+/, (own) => own.removePage(1)],
      [
        "a page with a part of the report that is gone",
        /does not print ".+" of the report/,
        (own) => own.removePage(3),
      ],
      [
        "a number over a page",
        /prints 99.4, which stands nowhere in the run/,
        async (own) => own.getPage(0).drawText("99.4 %", { font: await own.embedFont(StandardFonts.Helvetica) }),
      ],
    ])("with %s is told", async (_, says, change) =>
      expect(await said({ [pdf]: await changed(change) })).toMatch(says),
    );

    it("with a file that was changed is told", async () => {
      const spoil = (own: PDFDocument) => {
        for (const [, object] of own.context.enumerateIndirectObjects()) {
          if (
            !(object instanceof PDFDict) ||
            object.lookupMaybe(PDFName.of("UF"), PDFHexString)?.decodeText() !== "model__metrics.json"
          )
            continue;
          object
            .lookup(PDFName.of("EF"), PDFDict)
            .set(
              PDFName.of("F"),
              own.context.register(own.context.flateStream(text("model/metrics.json").replace("0.", "1."))),
            );
        }
      };
      expect(await said({ [pdf]: await changed(spoil) })).toContain("holds another model/metrics.json than the run");
    });

    it("is told where the report beside it says something else, often or once", async () => {
      const html = text("report/index.html");
      // What is folded away stands on no page.
      const [, figure] = />(0\.\d{3})<\/(?:td|data)>/.exec(html.replace(/<details\b[\s\S]*?<\/details>/g, "")) ?? [];
      expect(await said({ "report/index.html": html.replaceAll(`>${figure}<`, ">0.1234<") })).toMatch(
        /prints 0\.1234 0 times, and the report 1/,
      );
      expect(
        await said({
          "report/index.html": text("report/index.html").replace(
            "</main>",
            `${`<p>It is ${figure}</p>`.repeat(40)}</main>`,
          ),
        }),
      ).toMatch(/prints [\d.]+ \d+ times, and the report \d+/);
    });

    it("that is none is told", async () =>
      expect(await said({ [pdf]: "%PDF-1.4\n" })).toMatch(/^refused\nFS9121 .*cannot be read as a PDF/));
  });
}
