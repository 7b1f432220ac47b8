/** Columns: the names in the first line of an input's file, for who names them in a document that cannot be read yet. */
import { dirname, join } from "node:path";
import { parseDocument } from "yaml";
import { isRecord } from "../../../schemas/is-record.ts";
import { isInside, rootAbove } from "../../compile/root.ts";
import type { Disk } from "../../store/disk.ts";
import { outlineOf } from "./outline.ts";

/** How many bytes of a file are looked at for its first line. */
const headBytes = 65_536;
/** So many names are offered. */
const mostNames = 200;

/**
 * Without numbers, which are an axis; none of a file that is no text, or lies outside the root.
 *
 * @param document its path, absolute
 */
export function columnsOf(disk: Disk, document: string, text: string, input: string): readonly string[] {
  const path = pathOfInput(text, input);
  const folder = dirname(document);
  if (path === null) return [];
  try {
    if (!isInside(disk, rootAbove(disk, folder), join(folder, path))) return [];
    const file = disk.open(join(folder, path));
    try {
      return file.kind === "file" ? namesIn(file.head(headBytes)) : [];
    } finally {
      file.close();
    }
  } catch {
    // Not there, or not to be read: the check says so.
    return [];
  }
}

function pathOfInput(text: string, input: string): string | null {
  const { front } = outlineOf(text);
  if (front === null) return null;
  const yaml = parseDocument(text.slice(front.bodyStart, front.bodyEnd), { schema: "core", logLevel: "silent" });
  const found: unknown = yaml.getIn(["inputs", input, "path"]) ?? null;
  const first: unknown =
    isRecord(found) && Array.isArray(found.items) ? yaml.getIn(["inputs", input, "path", 0]) : found;
  return typeof first === "string" ? first : null;
}

function namesIn(bytes: Uint8Array): readonly string[] {
  if (bytes.subarray(0, 512).includes(0)) return [];
  const [line] = new TextDecoder()
    .decode(bytes)
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/, 1);
  const delimiter = [";", "\t", ","].find((one) => line.includes(one)) ?? ",";
  const names = line.split(delimiter).map((one) => one.trim().replace(/^"(.*)"$/, "$1"));
  return names.filter((one) => one !== "" && !/^-?[\d.,]+(?:e[+-]?\d+)?$/i.test(one)).slice(0, mostNames);
}
