/** PDF: what a printed report says beside the web report it is of, and the files inside it beside those of the folder. */
import type { PDFDocument as Document } from "@cantoo/pdf-lib";
import { isContent, type Manifest } from "../../../schemas/manifest.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { digestOf } from "../../store/digest.ts";
import { listed, type RunFolder } from "../run-folder.ts";
import { plainText } from "../text/printed.ts";
import type { Check } from "../verify.ts";
import { filesInside, pagesOf, takenApart } from "./read.ts";
import { shadowsIn } from "./shadows.ts";
import { linesOf, piecesOf, pressed } from "./shown.ts";

/** At most so many of one sort: more say nothing new. */
const most = 10;
const content = "manifest.content.json";
const log = "logs/run.jsonl";
const statement = "REGULATORY_COMPLIANCE_STATEMENT.txt";
/** What is larger may be left out: the report says so of each file. */
const mostAttached = 10_000_000;

/** The row `pdf`, and what of a PDF nothing is said of; none where the run has none. A signed one is for its seal to tell of. */
export async function pdfChecks(folder: RunFolder, manifest: Manifest): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const path of folder.paths.filter((one) => /^report\/.*\.pdf$/.test(one))) {
    const { says, findings } = await looked(folder, manifest, path);
    checks.push({ name: "pdf", status: findings.length === 0 ? "ok" : "refused", says, findings });
  }
  const says = "how its pages look: drawings, and what lies over or under the letters";
  return checks.length === 0 ? [] : [...checks, { name: "pdf", status: "not_checked", says, findings: [] }];
}

async function looked(folder: RunFolder, manifest: Manifest, path: string) {
  const bytes = folder.read(path) ?? new Uint8Array();
  try {
    const document = await takenApart(bytes);
    const { named, count } = await filesInside(document);
    const pages = await pagesOf(bytes);
    const html = decode(folder.read("report/index.html"));
    const findings = [
      ...(await shadowFindings(path, bytes, document)),
      ...attachmentFindings(folder, manifest, path, named, count),
      ...textFindings(folder, path, pages, html),
    ];
    return { says: `${pages.length} pages with the report's text, and ${named.size} files inside it`, findings };
  } catch (error) {
    const problem = `cannot be read as a PDF: ${error instanceof Error ? error.message : String(error)}`;
    return { says: "a PDF that cannot be read", findings: [otherwise(path, problem)] };
  }
}

/** A PDF shows all that it holds to everybody, now and later. */
export const shadowFindings = async (path: string, pdf: Uint8Array, document: Document): Promise<readonly Finding[]> =>
  (await shadowsIn(pdf, document)).slice(0, most).map((problem) => otherwise(path, problem));

const otherwise = (path: string, problem: string): Finding => finding("FS9121", null, { path, problem });
const decode = (bytes: Uint8Array | null): string => (bytes === null ? "" : new TextDecoder().decode(bytes));

/** Files inside: those of the folder with their bytes, every JSON and CSV file of the content, and none more. */
function attachmentFindings(
  folder: RunFolder,
  manifest: Manifest,
  path: string,
  named: ReadonlyMap<string, Uint8Array>,
  count: number,
): readonly Finding[] {
  const own = listed(manifest);
  const paths = new Map([...own.keys()].map((name) => [name.replaceAll("/", "__"), name]));
  const wrong = [...named].flatMap(([attached, bytes]) => {
    const name = paths.get(attached) ?? attached;
    if (name === content)
      return digestOf(bytes) === manifest.content_digest ? [] : [`holds a ${content} of another content digest`];
    const there = own.has(name) ? folder.read(name) : null;
    if (there === null) return [`holds the file ${name}, which the run does not`];
    const isSame = name === log ? decode(there).startsWith(decode(bytes)) : digestOf(there) === digestOf(bytes);
    return isSame ? [] : [`holds another ${name} than the run`];
  });
  const small = (name: string) => (folder.read(name)?.length ?? 0) <= mostAttached;
  const missing = [content, ...[...own.keys()].filter((name) => isAttached(name) && small(name))]
    .filter((name) => !named.has(name.replaceAll("/", "__")))
    .map((name) => `does not hold ${name} of the run`);
  const hidden = count === named.size ? [] : [`holds ${count} files, and lists ${named.size}`];
  return [...wrong, ...missing, ...hidden].slice(0, most).map((problem) => otherwise(path, problem));
}

