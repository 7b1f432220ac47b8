/** Journal: what began and what ended, line by line and synced, so that a run that was killed can be told from one that ran. */
import { join } from "node:path";
import { type Disk, namesIn, readText } from "./disk.ts";
import { type Holder, isAlive } from "./process.ts";

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

const folderOf = (store: string): string => join(store, "journal");

/** Opens the journal of one run. The name is free: it carries the plan's digest, the process and the time. */
export function openJournal(disk: Disk, store: string, name: string): Journal {
  disk.makeFolder(folderOf(store));
  const file = disk.appending(join(folderOf(store), `${name}.jsonl`));
  return {
    write: (line) => file.append(`${JSON.stringify(line)}\n`),
    close: file.close,
  };
}

export interface JournalledRun {
  readonly name: string;
  readonly lines: readonly JournalLine[];
}

/** Every journal of a store, oldest name first; a last line cut off by a crash is left out. */
export function readJournals(disk: Disk, store: string): readonly JournalledRun[] {
  const folder = folderOf(store);
  return namesIn(disk, folder)
    .filter((name) => name.endsWith(".jsonl"))
    .map((name) => ({ name, lines: readText(disk, join(folder, name)).split("\n").flatMap(parseLine) }));
}

/**
 * Closes what was begun by processes that are gone: every block without an end becomes `cancelled`, the run too.
 * Returns the journals it closed, with the open folder each left behind.
 */
export function closeInterrupted(
  disk: Disk,
  store: string,
): readonly { readonly name: string; readonly folder: string; readonly blocks: readonly string[] }[] {
  return readJournals(disk, store).flatMap(({ name, lines }) => {
    const head = lines.find((line) => line.event === "run_started");
    if (head === undefined || lines.some((line) => line.event === "run_ended") || isAlive(head.holder)) return [];
    const ended = new Set(lines.flatMap((line) => (line.event === "block_ended" ? [line.id] : [])));
    const open = lines.flatMap((line) => (line.event === "block_started" && !ended.has(line.id) ? [line.id] : []));
    const closing: JournalLine[] = [
      ...open.map(
        (id) => ({ event: "block_ended", id, execution: "cancelled", result: "na", reason: "interrupted" }) as const,
      ),
      { event: "run_ended", status: "cancelled", run_id: null, exit_code: null },
    ];
    const file = disk.appending(join(folderOf(store), name));
    file.append(`\n${closing.map((line) => JSON.stringify(line)).join("\n")}\n`);
    file.close();
    return [{ name, folder: head.folder, blocks: open }];
  });
}

function parseLine(text: string): JournalLine[] {
  try {
    return text === "" ? [] : [JSON.parse(text) as JournalLine];
  } catch {
    return [];
  }
}
