/** Citation: how the run is cited, as Citation File Format 1.2.0. */
import type { Manifest } from "../../../schemas/manifest.ts";
import { hexOf } from "../../store/digest.ts";
import { type Author, isAddress, type Named, orcidAddress } from "./named.ts";

/** Names are not taken apart into given and family names, which no rule does for all people. */
export function citationOf({ title, authors, license, keywords }: Named, manifest: Manifest): string {
  const { protocol_version, timestamp, run_id, content_digest } = manifest;
  // A text in the quotes of JSON is one in YAML.
  const quoted = (value: string): string => JSON.stringify(value);
  const author = ({ name, orcid, email }: Author): string =>
    [`  - name: ${quoted(name)}`, ...(orcid === undefined ? [] : [`    orcid: ${quoted(orcidAddress(orcid))}`])]
      .concat(email === undefined ? [] : [`    email: ${quoted(email)}`])
      .join("\n");
  const all = authors.length === 0 ? [{ name: "The authors are not named in the protocol" }] : authors;
  return `${[
    "cff-version: 1.2.0",
    'message: "If you use this run, cite it by its content digest."',
    "type: dataset",
    `title: ${quoted(title)}`,
    "authors:",
    ...all.map(author),
    `version: ${quoted(protocol_version)}`,
    `date-released: ${timestamp.slice(0, 10)}`,
    ...(license === undefined ? [] : [`${isAddress(license) ? "license-url" : "license"}: ${quoted(license)}`]),
    ...(keywords.length === 0 ? [] : ["keywords:", ...keywords.map((one) => `  - ${quoted(one)}`)]),
    "identifiers:",
    "  - type: other",
    `    value: ${quoted(`sha256:${hexOf(content_digest)}`)}`,
    `    description: ${quoted(`content digest of the run ${run_id}`)}`,
  ].join("\n")}\n`;
}
