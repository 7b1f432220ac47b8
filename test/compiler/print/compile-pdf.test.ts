import { chmodSync, existsSync, readdirSync, readFileSync, watch } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { packageFolder } from "../../../compiler/compile/package-files.ts";
import { packageName } from "../../../compiler/print/packaged.ts";
import { pageTexts } from "../../../compiler/print/read-pdf.ts";
import { digestOf } from "../../../compiler/store/digest.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { figures } from "../../fixtures/figures.ts";
import { lendBrowser } from "../../fixtures/lend-browser.ts";
import { paperless } from "../../fixtures/paperless.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const canPrint =
  packageFolder(machineDisk, packageName) !== null && process.platform === "linux" && process.arch === "x64";
const files = { "protocol.md": smallProtocol({ prose: "# Letters\n\nA prose of its own." }), "small.csv": smallCsv() };
const epoch = { SOURCE_DATE_EPOCH: "1700000000" };
let place: Project;
afterEach(() => place.remove());

/** A project that borrows the browser unpacked for all tests; no path, so no other is found. */
function withBrowser(more: { readonly [path: string]: string } = {}): Project {
  place = project({ ...files, ...more });
  lendBrowser(place.folder);
  return place;
}
const pdfOf = (run = "latest", name = "research") =>
  readFileSync(join(place.folder, `runs/${run}/report/report_${name}.pdf`));
const pdfs = () =>
  readdirSync(join(place.folder, "runs"), { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".pdf") && !path.startsWith("latest/"),
  );

describe.skipIf(!canPrint)("compile --pdf", () => {
  it("puts the PDF beside the page, in the manifest and in the log, the same bytes each time, and leaves the content digest as it was", {
    tags: "slow",
  }, async () => {
    withBrowser();
    const { exitCode, documents } = await place.compile({ pdf: true }, epoch);
    const said = documents[0].findings.map(({ code }) => code).filter((code) => code.startsWith("FS82"));
    const isRoot = process.getuid?.() === 0;
    // Whether other users' browsers get their sandbox hangs on the machine; a superuser's never does.
    expect([exitCode, said]).toEqual([0, isRoot || place.manifest().browser_sandbox === false ? ["FS8205"] : []]);
    const manifest = place.manifest();
    const digest = manifest.content_digest;
    expect(manifest.files["report/report_research.pdf"]).toBe(digestOf(pdfOf()));
    expect(manifest.browser_version).toMatch(/^Chromium \d+[\d.]+ \(brought by npm\)$/);
    expect(typeof manifest.browser_sandbox).toBe("boolean");
    if (isRoot) expect(manifest.browser_sandbox).toBe(false);
    expect(manifest.circumstances).toEqual(expect.arrayContaining(["browser_version", "browser_sandbox"]));
    const log = place
      .read("runs/latest/logs/run.jsonl")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(log.map(({ event }) => event).filter((event) => event.startsWith("print_"))).toEqual([
      "print_started",
      "print_complete",
    ]);
    const texts = await pageTexts(pdfOf());
    expect(log.find(({ event }) => event === "print_complete").result).toMatchObject({
      path: "report/report_research.pdf",
      pages: texts.length,
    });
    expect(texts.join("\n")).toContain("A prose of its own.");
    expect(texts.every((text) => text.includes(digest.slice("sha256:".length).slice(0, 12)))).toBe(true);

    // Under SOURCE_DATE_EPOCH the bytes are the same where all blocks ran, as above, and where all are reused.
    const [first] = place.runs();
    expect(manifest.blocks.every(({ execution }) => execution === "ran")).toBe(true);
    expect((await place.compile({ pdf: true }, epoch)).exitCode).toBe(0);
    const [, second] = place.runs();
    expect(place.manifest(second).blocks.every(({ execution }) => execution === "reused")).toBe(true);
    expect(pdfOf(second).equals(pdfOf(first))).toBe(true);

    const before = pdfs();
    expect((await place.compile({}, epoch)).exitCode).toBe(0);
    expect([place.manifest().browser_version, place.manifest().content_digest, pdfs()]).toEqual([null, digest, before]);
  });

  it("prints a run that failed under another name, marked so on every page", { tags: "slow" }, async () => {
    withBrowser();
    const { exitCode } = await place.compile({ pdf: true, strict: true }, { FOODSPEC_BROWSER: "/bin/false" });
    expect(exitCode).toBe(7);
    expect(pdfs().map((path) => path.split("/").at(-1))).toEqual(["report_failed.pdf"]);
    for (const text of await pageTexts(pdfOf("latest", "failed"))) expect(text).toContain("FAILED");
  });
});

