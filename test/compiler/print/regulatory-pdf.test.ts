/**
 * The PDF of a regulatory run, printed for real and read with poppler's tools and pdf.js: one that passed, one that failed.
 *
 * @module-tag slow
 */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFRawStream,
} from "@cantoo/pdf-lib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packageFolder } from "../../../compiler/compile/package-files.ts";
import { draw } from "../../../compiler/draw/draw.ts";
import { packageName } from "../../../compiler/print/packaged.ts";
import { pageTexts } from "../../../compiler/print/read-pdf.ts";
import { digestOf } from "../../../compiler/store/digest.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { openRun } from "../../../compiler/verify/open-run.ts";
import { pdfChecks } from "../../../compiler/verify/pdf/pdf.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import { figures } from "../../fixtures/figures.ts";
import { lendBrowser } from "../../fixtures/lend-browser.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { filled, hasPoppler, poppler, root, withoutPoppler } from "./paper.ts";

const canPrint =
  packageFolder(machineDisk, packageName) !== null && process.platform === "linux" && process.arch === "x64";
const folder = join(root, "analyses/meat-fat");
const whole = readFileSync(join(folder, "regulatory.md"), "utf8");
/** Not tuned in the quick tests: that takes several times what printing does, and the analyses compile it as it stands. */
const protocol = figures.isLarge
  ? whole
  : whole.replace(/components: \[1, .*\]/, "components: 5").replace(/^tune: .*\n/m, "");
const csv = readFileSync(join(folder, "meats-nir.csv"));
/** A spectrum twice, under two samples: the data gate fails. Small, since only how it ends is looked at. */
const twice = `${smallCsv()}${smallCsv().split("\n")[1].replace("s1,m1", "s99,m99")}\n`;
const repeated = {
  "protocol.md": smallProtocol({
    frontMatter: "version: 1.0.0\nmode: regulatory\nclaims: {standard: a, use_case: b, limitations: [c]}\n",
    data: "positive: b\nupstream: none\nduplicates: keep\n",
    csv: twice,
  }),
  "small.csv": twice,
};
const epoch = { SOURCE_DATE_EPOCH: "1700000000", PATH: "" };
/** In this order; those of the author between them. */
const sections = [
  "Headline results",
  "Deviations",
  "Findings",
  "Data and fingerprints",
  "Controls",
  "Circumstances",
  "Attachments",
  "Approval",
];

interface Printed {
  readonly pdf: Buffer;
  readonly texts: readonly string[];
  readonly manifest: Manifest;
  readonly place: Project;
}

/** No path: the browser npm brings prints, unpacked once for all tests. */
async function printed(
  files: { readonly [path: string]: string | Uint8Array },
  name: string,
  env: { readonly [name: string]: string },
): Promise<Printed> {
  const place = project(files);
  lendBrowser(place.folder);
  await place.compile({}, env, undefined, { draw });
  const pdf = readFileSync(join(place.folder, `runs/latest/report/report_${name}.pdf`));
  return { pdf, texts: await pageTexts(pdf), manifest: place.manifest(), place };
}

async function outline(pdf: Uint8Array): Promise<readonly string[]> {
  const { getDocumentProxy } = await import("unpdf");
  const document = await getDocumentProxy(new Uint8Array(pdf), { verbosity: 0 });
  type Item = { readonly title: string; readonly items: readonly Item[] };
  const flat = (items: readonly Item[]): string[] => items.flatMap(({ title, items }) => [title, ...flat(items)]);
  return flat(await document.getOutline());
}

/** Files inside, by name. */
function attached(pdf: Uint8Array): { readonly [name: string]: Buffer } {
  const names = [...poppler("pdfdetach", pdf, "-list").matchAll(/^\d+: (.+)$/gm)].map(([, name]) => name);
  const to = mkdtempSync(join(tmpdir(), "foodspec-attached-"));
  try {
    return Object.fromEntries(
      names.map((name, i) => {
        poppler("pdfdetach", pdf, "-save", String(i + 1), "-o", join(to, String(i)));
        return [name, readFileSync(join(to, String(i)))];
      }),
    );
  } finally {
    rmSync(to, { recursive: true, force: true });
  }
}

