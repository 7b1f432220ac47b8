/** README.txt: what is in the archive, and how somebody who knows neither us nor the program checks it in ten minutes. */
import { digestOf, hexOf } from "../../store/digest.ts";
import { hasData, ledgerPath, registerPath } from "../../verify/archive.ts";
import { statusText } from "../../verify/pdf/field-text.ts";
import { type Protocol, protocolOf } from "../../verify/protocol.ts";
import type { RunFolder } from "../../verify/run-folder.ts";
import { quorumOf } from "../quorum.ts";
import { printedPath, sealPath, signaturesOf } from "../seal.ts";
import type { SealSignature } from "../statement.ts";
import { sealedData } from "./sealed-data.ts";
import type { Whole } from "./whole.ts";

/** It says what is there and how it is looked at, never how that ends. */
export function readmeOf(whole: Whole, folder: RunFolder): string {
  const signatures = signaturesOf(folder);
  const { manifest } = whole;
  const protocol = protocolOf(folder, manifest);
  const parts = [head(whole, signatures), contents(whole, folder, protocol), bytes, numbers(whole)];
  const { author, reviewer, approver } = quorumOf(manifest.mode, protocol?.settings.signatures);
  const asked = author + reviewer + approver;
  if (signatures.length > 0) parts.push(people(signatures, asked), envelopes(signatures.length));
  parts.push(foodspec(whole, signatures));
  if (whole.manifest.register?.frozen?.stamped !== undefined) parts.push(frozen);
  parts.push(limits(whole, signatures));
  return `${parts.join("\n\n")}\n`;
}

const signed = ({ n, role, name, time, time_from }: SealSignature): string =>
  `${n} ${role}, ${name}, ${time} (${time_from === "tsa" ? "time stamp" : "stated by the signer's clock"})`;

function head({ manifest, named }: Whole, signatures: readonly SealSignature[]): string {
  const { run_id, mode, exit_code, success, protocol_file, protocol_version, content_digest, register } = manifest;
  const ended = success ? "ended with 0" : `ended with ${exit_code}: NOT APPROVED`;
  const place = register === undefined ? [] : [`  register   run ${register.number} of its protocol`];
  const who =
    signatures.length === 0
      ? ["  signed     by nobody"]
      : signatures.map((one, i) => `  ${i === 0 ? "signed  " : "        "}   ${signed(one)}`);
  return [
    "A RUN OF FOODSPEC, TO BE CHECKED BY ANYBODY",
    "",
    `  title      ${named.title}`,
    `  protocol   ${protocol_file}, version ${protocol_version}`,
    `  run        ${run_id}, ${mode}, ${ended}`,
    ...place,
    ...who,
    `  digest     ${hexOf(content_digest)}`,
    "",
    "Compare the digest with the one in the report you were given: what is checked below is this run and no other.",
  ].join("\n");
}

function contents({ entries, manifest }: Whole, folder: RunFolder, protocol: Protocol | null): string {
  const pdf = printedPath(folder);
  const lines: readonly (readonly [string, string] | null)[] = [
    ["run/", "the run folder; run/report/index.html is the report, run/manifest.json lists every file"],
    pdf === null ? null : [`run/${pdf}`, "the report as it was printed"],
    folder.paths.some((path) => path.startsWith("seal/"))
      ? ["run/seal/", "the signed report, and what was signed"]
      : null,
    entries.has(registerPath) ? [registerPath, "every run of the protocol up to this one, and its signatures"] : null,
    entries.has(ledgerPath) ? [ledgerPath, "every opening of a lockbox up to those that the run counts"] : null,
    hasData(entries)
      ? [
          "data/",
          manifest.inputs.length === 1
            ? "the file that the run read"
            : `the ${manifest.inputs.length} files that the run read`,
        ]
      : null,
    ["verify.py", "computes the numbers again, independently of FoodSpec"],
    ["SHA256SUMS", "digest of every other file here"],
    ["ro-crate-metadata.json", "the same for machines (RO-Crate 1.1); CITATION.cff: how to cite it"],
    ["bom.cdx.json", "parts of the program that wrote this archive; THIRD-PARTY.md: their licences"],
  ];
  const said = lines.flatMap((line) => (line === null ? [] : [`  ${line[0].padEnd(24)} ${line[1]}`]));
  const sealed = hasData(entries) ? sealedData(protocol, manifest) : [];
  const warned =
    sealed.length === 0
      ? []
      : ["", `${sealed.join(", ")} holds rows of a lockbox: whoever reads the file has seen what was to be tested on.`];
  return ["WHAT IS IN IT", "", ...said, ...warned].join("\n");
}

