/** `{{< pagebreak >}}` on a line of its own: what follows begins a new page in print. */
import type { Nodes, Parent } from "mdast";
import type { PageBreak } from "./nodes.ts";

/** In place. */
export function readPageBreaks(node: Nodes): void {
  if (!("children" in node)) return;
  const parent = node as Parent;
  parent.children = parent.children.map((child): (typeof parent.children)[number] => {
    if (child.type === "paragraph" && child.children.length === 1) {
      const [only] = child.children;
      if (only.type === "text" && pageBreak.test(only.value)) return breakAt(child.position);
    }
    readPageBreaks(child);
    return child;
  });
}

const pageBreak = /^\{\{<[ \t]*pagebreak[ \t]*>\}\}$/;

const breakAt = (position: PageBreak["position"]): PageBreak => ({
  type: "pageBreak",
  data: { hName: "div", hProperties: { className: ["page-break"] } },
  children: [],
  position,
});
