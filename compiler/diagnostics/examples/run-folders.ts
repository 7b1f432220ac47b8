/** Examples of FS8xxx and FS90xx to FS9599: reports, lock files, run folders, the store. */
import { type Examples, inWords, runOf, typed } from "./example.ts";

const oils = runOf("oils");

export const runFolderExamples: Examples = {
  FS8101: inWords(
    "A figure of a model on one single class has nothing to draw.",
    "The address of a figure that the model has: `foodspec plan` lists them.",
  ),
  FS8102: oils("Text.", "Recall `= plsda.by_class.c.recall`.", "Recall `= plsda.by_class.a.recall`."),
  FS8201: inWords(
    "`foodspec compile protocol.md --pdf` on a machine without a browser.",
    "Chromium is installed, then the same again; `foodspec doctor` says what was found.",
  ),
  FS8202: inWords("FOODSPEC_BROWSER names a program that is not there.", "It names the browser, or is not set."),
  FS8203: inWords(
    "The browser ended while it printed, for want of memory.",
    "The same again with fewer programs open; the report as a web page is whole.",
  ),
  FS8204: inWords(
    "A sample is called 牛肉, and no font of the machine has these letters.",
    "A font with them is installed, such as Noto Sans CJK.",
  ),
  FS8205: inWords("FoodSpec prints as root, for whom the browser has no sandbox.", "It prints as an ordinary user."),
  FS8301: inWords(
    "A caption quotes how many pages the report has, which changes with it.",
    "The caption quotes results alone.",
  ),
  FS8401: inWords(
    "MLFLOW_TRACKING_URI is set, and the server is down.",
    "`foodspec track runs/latest`, once it is up.",
  ),
  FS8402: inWords("`MLFLOW_TRACKING_URI=mlflow.example.org`", "`MLFLOW_TRACKING_URI=https://mlflow.example.org`"),
  FS8403: inWords(
    "A file of the run has more than 100 MB.",
    "It stays in the run folder, where the manifest lists it.",
  ),
  FS8405: inWords(
    "`foodspec features parity runs/latest --server http://127.0.0.1:6566`, and nobody listens there.",
    "`feast serve` is started, then the same again.",
  ),
  FS8407: inWords(
    "`foodspec features import feature_store.yaml`",
    "`feast registry-dump > registry.json`, then `foodspec features import registry.json`",
  ),
  FS8408: inWords(
    "`foodspec features parity runs/latest --server http://127.0.0.1:6566`, and the run joins no table.",
    "A run whose data block joins a table with `time`.",
  ),
  FS8404: inWords(
    "`foodspec export runs/latest --onnx model.onnx`, and a step has no form in ONNX.",
    "`foodspec export runs/latest --predictor model.json`",
  ),
  FS8406: inWords(
    "`foodspec track runs/latest`, and neither document nor configuration says `tracking`.",
    "`tracking: {mlflow: {experiment: Meat}}` in the front matter.",
  ),
  FS9001: inWords(
    "A block ended, and a file that its kind promises is not there.",
    "The run is compiled again; the same again is a mistake of FoodSpec.",
  ),
  FS9003: inWords("The disk is full.", "`foodspec clean --runs --older 30d`, or `--output-dir` on another disk."),
  FS9004: inWords(
    "A network drive was lost while a run was written.",
    "The same again: no half of a run folder was left.",
  ),
  FS9005: inWords(
    "`foodspec runs > /mnt/full/list.txt`, and that disk is full.",
    "The output goes where there is room.",
  ),
  FS9006: inWords("The shell allows 64 open files.", "`ulimit -n 1024`, then the same again."),
  FS9010: inWords(
    "`foodspec compile --locked`, after the window was changed from 11 to 13.",
    "`foodspec compile --record`, and the lock file is committed with the document.",
  ),
  FS9011: inWords(
    "`foodspec compile`, after the window was changed from 11 to 13.",
    "`foodspec compile --record`, and the lock file is committed with the document.",
  ),
  FS9012: typed("compile protocol.md --locked", "plan protocol.md"),
  FS9013: inWords(
    "The lock file was edited by hand, and is no YAML any more.",
    "`git checkout protocol.md.lock.yaml`, or `foodspec compile --record`.",
  ),
  FS9014: inWords(
    "Two branches changed the lock file, and `<<<<<<<` stands in it.",
    "The document is merged, then `foodspec compile --record`; `git config merge.foodspec-lock.driver` spares the marks.",
  ),
  FS9015: inWords(
    "The merge driver kept one side: the lock file begins with `stale: true`.",
    "`foodspec compile --record`",
  ),
  FS9020: inWords(
    "A block gave results that do not fit its own schema.",
    "It is a mistake of FoodSpec: the document is sent with what was printed.",
  ),
  FS9021: inWords(
    "A run counts a block that ended without a word.",
    "It is a mistake of FoodSpec: run_summary.json names the block.",
  ),
  FS9101: inWords(
    "Two files of a run say different things of one number.",
    "The run is compiled again from its document; `foodspec verify` says whether it holds together.",
  ),
  FS9110: inWords("`foodspec verify reports/figures`: no folder of a run.", "`foodspec verify runs/latest`"),
  FS9111: inWords(
    "A number in a run's CSV was changed after the run.",
    "The run folder as it was archived, or the document compiled again.",
  ),
  FS9112: inWords(
    "The spectra were taken out of a run folder to save room.",
    "`foodspec export runs/latest` gives a whole that is smaller.",
  ),
  FS9113: inWords("Notes were put into a run folder.", "They lie beside it."),
  FS9114: inWords("A JSON file of a run was rewritten by another program.", "The run folder as it was archived."),
  FS9115: inWords("manifest.json was edited.", "The run folder as it was archived, or the document compiled again."),
  FS9117: inWords("A line was taken out of logs/run.jsonl.", "The run folder as it was archived."),
  FS9118: inWords("A regulatory run folder lacks its statement.", "The run folder as it was archived."),
  FS9120: inWords(
    "Metrics worked out from the predictions are not those in the report.",
    "The run folder as it was archived; else nobody may rely on it.",
  ),
  FS9121: inWords(
    "The report prints another number than report.json has.",
    "The run folder as it was archived; else nobody may rely on it.",
  ),
  FS9122: inWords(
    "The machine's clock was set back while the run was written.",
    "The clock is kept by a time server, and the document compiled again.",
  ),
  FS9123: inWords(
    "A gate of the run judged by fewer checks than its version has.",
    "The run is compiled again with the version that is to verify it.",
  ),
  FS9124: inWords("A CSV of the run was opened in a spreadsheet and saved.", "The run folder as it was archived."),
  FS9125: inWords(
    "`foodspec verify runs/latest --rerun` on another processor gives another last digit.",
    "The finding names the first file that differs; a difference that matters is looked into before anything is signed.",
  ),
  FS9130: inWords("An archive holds more files than are read.", "The run folder itself is verified."),
  FS9131: inWords(
    "An archive holds a link, or a path that leads out of it.",
    "The archive that `foodspec export` wrote.",
  ),
  FS9132: inWords("The list of an archive names a file twice.", "The archive that `foodspec export` wrote."),
  FS9140: inWords(
    "`foodspec export runs/latest`, and a file of the run was changed.",
    "The run folder as it was archived, or the document compiled again.",
  ),
  FS9141: inWords("A predictor is to be exported from a run whose gate failed.", "From a run that ended with 0."),
  FS9142: inWords(
    "`foodspec export runs/latest --predictor p.json`, and the document has no `trust` block.",
    "The document gets a `trust` block and is compiled.",
  ),
  FS9143: inWords(
    "The run certified two predictors, and none is named.",
    "`foodspec export` names the block whose predictor is meant.",
  ),
  FS9144: inWords(
    "`foodspec export runs/latest --predictor /srv/p.json`, a folder of somebody else.",
    "`foodspec export runs/latest --predictor p.json`",
  ),
  FS9145: inWords(
    "`foodspec export runs/latest --onnx m.onnx`, and the document has no model.",
    "A run that has one: `foodspec runs` lists them.",
  ),
  FS9146: inWords(
    "The spectra that a model learnt from are to be exported, and the data file is another now.",
    "The file of that day: its SHA-256 stands in the manifest.",
  ),
  FS9147: inWords(
    "The lockbox of a run that does not verify is to be opened.",
    "The run folder as it was archived, or the document compiled again.",
  ),
  FS9401: inWords(
    "The specification of a job was edited in its folder.",
    "`foodspec job submit` submits the changed one as a job of its own.",
  ),
  FS9402: inWords("An event was taken out of the folder of a job.", "The folder as it was backed up."),
  FS9403: inWords(
    "Two workers computed one block, and the memory of one of their machines is faulty.",
    "The machine is taken out, `foodspec clean`, and the document is compiled again.",
  ),
  FS9404: inWords(
    "The run of a job holds files that its plan does not give.",
    "`foodspec job submit` anew; the run is not released.",
  ),
  FS9501: inWords(
    "`.foodspec` is a symbolic link to another disk.",
    "The store lies in the project; the project lies on the other disk.",
  ),
  FS9502: inWords(
    "The store `.foodspec` was committed.",
    "`git rm -r --cached .foodspec`, and `.foodspec/` stands in .gitignore.",
  ),
  FS9503: inWords("A folder `.foodspec` of another program lies where the store should be.", "It gets another name."),
  FS9504: inWords(
    "The store was copied from a colleague's machine.",
    "Nothing: what was theirs is computed again here.",
  ),
  FS9505: inWords("The key of the store may be read by everybody.", "`chmod 600` on the file that the finding names."),
  FS9506: inWords(
    "The home folder cannot be written, so that there is no key.",
    "FOODSPEC_STATE names a folder that can be written.",
  ),
  FS9510: inWords(
    "`foodspec compile --no-wait` while another compile of the project runs.",
    "The same without `--no-wait`: it waits its turn.",
  ),
  FS9511: inWords(
    "A compile was suspended for so long that another took its lock over.",
    "The same again: what was finished is reused.",
  ),
};
