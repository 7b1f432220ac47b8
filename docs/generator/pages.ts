/** Pages: everything that is generated, as text by path below the project's root. */
import { registry } from "../../blocks/registry.ts";
import { ofDocuments } from "../../schemas/config.ts";
import { generated } from "../../schemas/generate.ts";
import { artifactsPage } from "./artifacts.ts";
import { blockPage, blockTitle } from "./block-page.ts";
import { commandsPage, type Run } from "./commands.ts";
import { contractPage } from "./contract.ts";
import { dependenciesPage } from "./dependencies.ts";
import { exitCodesPage, findingsPage } from "./findings.ts";
import { formatsPage } from "./formats.ts";
import { jsonSchemas } from "./json-schemas.ts";
import { kindsPage } from "./kinds.ts";
import { limitsPage } from "./limits.ts";
import { optionTable, page, table } from "./markdown.ts";
import { methodPages } from "./method-pages.ts";
import { methodFiles } from "./method-sources.ts";
import { serverPage } from "./server.ts";
import { tracePage } from "./trace-page.ts";
import { fields } from "./words.ts";

/**
 * All generated files.
 *
 * @param run runs the built command line and gives what it prints
 * @param root the project's folder
 */
export function allPages(run: Run, root: string): { readonly [path: string]: string } {
  const kinds = registry.all;
  const reference: { readonly [name: string]: string } = {
    "README.md": overview(),
    "front-matter.md": frontMatterPage(),
    "configuration.md": configurationPage(),
    ...methodPages(methodFiles(root)),
    "findings.md": findingsPage(),
    "exit-codes.md": exitCodesPage(),
    "commands.md": commandsPage(run),
    "server.md": serverPage(),
    "artifacts.md": artifactsPage(),
    "kinds.md": kindsPage(),
    "contract.md": contractPage(),
    "formats.md": formatsPage(),
    "limits.md": limitsPage(),
    "dependencies.md": dependenciesPage(root),
    "trace.md": tracePage(root),
    ...Object.fromEntries(kinds.map((kind) => [`blocks/${kind.kind}.md`, blockPage(kind)])),
  };
  const json = generated(registry.schemes, jsonSchemas());
  return {
    ...Object.fromEntries(Object.entries(reference).map(([name, text]) => [`docs/reference/${name}`, text])),
    ...Object.fromEntries(Object.entries(json).map(([name, text]) => [`schemas/json/${name}`, text])),
  };
}

function overview(): string {
  const kinds = registry.all;
  return page(
    "Reference",
    "Every page here is generated from the program itself, so it says what the program does.",
    table(
      ["page", "holds"],
      [
        ["[Front matter](front-matter.md)", "the fields between the two `---` at the top of a protocol"],
        ["[Configuration of a project](configuration.md)", "what foodspec.config.yaml may say for all documents"],
        ...kinds.map((kind) => [`[${blockTitle(kind)}](blocks/${kind.kind}.md)`, kind.summary.replace(/\.$/, "")]),
        ["[Preprocessing steps](steps.md)", "what a preprocess block can do to spectra"],
        ["[Features](features.md)", "which columns a features block can make"],
        ["[Estimators](estimators.md)", "what a model block can fit"],
        ["[Validation schemes](schemes.md)", "how rows are divided into training and test rows"],
        ["[Metrics](metrics.md)", "what a model block says of its predictions"],
        ["[Checks](checks.md)", "what the gates of a qc block measure"],
        [
          "[Trust methods](trust.md)",
          "calibration, sets, abstention and tests for drift, and why their defaults are what they are",
        ],
        ["[Quality policy](quality-policy.md)", "thresholds of the gates, and why they are what they are"],
        ["[Commands](commands.md)", "the command line"],
        ["[Server of jobs](server.md)", "what `foodspec serve` answers programs"],
        ["[Exit codes](exit-codes.md)", "how a run ended"],
        ["[Findings](findings.md)", "every message the program can give, by its code"],
        ["[Formats](formats.md)", "which files of instruments are read, how each is known, and what it was tried on"],
        ["[Limits](limits.md)", "how much is read of a document and of data, and what is said beyond"],
        ["[Artifacts](artifacts.md)", "the files of a run folder, field by field"],
        ["[Kinds of blocks](kinds.md)", "lane, role, files and what each must explain"],
        ["[Contract by mode](contract.md)", "which of them a run of each mode must hold"],
        ["[Dependencies](dependencies.md)", "every package, its licence, and why it is there"],
        ["[Trace matrix](trace.md)", "what is promised, and which tests show it"],
      ],
    ),
    "Each step, family of features, estimator, scheme, metric, check and trust method has an entry with its formula, its conventions (divisors, edges, ties), what it learns, what it costs, its source, its options and an example that a test runs.",
    "JSON Schemas of all this stand in [schemas/json](../../schemas/json).",
  );
}

function configurationPage(): string {
  const schema = JSON.parse(generated({}, jsonSchemas())["config.schema.json"]);
  return page(
    "Configuration of a project",
    "`foodspec.config.yaml` marks the root of a project: what a document may read lies below it. It may be empty. What is typed goes before what a document says, that before what stands here, and that before the default. A key that is not in this table is refused.",
    optionTable(fields(schema)),
    `Each document says for itself: ${ofDocuments.map((key) => `\`${key}\``).join(", ")}.`,
    "The manifest of a run names the file, its digest and the keys that had a say, under `config`.",
    "JSON Schema: [config.schema.json](../../schemas/json/config.schema.json).",
  );
}

function frontMatterPage(): string {
  const schema = JSON.parse(generated(registry.schemes)["front-matter.schema.json"]);
  return page(
    "Front matter",
    "A protocol begins with `---`, then these fields in YAML, then `---`. A field that is not in this table is refused.",
    optionTable(fields(schema)),
    "`scheme` is described under [validation schemes](schemes.md).",
    "JSON Schema: [front-matter.schema.json](../../schemas/json/front-matter.schema.json).",
  );
}
