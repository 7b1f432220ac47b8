/** Parsing: bytes to a protocol, or to everything that is wrong with them. Nothing runs; of files only those that the text takes in are read. */
import type { Root } from "mdast";
import type { Kind } from "../../blocks/contract/kind.ts";
import type { OptionPath } from "../../blocks/contract/refusal.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { finding } from "../diagnostics/build.ts";
import { type Finding, isError, type Position } from "../diagnostics/finding.ts";
import { type Lines, lines } from "../diagnostics/lines.ts";
import { claimFindings } from "../prose/claims.ts";
import { sentencesIn, sentencesOf, sentencesOfBlocks } from "../prose/sentences.ts";
import { checkAsOf } from "./as-of.ts";
import { inOrder, type Kinds, readBlocks } from "./blocks.ts";
import { setCitations } from "./citations/set-citations.ts";
import { isBibtex, takeBibliography } from "./citations/take-bibliography.ts";
import { found } from "./expectation.ts";
import { findFences } from "./fences.ts";
import { formulasIn, setFormulas } from "./formulas/set-formulas.ts";
import { sliceFrontMatter } from "./front-matter.ts";
import { nameBlocks } from "./identifiers.ts";
import { readInlineTexts, writtenIn } from "./inline-texts.ts";
import { declaredInputs, readInputNames } from "./inputs.ts";
import { takeLogo, unstated } from "./letterhead.ts";
import { parseMarkdown, parseQuickly } from "./markdown.ts";
import { checkMonitoring } from "./monitoring.ts";
import { type Applied, applyOverrides, type Override, type Overrides } from "./overrides.ts";
import type { Param } from "./params.ts";
import { wholeBeyond, withParts } from "./parts.ts";
import { checkPrimary } from "./primary.ts";
import { type ProjectGives, withProject } from "./project.ts";
import { checkShown, readProse } from "./prose.ts";
import type { Protocol, ProtocolBlock } from "./protocol.ts";
import { pythonProtocol } from "./python.ts";
import { readText } from "./read.ts";
import { readSettings, type Schemes } from "./settings.ts";
import { noFiles, type OpenSource, type SourceFile, Sources } from "./sources.ts";
import { withTargetKinds } from "./target-kinds.ts";
import { checkIds } from "./text/check-ids.ts";
import type { LeftHtml } from "./text/left.ts";
import { leftFinding } from "./text/left-finding.ts";
import { takeImages } from "./text/take-images.ts";
import { unreadSyntax } from "./text/unread.ts";
import { tooManyNames } from "./too-many.ts";
import { loadTools, type Tools, type Want } from "./tools.ts";
import { parseYaml, type Yaml } from "./yaml.ts";

export type { Kinds, Override, Overrides, Schemes };

/** What a document may use. */
export interface Registry {
  readonly kinds: Kinds;
  readonly schemes: Schemes;
  /** Takes the place of a block that has one a target; without it none has. */
  readonly targets?: Kind;
}

export interface Parsed {
  /** Null where there is an error among the findings. */
  readonly protocol: Protocol | null;
  /** Of one document, in the order of the file; those of the command line first. */
  readonly findings: readonly Finding[];
  /** Overrides that were applied, as they are to be recorded. */
  readonly overrides: readonly Override[];
  /** Files from the command line by input name; a path given without a name has got the name it stands for. */
  readonly inputs: { readonly [name: string]: string };
  /** What the project gave: fields, `inputs.NAME`, and options as `BLOCK.OPTION`. */
  readonly taken: readonly string[];
  /** Files that its text takes in, as far as it was read. */
  readonly sources: readonly SourceFile[];
  /** Tools that the text asks for and that were not there: it has to be read again with them. */
  readonly wants: readonly Want[];
}

/** Reads a document. Never throws for what an author may have written; all findings are collected. */
export function parseProtocol(
  bytes: Uint8Array,
  file: string,
  registry: Registry,
  overrides: Overrides = {},
  open: OpenSource = noFiles,
  tools: Tools = {},
): Parsed {
  const sources = new Sources(open);
  const taking: Taking = { sources, tools, wants: new Set() };
  return { ...parsed(bytes, file, registry, overrides, taking), sources: sources.files, wants: [...taking.wants] };
}

/** The same with the tools that the text asks for. */
export async function readProtocol(
  bytes: Uint8Array,
  file: string,
  registry: Registry,
  overrides: Overrides,
  open: OpenSource,
): Promise<Parsed> {
  const read = parseProtocol(bytes, file, registry, overrides, open);
  if (read.wants.length === 0) return read;
  return parseProtocol(bytes, file, registry, overrides, open, await loadTools(read.wants));
}

interface Taking {
  readonly sources: Sources;
  readonly tools: Tools;
  /** Tools that the text asks for and that are not there. */
  readonly wants: Set<Want>;
}

