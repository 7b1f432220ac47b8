/** FS56xx and FS74xx: documents that monitor, and the files of saved predictors. */
import { type Entries, entryMaker } from "../../../blocks/contract/finding.ts";

const document = entryMaker("error", "protocol", 4);
const data = entryMaker("error", "validation", 3);
const warning = entryMaker("warning", "protocol", 4);

export const monitoringEntries: Entries = {
  FS5601: document(
    "Saved predictor beside an option for fitting",
    "block `{id}` names a `{form}` predictor and `{key}`, which is for a model that is fitted here",
    [
      "a saved predictor brings its estimator, preprocessing and validation with it: take `{key}` out",
      "or take `{form}` out and fit a model in research or regulatory mode",
    ],
    "not beside `{form}`",
  ),
  FS5602: document(
    "Saved predictor outside monitoring mode",
    "block `{id}` scores new spectra with a saved predictor, which is what monitoring mode is for; this document is in {mode} mode",
    ["write `mode: monitoring` in the front matter", "or fit a model here: `estimator: NAME` in place of `saved`"],
    "needs `mode: monitoring`",
  ),
  FS5603: document(
    "Nothing to monitor with",
    "monitoring mode scores new spectra with a saved predictor, and no block names one",
    [
      "write a `model` block with `saved: {path: FILE, sha256: DIGEST}`",
      "the file comes from a run with a trust block: `foodspec export RUN --predictor FILE` writes it and prints the digest",
    ],
    "needs a saved predictor",
  ),
  FS5604: document(
    "Fitting in monitoring mode",
    "block `{id}` fits a {kind}; monitoring mode fits nothing, so that what was approved is what scores",
    [
      "fit it in a document of its own, in research or regulatory mode, and export its predictor",
      "here write `saved: {path: FILE, sha256: DIGEST}` in place of `estimator`",
    ],
    "fits a {kind}",
  ),
  FS5605: data(
    "Saved predictor missing",
    "block `{id}` names the saved predictor `{path}`, and there is no such file",
    [
      "did you mean `{suggestion}`?",
      "write it from the run that was approved: `foodspec export RUN --predictor {path}`; the path is relative to the document",
    ],
    "no such file",
  ),
  FS5606: data(
    "Saved predictor outside the root",
    "block `{id}` names the saved predictor `{path}`, which lies outside the project",
    ["put it below the folder that holds `.git` or `foodspec.config.yaml`, and name it relative to the document"],
    "outside the project",
  ),
  FS5607: data(
    "Saved predictor is not the pinned one",
    "`{path}` is not the predictor this document was written for: its SHA-256 is {found}, not {wanted}",
    [
      "get the file back that was approved, from the run it was exported from",
      "if the change is meant, write the new digest into the block, so that the change is reviewed",
    ],
    "the file has another digest",
  ),
  FS5608: data(
    "Saved predictor unreadable",
    "the saved predictor `{path}` cannot be read: {problem}",
    ["check that you may read the file"],
    "cannot be read",
  ),
  FS7404: warning(
    "Drift policy looser than the default",
    "`{field}: {value}` is looser than the default {default}: drift is called later",
    ["leave it out, or say in the text why"],
    "default {default}",
  ),
  FS7405: document(
    "Drift fails before it warns",
    "`warn_p` ({warn_p}) must not be below `fail_p` ({fail_p}): a run would fail without ever warning",
    ["make `warn_p` the larger one, as in `drift_policy: {warn_p: 0.05, fail_p: 0.01}`"],
    "warn_p below fail_p",
  ),
};
