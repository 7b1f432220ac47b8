/** FS26xx and FS27xx: how the blocks of a document hang together, and which of its models is judged. */
import { type Entries, entryMaker } from "../../../blocks/contract/finding.ts";

const wrong = entryMaker("error", "protocol", 4);

export const planEntries: Entries = {
  FS2601: wrong(
    "Nothing to start from",
    "block `{id}` starts from what a `{kinds}` block gives, and there is none above it",
    ["put a `{kinds}` block above it", "or name the block to start from: `from: ID`"],
    "nothing to start from",
  ),
  FS2602: wrong(
    "Ambiguous start",
    "block `{id}` could start from {candidates}: none of them builds on another",
    ["say which in its body: `from: ID`, with one of {candidates}"],
    "`from` is needed",
  ),
  FS2603: wrong(
    "From names a block of another sort",
    "block `{id}` cannot start from `{from}`, which does not give {value}",
    ["it can start from {allowed} || put a block that gives {value} above it", "or leave `from` out"],
    "does not give {value}",
  ),
  FS2604: wrong(
    "Blocks wait for one another",
    "the blocks {blocks|and} wait for one another in a circle, so none can begin",
    ["change one `from`, so that every block starts from something that is known before it"],
  ),
  FS2606: wrong(
    "No such block to start from",
    "`{from}` names no block that gives a {value}",
    ["did you mean `{suggestion}`?", "blocks that give one: {allowed|and}"],
    "no such block",
  ),
  FS2620: wrong(
    "Regulatory document without a model",
    "regulatory mode judges a model, and the document has none",
    ["add a `model` block", "or write `mode: research`, where a report needs no model"],
    "needs a model",
  ),
  FS2379: wrong(
    "Sealed input of several files",
    "the input `{name}` is a lockbox that stays closed, and names several files, a pattern or several digests",
    ["name one file and its one digest: nobody looks which files there are before the lockbox is opened"],
    "one file, one digest",
  ),
  FS2701: wrong(
    "Input outside the root",
    "the input `{name}` names `{path}`, which lies outside the project",
    [
      "put the file below the folder that holds `.git` or `foodspec.config.yaml`, and name it relative to the document",
      "or name it when compiling: `--input {name}=PATH` may be any file; its digest is recorded",
    ],
    "outside the project",
  ),
  FS2702: wrong(
    "Input on the network",
    "the input `{name}` names the address `{path}`; nothing is fetched, so that a protocol means the same tomorrow",
    ["download the file, put it beside the document, and name it: `path: {file}`"],
    "an address",
  ),
};