/** Says why it is skipped, where it is. */
const named = (name: string) => (hasPoppler ? name : `${name} (${withoutPoppler})`);

let passed: Printed;
let failed: Printed;
beforeAll(async () => {
  if (!canPrint) return;
  passed = await printed({ "protocol.md": protocol, "meats-nir.csv": csv }, "regulatory", epoch);
  failed = await printed(repeated, "failed", { PATH: "" });
});
afterAll(() => {
  passed?.place.remove();
  failed?.place.remove();
});
const flat = (text: string) => text.replace(/\s+/g, " ");
const bare = (text: string) => text.replace(/\s+/g, "");
const hex = ({ manifest }: Printed) => manifest.content_digest.replace("sha256:", "");

/** Digests of the JSON and CSV files of the content, by path. */
const digestsOf = ({ manifest }: Printed): { readonly [path: string]: string } =>
  Object.fromEntries(
    [...manifest.blocks.map(({ artifacts }) => artifacts), contentFiles(manifest)]
      .flatMap((paths) => Object.entries(paths))
      .filter(([path]) => /\.(?:json|csv)$/.test(path)),
  );

/** What the verifier says of the PDF of a run. */
async function verified({ place }: Printed) {
  const run = openRun(machineDisk, "runs/latest", join(place.folder, "runs/latest"));
  if ("code" in run) throw new Error(run.message);
  return (await pdfChecks(run, place.manifest())).map(({ status, findings }) => [
    status,
    findings.map(({ message }) => message),
  ]);
}

describe.skipIf(!canPrint)("the PDF of a regulatory run", () => {
  it("has no half-empty page but its last, and no more than twenty", () => {
    const pages = filled(passed.pdf);
    expect(pages.length).toBeLessThanOrEqual(20);
    expect(
      pages.slice(0, -1).flatMap((share, i) => (share < 0.55 ? [`page ${i + 1}: ${share.toFixed(2)}`] : [])),
    ).toEqual([]);
  });

  it("says what the web report says, as the verifier reads it, whether the run passed or failed", async () => {
    const sound = [
      ["ok", []],
      ["not_checked", []],
    ];
    expect(await verified(passed)).toEqual(sound);
    expect(await verified(failed)).toEqual(sound);
  });
});

