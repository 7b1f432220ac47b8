/** FS84xx: what is sent to, or written for, programs of others. */
import { type Entries, entryMaker } from "../../../blocks/contract/finding.ts";

const exchange = entryMaker("error", "reporting", 8);

const warning = entryMaker("warning", "reporting", 8);

export const exchangeEntries: Entries = {
  FS8401: warning("Run was not sent to MLflow", "MLflow has not got {what} of the run {run} ({state}): {words|plain}", [
    "the run itself is whole, and its results are what they are",
    "`foodspec track --resume` sends what is pending; `foodspec track {path}` tries again what was refused",
  ]),
  FS8402: exchange("Address of MLflow cannot be used", "MLFLOW_TRACKING_URI is set, and {problem|plain}", [
    "set it to the address of a server, as `https://mlflow.example`; on this machine `http://127.0.0.1:5000`",
    "who accepts that everybody on the way can read along sets FOODSPEC_ALLOW_HTTP=1",
  ]),
  FS8405: exchange("Feature server that gives no answer", "nothing was compared with `{server}`: {problem|plain}", [
    "start it (`feast serve`), or name the one that runs: `--server http://127.0.0.1:6566`",
    "the run itself, and all of its numbers, do not hang on it",
  ]),
  FS8407: entryMaker("error", "cli", 2)(
    "Not a feature registry",
    "`{path}` is not what `feast registry-dump` prints: there are no feature views in it",
    [
      "in the folder of the feature repository: `feast registry-dump > registry.json`, then `foodspec features import registry.json`",
    ],
  ),
  FS8408: entryMaker("error", "cli", 2)(
    "Run without feature views",
    "there is nothing to compare: in the run {run} no table is matched in time",
    ["name a run whose data block joins a table with `time`", "`foodspec explain join` tells of feature views"],
  ),
  FS8406: entryMaker("error", "cli", 2)(
    "Run that goes nowhere",
    "nothing was sent of `{run}`: neither its document nor its project says where to",
    ["write `tracking: {mlflow: {experiment: NAME}}` into the front matter, or into foodspec.config.yaml"],
  ),
  FS1198: entryMaker("error", "cli", 2)(
    "Alias of approved runs",
    "the run {run} does not get the alias `approved`: {problem|plain}",
    ["leave out --alias: it becomes `candidate`", "have it signed (`foodspec sign`), then send it with the alias"],
  ),
  FS8403: warning("File too large to be sent", "`{file}` of the run {run} has more than 100 MB and was left out", [
    "keep the run folder: it has the file",
  ]),
  FS8404: exchange(
    "No ONNX form",
    "nothing was exported to `{path}`: {which|plain} does what cannot be written as operations of ONNX",
    [
      "`foodspec score` carries the predictor out as it is, from a file or a pipe",
      "`--mlflow-model` writes a folder that says so, for a registry",
      "`foodspec explain {name}` tells more of it; a document with another one can be exported",
    ],
  ),
};