function parsed(bytes: Uint8Array, file: string, registry: Registry, overrides: Overrides, taking: Taking): Rest {
  const read = readText(bytes, file);
  if ("finding" in read) return failed([read.finding]);
  const own = lines(file, read.text);
  const sliced = sliceFrontMatter(read.text, own);
  const isUnfenced = "finding" in sliced && (sliced.finding.code === "FS2010" || sliced.finding.code === "FS2013");
  const python = isUnfenced || /\.ya?ml$/i.test(file) ? pythonProtocol(read.text, file) : null;
  if (python !== null) return failed([python]);
  if ("finding" in sliced) return failed([sliced.finding]);
  const whole = withParts({ file, text: read.text, body: sliced.body, at: own }, taking.sources, parseQuickly);
  if ("findings" in whole) return failed(whole.findings);
  const { text, at } = whole;
  const beyond = text === read.text ? null : wholeBeyond(whole);
  if (beyond !== null) return failed([beyond]);
  const markdown = parseMarkdown(whole.body);
  if ("beyond" in markdown) {
    const { things, limit, at: offset } = markdown.beyond;
    return failed([finding("FS2070", at.place(offset, offset + 1), { found: `more than ${limit}`, things, limit })]);
  }
  const { tree, left } = markdown;
  return readDocument(
    { bytes, text, file, at, tree, left, yaml: sliced.yaml, offset: sliced.offset, taking },
    registry,
    overrides,
  );
}

interface Source {
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly file: string;
  readonly at: Lines;
  readonly tree: Root;
  readonly left: readonly LeftHtml[];
  readonly yaml: string;
  readonly offset: number;
  readonly taking: Taking;
}

function readDocument(source: Source, registry: Registry, overrides: Overrides): Rest {
  const { bytes, text, file, at, tree, left, taking } = source;
  const { sources, tools, wants } = taking;
  const front = readFrontMatter(source, overrides);
  const beyond = tooManyNames(front.applied?.value ?? null, front.at);
  if (beyond !== null) return failed([...front.findings, beyond]);
  const fences = findFences(tree, text, at, Object.keys(registry.kinds));
  const names = nameBlocks(fences.fences);
  const { project } = overrides;
  const read = readBlocks(names.named, registry.kinds, paramsOf(front.applied), project?.options);
  const { applied, taken } = ofProject(front.applied, project, read.blocks);
  const settings = applied === null ? null : readSettings(applied, registry.schemes, front.at);
  const kinds = withTargetKinds(read.kinds, read.blocks, registry.targets);
  const prose = readProse(tree, at, kinds, read.blocks);
  const frontMatter = settings?.read?.frontMatter ?? null;
  const mode = frontMatter?.mode ?? null;
  const citations = (): ReturnType<typeof setCitations> => {
    const paths = [frontMatter?.bibliography ?? []].flat();
    if (tools.bibtex === undefined && paths.some(isBibtex)) {
      wants.add("bibtex");
      return { cited: [], findings: [] };
    }
    const place = (i: number) =>
      front.at(Array.isArray(frontMatter?.bibliography) ? ["bibliography", i] : ["bibliography"], "value");
    const nothing = () => ({ json: [] });
    const { entries, findings } = takeBibliography(paths, file, place, sources, tools.bibtex ?? nothing);
    const { cited, findings: more } = setCitations(tree, text, at, entries);
    return { cited, findings: [...findings, ...more] };
  };
  const { cited, findings: citing } = citations();
  const formulaFindings = (): readonly Finding[] => {
    if (tools.formulas !== undefined) return setFormulas(tree, text, at, tools.formulas);
    if (formulasIn(tree).length > 0) wants.add("formulas");
    return [];
  };
  const written = [
    ...(frontMatter === null ? [] : [{ text: frontMatter.title, position: front.at(["title"], "value") }]),
    ...writtenIn(read.blocks),
  ];
  const inline = readInlineTexts(written, tools.formulas ?? null);
  if (inline.wants) wants.add("formulas");
  const inputs = readInputNames(frontMatter, read.blocks, overrides.inputs ?? {});
  const said = [
    ...(frontMatter === null ? [] : sentencesIn(frontMatter.title, front.at(["title"], "value"), inline.texts)),
    ...(frontMatter?.change === undefined
      ? []
      : sentencesIn(frontMatter.change, front.at(["change"], "value"), inline.texts)),
    ...sentencesOf(tree, text, at),
    ...sentencesOfBlocks(read.blocks, inline.texts),
  ];
  const findings = inOrder(
    [
      ...front.findings,
      ...(settings?.findings ?? []),
      ...fences.findings,
      ...names.findings,
      ...read.findings,
      ...prose.findings,
      ...left.map((html) => leftFinding(html, mode, at)),
      ...checkIds(tree, at, new Set(kinds.keys())),
      ...takeImages(tree, at, sources),
      ...(frontMatter === null ? [] : takeLogo(frontMatter, file, front.at, sources)),
      ...(frontMatter === null ? [] : unstated(frontMatter, front.at)),
      ...formulaFindings(),
      ...inline.findings,
      ...citing,
      ...unreadSyntax(tree, text, at, (id) => kinds.has(id)),
      // Which claims are forbidden hangs on the mode: without readable front matter nobody knows it.
      ...(frontMatter === null ? [] : claimFindings(said, frontMatter.mode, frontMatter.lang)),
      ...read.blocks.flatMap((block) => checkShown(block, kinds)),
      ...inputs.findings,
      ...(frontMatter === null ? [] : checkPrimary(frontMatter, read.kinds, front.at)),
      ...(frontMatter === null ? [] : checkMonitoring(frontMatter, read.blocks, read.kinds, front.at)),
      ...(frontMatter === null ? [] : checkAsOf(frontMatter, read.blocks, read.kinds, front.at)),
      ...(fences.fences.length + fences.findings.length === 0 ? [finding("FS2060", at.place(0, 0))] : []),
    ],
    file,
  );
  const shared = {
    findings,
    overrides: [...(front.applied?.overrides ?? []), ...inputs.overrides],
    inputs: inputs.inputs,
    taken,
  };
  if (findings.some(isError) || settings === null || settings.read === null) return { ...shared, protocol: null };
  const protocol: Protocol = {
    file,
    bytes,
    text,
    ...settings.read,
    seed: settings.read.frontMatter.seed,
    written: applied?.value as Protocol["written"],
    frontMatterAt: (path) => front.at(path, "value"),
    blocks: read.blocks,
    inlineValues: prose.inlineValues,
    references: prose.references,
    tree,
    inlineTexts: inline.texts,
    at,
    sources: sources.files,
    cited,
  };
  return { ...shared, protocol };
}

