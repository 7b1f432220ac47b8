/** Sources: the files that an author's text takes in — parts, images, bibliographies — each found below the root and read once. */
import type { SourceRole } from "../../schemas/manifest.ts";

export interface SourceFile {
  /** Below the root, with forward slashes. */
  readonly path: string;
  readonly role: SourceRole;
  readonly bytes: Uint8Array;
}

/** The bytes of a file, or why it cannot be had, as the end of a sentence. */
export type Opened = { readonly bytes: Uint8Array } | { readonly problem: string };

/** Opens a file by its path below the root; one of more than `most` bytes is a problem. Nothing outside the root may be opened. */
export type OpenSource = (path: string, most: number) => Opened;

/** For who reads a text without its files. */
export const noFiles: OpenSource = () => ({ problem: "files are not read here" });

export class Sources {
  private readonly open: OpenSource;
  private readonly opened = new Map<string, Opened>();
  private readonly found = new Map<string, SourceFile>();

  constructor(open: OpenSource) {
    this.open = open;
  }

  /** By path, those with two roles by role. */
  get files(): readonly SourceFile[] {
    return [...this.found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file);
  }

  /**
   * @param written the path as an author wrote it
   * @param from the file in which it is written, below the root
   */
  take(written: string, from: string, role: SourceRole, most: number): SourceFile | { readonly problem: string } {
    const place = placed(written, from);
    if ("problem" in place) return place;
    const { path } = place;
    const opened = this.opened.get(path) ?? this.open(path, most);
    this.opened.set(path, opened);
    if ("problem" in opened) return opened;
    if (opened.bytes.length > most)
      return { problem: `it has ${opened.bytes.length} bytes, and at most ${most} are read` };
    const file = { path, role, bytes: opened.bytes };
    this.found.set(`${path}\n${role}`, file);
    return file;
  }
}

/** The path below the root that a path written in a file means; or why it means none. */
function placed(written: string, from: string): { readonly path: string } | { readonly problem: string } {
  if (/^[a-z][a-z0-9+.-]*:/i.test(written) || /^[\\/]/.test(written))
    return { problem: "it is no path relative to the file in which it is written; nothing is fetched" };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
  if (/[\u0000-\u001F\u007F\\]/.test(written)) return { problem: "a path has no control characters, and / for \\" };
  const steps = from.split("/").slice(0, -1);
  for (const step of written.split("/")) {
    if (step === "..") {
      if (steps.pop() === undefined) return { problem: "it lies outside the folder of the project" };
    } else if (step !== "" && step !== ".") steps.push(step);
  }
  // What a program keeps for itself (.git, .env) is none of a report's.
  if (steps.some((step) => step.startsWith("."))) return { problem: "names that begin with a full stop are not read" };
  return steps.length === 0 ? { problem: "it names no file" } : { path: steps.join("/") };
}
