/** Attachments of a printed report: every file of the content by name, bytes and digest, and whether it is inside the PDF. */
import type { Element } from "hast";
import { digestOf } from "../store/digest.ts";
import { attachedFiles, contentName, type Evidence, protocolName } from "./evidence.ts";
import { type Child, h } from "./hast.ts";
import type { Report } from "./report.ts";
import { captioned } from "./scrolling.ts";
import { wholeDigest } from "./status.ts";

export const attachments = (report: Report, evidence: Evidence): readonly Child[] => [
  about,
  filesTable(report, evidence),
];

const about = h(
  "p",
  {},
  "A dot says that the file is inside this PDF, byte for byte, under its path with two low lines for each slash. The document is attached as ",
  h("code", {}, protocolName),
  "; ",
  h("code", {}, contentName),
  " is the text whose SHA-256 is the content digest: the manifest without what differs between two runs of the same content, and ",
  "without the rendered files, of which this PDF is one. Figures stand in the run folder only.",
);

function filesTable(report: Report, evidence: Evidence): Element {
  const inside = attachedFiles(report, evidence);
  const names = new Set(inside.map(({ name }) => name));
  const others = evidence.paths.filter((path) => !names.has(path) && !/^figures\/.*\.svg$/.test(path));
  const rows = [
    ...inside.map(({ name, bytes }) => row(name, bytes, true)),
    ...others.map((path) => row(path, evidence.bytes(path), false)),
  ];
  const heads = ["File", "Bytes", "SHA-256", "Inside"].map((title, i) =>
    h("th", { scope: "col", className: i === 1 ? ["number"] : undefined }, title),
  );
  return captioned("Files, their bytes and digests", heads, rows, ["trail", "files-list"]);
}

const row = (path: string, bytes: Uint8Array, isAttached: boolean): Element =>
  h(
    "tr",
    {},
    h("th", { scope: "row" }, path),
    h("td", { className: ["number"] }, String(bytes.length)),
    h("td", {}, wholeDigest(digestOf(bytes))),
    h("td", {}, isAttached ? "●" : "–"),
  );
