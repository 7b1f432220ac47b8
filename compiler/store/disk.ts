/** Disk: all that the program asks of files. One implementation is the machine's, one lies in memory. */

/** What a name stands for. */
export type Kind = "file" | "folder" | "link" | "other";

export interface Entry {
  readonly name: string;
  /** Links are not followed. */
  readonly kind: Kind;
}

/** A file that grows line by line. */
export interface Appending {
  /** Returns when the text is on the disk. */
  append(text: string): void;
  close(): void;
}

/** A file that was opened: what is said of it is said of this one, whatever its name leads to meanwhile. */
export interface OpenFile {
  readonly kind: Exclude<Kind, "link">;
  /** Bytes, as it was opened. */
  readonly size: number;
  /** True where others than its owner may read or write it; false where a system has no such thing. */
  readonly isShared: boolean;
  /** Its path without links. Throws `ESTALE` where the system cannot tell and the name leads elsewhere by now. */
  place(): string;
  /** In memory that threads share where that is asked for and the disk can. Throws `EISDIR` or, of pipes and devices, `ENOTFILE`. */
  read(isForThreads?: boolean): Uint8Array;
  /** Its first bytes, so many at most, whatever was read before. Throws as `read` does. */
  head(most: number): Uint8Array;
  /** All of it piece by piece, whatever was read before, each in memory of its own. Throws as `read` does. */
  pieces(): Iterable<Uint8Array>;
  close(): void;
}

/** A folder that is held: what is done below `at` is done in this one, whatever its name leads to meanwhile. */
export interface HeldFolder {
  readonly at: string;
  close(): void;
}

/**
 * Files and folders by absolute path. Whatever cannot be done throws an error with the code of the file system (`ENOENT`,
 * `EACCES`, `ENOSPC` …) in `code`, unless a function says otherwise.
 */
export interface Disk {
  /** The bytes of a file, links followed. Throws `ENOTFILE` of a pipe or a device. */
  read(path: string): Uint8Array;
  /** Opens a file, links followed. Who opens it closes it. */
  open(path: string): OpenFile;
  /** Holds a folder that stands. Throws `ELINK` where its name is a link. Who holds it closes it. */
  hold(folder: string): HeldFolder;
  /** What is in a folder, in no order. */
  list(folder: string): readonly Entry[];
  /** What stands at a path, links followed; null where nothing does, or nothing that can be looked at. */
  stands(path: string): "file" | "folder" | "other" | null;
  /** The same of the name itself: a link is a link, wherever it leads. */
  standsThere(path: string): Kind | null;
  /** The path without links. */
  realPath(path: string): string;
  /**
   * Writes a file so that a reader meets the whole of it or none: temporary name, synced, renamed. Makes its folder.
   *
   * @param isSynced false where nobody minds that a failing machine loses it
   */
  write(path: string, bytes: Uint8Array | string, isSynced?: boolean): void;
  /**
   * Writes a file that only its owner may read, where the name is free; false where it is taken. Makes its folder, for its owner
   * alone.
   */
  writePrivate(path: string, bytes: Uint8Array): boolean;
  /** Writes a file where nobody reads yet, and waits until it is on the disk. Its folder is there. */
  writeInPlace(path: string, bytes: Uint8Array | string): void;
  /** The same without waiting: `syncFile` makes it safe later, or nobody minds its loss. Its folder is there. */
  writeUnsynced(path: string, bytes: Uint8Array | string): void;
  /** Waits until a file that stands is on the disk. */
  syncFile(path: string): void;
  /** Opens a file to which is only added; made where it is not there. Its folder is there. */
  appending(path: string): Appending;
  /** Makes a folder and those above it; nothing happens where it is there. */
  makeFolder(path: string): void;
  /** Waits until a folder's names are on the disk; where a system cannot, the names are as safe as it makes them. */
  syncFolder(folder: string): void;
  /** Takes the place of a file of that name. */
  rename(from: string, to: string): void;
  /** A second name of one file; false where the name is taken. */
  hardLink(from: string, to: string): boolean;
  /** A link that says `target`, as it is. */
  symbolicLink(target: string, path: string): void;
  /** Removes a file, a link or a folder with all that is in it; nothing happens where nothing is there. */
  remove(path: string): void;
  /** True where somebody may write into a folder. */
  isWritable(folder: string): boolean;
  /** Room left, in blocks of the disk the path lies on. */
  room(path: string): number;
}

/** The text of a file, UTF-8. */
export const readText = (disk: Pick<Disk, "read">, path: string): string =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode(disk.read(path));

/** Names in a folder, in code-unit order; none where there is no folder. Throws where it cannot be read. */
export const namesIn = (disk: Pick<Disk, "list" | "stands">, folder: string): readonly string[] =>
  entriesIn(disk, folder).map(({ name }) => name);

/** The same with what each is. */
export const entriesIn = (disk: Pick<Disk, "list" | "stands">, folder: string): readonly Entry[] =>
  disk.stands(folder) === null ? [] : [...disk.list(folder)].sort((a, b) => (a.name < b.name ? -1 : 1));
