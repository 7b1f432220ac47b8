/** FS39xx: input files, before anybody reads what stands in them. */
import { type Entries, entryMaker } from "../../../blocks/contract/finding.ts";

const wrong = entryMaker("error", "validation", 3);

export const inputEntries: Entries = {
  FS3901: wrong(
    "Input file missing",
    "the input `{name}` names `{path}`, and there is no such file",
    [
      "did you mean `{suggestion}`?",
      "there is no folder `{folder}` either: the path is relative to the document",
      "put the file there, or name another: `foodspec compile … --input {name}=PATH`",
    ],
    "no such file",
  ),
  FS3902: wrong(
    "Input file unreadable",
    "`{path}` of the input `{name}` cannot be read: {problem}",
    ["put the file itself there, and check that you may read it"],
    "cannot be read",
  ),
  FS3903: wrong(
    "Input file is not the pinned one",
    "`{path}` is not the file this protocol was written for: its SHA-256 is {found}, not {wanted}",
    [
      "get the file the protocol names back from its source",
      "if the change is meant, write the new digest into the front matter so that the change is reviewed",
    ],
    "the file has another digest",
  ),
  FS3904: wrong(
    "Digests do not match the files",
    "the input `{name}` has {files} files and {digests} digests",
    ["give one digest of all files together, or one for each in code-unit order of the paths"],
    "one digest a file",
  ),
  FS3905: wrong(
    "Input is a folder",
    "the input `{name}` names `{path}`, which is a folder",
    ["name a file in it, or all of them: `path: {path}/*.csv`"],
    "a folder",
  ),
  FS3906: wrong(
    "File of the command line missing",
    "`--input` gives the file `{file}` for the input `{name}`, and there is no such file",
    ["did you mean `{suggestion}`?", "check the path: it is relative to where you stand, not to the document"],
  ),
  FS3907: wrong(
    "Saved predictor does not hang together",
    "`{path}` cannot be a predictor that was certified: {problem}",
    [
      "do not predict with it; ask for the run it was exported from, and verify that: `foodspec verify RUN`",
      "write it again from its run: `foodspec export RUN --predictor {path}`, and pin the digest that prints",
    ],
    "no certified predictor",
  ),
  FS3908: wrong(
    "Input of the run not found",
    "the run read `{path}` as the input `{name}`, and no such file was found beside the document or among the files given",
    ["give it: `foodspec verify RUN --rerun -i {name}={file}`", "it is the file with the SHA-256 {digest}"],
  ),
  FS3909: wrong(
    "Another file than the run read",
    "`{file}`, given for the input `{name}`, is not what the run read: its SHA-256 is {found}, not {wanted|and}",
    ["give the file the run read; `inputs` of its manifest tells size and digest"],
  ),
  FS3911: wrong(
    "Input files are not the pinned ones",
    "the {files} files of the input `{name}` are not those this protocol was written for: their SHA-256 together is {found}, not {wanted}",
    [
      "a file was changed, renamed, added or taken away: get the folder back as it was",
      "if the change is meant, write the new digest into the front matter so that the change is reviewed",
    ],
    "the files have another digest",
  ),
  FS3915: wrong("Line that holds no spectrum", "line {line} of {input} {problem}", [
    "a line of JSON lines is one spectrum: an object with `id`, and `spectrum` as a list of numbers at the points of the predictor",
    "with `-o` nothing is written; else lines before it were predicted and stand on standard output",
  ]),
};