type Rest = Omit<Parsed, "sources" | "wants">;

const failed = (findings: readonly Finding[]): Rest => ({
  protocol: null,
  findings,
  overrides: [],
  inputs: {},
  taken: [],
});

interface Front {
  readonly applied: Applied | null;
  readonly findings: readonly Finding[];
  at(path: OptionPath, part: "key" | "value"): Position;
}

function readFrontMatter({ yaml: source, offset, at, text }: Source, overrides: Overrides): Front {
  const opening = at.place(0, "---".length);
  const about = { pointer: "" };
  const { yaml, findings } = parseYaml(source, {
    place: (start, end) => at.place(offset + start, offset + end),
    about,
  });
  const nowhere: Front = { applied: null, findings, at: () => opening };
  if (yaml === null || yaml.spoilt.includes("")) return nowhere;
  const mapping: Yaml = yaml.value === null ? { ...yaml, value: {} } : yaml;
  if (typeof mapping.value !== "object" || Array.isArray(mapping.value)) {
    const first = offset + Math.max(0, text.slice(offset).search(/\S/));
    const end = first + (/^[^\r\n]*/.exec(text.slice(first))?.[0].trimEnd().length ?? 1);
    return {
      ...nowhere,
      findings: [...findings, finding("FS2014", at.place(first, end), { found: found(mapping.value) }, about)],
    };
  }
  const place = (path: OptionPath, part: "key" | "value") => yaml.at(path, part) ?? opening;
  const applied = applyOverrides(mapping, overrides, (path) => place(path, "value"));
  return { applied, findings: [...findings, ...applied.findings], at: place };
}

/** The front matter with what the project gives. */
function ofProject(
  applied: Applied | null,
  project: ProjectGives | undefined,
  blocks: readonly ProtocolBlock[],
): { readonly applied: Applied | null; readonly taken: readonly string[] } {
  if (applied === null || project === undefined) return { applied, taken: [] };
  const { value, taken } = withProject(applied.value as Mapping, project, blocks.flatMap(declaredInputs));
  const options = blocks.flatMap(({ id, given = [] }) => given.map((option) => `${id}.${option}`));
  return { applied: { ...applied, value }, taken: [...taken, ...options] };
}

type Mapping = { readonly [key: string]: Json };

/** Parameters as they stand, whether or not the rest of the front matter is right. */
function paramsOf(applied: Applied | null): ReadonlyMap<string, Param> {
  const params = (applied?.value as { readonly params?: Json } | undefined)?.params;
  if (applied === null || typeof params !== "object" || params === null || Array.isArray(params)) return new Map();
  return new Map(
    Object.entries(params as { readonly [name: string]: Json }).map(([name, value]) => {
      const pointer = `/params/${name}`;
      return [name, { value, text: applied.texts.get(pointer), overridden: applied.options.has(pointer) }];
    }),
  );
}