describe("compile --pdf without a browser", () => {
  it("ends with 8, says how to get one, and keeps the page", async () => {
    // A file where browsers are unpacked: none can be.
    place = project({ ...files, ".foodspec/browser": "" });
    const { exitCode, documents } = await place.compile({ pdf: true });
    expect([exitCode, documents[0].status]).toEqual([8, "failed"]);
    expect(place.error()).toMatchObject({
      code: "FS8201",
      error_type: "ReportingError",
      stage: "reporting",
      exit_code: 8,
    });
    expect(place.error().recommendations.join("\n")).toMatch(
      /apt install chromium[\s\S]*FOODSPEC_BROWSER[\s\S]*doctor/,
    );
    expect(place.error().message).not.toContain(place.folder);
    expect(place.read("runs/latest/report/index.html")).toContain("A prose of its own.");
    expect(place.read("runs/latest/report/index.html")).toContain("FS8201");
    expect([pdfs(), place.manifest().browser_version]).toEqual([[], null]);
  });
});

const regulatory = smallProtocol({
  frontMatter: "mode: regulatory\nclaims: {standard: a, use_case: b, limitations: [c]}\n",
  data: "positive: b\nupstream: none\n",
});

describe("a compile that is killed while it prints", () => {
  const ways: readonly (readonly [string, string, readonly string[]])[] = [
    ["in regulatory mode", regulatory, []],
    ["with --pdf", files["protocol.md"], ["--pdf"]],
  ];
  it.each(ways.slice(0, figures.isLarge ? 2 : 1))(
    "%s leaves no PDF under its final name, and nothing the next run does not sweep",
    { tags: "slow" },
    async (_, document, words) => {
      place = project({
        ...files,
        "protocol.md": document,
        "browser.sh": '#!/bin/sh\necho $$ > "$0.pid"\nexec sleep 60\n',
      });
      chmodSync(join(place.folder, "browser.sh"), 0o755);
      const pid = join(place.folder, "browser.sh.pid");
      const isPrinting = new Promise<void>((resolve) => {
        const watcher = watch(place.folder, () => {
          if (!existsSync(pid) || readFileSync(pid, "utf8") === "") return;
          watcher.close();
          resolve();
        });
      });
      const child = place.start(["compile", "protocol.md", ...words], {
        FOODSPEC_BROWSER: "browser.sh",
        PATH: "/bin:/usr/bin",
      });
      const ended = new Promise((resolve) => child.on("exit", (_, signal) => resolve(signal)));
      await isPrinting;
      expect(readdirSync(join(place.folder, ".foodspec/browser")).some((name) => name.startsWith(".tmp-"))).toBe(true);
      child.kill("SIGKILL");
      expect(await ended).toBe("SIGKILL");
      process.kill(Number(readFileSync(pid, "utf8")), "SIGKILL");
      expect([place.runs(), pdfs()]).toEqual([[], []]);
      const { documents } = await place.compile({}, {}, paperless());
      expect(documents[0].runId).toEqual(expect.any(String));
      expect(readdirSync(join(place.folder, ".foodspec/browser")).filter((name) => name.startsWith(".tmp-"))).toEqual(
        [],
      );
      expect(readdirSync(join(place.folder, "runs")).filter((name) => name.startsWith(".open-"))).toEqual([]);
    },
  );
});
