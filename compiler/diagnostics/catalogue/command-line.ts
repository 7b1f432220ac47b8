/** FS1xxx: the command line. FS10xx are overrides of a document's front matter. */
import { type Entries, entryMaker } from "../../../blocks/contract/finding.ts";

const wrong = entryMaker("error", "cli", 2);
const warning = entryMaker("warning", "cli", 2);
const cancelled = entryMaker("error", "cli", 2, "Cancelled");

export const commandLineEntries: Entries = {
  FS1001: wrong(
    "Override refused by the document",
    "the document does not allow `{option}`: it says `allow_cli_override: false`",
    ["leave out `{option}`, or change the document itself so that the change is reviewed"],
    "refuses `{option}`",
  ),
  FS1002: wrong(
    "Override would leave a stricter mode",
    "`{option}` would take the document from {from} mode to {to} mode, where gates need not block",
    ["leave out `{option}`, or change `mode` in the document itself so that the change is reviewed"],
    "declared here",
  ),
  FS1003: wrong(
    "Override of a protected field",
    "`--set {key}` is refused: `{field}` decides what is accepted, and only the document may say it",
    ["change `{field}` in the document itself so that the change is reviewed"],
  ),
  FS1004: wrong("Override of an unknown field", "`--set {key}` names nothing in the front matter", [
    "did you mean `{suggestion}`? || what can be set here: {allowed}",
    "{advice}",
  ]),
  FS1005: wrong("Malformed override", "`--set {key}` is not a key: names joined by full stops are expected", [
    "write for example `--set params.lv=10` or `--set title=Trial`",
  ]),
  FS1006: wrong("Override with a wrong value", "`{option}` does not fit: {problem}", [
    "did you mean `{suggestion}`?",
    "{advice}",
  ]),
  FS1007: wrong("Unknown input on the command line", "the document has no input `{name}`", [
    "did you mean `{suggestion}`? || its inputs are {allowed|and}",
    "declare it under `inputs` in the front matter",
  ]),
  FS1008: wrong(
    "Input without a name",
    "a data file was given without a name, and the document declares {count} inputs",
    ["say which: `--input NAME=PATH`, NAME being {allowed}", "declare the input under `inputs` in the front matter"],
  ),
  FS1009: wrong(
    "Override reaches a gate or trust option",
    "`{option}` is refused: block `{block}` ({kind}) uses this parameter, and what a gate or trust accepts only the document may say",
    ["change `params.{param}` in the document itself so that the change is reviewed"],
    "used here",
  ),
  FS1010: wrong(
    "Override without a reason",
    "regulatory mode records why a field is typed and not written; nothing says it of {fields|and}",
    [
      "say it in 10 to 500 characters: `--reason TEXT`",
      "or write it into the document itself so that the change is reviewed",
    ],
  ),
  FS1101: wrong("Unknown option", "unknown option `{option}`", ["did you mean `{suggestion}`?", "see `{usage}`"]),
  FS1102: wrong("Unknown command", "unknown command `{command}`", ["did you mean `{suggestion}`?", "see `{usage}`"]),
  FS1103: wrong("Word that explain does not know", "nothing is known of `{code}`", [
    "did you mean `{suggestion}`? || the codes there are: {ranges|plain}",
    "`foodspec explain` alone lists what can be asked: codes, kinds, steps, estimators, schemes, metrics, checks, options",
  ]),
  FS1104: wrong("Command line not understood", "the command line was not understood: {problem}", [
    "did you mean `{suggestion}`? || {advice}",
    "see `{usage}`",
  ]),
  FS1120: wrong("Output directory not writable", "the output directory `{path}` cannot be written: {problem}", [
    "choose another with `--output-dir DIR`, or make it writable",
  ]),
  FS1121: wrong("Unknown block", "the document has no block `{id}`", ["its blocks are {allowed|and}"]),
  FS1130: cancelled("Cancelled", "the run was cancelled", [
    "start the same command again: what was finished is reused",
  ]),
  FS1140: wrong("Unknown starter", "there is no starter `{name}`", [
    "did you mean `{suggestion}`?",
    "the starters are {allowed|and}",
  ]),
  FS1141: wrong("Files would be overwritten", "`{path}` already holds {files|and}; nothing was written", [
    "choose another folder with `--dir DIR`",
  ]),
  FS1142: wrong("Size of a starter's data", "`{option}` does not fit: {problem}", [
    "did you mean `{suggestion}`?",
    "see `foodspec init --help`",
  ]),
  FS1143: wrong("Folder cannot be written", "the folder `{path}` cannot be written: {problem}", [
    "choose another with `--dir DIR`, or make it writable",
  ]),
  FS1144: wrong("No such data file", "there is no file `{path}`", [
    "did you mean `{suggestion}`? || check the path: it is relative to where you stand",
  ]),
  FS1145: wrong("Folder for a data file", "`{path}` is a folder", ["name the files in it, as in `{path}/*.csv`"]),
  FS1146: wrong("Data file unreadable", "`{path}` cannot be read: {problem}", [
    "put the file itself there, and check that you may read it",
  ]),
  FS1150: wrong(
    "Trust without a model",
    "`--trust` adds a trust block behind the primary model, and the document {problem|plain}",
    [
      "say which in the front matter: `primary: {first}` || add a `model` block to the document",
      "or leave out `--trust`",
    ],
  ),
  FS1151: wrong(
    "Gates cannot be overridden",
    "`--qc-override` is refused in {mode} mode: a failed gate always blocks there",
    [
      "mend what the gate found, or compile in research mode a document that says `mode: research`",
      "a threshold may be chosen up to its floor in `qc_policy`, where the change is reviewed",
    ],
  ),
  FS1152: wrong("No such run", "there is no run `{path}`", [
    "did you mean `{suggestion}`?",
    "name the folder of a run, its protocol, four or more digits of its content digest, or `latest`: `foodspec runs` lists them",
  ]),
  FS1155: wrong("Several runs are meant", "`{digest}` begins the content digests of several runs: {runs|and}", [
    "type more digits of the digest, or the folder",
  ]),
  FS1156: wrong("No such document", "there is nothing at `{path}`", [
    "did you mean `{suggestion}`?",
    "name a Markdown document that is there; `foodspec init NAME` makes one",
  ]),
  FS1157: wrong("No protocol found", "`{asked}` gives no protocol", [
    "a protocol is Markdown with `foodspec:` in its front matter or a fence of a block; dot folders, node_modules and run folders are passed over",
    "name the document itself to see why it is none: `foodspec check FILE`",
  ]),
  FS1158: wrong("Nothing to compare with", "{problem|plain}", [
    "name both sides, as in `foodspec diff 20260131_0900_1a2b runs/latest`; `foodspec runs` lists them",
    "a side may be a document as git holds it: `foodspec diff protocol.md@HEAD`",
  ]),
  FS1159: wrong("Run without results", "`{run}` has no manifest that can be read", [
    "name a run that ended: `foodspec runs --status success` lists them",
  ]),
  FS1165: wrong("Git has no answer", "`{asked}`: {problem|plain}", [
    "stand in a git repository, and name a revision that is there: `git rev-parse --verify REV` says whether it is",
  ]),
  FS1166: warning(
    "Read as it lies there now",
    "`{file}` is not in git: it was read as it lies there now, not as it was at {revision}",
    ["the digest of what was read stands among the inputs; give the file to git where it may change"],
  ),
  FS1168: wrong("Could not be run once more", "run {run} of {runs} gave no run folder: {problem|plain}", [
    "compile the document once by itself, and mend what is said: `foodspec compile {document}`",
    "with `--node`: name programs of Node 20.19 or newer",
  ]),
  FS1167: wrong("File cannot be written", "`{file}` cannot be written: {problem}", [
    "choose another file with `--output FILE`, or make its folder writable",
  ]),
  FS1153: wrong("Not a run", "`{path}` is a file, and {problem|plain}", [
    "name the folder the file stands in, as in `foodspec verify runs/latest`",
  ]),
  FS1154: wrong(
    "Clock setting unreadable",
    "SOURCE_DATE_EPOCH is set to `{value}`, which is no whole number of seconds since 1970",
    ["unset it, or set it to such a number, as `git log -1 --format=%ct` prints"],
  ),
  FS1192: wrong("Input the run did not read", "`-i` gives a file for `{name}`; the run read {names|and}", [
    "name one of those: `-i NAME=PATH`",
  ]),
  FS1190: wrong("What is signed was not named", "the content digest of `{run}` is {digest}, and {problem|plain}", [
    "compare it with the report you have read, then sign with `--digest {short}`",
  ]),
  FS1191: wrong("Key is enclosed in an old way", "`{file}` holds its key behind a cipher that anybody can open", [
    "enclose it anew: `openssl pkcs12 -legacy -in {file} -nodes | openssl pkcs12 -export -out NEW.p12`",
  ]),
  FS1194: wrong("Key cannot be opened", "`{file}` gave no key: {problem|plain}", [
    "type its passphrase at the terminal, or give it by `--passphrase-fd N` or FOODSPEC_KEY_PASSPHRASE",
  ]),
  FS1195: wrong("Key was not written", "`{file}` was not written: {problem|plain}", [
    "name a file that is not there yet",
  ]),
  FS1197: wrong("Option of a self-test without it", "`{option}` goes with `{needs}`", [
    "add `{needs}`, or leave `{option}` out",
  ]),
  FS1199: wrong("Lockbox opened without all that is needed", "`foodspec lockbox open` needs {lacking|plain}", [
    'write `foodspec lockbox open runs/latest --note "why it is opened"`: the note is recorded',
  ]),
  FS1193: wrong("Input given and not used", "`-i` gives a file, and without `--rerun` no input is read", [
    "add `--rerun`, or leave out `-i`",
  ]),
  FS1171: wrong("Port taken", "the preview cannot be served at port {port}: {problem}", [
    "leave `--port` out: a port that is free is found",
  ]),
};
