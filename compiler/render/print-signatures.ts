/** Signature page: what is being signed, and a place for each who signs. A run that is not approved has none. */
import { type Child, h } from "./hast.ts";
import type { Report } from "./report.ts";
import { captioned } from "./scrolling.ts";
import { wholeDigest } from "./status.ts";

/** Roles that are there whatever the protocol says: somebody else than its authors looks at it. */
const always = ["reviewed by", "approved by"] as const;

export function signatures({ status, protocol, facts }: Report): readonly Child[] {
  if (status !== "success")
    return [
      h("p", {}, "This run is not approved: there is nothing to sign. It is kept as the record of a run that failed."),
    ];
  const { authors } = protocol.frontMatter;
  const named = authors.map(({ name, role }) => [role, name] as const);
  const rows = [...named, ...always.map((role) => [role, ""] as const)].map(([role, name]) =>
    h("tr", {}, h("th", { scope: "row" }, role), h("td", {}, name), h("td", {}), h("td", {})),
  );
  return [
    h(
      "p",
      {},
      "Who signs here has read this document, and signs for the run with this content digest and for no other:",
    ),
    h("p", { className: ["signed"] }, wholeDigest(facts.digest)),
    captioned("Signatures by hand", ["Role", "Name", "Date", "Signature"], rows, ["signatures"]),
    h(
      "p",
      { className: ["quiet"] },
      "These lines are for ink. This file carries no digital signature unless one was added to it after it was printed.",
    ),
  ];
}
