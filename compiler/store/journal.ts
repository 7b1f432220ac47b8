/** Journal: what began and what ended, line by line and synced, so that a run that was killed can be told from one that ran. */
import { type Holder, isAlive } from "./process.ts";
import type { Seal } from "./seal.ts";
import type { StoreFiles } from "./store-files.ts";

export type JournalLine =
  | {
      readonly event: "run_started";
      readonly holder: Holder;
      readonly document: string;
      readonly folder: string;
      readonly time: string;
    }
  | { readonly event: "block_started"; readonly id: string; readonly key: string | null }
  | {
      readonly event: "block_ended";
      readonly id: string;
      readonly execution: string;
      readonly result: string;
      readonly reason: string | null;
    }
  | {
      readonly event: "run_ended";
      readonly status: string;
      readonly run_id: string | null;
      readonly exit_code: number | null;
    };

export interface Journal {
  write(line: JournalLine): void;
  close(): void;
}

const wayOf = (name: string): string => `journal/${name}`;

/** Opens the journal of one run. The name is free: it carries the plan's digest, the process and the time. */
export function openJournal(files: StoreFiles, seal: Seal, name: string): Journal {
  const way = wayOf(`${name}.jsonl`);
  const file = files.appending(way);
  return {
    write: (line) => file.append(`${JSON.stringify(seal.sealed(way, line))}\n`),
    close: file.close,
  };
}

/** Tells nobody: of a store without a key. */
export const noJournal: Journal = { write: () => undefined, close: () => undefined };

export interface JournalledRun {
  readonly name: string;
  readonly lines: readonly JournalLine[];
}

/**
 * Every journal of a store, oldest name first. A last line cut off by a crash is left out, and so is every line that this store's
 * key did not seal.
 *
 * @param onStranger told, by the journal's name, of each whole line that was not sealed
 */
export function readJournals(
  files: StoreFiles,
  seal: Seal,
  onStranger: (way: string) => void = () => undefined,
): readonly JournalledRun[] {
  return journalNames(files).map((name) => ({ name, lines: linesOf(textOf(files, name), name, seal, onStranger) }));
}

const journalNames = (files: StoreFiles): readonly string[] =>
  files.names("journal").filter((name) => name.endsWith(".jsonl"));

const textOf = (files: StoreFiles, name: string): string =>
  new TextDecoder().decode(files.read(wayOf(name)) ?? new Uint8Array());

function linesOf(
  text: string,
  name: string,
  seal: Seal,
  onStranger: (way: string) => void = () => undefined,
): readonly JournalLine[] {
  return text.split("\n").flatMap((line) => {
    const parsed = parsedOrNull(line);
    if (parsed === null) return [];
    const opened = seal.opened(wayOf(name), parsed);
    if (opened === null) onStranger(wayOf(name));
    return opened === null ? [] : [opened as unknown as JournalLine];
  });
}

/**
 * Closes what was begun by processes that are gone: every block without an end becomes `cancelled`, the run too.
 * Returns the journals it closed, with the open folder each left behind.
 */
export function closeInterrupted(
  files: StoreFiles,
  seal: Seal,
): readonly { readonly name: string; readonly folder: string; readonly blocks: readonly string[] }[] {
  return journalNames(files).flatMap((name) => {
    const text = textOf(files, name);
    // Most have ended. Who writes such a line into a journal keeps us from closing it: `runs` reads seals.
    if (text.includes('"event":"run_ended"')) return [];
    const lines = linesOf(text, name, seal);
    const head = lines.find((line) => line.event === "run_started");
    if (head === undefined || isAlive(head.holder)) return [];
    const ended = new Set(lines.flatMap((line) => (line.event === "block_ended" ? [line.id] : [])));
    const open = lines.flatMap((line) => (line.event === "block_started" && !ended.has(line.id) ? [line.id] : []));
    const closing: JournalLine[] = [
      ...open.map(
        (id) => ({ event: "block_ended", id, execution: "cancelled", result: "na", reason: "interrupted" }) as const,
      ),
      { event: "run_ended", status: "cancelled", run_id: null, exit_code: null },
    ];
    const file = files.appending(wayOf(name));
    file.append(`\n${closing.map((line) => JSON.stringify(seal.sealed(wayOf(name), line))).join("\n")}\n`);
    file.close();
    return [{ name, folder: head.folder, blocks: open }];
  });
}

function parsedOrNull(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
