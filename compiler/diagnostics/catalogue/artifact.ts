/** FS9xxx: artifacts and the lock. */
import { type Entries, entryMaker } from "../../../blocks/contract/finding.ts";

const contract = entryMaker("error", "artifact", 9, "ProductContractError");
const artifact = entryMaker("error", "artifact", 9);
const warning = entryMaker("warning", "artifact", 9);
const note = entryMaker("note", "artifact", 9);
const lock = entryMaker("error", "artifact", 2);

export const artifactEntries: Entries = {
  FS9001: contract("Artifact missing", "the run should hold {paths|and} and does not", [
    "run `foodspec compile --force`, and report this if it happens again",
  ]),
  FS9003: artifact("Disk is full", "the disk is full: `{path}` could not be written", [
    "make room, then start the same command again: what was finished is reused",
    "`foodspec clean` removes stored results",
  ]),
  FS9004: artifact("Writing failed", "`{path}` could not be written: {problem}", [
    "check that the folder exists and may be written to, then start the same command again",
  ]),
  FS9005: artifact("Output cannot be written", "what was to be printed could not be written: {problem|plain}", [
    "make room where standard output goes, then start the same command again: what was finished is reused",
  ]),
  FS9006: artifact("Too many files are open", "`{path}` could not be opened: too many files are open", [
    "allow more, as with `ulimit -n 1024`, then start the same command again: what was finished is reused",
    "or use fewer workers: `--jobs 1`",
  ]),
  FS9010: artifact("Result differs from the lock file", "{what} differs from `{lock}`: {says|plain}", [
    "if the change is meant, record it with `foodspec compile --record` and commit the lock file",
  ]),
  FS9011: warning("Result differs from the lock file", "{what} differs from `{lock}`: {says|plain}", [
    "if the change is meant, record it with `foodspec compile --record` and commit the lock file",
  ]),
  FS9012: artifact("Lock file missing", "`--locked` was asked for, but there is no `{lock}`", [
    "make one with `foodspec compile --record` and commit it",
  ]),
  FS9013: artifact("Lock file unreadable", "`{lock}` is not a lock file of FoodSpec: {problem}", [
    "make a new one with `foodspec compile --record`",
  ]),
  FS9014: artifact(
    "Lock file holds marks of a merge",
    "line {line} of `{lock}` is a mark that git leaves where two branches changed the same lines",
    [
      "run `foodspec compile --record`: it writes the lock file anew, for what the document gives now",
      'let git leave none: `git config merge.foodspec-lock.driver "foodspec merge-lock %O %A %B"`',
    ],
  ),
  FS9015: artifact(
    "Lock file is stale",
    "`{lock}` holds the results of one of two branches that were merged: what the merged document gives was not recorded",
    ["look at what differs, then record it with `foodspec compile --record` and commit the lock file"],
  ),
  FS9020: contract(
    "A block gave something else than its kind declares",
    "`{id}` gave a `{path}` that does not fit its schema: {problem|plain}; nothing of it is kept",
    ["this is a mistake of FoodSpec's own: please report it with the document and the output of `foodspec doctor`"],
  ),
  FS9021: contract("Silent failure", "`{counter}` of run_summary.json is not 0: {names|and}: {says|plain}", [
    "do not rely on this run",
    "run `foodspec compile --force`, and report this if it happens again, with the document and the output of `foodspec doctor`",
  ]),
  FS9101: contract("Artifacts contradict one another", "`{path}` {problem|plain}", [
    "run `foodspec compile --force`, and report this if it happens again",
  ]),
  FS9130: artifact("Beyond a limit", "`{path}` has {found} {things}; at most {limit} are read", [
    "no run of FoodSpec makes it so large: take the folder or file from where it was made",
    "every limit stands under `reference/limits`",
  ]),
  FS9131: artifact("Archive that is not plain", "`{path}` {problem|plain}: nothing of the archive was read", [
    "ask whoever made it for the file as `foodspec export` wrote it, and compare its SHA-256 with theirs",
  ]),
  FS9132: artifact("Archive contradicts itself", "`{path}` {problem|plain}", [
    "ask whoever made it for the file as `foodspec export` wrote it, and compare its SHA-256 with theirs",
  ]),
  FS9110: artifact("Not a run to verify", "`{name}` cannot be verified as a run: {problem}", [
    "name a whole run folder, as in `foodspec verify runs/latest`",
    "a document that was refused leaves no manifest: its error.json says why",
  ]),
  FS9111: artifact("File changed", "`{path}` is not what the manifest says: it has been changed since the run", [
    "take the file from where the run was kept, or compile again",
    "recorded {wanted}, found {found}",
  ]),
  FS9112: artifact("File missing", "`{path}` stands in the manifest and is not there", [
    "take the file from where the run was kept, or compile again",
  ]),
  FS9113: artifact("File not listed", "`{path}` is there and does not stand in the manifest", [
    "move it out of the run folder: what a run gave is only what its manifest lists",
  ]),
  FS9114: artifact("File does not fit its schema", "`{path}` {problem|plain}", [
    "verify with the version of FoodSpec that made the run (`foodspec_version` in its manifest)",
    "or compile again, and report this if it happens again",
  ]),
  FS9115: artifact("Digest of the manifest differs", "manifest.json contradicts itself: {problem|plain}", [
    "the manifest has been changed since the run: take it from where the run was kept, or compile again",
  ]),
  FS9117: artifact("Log is broken", "line {line} of logs/run.jsonl does not carry the digest of the line before it", [
    "a line was changed, taken out or put in: take the log from where the run was kept",
  ]),
  FS9118: artifact(
    "Contract is not kept",
    "a run of {mode} mode that ended with 0 must hold {paths|and}, and this one does not",
    ["do not rely on this run as one of {mode} mode; compile again"],
  ),
  FS9120: artifact("Worked out again, it is another", "`{path}` {problem|plain}", [
    "do not rely on this run: it was changed, or files of several runs were mixed; take it from where it was kept, or compile again",
  ]),
  FS9121: artifact("Printed otherwise", "`{path}` {problem|plain}", [
    "do not rely on this text: it was changed, or is of another run; take it from where the run was kept, or compile again",
  ]),
  FS9122: artifact(
    "The log's clock runs back",
    "line {line} of logs/run.jsonl says {time}, the line before it {before}",
    [
      "do not rely on the times of this run: lines were changed, or the clock of its machine was set back while it ran",
      "compile again",
    ],
  ),
  FS9123: artifact("Another set of checks", "`{path}` {problem|plain}", [
    "do not rely on this run: which checks a gate has is not for its report to say; compile again",
    "verify with the version of FoodSpec that made the run (`foodspec_version` in its manifest)",
  ]),
  FS9124: artifact("File written otherwise", "`{path}` {problem|plain}", [
    "do not rely on this file: programs may read different values in it; take it from where the run was kept, or compile again",
  ]),
  FS9125: artifact("Another result when run again", "`{path}` {problem|plain}", [
    "do not rely on this run: it does not come out of its protocol and its inputs",
    "where another version of FoodSpec made it (`foodspec_version` in its manifest), run it again with that version",
  ]),
  FS9140: artifact(
    "Run that does not verify is not exported",
    "nothing was exported: the run `{run}` {problem|plain}",
    ["`foodspec verify {run}` says what was looked at", "compile the document again and export from the new run"],
  ),
  FS9141: artifact(
    "Run that failed is not exported",
    "nothing was exported: the {mode} run {run} ended with exit code {code}, so its predictor is not approved",
    ["read why in its error.json, mend that, compile again, and export from the run that succeeds"],
  ),
  FS9142: artifact(
    "Run without a certified predictor",
    "nothing was exported: the run {run} made no certified predictor",
    [
      "add a `trust` block to the document (or compile with `--trust`), compile, and export from the new run",
      "where it has one, its report says why trust could not be done",
    ],
  ),
  FS9143: lock(
    "Which predictor is meant",
    "the run {run} has certified predictors of {blocks|and}, and it is not said which one is meant",
    ["did you mean `{suggestion}`?", "name it: `--block {first}`"],
  ),
  FS9144: lock("Export could not be written", "nothing was exported to `{path}`: {problem|plain}", [
    "name a file in a folder you may write to",
  ]),
  FS9145: artifact("Run without a model", "nothing was exported: the run {run} has {what}", [
    "did you mean `{suggestion}`?",
    "add a `model` block to the document, compile, and export from the new run",
  ]),
  FS9146: artifact(
    "Data of a run could not be read again",
    "the spectra that the run {run} learnt from could not be read again: {problem|plain}",
    ["`foodspec verify {run} --rerun` says what differs", "`--onnx` asks for no data"],
  ),
  FS9147: artifact("Lockbox stays closed", "nothing was opened: the run `{run}` {problem|plain}", [
    "`foodspec verify {run}` says what was looked at",
    "open the lockbox of a run that ended with 0 and is what it says it is",
  ]),
  FS9501: artifact(
    "Link where the store or the runs should be",
    "`{path}` is a link: nothing was written through it, and nothing read",
    [
      "look where it leads and who made it, then remove the link itself",
      "a store elsewhere is named in FOODSPEC_CACHE, an output elsewhere with `--output-dir`: these may be links",
    ],
  ),
  FS9502: artifact("Store in git", "git tracks {count|file/files} of the store `{path}`", [
    "take them out: `git rm -r --cached {path}`, and commit that",
    "the store is a cache of one machine: what somebody commits into it is no result",
  ]),
  FS9503: artifact(
    "Folder that is no store",
    "`{path}` lies where the store should be, and the folder is not marked as a store",
    ["name an empty folder in FOODSPEC_CACHE, or one that does not exist yet", "or move `{name}` elsewhere"],
  ),
  FS9504: note(
    "Stored by somebody else",
    "{count|record/records} of the store {count|was//were} not used: no key at hand had sealed {count|it//them}",
    [
      "what they would have told was computed afresh",
      "a store that several machines share needs their common key in FOODSPEC_STORE_KEY",
    ],
  ),
  FS9505: artifact("Key that others may read", "the key of the store, `{file}`, may be read by others", [
    "let only yourself read it: `chmod 600 {file}`",
    "if somebody else may have read it, remove it: a new one is made, and what was stored is computed afresh",
  ]),
  FS9506: warning(
    "No key for the store",
    "nothing was kept or reused: there is no key for the store ({problem|plain})",
    ["name a folder you may write to in FOODSPEC_STATE, or a file with 32 random bytes in FOODSPEC_STORE_KEY"],
  ),
  FS9510: artifact("Somebody else is compiling", "{holder|plain}, and `--no-wait` was asked for: `{file}` is locked", [
    "wait until that compile has ended, or leave `--no-wait` out",
    "if nobody compiles it, remove `{file}`",
  ]),
  FS9511: artifact(
    "Lock was taken over",
    "somebody else took the lock `{file}` over while this compile ran: its run was not put in place",
    [
      "this process did not touch its lock for a minute: was it stopped, or its machine asleep?",
      "start the same command again: what was finished is reused",
    ],
  ),
  FS9601: warning("Register cannot be written", "the register `{path}` could not be written: {problem|plain}", [
    "let it be written to, then compile again: a regulatory run is entered before its first block",
    "its copy lies in the state folder: FOODSPEC_STATE names one you may write to",
  ]),
  FS9602: warning(
    "Register has a gap",
    "in `{path}` {count|line/lines} {count|is//are} missing that later lines follow",
    [
      "the first has the SHA-256 {first}",
      "take {count|it//them} from where the file was kept, as another clone or an older commit: only lines are added",
      "`foodspec register check {document}` looks again",
    ],
  ),
  FS9603: warning(
    "Register lost lines",
    "in `{path}` {count|line/lines} {count|is//are} missing that this machine knows",
    [
      "`foodspec register restore {document}` adds {count|it//them} again || take {count|it//them} from where `{ledger}` was kept, as another clone or an older commit",
      "lines of another branch belong here, too: every run of a protocol and every opening is told of",
    ],
  ),
  FS9604: warning(
    "No line of a register",
    "in the register `{path}` {count|line/lines} {count|is//are} none that FoodSpec writes: `{first}`",
    [
      "marks of a merge are taken out by hand; `*.register.jsonl merge=union` in .gitattributes keeps git from making any",
      "a line that was cut off when a machine went down may stay: it counts for nothing",
    ],
  ),
};
