/** PDF checks: the rows of a verification of a signed report without its folder. */
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { contentName, type PdfAlone } from "../../seal/pdf-alone.ts";
import { attestationPath, printedPath, signedPdf } from "../../seal/seal.ts";
import { digestOf, hexOf } from "../../store/digest.ts";
import { shadowFindings } from "../../verify/pdf/pdf.ts";
import { takenApart } from "../../verify/pdf/read.ts";
import { listed } from "../../verify/run-folder.ts";
import { type Check, digestFindings, type Verified } from "../../verify/verify.ts";

const log = "logs/run.jsonl";
const own: ReadonlySet<string> = new Set(["manifest.json", contentName, attestationPath, signedPdf]);

/** Attached files and manifest; the signatures have rows of their own. What is not attached is not checked, and said. */
export async function attachedChecks({ manifest, folder, strange, hidden }: PdfAlone): Promise<Verified> {
  const names = listed(manifest);
  const attached = folder.paths.filter((path) => !own.has(path));
  // The log went on after it was attached.
  const whole = attached.filter((path) => path !== log);
  const changed = whole.flatMap((path): readonly Finding[] => {
    const [wanted, found] = [names.get(path)?.digest ?? null, digestOf(folder.read(path) ?? "")];
    return wanted === found ? [] : [finding("FS9111", null, { path, wanted, found })];
  });
  const content = folder.read(contentName);
  const isOther = content !== null && digestOf(content) !== manifest.content_digest;
  const files = [
    ...changed,
    ...strange.map((path) => finding("FS9113", null, { path })),
    ...(isOther
      ? [finding("FS9711", null, { path: contentName, problem: "is of another content digest than the manifest" })]
      : []),
    ...(hidden === 0
      ? []
      : [finding("FS9714", null, { path: folder.name, problem: `holds ${hidden} files that no reader lists` })]),
  ];
  const digest = digestFindings(manifest);
  const printed = printedPath(folder);
  const begin = (printed === null ? null : folder.read(printed)) ?? null;
  const shadows =
    printed === null || begin === null ? [] : await shadowFindings(printed, begin, await takenApart(begin));
  const lacking = [...names.keys()].filter((path) => !whole.includes(path)).length;
  const row = (name: string, says: string, findings: readonly Finding[]): Check => ({
    name,
    status: findings.length === 0 ? "ok" : "refused",
    says,
    findings,
  });
  const open = (name: string, says: string): Check => ({ name, status: "not_checked", says, findings: [] });
  const checks = [
    row("files", `${whole.length} attached to the PDF, by their SHA-256 in the manifest`, files),
    open(
      "files",
      `${lacking} that are not attached whole, predictions among them: the run folder or an archive has them`,
    ),
    row("digest", hexOf(manifest.content_digest), digest),
    open("metrics", "every number: none can be computed without the predictions"),
    open("register", "the PDF holds none"),
    open("rerun", "neither what the run read nor what came of it is in a PDF"),
    row("pdf", "nothing in it that its pages do not show, and no earlier state of it", shadows),
    open("pdf", "its pages beside the web report, which is not attached"),
  ];
  return { manifest, checks, findings: checks.flatMap(({ findings }) => findings) };
}