const isAttached = (path: string): boolean =>
  path === "protocol.md" ||
  path === statement ||
  path.startsWith("sources/") ||
  (/\.(?:json|csv)$/.test(path) && isContent(path) && path !== "manifest.json");

/** Pieces of the report stand in the PDF as they are; a number stands in it as often as in the report, and no other does that stands nowhere in the run. */
function textFindings(folder: RunFolder, path: string, pages: readonly string[], html: string): readonly Finding[] {
  const body = pages.map(withoutMargins).join("\n");
  const text = pressed(body);
  const pieces = piecesOf(html).filter(isLeftToRight);
  const missing = pieces.filter((piece) => !text.includes(piece));
  const shown = linesOf(html);
  // A long number may go on in the next line, and one may end where the next begins.
  const [printed, joined, said] = [body, body.replace(broken, "$1$2"), shown].map(countOf);
  const times = (figure: string) => Math.max(printed.get(figure) ?? 0, joined.get(figure) ?? 0);
  const fewer = [...said].filter(([figure, wanted]) => times(figure) < wanted);
  const known = countOf(`${linesOf(html, true)}\n${textsOf(folder)}`);
  const more = [...countOf(body.replace(broken, " ")).keys()].filter((figure) => !known.has(figure));
  return [
    ...lostPages(pages).slice(0, 1),
    ...missing.map((piece) => `does not print "${piece.slice(0, 60)}" of the report`),
    ...fewer.map(([figure, wanted]) => `prints ${figure} ${times(figure)} times, and the report ${wanted}`),
    ...more.map((figure) => `prints ${figure}, which stands nowhere in the run`),
  ]
    .slice(0, most)
    .map((problem) => otherwise(path, problem));
}

/** The first page that does not say that it is the one it is: one was taken out, put in, or moved. */
function lostPages(pages: readonly string[]): readonly string[] {
  return pages.flatMap((page, i) => {
    const own = new RegExp(String.raw`^(?:Page|Seite) ${i + 1} (?:of|von|sur) ${pages.length}(?!\d)`);
    const said = page.split("\n").filter((line) => margins[0].test(line));
    return said.some((line) => own.test(line))
      ? []
      : [`prints "${said[0] ?? "no number"}" on page ${i + 1} of ${pages.length}`];
  });
}

/** Letters of other scripts come out of a PDF in an order of its own. */
const isLeftToRight = (piece: string): boolean =>
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}]*$/u.test(piece);

const broken = /([\d.,]*[\d.])\n([\d.][\d.,]*)/g;
/** In English, German and French. */
const margins = [
  /^(?:Page|Seite) \d+ (?:of|von|sur) \d+/,
  / (?:research|regulatory|monitoring) mode$| Modus (?:Forschung|regulatorisch|Überwachung)$| mode (?:recherche|réglementaire|surveillance)$/,
  /^(?:NOT APPROVED|FAILED|NICHT FREIGEGEBEN|FEHLGESCHLAGEN|NON APPROUVÉ|ÉCHEC)$/,
];

/** A page without what stands in its margins, so that sentences go on over pages. */
function withoutMargins(page: string): string {
  const lines = page.split("\n");
  const isMargin = (line: string, i: number) =>
    (i < 4 || i > lines.length - 4) && margins.some((pattern) => pattern.test(line));
  return lines.filter((line, i) => !isMargin(line, i)).join("\n");
}

/** How often each decimal number stands in a text; versions and times are none. */
function countOf(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [figure] of plainText(text).matchAll(/(?<![\d.,:\w])\d[\d,]*\.\d+(?![\d:\w]|\.\d)/g))
    counts.set(figure, (counts.get(figure) ?? 0) + 1);
  return counts;
}

const textsOf = (folder: RunFolder): string =>
  folder.paths
    .filter((path) => /\.(?:jsonl?|md|csv|txt|log)$/.test(path))
    .map((path) => decode(folder.read(path)))
    .join("\n");
