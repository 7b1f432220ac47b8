/** Appendix of a printed report: the JSON files an auditor reads as text, every other file by name, bytes and digest. */
import type { Element } from "hast";
import { digestOf } from "../store/digest.ts";
import { attachedFiles, contentName, type Evidence, jsonPaths, protocolName, readable } from "./evidence.ts";
import { h } from "./hast.ts";
import { packedJson } from "./packed-json.ts";
import type { Part } from "./print-trail.ts";
import type { Report } from "./report.ts";
import { captioned } from "./scrolling.ts";
import { wholeDigest } from "./status.ts";

/** The largest file whose text is printed. */
const textLimit = 65_536;

export function appendix(report: Report, evidence: Evidence): readonly Part[] {
  const texts = readable(evidence)
    .map(({ path, text }) => ({ path, text: text() }))
    .filter(({ text }) => new TextEncoder().encode(text).length <= textLimit);
  const printed = new Set(texts.map(({ path }) => path));
  return [
    { id: "report:files", title: "Files of the run", content: [about, filesTable(report, evidence, printed)] },
    ...texts.map(({ path, text }) => ({
      id: `file:${path}`,
      title: path,
      content: [
        path === "manifest.json" ? ofManifest : null,
        h("pre", { className: ["json"] }, h("code", {}, packedJson(JSON.parse(text)))),
      ],
    })),
  ];
}

const about = h(
  "p",
  {},
  "Every file the content digest is over, with its SHA-256. Where the last column says ",
  h("em", {}, "file"),
  ", it is attached to this PDF under its path, byte for byte; where it says ",
  h("em", {}, "text"),
  ", it is printed below, set anew for paper. The protocol is attached as ",
  h("code", {}, protocolName),
  ", and ",
  h("code", {}, contentName),
  " is the text whose SHA-256 is the content digest.",
);

const ofManifest = h(
  "p",
  {},
  "Without what differs between two runs of the same content, and without the rendered files, of which this PDF is one: no file can ",
  "hold its own digest. The whole manifest.json stands in the folder of the run, and ",
  h("code", {}, "foodspec verify RUN"),
  " compares it with every file.",
);

function filesTable(report: Report, evidence: Evidence, printed: ReadonlySet<string>): Element {
  const attached = new Set(jsonPaths(evidence));
  const rows = [
    ...attachedFiles(report, evidence)
      .filter(({ name }) => !attached.has(name))
      .map(({ name, bytes }) => row(name, bytes, true, printed.has(name))),
    ...evidence.paths.map((path) => row(path, evidence.bytes(path), attached.has(path), printed.has(path))),
  ];
  const heads = ["File", "Bytes", "SHA-256", "In this PDF"].map((title, i) =>
    h("th", { scope: "col", className: i === 1 ? ["number"] : undefined }, title),
  );
  return captioned("Files, their bytes and digests", heads, rows, ["trail", "files-list"]);
}

const row = (path: string, bytes: Uint8Array, isAttached: boolean, isPrinted: boolean): Element =>
  h(
    "tr",
    {},
    h("th", { scope: "row" }, isPrinted ? h("a", { href: `#file:${path}` }, path) : path),
    h("td", { className: ["number"] }, String(bytes.length)),
    h("td", {}, wholeDigest(digestOf(bytes))),
    h("td", {}, [isAttached ? "file" : "", isPrinted ? "text" : ""].filter((word) => word !== "").join(", ")),
  );
