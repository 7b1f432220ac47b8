/** Options: those that more than one command takes. */
import type { CompileOptions } from "../compile/options.ts";
import type { Option } from "./command.ts";
import type { FormatName } from "./report-results.ts";
import { descriptor, folder, list, sentence, setting } from "./values.ts";

/** Who says when something was signed or frozen. */
export const tsa: Option = {
  flags: "--tsa <url>",
  says: "a time-stamping authority (RFC 3161) that says when (else FOODSPEC_TSA, else your clock)",
};

/** What a document says and a command line may say instead. */
export const overrides: readonly Option[] = [
  { flags: "-m, --mode <mode>", says: "research, regulatory or monitoring" },
  { flags: "-s, --seed <n>", says: "seed of every random draw" },
  { flags: "--scheme <name>", says: "validation scheme" },
  { flags: "-i, --input <name=path>", says: "a data file instead of the declared one (repeatable)", parse: list },
  {
    flags: "--set <key=value>",
    says: "a front-matter field or parameter, as in params.lv=10 (repeatable)",
    parse: setting,
  },
  {
    flags: "--reason <text>",
    says: "why what is typed is typed: 10 to 500 characters; recorded",
    parse: sentence,
  },
  { flags: "--trust", says: "add a default trust block after the primary model" },
  {
    flags: "--orchestrator-mode <mode>",
    says: "order of ready blocks",
    choices: ["two_lane_strict", "document_order"],
  },
];

export const outputDir = (says: string): Option => ({ flags: "-o, --output-dir <dir>", says, parse: folder });
export const pdf: Option = { flags: "--pdf", says: "print the report as a PDF too" };
export const passphrase: Option = {
  flags: "--passphrase-fd <n>",
  says: "a descriptor from which the passphrase is read (else FOODSPEC_KEY_PASSPHRASE, else the terminal)",
  parse: descriptor,
};
export const changed: Option = {
  flags: "--changed [revision]",
  says: "only documents that git held otherwise at this revision, as in --changed=main: text, inputs, lock file, configuration (alone: where the branch left the remote's default branch)",
};
export const strict: Option = { flags: "--strict", says: "warnings count as errors" };
export const notes: Option = { flags: "--notes", says: "print notes too, not just how many there are" };
export const format: Option = {
  flags: "--format <form>",
  says: "how findings and results are printed",
  choices: ["text", "json", "sarif", "junit", "github"],
  byDefault: "text",
};
export const pathRoot: Option = {
  flags: "--path-root <dir>",
  says: "what sarif, junit and github name files from (default: the top of the git repository, else the root)",
  parse: folder,
};
/** The same for what only people and programs of one's own read. */
export const textOrJson = (says: string): Option => ({ ...format, says, choices: ["text", "json"] });

/** The options of compile as they are typed. */
export interface TypedCompile extends Omit<CompileOptions, "documents" | "inputs" | "forceBlocks"> {
  readonly input?: readonly string[];
  readonly forceBlock?: readonly string[];
  readonly quiet?: boolean;
  readonly notes?: boolean;
  readonly pathRoot?: string;
  readonly changed?: string;
  readonly format: FormatName;
}

export function compileOptions(
  documents: readonly string[],
  { input, forceBlock, pathRoot: _, changed: __, ...typed }: Partial<TypedCompile>,
): CompileOptions {
  return { ...typed, documents, inputs: input, forceBlocks: forceBlock };
}
