/** FS21xx: options of blocks and fields of the front matter. */
import { type Entries, entryMaker } from "../../../blocks/contract/finding.ts";

const wrong = entryMaker("error", "protocol", 4);

export const optionEntries: Entries = {
  FS2101: wrong(
    "Wrong type of value",
    "{what} is {found}, but {expected} is wanted",
    ["{advice} || write {expected}"],
    "{expected} is wanted",
  ),
  FS2102: wrong(
    "Value out of range",
    "{what} is {value}; it must be {range}",
    ["{advice} || choose a value that is {range}"],
    "must be {range}",
  ),
  FS2103: wrong(
    "Not one of the choices",
    "{what} is `{value}`, which is not one of {allowed}",
    ["did you mean `{suggestion}`? || {instead} || choose one of {allowed}"],
    "one of {allowed|plain}",
  ),
  FS2104: wrong(
    "Option is missing",
    "{owner} needs `{key}`",
    ["add `{key}: …`, {expected} || add `{key}: …`"],
    "`{key}` is missing",
  ),
  FS2105: wrong(
    "Wrong number of entries",
    "{what} has {count}; it must have {range}",
    ["write {range}"],
    "must have {range}",
  ),
  FS2106: wrong(
    "Malformed text",
    "{what} is `{value}`, which does not have the right form: {form}",
    ["write it in this form: {form}"],
    "{form}",
  ),
  FS2107: wrong(
    "Unknown option",
    "unknown option `{key}` for {owner}",
    [
      "did you mean `{suggestion}`? || {instead} || it belongs one level down: `{inside}` || what {owner} knows: {allowed|and} || leave it out: {owner} has no options",
    ],
    "not an option of {name} ({allowed|plain})",
  ),
  FS2108: wrong(
    "Unknown choice",
    "unknown {noun} `{name}`",
    ["did you mean `{suggestion}`? || {instead} || choose one of {allowed}"],
    "one of {allowed|plain}",
  ),
  FS2109: wrong(
    "Malformed choice",
    "{what} is {found}, but one name is wanted, or one name with its options",
    ["{advice} || write `{example}`, or `{example}: {…}` with options inside the braces", "choose one of {allowed}"],
    "one of {allowed|plain}",
  ),
  FS2110: wrong("Options do not fit", "{what}: {reason}", ["{advice} || change it so that this holds"], "{reason}"),
  FS2111: wrong("Unknown parameter", "there is no parameter `{name}`", [
    "did you mean `= params.{suggestion}`? || parameters of the document: {allowed|and}",
    "declare it in the front matter: `params: {{name}: …}`",
  ]),
  FS2112: wrong("Only parameters stand in blocks", "`{source}` cannot stand in the body of a block", [
    "write `= params.NAME` with a name declared under `params` in the front matter",
    "a text that begins with an equals sign is not possible here",
  ]),
  FS2113: wrong(
    "Value fits no form",
    "{what} is {found}; {expected} is wanted",
    ["write {expected}"],
    "{expected} is wanted",
  ),
  FS2114: wrong("From names no block", "`from: {name}` names no other block", [
    "did you mean `{suggestion}`? || blocks it may name: {allowed|and}",
  ]),
  FS2115: wrong("Choice needs options", "{noun} `{name}` cannot stand without its options: it is {expected}", [
    "write `{name}: …` with {expected}",
  ]),
  FS2116: wrong(
    "Unknown input",
    "there is no input `{name}`",
    [
      "did you mean `{suggestion}`? || inputs of the document: {allowed|and}",
      "declare it in the front matter, `inputs: {{name}: {path: data/FILE.csv}}`, or give it with `--input {name}=PATH`",
    ],
    "not an input",
  ),
};
