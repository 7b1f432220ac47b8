/** What cannot be seen is written out: control and bidirectional characters become U+XXXX; and no line ends between a number and its unit. */
import type { Root, RootContent } from "hast";
import { unbroken } from "../../blocks/contract/unbroken.ts";
import { visibleLines } from "../diagnostics/visible.ts";

/**
 * Every text and every attribute of a tree, made visible in place. A carriage return before a line feed is dropped. Angle
 * brackets in attributes, which HTML allows there, become stand-ins that `writeBrackets` turns into references once the
 * tree is text: whoever searches a report for `<script` shall find scripts only.
 */
export function makeVisible(node: Root | RootContent, isCode = false): void {
  if (node.type === "text") {
    const text = plain(node.value.replaceAll("\r\n", "\n"));
    node.value = isCode ? text : unbroken(text);
  }
  if (node.type === "element") {
    for (const [name, value] of Object.entries(node.properties)) {
      if (typeof value === "string")
        node.properties[name] = plain(value).replaceAll("<", standIns[0]).replaceAll(">", standIns[1]);
    }
  }
  const isCodeBelow = isCode || (node.type === "element" && code.has(node.tagName));
  if ("children" in node) for (const child of node.children) makeVisible(child, isCodeBelow);
}

export const writeBrackets = (html: string): string =>
  html.replaceAll(standIns[0], "&lt;").replaceAll(standIns[1], "&gt;");

/** Their blanks are what was written. */
const code: ReadonlySet<string> = new Set(["code", "pre", "kbd", "math"]);

/** Two code points that are no characters and never will be. */
const standIns = ["\uFDD0", "\uFDD1"] as const;

const plain = (text: string): string =>
  visibleLines(text).replaceAll(standIns[0], "U+FDD0").replaceAll(standIns[1], "U+FDD1");
