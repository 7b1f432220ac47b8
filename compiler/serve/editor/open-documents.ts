/** Open documents: texts as an editor holds them, saved or not, with places as it counts them: lines and UTF-16 units from 0. */

import type { Position as Place } from "../../diagnostics/finding.ts";
import { lines } from "../../diagnostics/lines.ts";
import type { Disk } from "../../store/disk.ts";

export interface Point {
  readonly line: number;
  readonly character: number;
}
export interface Range {
  readonly start: Point;
  readonly end: Point;
}

export interface Change {
  /** Left out where `text` is all there is. */
  readonly range?: Range;
  readonly text: string;
}

export interface OpenDocument {
  readonly version: number;
  readonly text: string;
}

/** The text after a change; a place beyond the end of a line is its end. */
export function changed(text: string, { range, text: written }: Change): string {
  if (range === undefined) return written;
  return text.slice(0, offsetAt(text, range.start)) + written + text.slice(offsetAt(text, range.end));
}

export function offsetAt(text: string, { line, character }: Point): number {
  const { starts } = lines("", text);
  const start = starts[line];
  if (start === undefined) return line < 0 ? 0 : text.length;
  const end = start + lines("", text).line(line + 1).length;
  return Math.min(start + Math.max(0, character), end);
}

export function rangeOf(text: string, start: number, end: number): Range {
  return asRange(lines("", text).place(start, end));
}

/** A place of a finding: the same, counted from 1. */
export const asRange = ({ line, column, endLine, endColumn }: Omit<Place, "file">): Range => ({
  start: { line: line - 1, character: column - 1 },
  end: { line: endLine - 1, character: endColumn - 1 },
});

/** The disk with a text in place of what stands at its path. */
export function withText(disk: Disk, path: string, text: string): Disk {
  const bytes = new TextEncoder().encode(text);
  return {
    ...disk,
    read: (one) => (one === path ? bytes : disk.read(one)),
    open: (one) =>
      one === path
        ? {
            kind: "file",
            size: bytes.length,
            isShared: false,
            place: () => path,
            read: () => bytes,
            head: (count) => bytes.subarray(0, count),
            pieces: () => [bytes],
            close: () => undefined,
          }
        : disk.open(one),
    stands: (one) => (one === path ? "file" : disk.stands(one)),
    realPath: (one) => (one === path && disk.stands(path) === null ? path : disk.realPath(one)),
  };
}
