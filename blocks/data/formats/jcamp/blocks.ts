/** Blocks of a JCAMP-DX file: from ##TITLE to ##END, one within another where several are linked. */
import { dataLimits } from "../../../../schemas/limits.ts";
import type { InputFile } from "../../../contract/running.ts";
import { words } from "../../../contract/words.ts";
import { tooMuch } from "../../read/too-much.ts";
import { inconsistentLine } from "./inconsistent.ts";
import { type JcampRecord, jcampRecords } from "./records.ts";

export interface JcampBlock {
  readonly title: string;
  readonly line: number;
  /** Its own records, without those of blocks in it. */
  readonly records: readonly JcampRecord[];
  /** The block it stands in. */
  readonly parent: JcampBlock | null;
  readonly isLink: boolean;
}

/** More levels than any program writes. */
const mostLevels = 16;

/** All blocks in file order. @throws Refusal FS3120 where one is not closed, or a record stands in none; FS3140 (labels) */
export function jcampBlocks(file: InputFile): JcampBlock[] {
  const all: JcampBlock[] = [];
  const open: (JcampBlock & { readonly records: JcampRecord[] })[] = [];
  let lastLine = 1;
  for (const record of jcampRecords(file)) {
    lastLine = record.line;
    const top = open[open.length - 1];
    if (record.label === "TITLE") {
      if (open.length === mostLevels)
        throw inconsistentLine(file, `more than ${mostLevels} blocks in one another`, record.line);
      const records: JcampRecord[] = [record];
      const block = {
        title: record.text().replaceAll(/\s+/g, " "),
        line: record.line,
        records,
        parent: top ?? null,
        get isLink() {
          return /^LINK/i.test(textOf(this, "DATATYPE") ?? "") || textOf(this, "BLOCKS") !== null;
        },
      };
      all.push(block);
      open.push(block);
    } else if (top === undefined) {
      if (record.label !== "END" && record.label !== "")
        throw inconsistentLine(file, `\`##${record.written}=\` stands in no block`, record.line);
    } else if (record.label === "END") open.pop();
    else top.records.push(record);
  }
  if (open.length > 0)
    throw inconsistentLine(
      file,
      `the block that begins on line ${open[open.length - 1].line} has no \`##END=\``,
      lastLine,
    );
  // A block is told with the labels of the one it stands in.
  const told = all.reduce((sum, { records, parent }) => sum + records.length + (parent?.records.length ?? 0), 0);
  const most = 5 * dataLimits.labels;
  if (told > most) throw tooMuch(file.path, words("labels, with those of the blocks that others stand in"), most);
  return all;
}

export const recordOf = (block: Pick<JcampBlock, "records">, label: string): JcampRecord | null =>
  block.records.find((record) => record.label === label) ?? null;

/** The value of a label, null where it is not there or empty. */
export const textOf = (block: Pick<JcampBlock, "records">, label: string): string | null =>
  recordOf(block, label)?.text() || null;
