/** Appendix of a printed report: every file by name, bytes and digest, and whether it is inside the PDF. */
import type { Element } from "hast";
import { digestOf } from "../store/digest.ts";
import { attachedFiles, contentName, type Evidence, jsonPaths, protocolName } from "./evidence.ts";
import { h } from "./hast.ts";
import type { Part } from "./print-trail.ts";
import type { Report } from "./report.ts";
import { captioned } from "./scrolling.ts";
import { wholeDigest } from "./status.ts";

export function appendix(report: Report, evidence: Evidence): readonly Part[] {
  return [{ id: "report:files", title: "Files of the run", content: [about, filesTable(report, evidence)] }];
}

const about = h(
  "p",
  {},
  "Every file the content digest is over, with its SHA-256. Where the last column says ",
  h("em", {}, "attached"),
  ", it is inside this PDF, byte for byte, under its path with two low lines for each slash. The protocol is attached as ",
  h("code", {}, protocolName),
  ", and ",
  h("code", {}, contentName),
  " is the text whose SHA-256 is the content digest: the manifest without what differs between two runs of the same content, and ",
  "without the rendered files, of which this PDF is one.",
);

function filesTable(report: Report, evidence: Evidence): Element {
  const attached = new Set(jsonPaths(evidence));
  const rows = [
    ...attachedFiles(report, evidence)
      .filter(({ name }) => !attached.has(name))
      .map(({ name, bytes }) => row(name, bytes, true)),
    ...evidence.paths.map((path) => row(path, evidence.bytes(path), attached.has(path))),
  ];
  const heads = ["File", "Bytes", "SHA-256", "In this PDF"].map((title, i) =>
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
    h("td", {}, isAttached ? "attached" : ""),
  );