describe.skipIf(!canPrint)("the PDF of a regulatory run that passed", () => {
  it("says on its first two pages what it is about, the verdict, every criterion, the headline results, what deviates, and which run it is", () => {
    const [first, second] = passed.texts.map(flat);
    const { criteria } = JSON.parse(passed.place.read("runs/latest/report.json"));
    const judged = criteria.filter(({ pass }: { pass: boolean | null }) => pass !== null);
    expect(judged.length).toBeGreaterThan(15);
    for (const part of [
      "Regulatory report",
      "Sorting minced meat at 20 % fat",
      `All ${judged.length} criteria met`,
      "Check Criterion Result Verdict",
      "Accuracy: lower 95 % limit ≥ 80.0 %",
      "Version 1.1.0",
      "Mode regulatory",
      "Standard declared In-house specification for lean minced meat",
      "Named in the protocol FoodSpec examples (author)",
    ])
      expect(first).toContain(part);
    for (const { name } of judged) expect(bare(first)).toContain(bare(name));
    for (const part of ["Headline results", "Deviations", "Reproducible print"]) expect(first + second).toContain(part);
    expect(bare(first)).toContain(hex(passed));
    expect(bare(first)).toContain(digestOf(protocol).replace("sha256:", ""));
    expect(first).not.toMatch(/NOT APPROVED|complies|certified|exit code/);
  });

  it("has the author's headings and the record behind them as bookmarks, and names their pages in the contents", async () => {
    const marks = await outline(passed.pdf);
    expect(marks.filter((mark) => sections.includes(mark))).toEqual(sections);
    expect(marks.indexOf("Preprocessing")).toBeLessThan(marks.indexOf("Findings"));
    const contents = flat(passed.texts.slice(0, 3).join(" "));
    for (const name of sections.slice(2)) {
      const at = passed.texts.findLastIndex((text) => flat(text).includes(name));
      expect(contents).toContain(`${name} ${at + 1} `);
    }
  });

  it("keeps the order of the document: each block, its figures and its tables where their fence stands", () => {
    const text = flat(passed.texts.join(" "));
    const { exhibits } = JSON.parse(passed.place.read("runs/latest/report.json"));
    const shown = exhibits.filter(
      ({ folded, label }: { folded: boolean; label: string | null }) => !folded && label !== null,
    );
    const places = shown.map(({ label, title }: { label: string; title: string }) =>
      text.indexOf(`${label}. ${title}.`),
    );
    expect(places.every((at: number) => at > 0)).toBe(true);
    expect(places).toEqual([...places].sort((a: number, b: number) => a - b));
    for (const { label } of exhibits.filter(({ folded }: { folded: boolean }) => folded))
      expect(text).not.toContain(`${label}. `);
    expect(text.indexOf("Minced meat may be sold as lean")).toBeLessThan(text.indexOf("Table 1. "));
  });

  it("takes at most 20 pages, and tells no event, exit code or JSON", () => {
    expect(passed.texts.length).toBeLessThanOrEqual(20);
    const text = passed.texts.join(" ");
    expect(text).not.toMatch(/exit code|qc_gate_|block_started|"schema_version"/);
  });

  it("has title, mode and page on every page after the first, and the digest on each", () => {
    const pages = passed.texts.length;
    passed.texts.forEach((text, k) => {
      expect(text).toContain(`Page ${k + 1} of ${pages}`);
      expect(text).toContain(hex(passed).slice(0, 12));
      if (k > 0) expect(flat(text)).toContain("Sorting minced meat at 20 % fat 1.1.0");
      if (k > 0) expect(text).toContain("regulatory mode");
    });
    expect(passed.texts.join("")).not.toContain("NOT APPROVED");
  });

  it("has a signature field in each row of the approval, and says on each page that nobody has signed", async () => {
    const { getDocumentProxy } = await import("unpdf");
    const document = await getDocumentProxy(new Uint8Array(passed.pdf), { verbosity: 0 });
    const all = [];
    for (let n = 1; n <= document.numPages; n++) {
      const own = (await (await document.getPage(n)).getAnnotations()) as {
        readonly fieldName?: string;
        readonly fieldType?: string;
        readonly fieldValue?: unknown;
        readonly rect: readonly number[];
      }[];
      const [status, ...more] = own.filter(({ fieldName = "" }) => fieldName.startsWith("foodspec.status."));
      expect([status.fieldValue, more], `page ${n}`).toEqual(["DRAFT: 0 of 2 signatures", []]);
      all.push(...own.filter(({ fieldType }) => fieldType === "Sig").map((one) => ({ ...one, page: n })));
    }
    expect(all.map(({ fieldName }) => fieldName)).toEqual(["author-1", "approver-1"]);
    const [{ rect: first }, { rect: second }] = all;
    for (const [left, bottom, right, top] of [first, second]) {
      expect([right - left > 200, top - bottom > 40]).toEqual([true, true]);
      expect([left > 300, right < 595, bottom > 50]).toEqual([true, true, true]);
    }
    expect(first[1]).toBeGreaterThan(second[3]);
  });

  it("holds what PDF/A-3 asks of its parts: version, colours, letters with their meaning, words of pictures and links", async () => {
    const document = await PDFDocument.load(passed.pdf, { updateMetadata: false });
    const { context, catalog } = document;
    expect(passed.pdf.subarray(0, 8).toString("latin1")).toBe("%PDF-1.7");
    const [intent] = catalog.lookup(PDFName.of("OutputIntents"), PDFArray).asArray();
    const profile = context.lookup(intent, PDFDict).lookup(PDFName.of("DestOutputProfile"));
    if (!(profile instanceof PDFRawStream)) throw new Error("no profile");
    expect(Buffer.from(decodePDFRawStream(profile).decode()).subarray(36, 40).toString()).toBe("acsp");
    expect([catalog.has(PDFName.of("AF")), context.trailerInfo.ID === undefined]).toEqual([true, false]);
    const dicts = context.enumerateIndirectObjects().flatMap(([, one]) => (one instanceof PDFDict ? [one] : []));
    const of = (key: string, value: string) => dicts.filter((one) => one.get(PDFName.of(key)) === PDFName.of(value));
    const figures = of("S", "Figure").filter((one) => one.has(PDFName.of("K")));
    const links = of("Subtype", "Link");
    const fonts = of("Subtype", "Type0");
    expect([figures.length > 2, links.length > 10, fonts.length > 3]).toEqual([true, true, true]);
    expect(figures.filter((one) => !one.has(PDFName.of("Alt")))).toEqual([]);
    for (const link of links) expect(link.lookup(PDFName.of("Contents"), PDFHexString).decodeText()).toMatch(/\S/);
    expect(fonts.filter((one) => !one.has(PDFName.of("ToUnicode")))).toEqual([]);
    expect(passed.pdf.includes("pdfaid")).toBe(false);
    expect(passed.pdf.includes("pdfuaid")).toBe(false);
  });

  it("has a row for each who signs, with what the signature means, and every file by its digest", () => {
    const page = flat(passed.texts.find((text) => text.includes("I wrote this protocol")) ?? "");
    expect(bare(page)).toContain(hex(passed));
    expect(page).toMatch(
      /Role Named in the protocol Meaning Name, date and signature author FoodSpec examples I wrote this protocol and its report/,
    );
    expect(page).toContain("approver I approve the method for the use declared");
    const text = flat(passed.texts.join(" "));
    expect(text).toContain("attached as REGULATORY_COMPLIANCE_STATEMENT.txt");
    expect(text).not.toContain("It certifies nothing.");
    expect(text).toContain("SOURCE_DATE_EPOCH was set");
    const last = text.slice(text.lastIndexOf("Attachments"));
    for (const path of ["data_qc_report.json", "model/metrics.json", "trust/conformal_artifact.json"]) {
      const digest = digestsOf(passed)[path];
      expect(bare(last)).toContain(bare(path) + String(passed.place.read(`runs/latest/${path}`).length));
      expect(bare(last)).toContain(digest.replace("sha256:", ""));
    }
  });

  it.skipIf(!hasPoppler)(
    named("carries the protocol, every JSON and CSV artifact, the statement and the digested text, and none else"),
    () => {
      const files = attached(passed.pdf);
      const artifacts = digestsOf(passed);
      const {
        "protocol.md": own,
        "manifest.content.json": content,
        "REGULATORY_COMPLIANCE_STATEMENT.txt": statement,
        ...others
      } = files;
      expect(statement.toString()).toBe(passed.place.read("runs/latest/REGULATORY_COMPLIANCE_STATEMENT.txt"));
      const attachedAs = (path: string) => path.replaceAll("/", "__");
      expect(Object.keys(others).sort()).toEqual(Object.keys(artifacts).map(attachedAs).sort());
      for (const [path, digest] of Object.entries(artifacts))
        expect(digestOf(others[attachedAs(path)]), path).toBe(digest);
      expect(own.toString()).toBe(protocol);
      expect(digestOf(content)).toBe(passed.manifest.content_digest);
    },
  );

  it.skipIf(!hasPoppler)(named("gives every word of the page whole to who reads its text"), () => {
    const html = passed.place.read("runs/latest/report/index.html");
    const main = /<main id="report">([\s\S]*)<section class="closing provenance"/.exec(html)?.[1] ?? "";
    const shown = main
      .replace(
        /<details class="(?:more|source)">[\s\S]*?<\/details>|<svg[\s\S]*?<\/svg>|<span class="numbers">[\s\S]*?<\/span>/g,
        " ",
      )
      .replace(/<\/?(?:p|h\d|t[dhr]|li|dt|dd|figcaption|caption|summary|div|section|span)\b[^>]*>/g, " ")
      .replace(/<[^>]*>/g, "");
    const wordsOf = (text: string) => new Set(text.match(/[A-Za-z]{3,}/g));
    const printed = wordsOf(poppler("pdftotext", passed.pdf));
    const all = [...wordsOf(shown)];
    expect(all.length).toBeGreaterThan(300);
    // A heading of the page that paper calls otherwise, and what only a screen folds away: "Text and sources".
    expect(all.filter((word) => !printed.has(word) && !["About", "Text"].includes(word))).toEqual([]);
  });

  it.skipIf(!hasPoppler)(named("is tagged A4 with only embedded Noto fonts, at full scale"), () => {
    const info = poppler("pdfinfo", passed.pdf);
    expect(info).toMatch(/Tagged: +yes/);
    expect(info).toMatch(/Page size: .*A4/);
    const fonts = poppler("pdffonts", passed.pdf).trim().split("\n").slice(2);
    expect(fonts.length).toBeGreaterThan(3);
    for (const font of fonts)
      expect(font).toMatch(/^([A-Z]{6}\+NotoSans\S* .*|\[none\] +Type 3 .*)yes (yes|no) +(yes|no) +\d+ +0$/);
    // Chromium shrinks all pages where anything is wider than the paper.
    const kicker = /yMin="([\d.]+)"[^>]*yMax="([\d.]+)">Regulatory</.exec(
      poppler("pdftotext", passed.pdf, "-bbox", "-l", "1"),
    );
    expect(Number(kicker?.[2]) - Number(kicker?.[1])).toBeCloseTo(13.07, 0);
    expect(passed.pdf.length).toBeLessThan(5_000_000);
  });

  // In every test run compile-pdf.test.ts does so with a smaller report.
  if (figures.isLarge)
    it("is the same byte for byte under SOURCE_DATE_EPOCH, whether blocks ran or were reused", async () => {
      const first = passed.place.runs();
      const { exitCode } = await passed.place.compile({}, epoch, undefined, { draw });
      expect(exitCode).toBe(0);
      const [second] = passed.place.runs().filter((name) => !first.includes(name));
      expect(passed.place.manifest(second).blocks.every(({ execution }) => execution === "reused")).toBe(true);
      expect(
        readFileSync(join(passed.place.folder, `runs/${second}/report/report_regulatory.pdf`)).equals(passed.pdf),
      ).toBe(true);
    });
});

