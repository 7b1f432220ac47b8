/** FS84xx: what is sent to, or written for, programs of others. */
import { type Entries, entryMaker } from "../../../blocks/contract/finding.ts";

const exchange = entryMaker("error", "reporting", 8);

export const exchangeEntries: Entries = {
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
