/** Examples: of each code what is told it, and what is not. A test checks all that can be checked without a run of its own. */

import { commandLineExamples } from "./examples/command-line.ts";
import { computedExamples } from "./examples/computed.ts";
import { documentExamples } from "./examples/document.ts";
import type { Examples } from "./examples/example.ts";
import { fileExamples } from "./examples/files.ts";
import { gateExamples } from "./examples/gates.ts";
import { modellingExamples } from "./examples/modelling.ts";
import { optionExamples } from "./examples/options.ts";
import { planExamples } from "./examples/plan.ts";
import { proseExamples } from "./examples/prose.ts";
import { runFolderExamples } from "./examples/run-folders.ts";
import { signatureExamples } from "./examples/signatures.ts";
import { tableExamples } from "./examples/tables.ts";

/** By code. */
export const examples: Examples = {
  ...commandLineExamples,
  ...documentExamples,
  ...optionExamples,
  ...planExamples,
  ...proseExamples,
  ...tableExamples,
  ...fileExamples,
  ...computedExamples,
  ...modellingExamples,
  ...gateExamples,
  ...runFolderExamples,
  ...signatureExamples,
};