/** Files of the content that no block gave. */
const contentFiles = ({ files }: Manifest) =>
  Object.fromEntries(
    Object.entries(files).filter(([path]) => path === "figures/metadata.json" || path === "model/approval.json"),
  );

describe.skipIf(!canPrint)("the PDF of a regulatory run that failed", () => {
  it("says NOT APPROVED on every page, in its title and in its bookmarks, and has nothing to sign", async () => {
    expect(failed.texts.filter((text) => !text.includes("NOT APPROVED"))).toEqual([]);
    expect(flat(failed.texts[0])).toContain("NOT APPROVED: Small");
    expect((await outline(failed.pdf))[0]).toContain("NOT APPROVED");
    const text = flat(failed.texts.join(" "));
    expect(text).toContain("there is nothing to sign");
    expect(text).not.toContain("I wrote this protocol");
    expect(text).toContain("There is no statement: one exists only of a run that ended with success.");
    expect(readdirSync(join(failed.place.folder, "runs/latest/report"))).not.toContain("report_regulatory.pdf");
  });

  it("names the gate, the criteria that failed and no others, what to do, and has every section", async () => {
    expect((await outline(failed.pdf)).filter((mark) => sections.includes(mark))).toEqual(sections);
    const text = flat(failed.texts.join(" "));
    expect(text).toContain("The data gate did not pass");
    expect(text).toContain("What to do next:");
    const box = text.slice(text.indexOf("Failed criteria"), text.indexOf("What to do next:"));
    expect(box).toMatch(/Check Criterion Result Verdict .*✕ Fail/);
    expect(box).not.toContain("Pass");
  });

  it("carries the log up to printing, and prints the digest that the log goes on with", () => {
    const lines = failed.place.read("runs/latest/logs/run.jsonl").trim().split("\n");
    const events = lines.map((line) => JSON.parse(line) as { readonly event: string; readonly previous: string });
    const started = events.find(({ event }) => event === "print_started");
    expect(bare(failed.texts.join(""))).toContain(started?.previous.replace("sha256:", ""));
    if (!hasPoppler) return;
    const log = attached(failed.pdf)["logs__run.jsonl"].toString();
    expect(`${lines.join("\n")}\n`.startsWith(log)).toBe(true);
    expect(log).toContain("qc_gate_1_failed");
  });
});