const bytes = `1. ARE THE BYTES THOSE OF THE LIST?

  unzip -t ARCHIVE.zip
  sha256sum -c SHA256SUMS

Each line says OK. (On macOS: shasum -a 256 -c SHA256SUMS.) Whoever changes a file can change the list too: go on.`;

function numbers({ program }: Whole): string {
  return `2. DO THE NUMBERS FOLLOW FROM THE PREDICTIONS?

  python3 verify.py

Python 3.8 or newer, nothing to install. It ends with "verified" or "NOT VERIFIED"; a line NO is a fault, a line
"not checked" says what cannot be told from these files. Better than the verify.py of an archive is one from the
package foodspec ${program.version}; its SHA-256 is
${hexOf(digestOf(program.verifier))}`;
}

function people(signatures: readonly SealSignature[], asked: number): string {
  const { length } = signatures;
  const status = statusText(length, asked);
  const shown =
    asked === 0
      ? ""
      : `
The second line prints "${status}" and nothing else: "DRAFT" is a report that somebody has still to sign, or of
which a signature was cut off.`;
  return `3. WHO SIGNED THE REPORT?

  pdfsig run/seal/report_signed.pdf${asked === 0 ? "" : `\n  pdftotext run/seal/report_signed.pdf - | grep -E "DRAFT:|SIGNED:" | sort -u`}

pdfsig ends with 0 whatever it finds: read its text. "Signature is Valid" must stand there ${length === 1 ? "once" : `${length} times`}, and
"Total document signed" for the last signature.${shown}
The names and roles are those above, and these the SHA-256 of the certificates:

${signatures.map(({ n, role, name, certificate }) => `${n} ${role} ${name}\n${colons(certificate)}`).join("\n")}`;
}

/** As openssl prints a fingerprint. */
const colons = (hex: string): string => (hex.toUpperCase().match(/../g) ?? []).join(":");

/** Lines that verify each DSSE envelope, its signer and the files it names. */
function envelopes(count: number): string {
  return `4. DID THEY SIGN EXACTLY THESE FILES, AND ARE THEY WHO YOU THINK?

CA.pem holds the certificates of whom you trust, an authority's or the persons' own: theirs, never any from here.

  for one in run/seal/seal-*.json run/seal/attestation.json; do echo "$one"; python3 - "$one" <<'END'
  import base64, json, sys
  one = json.load(open(sys.argv[1])); body = base64.b64decode(one["payload"]); kind = one["payloadType"].encode()
  open("signed", "wb").write(b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(body), body))
  open("signature", "wb").write(base64.b64decode(one["signatures"][0]["sig"]))
  open("signer.pem", "w").write(one["signatures"][0]["certificate"])
  grows = ("seal/report_signed.pdf", "seal/audit.jsonl") if sys.argv[1] != "run/${sealPath(count)}" else ()
  lines = ["%s  %s\\n" % (s["digest"]["sha256"], s["name"]) for s in json.loads(body)["subject"] if s["name"] not in grows]
  open("sums", "w").write("".join(lines))
  END
  openssl x509 -in signer.pem -noout -subject -fingerprint -sha256 -pubkey > signer.txt
  grep -E "^(subject|sha256)" -i signer.txt; openssl verify -CAfile CA.pem signer.pem
  openssl dgst -sha256 -verify signer.txt -signature signature signed
  (cd run && sha256sum -c ../sums); done

For each: a subject and a fingerprint of 3, "signer.pem: OK", "Verified OK", and OK for each file. (A certificate that
has expired since says so; with -no_check_time that is not looked at.) The last of run/seal/seal-*.json names the signed
PDF, the attestation, the manifest and the audit trail, the attestation the manifest and every file that it lists.`;
}

