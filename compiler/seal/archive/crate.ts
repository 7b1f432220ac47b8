/** Crate: the archive described for machines, as RO-Crate 1.1 with the profiles of a process run and of a workflow run. */
import { digestOf, hexOf } from "../../store/digest.ts";
import { dataPlaces } from "../../verify/archive.ts";
import type { Entries } from "../../verify/zip.ts";
import { isAddress, type Named, orcidAddress } from "./named.ts";
import type { Whole } from "./whole.ts";

type Entity = {
  readonly "@id": string;
  readonly "@type": string | readonly string[];
  readonly [property: string]: unknown;
};

const ref = (id: string) => ({ "@id": id });
/** A path as a reference of RFC 3986. */
const idOf = (path: string): string => path.split("/").map(encodeURIComponent).join("/");
const protocol = "run/protocol.md";
const profiles = [
  "https://w3id.org/ro/wfrun/process/0.5",
  "https://w3id.org/ro/wfrun/workflow/0.5",
  "https://w3id.org/workflowhub/workflow-ro-crate/1.0",
];

/** @see https://w3id.org/ro/crate/1.1; https://www.researchobject.org/workflow-run-crate/profiles/workflow_run_crate/ */
export function crateOf(whole: Whole): string {
  const { manifest, named, entries } = whole;
  const authors = named.authors.map((author, i): Entity => {
    const id = author.orcid === undefined ? `#author-${i + 1}` : orcidAddress(author.orcid);
    const affiliation = author.affiliation === undefined ? {} : { affiliation: author.affiliation };
    return {
      "@id": id,
      "@type": "Person",
      name: author.name,
      ...affiliation,
      ...(author.email === undefined ? {} : { email: author.email }),
    };
  });
  const files = [...entries.keys()].filter((path) => path !== protocol).sort();
  const parts = [...files, protocol, "SHA256SUMS"].sort();
  const descriptor: Entity = {
    "@id": "ro-crate-metadata.json",
    "@type": "CreativeWork",
    conformsTo: ref("https://w3id.org/ro/crate/1.1"),
    about: ref("./"),
  };
  const root: Entity = {
    "@id": "./",
    "@type": "Dataset",
    name: named.title,
    description: `Run ${manifest.run_id} of the protocol ${manifest.protocol_file}, version ${manifest.protocol_version}, by FoodSpec ${manifest.foodspec_version}`,
    datePublished: manifest.timestamp,
    conformsTo: profiles.map(ref),
    license: licenseOf(named),
    ...(authors.length === 0 ? {} : { author: authors.map((one) => ref(one["@id"])) }),
    ...(named.keywords.length === 0 ? {} : { keywords: named.keywords.join(", ") }),
    mainEntity: ref(protocol),
    mentions: ref("#run"),
    hasPart: parts.map((path) => ref(idOf(path))),
  };
  const profile = (id: string): Entity => ({
    "@id": id,
    "@type": "CreativeWork",
    name: id.split("/").slice(-2).join(" "),
    version: id.split("/").at(-1),
  });
  const graph = [
    descriptor,
    root,
    ...profiles.map(profile),
    ...licenseEntities(named),
    ...authors,
    ...runEntities(whole, authors),
    ...files.map((path) => fileOf(path, entries)),
    { "@id": "SHA256SUMS", "@type": "File", encodingFormat: "text/plain", name: "SHA-256 of every other entry" },
  ];
  return `${JSON.stringify({ "@context": context, "@graph": graph }, null, 2)}\n`;
}

/** `sha256` is a term of the profiles' own context. */
const context = ["https://w3id.org/ro/crate/1.1/context", "https://w3id.org/ro/terms/workflow-run/context"];

const unlicensed = "The protocol names no licence";
const licenseOf = ({ license }: Named) =>
  license === undefined ? unlicensed : ref(isAddress(license) ? license : `https://spdx.org/licenses/${license}`);

function licenseEntities(named: Named): readonly Entity[] {
  const of = licenseOf(named);
  return typeof of === "string" ? [] : [{ "@id": of["@id"], "@type": "CreativeWork", name: named.license ?? "" }];
}

/** The document as the workflow, the program as its language and runner, and what was made from what, by whom, when. */
function runEntities(
  { manifest, named, entries, program, ended }: Whole,
  authors: readonly Entity[],
): readonly Entity[] {
  const places = dataPlaces(manifest);
  const isHeld = (i: number): boolean => entries.has(places[i]);
  const inputs = places.map((_, i) => (isHeld(i) ? idOf(places[i]) : `#input-${i + 1}`));
  const outside = manifest.inputs.flatMap(({ path, sha256, size_bytes }, i): readonly Entity[] =>
    isHeld(i)
      ? []
      : [
          {
            "@id": inputs[i],
            "@type": "CreativeWork",
            name: path,
            identifier: sha256,
            ...(size_bytes === null ? {} : { size: `${size_bytes} bytes` }),
          },
        ],
  );
  const results = [...entries.keys()].filter(
    (path) =>
      path.startsWith("run/") && !path.startsWith("run/seal/") && path !== protocol && !path.startsWith("run/sources/"),
  );
  const operator = manifest.register?.operator;
  const who = operator?.name ?? operator?.account ?? null;
  const agent: Entity | null = who === null ? null : { "@id": "#operator", "@type": "Person", name: who };
  return [
    {
      ...fileOf(protocol, entries),
      "@type": ["File", "SoftwareSourceCode", "ComputationalWorkflow"],
      name: named.title,
      version: manifest.protocol_version,
      programmingLanguage: ref("#foodspec"),
      ...(authors.length === 0 ? {} : { author: authors.map((one) => ref(one["@id"])) }),
    },
    {
      "@id": "#foodspec",
      "@type": ["ComputerLanguage", "SoftwareApplication"],
      name: "FoodSpec",
      version: manifest.foodspec_version,
      softwareVersion: manifest.foodspec_version,
      identifier: manifest.program,
      url: "https://www.npmjs.com/package/foodspec",
    },
    {
      "@id": "#run",
      "@type": "CreateAction",
      name: `Run ${manifest.run_id}`,
      description: `The run ended with ${manifest.exit_code}; its content digest is ${hexOf(manifest.content_digest)}. Archived by FoodSpec ${program.version}.`,
      instrument: ref(protocol),
      object: [...inputs, ...(manifest.sources ?? []).map(({ path }) => idOf(`run/sources/${path}`))].map(ref),
      result: results.sort().map((path) => ref(idOf(path))),
      startTime: manifest.timestamp,
      endTime: ended,
      actionStatus: `http://schema.org/${manifest.success ? "Completed" : "Failed"}ActionStatus`,
      ...(agent === null ? {} : { agent: ref(agent["@id"]) }),
    },
    ...(agent === null ? [] : [agent]),
    ...outside,
  ];
}

const formats: Readonly<Record<string, string>> = {
  cff: "application/yaml",
  csv: "text/csv",
  html: "text/html",
  json: "application/json",
  jsonl: "application/jsonl",
  log: "text/plain",
  md: "text/markdown",
  npy: "application/octet-stream",
  pdf: "application/pdf",
  py: "text/x-python",
  svg: "image/svg+xml",
  txt: "text/plain",
};

function fileOf(path: string, entries: Entries): Entity {
  const bytes = entries.get(path) ?? new Uint8Array();
  const ending = /\.([A-Za-z0-9]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
  return {
    "@id": idOf(path),
    "@type": "File",
    contentSize: String(bytes.length),
    sha256: hexOf(digestOf(bytes)),
    encodingFormat: Object.hasOwn(formats, ending) ? formats[ending] : "application/octet-stream",
  };
}
