/** A forger: changes what a run says and makes everything that binds it anew: digests, content digest, log chain, name of the run. */
import { digestOf, digestOfJson, hexOf } from "../../compiler/store/digest.ts";
import { jsonText } from "../../compiler/store/json-text.ts";
import { digestedContent, type Manifest } from "../../schemas/manifest.ts";
import type { Files } from "./honest.ts";

/** Whatever stands in a JSON file: forgers know no schema. */
// biome-ignore lint/suspicious/noExplicitAny: a forger reaches into every file, whatever its shape
export type Loose = any;

export interface Forgery {
  readonly files: Files;
  text(path: string): string;
  write(path: string, text: string): void;
  /** Changes a JSON file; `manifest.json` too. */
  json(path: string, change: (value: Loose) => void): void;
  /** Changes lines of the log; `logs/run.log` says the same afterwards. */
  log(change: (lines: Loose[]) => Loose[]): void;
  /** Changes rows of a CSV file, by column. */
  rows(path: string, change: (rows: { [column: string]: string }[]) => { [column: string]: string }[]): void;
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** The run changed, and sealed again as well as somebody can who has no key: every digest is right for what now stands there. */
export function forged(honest: Files, change: (run: Forgery) => void, isSealed = true): Files {
  const files: Files = new Map(honest);
  const text = (path: string) => decoder.decode(files.get(path));
  const write = (path: string, content: string) => {
    files.set(path, encoder.encode(content));
  };
  change({
    files,
    text,
    write,
    json(path, edit) {
      const value = JSON.parse(text(path));
      edit(value);
      write(path, jsonText(value));
    },
    log(edit) {
      const lines = edit(
        text("logs/run.jsonl")
          .trimEnd()
          .split("\n")
          .map((line) => JSON.parse(line) as Loose),
      );
      let previous: string | null = null;
      const chained = lines.map((line) => {
        const one: string = JSON.stringify({ ...line, previous });
        previous = digestOf(one);
        return one;
      });
      write("logs/run.jsonl", `${chained.join("\n")}\n`);
      const told = lines.map((line) => `${line.timestamp} [${line.level}] ${line.stage}: ${line.message}\n`);
      write("logs/run.log", told.join(""));
    },
    rows(path, edit) {
      const [head, ...lines] = text(path)
        .trimEnd()
        .split("\n")
        .map((line) => line.split(","));
      const rows = edit(lines.map((cells) => Object.fromEntries(head.map((name, j) => [name, cells[j]]))));
      const told = rows.map((row) => head.map((name) => row[name]).join(","));
      write(path, `${[head.join(","), ...told].join("\n")}\n`);
    },
  });
  if (isSealed) seal(files);
  return files;
}

/** Files whose words name the content digest or the run. */
const naming = [
  "report.json",
  "report.md",
  "report/index.html",
  "REGULATORY_COMPLIANCE_STATEMENT.txt",
  "run_summary.json",
];

function seal(files: Files): void {
  const manifest = JSON.parse(decoder.decode(files.get("manifest.json"))) as Loose;
  const was = { content: hexOf(manifest.content_digest), run: manifest.run_id as string };
  const digest = (path: string) => digestOf(files.get(path) ?? "");
  for (const block of manifest.blocks)
    for (const path of Object.keys(block.artifacts)) block.artifacts[path] = digest(path);
  for (const gate of manifest.gates) gate.digest = digest(gate.report);
  if (files.has("model/approval.json")) {
    const approval = JSON.parse(decoder.decode(files.get("model/approval.json"))) as Loose;
    for (const gate of approval.gates)
      gate.report = manifest.gates.find(({ block }: Loose) => block === gate.block)?.digest ?? gate.report;
    files.set("model/approval.json", encoder.encode(jsonText(approval)));
  }
  manifest.policy.digest = digestOfJson(manifest.policy.effective);
  for (const path of Object.keys(manifest.files)) if (files.has(path)) manifest.files[path] = digest(path);
  const { content_digest: _, ...rest } = manifest as Manifest;
  manifest.content_digest = digestOfJson(digestedContent(rest));
  const now = hexOf(manifest.content_digest);
  manifest.run_id = `${was.run.slice(0, 16)}${now.slice(0, 6)}`;
  for (const path of naming) {
    if (!files.has(path)) continue;
    const told = decoder.decode(files.get(path)).replaceAll(was.content, now).replaceAll(was.run, manifest.run_id);
    files.set(path, encoder.encode(told));
    manifest.files[path] = digest(path);
  }
  files.set("manifest.json", encoder.encode(jsonText(manifest)));
}
