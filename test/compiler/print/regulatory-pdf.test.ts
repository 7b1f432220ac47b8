/** The PDF of a regulatory run, printed for real and read with poppler's tools and pdf.js: one that passed, one that failed. */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
import { hasPoppler, poppler, root, withoutPoppler } from "./paper.ts";

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
const chapters = [
  "1 Summary",
  "2 Data and fingerprints",
  "3 Quality control",
  "4 Model results and diagnostics",
  "5 Trust",
  "6 Limitations and claims",
  "7 Signatures",
  "8 Audit trail",
  "9 Appendix: artifacts",
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

/** Digests of the JSON files of the content, by path. */
const jsonArtifacts = ({ manifest }: Printed): { readonly [path: string]: string } =>
  Object.fromEntries(
    [...manifest.blocks.map(({ artifacts }) => artifacts), contentFiles(manifest)]
      .flatMap((paths) => Object.entries(paths))
      .filter(([path]) => path.endsWith(".json")),
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
  it("says on its title page what it is about, who declares what, and how it ended", () => {
    const title = flat(passed.texts[0]);
    for (const part of [
      "Regulatory report",
      "Sorting minced meat at 20 % fat",
      "ended with exit code 0",
      "3 quality gates were evaluated and passed.",
      "Version of the protocol 1.1.0",
      "Mode regulatory",
      "Standard declared In-house specification for lean minced meat",
      "Use declared Sorting portions of finely minced meat",
      "Named in the protocol FoodSpec examples (author)",
    ])
      expect(title).toContain(part);
    expect(bare(title)).toContain(hex(passed));
    expect(bare(title)).toContain(digestOf(protocol).replace("sha256:", ""));
    expect(title).not.toMatch(/NOT APPROVED|complies|certified/);
  });

  it("has every chapter as a bookmark in an auditor's order, and names its page in the contents", async () => {
    const marks = await outline(passed.pdf);
    expect(marks.filter((mark) => chapters.includes(mark))).toEqual(chapters);
    const contents = flat(passed.texts[1]);
    for (const chapter of chapters) {
      const at = passed.texts.findIndex((text, k) => k > 1 && flat(text).includes(chapter));
      expect(contents).toContain(`${chapter} ${at + 1} `);
    }
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

  it("keeps the author's text, and says where the results are that stand in a chapter of their own", () => {
    const text = flat(passed.texts.join(" "));
    const { pooled } = JSON.parse(passed.place.read("runs/latest/model/metrics.json"));
    const recall = (100 * pooled.by_class["over 20 %"].recall).toFixed(1);
    const model = text.slice(text.lastIndexOf("4 Model results and diagnostics"), text.lastIndexOf("5 Trust"));
    for (const part of [
      "Minced meat may be sold as lean",
      "Block data stands with its results under Data and fingerprints.",
      "Block model-check stands with its results under Quality control.",
      "Confusion matrix.",
      `Of the samples over 20 % fat ${recall} %`,
      "Block trust stands with its results under Trust.",
    ])
      expect(model).toContain(part);
  });

  it("has lines to sign for this digest, the statement, and every file by its digest, none of them as text", () => {
    const page = passed.texts.find((text) => text.includes("Signatures by hand")) ?? "";
    expect(bare(page)).toContain(hex(passed));
    expect(page).toMatch(/author\s+FoodSpec examples\s+reviewed by\s+approved by/);
    const text = flat(passed.texts.join(" "));
    expect(text).toContain("It certifies nothing.");
    expect(text).toContain("SOURCE_DATE_EPOCH was set");
    const last = text.slice(text.lastIndexOf("9 Appendix: artifacts"));
    for (const path of ["data_qc_report.json", "model/metrics.json", "trust/conformal_artifact.json"]) {
      const digest = jsonArtifacts(passed)[path];
      expect(bare(last)).toContain(bare(path) + String(passed.place.read(`runs/latest/${path}`).length));
      expect(bare(last)).toContain(digest.replace("sha256:", ""));
    }
    expect(text).not.toContain('"schema_version"');
  });

  it.skipIf(!hasPoppler)(named("carries the protocol, every JSON artifact and the digested text"), () => {
    const files = attached(passed.pdf);
    const artifacts = jsonArtifacts(passed);
    const { "protocol.md": own, "manifest.content.json": content, ...others } = files;
    const attachedAs = (path: string) => path.replaceAll("/", "__");
    expect(Object.keys(others).sort()).toEqual(Object.keys(artifacts).map(attachedAs).sort());
    for (const [path, digest] of Object.entries(artifacts))
      expect(digestOf(others[attachedAs(path)]), path).toBe(digest);
    expect(own.toString()).toBe(protocol);
    expect(digestOf(content)).toBe(passed.manifest.content_digest);
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
    expect(Number(kicker?.[2]) - Number(kicker?.[1])).toBeCloseTo(14.98, 0);
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
    expect(text).not.toContain("Signatures by hand");
    expect(text).toContain("There is none: a statement exists only of a run that ended with 0.");
    expect(readdirSync(join(failed.place.folder, "runs/latest/report"))).not.toContain("report_regulatory.pdf");
  });

  it("names the gate, what was observed and what to do, and has every chapter", async () => {
    expect((await outline(failed.pdf)).filter((mark) => chapters.includes(mark))).toEqual(chapters);
    const text = flat(failed.texts.slice(2).join(" "));
    expect(text).toContain("The data gate did not pass");
    expect(text).toContain("What to do next:");
  });

  it("prints the chain of the log up to printing, which the log goes on with", () => {
    const lines = failed.place.read("runs/latest/logs/run.jsonl").trim().split("\n");
    const events = lines.map((line) => JSON.parse(line) as { readonly event: string; readonly previous: string });
    const started = events.find(({ event }) => event === "print_started");
    expect(bare(failed.texts.join(""))).toContain(started?.previous.replace("sha256:", ""));
    expect(flat(failed.texts.join(" "))).toContain("qc_gate_1_failed");
  });
});
