/** Examples of FS20xx: the document's bytes, front matter, fences and YAML. */
import { type Examples, inWords, pieceOf, whole } from "./example.ts";
import { batch, data, estimator, field, inputs, meat, model, prose, target, title, unit } from "./lines.ts";

const regulatory = pieceOf("regulatory");
const front = "---\ntitle: Fat in minced meat\n---\n";

export const documentExamples: Examples = {
  FS2001: inWords(
    "The spectra were pasted into the document as a table, and it has more than 1 MiB.",
    "The spectra stand in meats.csv, and the front matter says `inputs: {meat: {path: meats.csv}}`.",
  ),
  FS2002: inWords(
    "An old editor saved the document as Latin-1: its `é` is the byte E9.",
    "The document is saved as UTF-8.",
  ),
  FS2003: inWords(
    "A spreadsheet was renamed to protocol.md: it holds NUL characters.",
    "protocol.md is the Markdown document, and names the spreadsheet under `inputs`.",
  ),
  FS2004: whole("\n", front),
  FS2005: prose(`${"> ".repeat(101)}a remark`, "> a remark"),
  FS2006: inWords(
    "A table of 100 columns and 201 rows was pasted into the text: over 20,000 cells.",
    "The table stands in a file under `inputs`; a `table` block prints what is computed from it.",
  ),
  FS2007: whole("name: oil\nmodality: raman\nsteps:\n  - type: baseline\n", "---\ntitle: Oil\n---\n"),
  FS2008: inWords(
    "`foodspec check protocol.md`, and the file may be read by another user only.",
    "`chmod u+r protocol.md`, then `foodspec check protocol.md`.",
  ),
  FS2010: whole("# Fat in minced meat\n", front),
  FS2011: meat("---", "---json", "---"),
  FS2012: meat(title, `${title}\n---x`),
  FS2013: whole("---\ntitle: Fat in minced meat\n\n# Question\n", `${front}\n# Question\n`),
  FS2014: whole("---\n- Fat in minced meat\n---\n", front),
  FS2015: meat(`${title}\n`, "version: 1.0.0\n", "title: Fat in minced meat\nversion: 1.0.0\n"),
  FS2016: field("foodspec: 2", "foodspec: 1"),
  FS2017: regulatory(
    "claims: {standard: S, use_case: U, limitations: [L]}",
    "claims: {standard: ISO 12099}",
    "claims: {standard: ISO 12099, use_case: screening of minced meat, limitations: [beef and pork only]}",
  ),
  FS2018: field("primary: modle", "primary: model"),
  FS2019: regulatory(
    "```foodspec qc\ngate: model\n```",
    "```foodspec model #svc\nfrom: prep\nestimator: linear-svc\n```",
    "```foodspec qc\ngate: model\n```",
  ),
  FS2020: meat(title, `${title}\nas_of: 2026-03-01`),
  FS2050: meat(batch, "batch:lot"),
  FS2051: meat(batch, "batch: lot\nbatch: fold"),
  FS2052: meat(target, "target: &y fat"),
  FS2053: meat(target, "target: !!str fat"),
  FS2055: meat(batch, "[batch]: lot"),
  FS2056: meat(batch, "batch: lot\n---\ngroup: lot", batch),
  FS2057: meat(unit, "unit: “%”"),
  FS2060: whole(`${front}\n# Question\n`, `${front}\n\`\`\`foodspec data\ninput: meat\n\`\`\`\n`),
  FS2061: meat(data, "```foodspec dataset"),
  FS2062: meat(data, "```foodspec data meat", "```foodspec data #meat"),
  FS2063: meat(data, "> ```foodspec data", data),
  FS2064: meat(
    model,
    `${model}\n\n${model}`,
    `${model.replace("model", "model #few")}\n\n${model.replace("model", "model #many")}`,
  ),
  FS2065: meat(
    model,
    `${model.replace("model", "model #fat")}\n\n${model.replace("model", "model #Fat")}`,
    `${model.replace("model", "model #fat")}\n\n${model.replace("model", "model #lean")}`,
  ),
  FS2066: meat("```foodspec model", "```foodspec model #1st", "```foodspec model #first"),
  FS2067: meat("  - snv\n```", "  - snv"),
  FS2068: meat(estimator, "pls-regression", "estimator: pls-regression"),
  FS2069: meat(data, "```{foodspec data}"),
  FS2070: inWords(
    "`classes` lists 1,001 classes.",
    "`label` names the column they stand in: the classes are read from it.",
  ),
  FS2071: inWords(
    "A document has some hundred slips of one kind, say options written with `=`: the first are listed, the rest is counted.",
    "The slips that are listed are mended, by `foodspec check --fix` where that can be done: the rest is listed then, or has gone with them.",
  ),
  FS2072: meat(batch, "# choose: batch, the column of batches or lots\nbatch: lot", batch),
  FS2541: regulatory(", sha256: DIGEST", "", ", sha256: DIGEST"),
  FS2542: inWords(
    "A regulatory run of version 1.0 ended with 0; then the window was widened, and `version` is still 1.0.",
    "`version: 1.1`, and `change: window 7 to 9, because the noise of the new lamp is larger`.",
  ),
  FS2543: inWords(
    "Version 1.1 differs from version 1.0 in its steps, and its front matter has no `change`.",
    "`change: window 7 to 9, because the noise of the new lamp is larger`",
  ),
  FS2521: meat(
    title,
    `${title}\nparams: {lv: 4}\nstudy: {question: How many?, metric: rmsecv, candidates: {grid: {params.lw: [4, 8]}}}`,
    `${title}\nparams: {lv: 4}\nstudy: {question: How many?, metric: rmsecv, candidates: {grid: {params.lv: [4, 8]}}}`,
  ),
  FS2544: regulatory(
    "mode: regulatory",
    "mode: regulatory\nsignatures: {author: 1, approver: 0}",
    "mode: regulatory\nsignatures: {author: 1, approver: 1}",
  ),
  FS2610: inWords(
    "One paragraph of 24,000 letters holds runs of 1 to 60 backticks.",
    "Code stands between single backticks, longer pieces in fenced blocks, with empty lines between.",
  ),
  FS2611: inWords(
    "A log of 2,001 lines was pasted into the text as it is.",
    "It stands in a fenced block, or in a file under `inputs`.",
  ),
  FS2612: inWords(
    "The text is a list of many thousand items.",
    "The list stands in a file under `inputs`, or in a fenced block; or the document is divided.",
  ),
  FS2701: meat(inputs, "inputs: {meat: {path: ../../other-project/meats-nir.csv}}"),
  FS2702: meat(inputs, "inputs: {meat: {path: https://example.org/meats-nir.csv}}"),
};
