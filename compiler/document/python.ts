/** Protocols of the Python FoodSpec: one YAML mapping without fences. Recognised, so that people are told what to do. */
import { isMap, isScalar, parseDocument } from "yaml";
import { documentLimits as limits } from "../../schemas/limits.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { isDeeperThan } from "./caps.ts";

/** Fields that stand at the top of its protocols, and nowhere in the front matter of a document. */
const signs = new Set([
  "steps",
  "modality",
  "preprocessing",
  "preprocess",
  "features",
  "modeling",
  "model",
  "validation",
  "validation_strategy",
  "expected_columns",
  "required_metadata",
  "report_templates",
  "default_params",
  "when_to_use",
  "min_foodspec_version",
  "task",
  "dataset",
  "data",
  "qc",
  "trust",
  "outputs",
  "reporting",
  "workflow",
]);

/** The finding where a text is such a protocol; `isYamlFile` where its name says it is YAML. */
export function pythonProtocol(text: string, file: string): Finding | null {
  const isYamlFile = /\.ya?ml$/i.test(file);
  if (isDeeperThan(text, limits.levels, "yaml") !== null) return null;
  // Behind a second `---` stands prose, which no protocol of that kind has.
  const first = text.replace(/^---[ \t]*\r?\n/, (fence) => " ".repeat(fence.length - 1).concat("\n"));
  const document = parseDocument(first, { version: "1.2", uniqueKeys: false, logLevel: "error", prettyErrors: false });
  const isYaml = document.errors.length === 0 && isMap(document.contents);
  if (!isYaml && !isYamlFile) return null;
  const names = isMap(document.contents)
    ? document.contents.items.map(({ key }) => (isScalar(key) ? String(key.value) : ""))
    : [];
  const found = names.filter((name) => signs.has(name));
  if (found.length === 0 && !isYamlFile) return null;
  const shown = found.length > 0 ? found : names.slice(0, 5);
  return finding(
    "FS2007",
    { file, line: 1, column: 1, endLine: 1, endColumn: 1 },
    { signs: shown.length > 0 ? shown : ["YAML"] },
  );
}
