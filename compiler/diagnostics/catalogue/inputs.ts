/** FS39xx: input files, before anybody reads what stands in them. */
import type { Entries } from "./entry.ts";

const wrong = { severity: "error", stage: "validation", exit: 3 } as const;

export const inputEntries: Entries = {
  FS3901: {
    ...wrong,
    title: "Input file missing",
    sentence: "the input `{name}` names `{path}`, and there is no such file",
    help: [
      "did you mean `{suggestion}`?",
      "there is no folder `{folder}` either: the path is relative to the document",
      "put the file there, or name another: `foodspec compile … --input {name}=PATH`",
    ],
    mark: "no such file",
  },
  FS3902: {
    ...wrong,
    title: "Input file unreadable",
    sentence: "`{path}` of the input `{name}` cannot be read: {problem}",
    help: ["put the file itself there, and check that you may read it"],
    mark: "cannot be read",
  },
  FS3903: {
    ...wrong,
    title: "Input file is not the pinned one",
    sentence: "`{path}` is not the file this protocol was written for: its SHA-256 is {found}, not {wanted}",
    help: [
      "get the file the protocol names back from its source",
      "if the change is meant, write the new digest into the front matter so that the change is reviewed",
    ],
    mark: "the file has another digest",
  },
  FS3904: {
    ...wrong,
    title: "Digests do not match the files",
    sentence: "the input `{name}` has {files} files and {digests} digests",
    help: ["give a digest for each file, in code-unit order of the paths, or none"],
    mark: "one digest a file",
  },
  FS3905: {
    ...wrong,
    title: "Input is a folder",
    sentence: "the input `{name}` names `{path}`, which is a folder",
    help: ["name a file in it, or all of them: `path: {path}/*.csv`"],
    mark: "a folder",
  },
  FS3906: {
    ...wrong,
    title: "File of the command line missing",
    sentence: "`--input` gives the file `{file}` for the input `{name}`, and there is no such file",
    help: ["did you mean `{suggestion}`?", "check the path: it is relative to where you stand, not to the document"],
  },
};
