/** What tests of printing share: effects that find the browser npm brings, a small page, and poppler's tools where they are. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { packageFolder } from "../../../compiler/compile/package-files.ts";
import type { PrintOrder } from "../../../compiler/compile/printing.ts";
import type { PrintEffects } from "../../../compiler/print/printer.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";

export const root = resolve(import.meta.dirname, "../../..");
const css = readFileSync(join(root, "templates/report/print.css"), "utf8");

/** No browser on the path; what npm brings is unpacked once, into the project's own store. */
export const effects = (more: Partial<PrintEffects> = {}): PrintEffects => ({
  env: { PATH: "" },
  cwd: root,
  folder: join(root, ".foodspec/browser"),
  packageFolder: (name) => packageFolder(machineDisk, name),
  signal: new AbortController().signal,
  say: () => undefined,
  ...more,
});

const digest = (style: string) => `'sha256-${createHash("sha256").update(style).digest("base64")}'`;

/** A page as reports are made, with this body. */
export function page(
  body: string,
  { style = "p{margin:1em 0}", policy = "default-src 'none';", title = "A page" } = {},
): string {
  return `<!doctype html><html lang="en"><head><meta http-equiv="Content-Security-Policy" content="${policy} style-src ${digest(style)}"><title>${title}</title><style>${style}</style></head><body>${body}</body></html>`;
}

export const order = (html: string, more: Partial<PrintOrder> = {}): PrintOrder => ({
  html,
  css,
  title: "Fett im Fleisch (≤ 20 %)",
  margins: { title: "Fett im Fleisch 1.0.0", mode: "research mode", token: "21fc22f2d8da", mark: null },
  time: "2026-01-31T12:00:00.000Z",
  creator: "FoodSpec 0.1.0",
  ...more,
});

export const hasPoppler = spawnSync("pdfinfo", ["-v"]).error === undefined;
/** Shown as the reason where tests are skipped. */
export const withoutPoppler = "poppler-utils is not installed";

/** What one of poppler's tools says of a PDF. */
export function poppler(
  tool: "pdfinfo" | "pdffonts" | "pdftotext" | "pdfimages" | "pdfdetach",
  pdf: Uint8Array,
  ...words: readonly string[]
): string {
  const folder = mkdtempSync(join(tmpdir(), "foodspec-pdf-"));
  try {
    const path = join(folder, "it.pdf");
    writeFileSync(path, pdf);
    const [before, after] = tool === "pdftotext" ? [words, ["-"]] : [words, []];
    const { status, stdout, stderr } = spawnSync(tool, [...before, path, ...after], { encoding: "utf8" });
    if (status !== 0) throw new Error(`${tool}: ${stderr}`);
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Of each page how far down its text reaches, margins left out, as a share of what stands between them. */
export function filled(pdf: Uint8Array): readonly number[] {
  const layout = poppler("pdftotext", pdf, "-bbox");
  return layout
    .split("<page ")
    .slice(1)
    .map((page) => {
      const height = Number(/height="([\d.]+)"/.exec(page)?.[1]);
      const [top, bottom] = [65, height - 60];
      const ends = [...page.matchAll(/yMax="([\d.]+)"/g)]
        .map(([, end]) => Number(end))
        .filter((end) => end < bottom + 8);
      return (Math.max(top, ...ends) - top) / (bottom - top);
    });
}
