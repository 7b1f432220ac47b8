/** Look: what the inputs show of a document before anything runs: headers, or rows too where they are few. */
import type { InputFile } from "../../blocks/contract/running.ts";
import { own } from "../../schemas/dictionary.ts";
import { dataPosition, fromRemark } from "../diagnostics/build.ts";
import { declaredInputs } from "../document/inputs.ts";
import type { Protocol, ProtocolBlock } from "../document/protocol.ts";
import type { Look } from "../plan/infer.ts";
import type { InputFiles } from "../plan/key.ts";
import { dataFile } from "../run/assemble.ts";

/**
 * What is looked at where nothing is to run: `none` of the inputs is opened, their `headers` are read (rows too where they are small),
 * or `all` of them.
 */
export type Looking = "none" | "headers" | "all";

/** Bytes of all inputs together up to which `check` reads their rows. */
const fewBytes = 5 * 1024 * 1024;
/** Of larger ones so much is looked at, and a line below the first. */
const headBytes = 1024 * 1024;

/** Undefined where nothing is to be looked at. */
export function lookWith(protocol: Protocol, files: InputFiles, data: Looking | undefined): Look | undefined {
  if (data === undefined || data === "none") return undefined;
  const all = Object.values(files).flat();
  const isWhole = data === "all" || all.reduce((sum, { bytes }) => sum + bytes.length, 0) <= fewBytes;
  const heads = isWhole ? files : headsOf(files);
  return (block) => (heads === null ? null : looked(block, protocol, heads, isWhole));
}

function looked(block: ProtocolBlock, protocol: Protocol, files: InputFiles, isWhole: boolean): ReturnType<Look> {
  const { kind, options } = block;
  // What a file that is not there would show is told already; two tables meet by all of their rows.
  const names = declaredInputs(block);
  if (kind.look === undefined || !names.every((name) => (own(files, name)?.length ?? 0) > 0)) return null;
  const isJoined = typeof options === "object" && options !== null && "join" in options;
  if (isJoined && !isWhole) return null;
  const { shape, remarks } = kind.look(options, (name) => own(files, name) ?? [], isWhole);
  const unbearable = protocol.settings.mode === "regulatory" ? (kind.unbearable ?? {}) : {};
  const findings = remarks.map((remark) => {
    const code = own(unbearable, remark.code);
    const told = code === undefined ? remark : { ...remark, code, isError: true as const };
    return fromRemark(
      told,
      block,
      (place) => dataPosition(dataFile(place, protocol, files), place),
      protocol.frontMatterAt,
    );
  });
  return { shape, findings };
}

/** The beginnings of the files; null where one of them is no text, or cannot be cut behind a line. */
function headsOf(files: InputFiles): InputFiles | null {
  const heads = Object.entries(files).map(([name, each]) => [name, each.map(headOf)] as const);
  if (heads.some(([, each]) => each.includes(null))) return null;
  return Object.fromEntries(heads) as InputFiles;
}

const lineFeed = 10;
const quote = 34;

function headOf(file: InputFile): InputFile | null {
  const { bytes } = file;
  if (bytes.length <= headBytes) return file;
  // Formats that are no text have a NUL early on, or begin with bytes that no table does.
  if (
    bytes.subarray(0, 4096).includes(0) ||
    bytes[0] === 0x1f ||
    bytes[0] === 0x50 ||
    bytes.subarray(0, 2).every((byte) => byte === 0x23)
  )
    return null;
  const first = bytes.indexOf(lineFeed);
  const second = first === -1 ? -1 : bytes.indexOf(lineFeed, first + 1);
  if (second === -1) return null;
  const end = Math.max(bytes.lastIndexOf(lineFeed, headBytes), second) + 1;
  const head = bytes.subarray(0, end);
  let quotes = 0;
  for (let at = head.indexOf(quote); at !== -1; at = head.indexOf(quote, at + 1)) quotes++;
  // A text in quotes that goes on behind the cut.
  // Nothing is kept of what is only looked at, and the digest of the whole costs more than the look.
  return quotes % 2 === 0 ? { path: file.path, bytes: head, digest: "" } : null;
}
