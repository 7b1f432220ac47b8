/** Approval of a printed report: what is signed, and a row for each who signs, with what the signature means. A run that is not approved has none. */
import type { Evidence } from "./evidence.ts";
import { type Child, h } from "./hast.ts";
import type { Report } from "./report.ts";
import { captioned } from "./scrolling.ts";
import { wholeDigest } from "./status.ts";

/** `21 CFR 11.50`: a signature shows name, date and meaning. */
export function approval({ status, protocol, facts }: Report, { signers }: Evidence): readonly Child[] {
  if (status !== "success")
    return [
      h("p", {}, "This run is not approved: there is nothing to sign. It is kept as the record of a run that failed."),
    ];
  const { authors } = protocol.frontMatter;
  const rows = signers.map(({ role, n, meaning }) => {
    const id = `approval:${role}-${n}`;
    const named = authors.filter((one) => one.role === role).at(n - 1)?.name ?? "";
    return h(
      "tr",
      { id },
      h("th", { scope: "row" }, role),
      h("td", { className: ["author-words"] }, named),
      h("td", { className: ["meaning"] }, meaning),
      // Marks the place of a field of the PDF, which takes it over.
      h("td", { className: ["sign"] }, h("a", { href: `#${id}`, ariaLabel: `Signature of the ${role}` })),
    );
  });
  return [
    h(
      "p",
      {},
      "Who signs here has read this document, and signs for the run with this content digest and for no other: ",
      wholeDigest(facts.digest),
    ),
    captioned("Approval", ["Role", "Named in the protocol", "Meaning", "Name, date and signature"], rows, [
      "signatures",
    ]),
  ];
}
