/** FS116x: what is wrong with a project's configuration. */
import { type Entries, entryMaker } from "../../../blocks/contract/finding.ts";

const wrong = entryMaker("error", "protocol", 4);

export const configEntries: Entries = {
  FS1161: wrong("Unknown key of the configuration", "foodspec.config.yaml knows no key `{key}` here", [
    "did you mean `{suggestion}`? || it knows: {allowed|and}",
  ]),
  FS1162: wrong("Wrong value in the configuration", "in foodspec.config.yaml {problem|plain}", [
    "mend the line, or leave the key out: what the project does not say, the document or the default does",
  ]),
  FS1163: wrong("Said by a document alone", "`{key}` stands in foodspec.config.yaml; it is for each document to say", [
    "write it into the front matter of the documents that it holds for",
  ]),
  FS1164: wrong(
    "Threshold looser than the project allows",
    "`{field}: {value}` is looser than {who|plain} allows; it must be {wanted|plain}",
    [
      "write a value that is {wanted|plain}",
      "what a project asks of all its documents stands under `qc_policy` in foodspec.config.yaml",
    ],
  ),
};