function foodspec({ entries, program }: Whole, signatures: readonly SealSignature[]): string {
  const anchors = signatures.length === 0 ? "" : " --anchors DIR";
  const rerun = hasData(entries) ? "" : " -i NAME=FILE";
  return `${signatures.length === 0 ? 3 : 5}. ALL OF IT, BY FOODSPEC

  npx foodspec@${program.version} verify ARCHIVE.zip${anchors}

looks at everything above, and at what stands below.${anchors === "" ? "" : " DIR holds the certificates that you trust\n(*.pem); never take them from here."}

  npx foodspec@${program.version} verify ARCHIVE.zip --rerun${rerun}

computes the whole run again from its protocol and data. It ends with 0 where all holds, else with 9.`;
}

/** What an authority stamped: the line of the register as it stands, but for the stamp. */
const frozen = `WHEN WERE THE CRITERIA FROZEN?

  python3 - <<'END'
  import base64, json
  for line in open("register.jsonl", encoding="utf-8"):
      token = json.loads(line).get("token")
      if token:
          open("frozen.tst", "wb").write(base64.b64decode(token))
          open("frozen.json", "w", encoding="utf-8").write(line.rstrip("\\n").replace('"token":"%s"' % token, '"token":null'))
  END
  openssl ts -reply -token_in -in frozen.tst -token_out -text
  openssl ts -verify -token_in -in frozen.tst -data frozen.json -CAfile TSA.pem

"Verification: OK", where TSA.pem holds the time-stamping authority you trust. frozen.json says what was frozen: the
digest of the protocol, what it asked, and the lines of the register that it follows.`;

function limits({ entries }: Whole, signatures: readonly SealSignature[]): string {
  const isSigned = signatures.length > 0;
  const byFoodspec = [
    "- Whether the predictions come of the protocol and the data, and not of somebody who made all rows agree: --rerun.",
    ...(hasData(entries) ? ["- Whether data/ holds the files that the run read."] : []),
    "- Whether the printed report says what run/ says, and hides nothing.",
    ...(isSigned
      ? [
          "- What a signature brought into the PDF beside itself: a later signer may have changed what an earlier one had",
          "  signed, and pdfsig calls both valid.",
          "- Whether a certificate was revoked, who may sign as what, whether a person signed twice, and in which order.",
          ...(signatures.some(({ time_from }) => time_from === "tsa")
            ? ["- The time stamps: pdfsig prints the time that the signer's clock said."]
            : []),
        ]
      : []),
  ];
  const byNobody = [
    "- Whether the samples, the reference values and the instrument were as the data say.",
    ...(signatures.some(({ time_from }) => time_from === "stated")
      ? ["- When it was signed, where no authority stamped the time: a clock can be set."]
      : []),
    ...(isSigned ? [] : ["- Who made the run: nobody has signed it."]),
    "- Whether a later state was withheld. Signatures that were taken back as a whole, to a state in which enough",
    `  had signed, are told by the register only${entries.has(registerPath) ? " (register.jsonl): compare it with the one its owner keeps." : ", and this run stands in none that is handed on."}`,
    ...(entries.has(registerPath)
      ? ["- When, and on which machine, the lines of register.jsonl were entered: nobody signs them."]
      : []),
  ];
  return [
    `WHAT STEPS 1 TO ${isSigned ? 4 : 2} DO NOT SHOW, AND FOODSPEC LOOKS AT`,
    "",
    ...byFoodspec,
    "",
    "WHAT NOTHING HERE SHOWS",
    "",
    ...byNobody,
  ].join("\n");
}
