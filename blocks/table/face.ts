/** Face of the `table` block: its words, figures and tables, and where its numbers come from. */
import { z } from "zod";
import type { Face } from "../contract/face.ts";
import { type DeclaredQuantities, quantityIn } from "../contract/quantities.ts";
import type { tableCompute } from "./compute.ts";
import { comparison } from "./views.ts";

export const tablePresentation = z.strictObject({
  show: z.string().optional().describe("address of the table: `block.name`, as in `plsda.metrics`"),
  caption: z.string().optional().describe("instead of the table's own caption"),
  title: z.string().optional().describe("instead of the table's own title"),
});

export const tableFace: Face<typeof tableCompute, typeof tablePresentation> = {
  quantity: (path) => quantityIn(quantities, path),
  summary: "Places a table of another block here, or sets models side by side with the paired difference.",
  mustExplain: ["models", "differences"],
  presentation: tablePresentation,
  views: { comparison },
  shows: (_, { show }) => (show === undefined ? [] : [{ address: show, at: ["show"] }]),
};

const quantities: DeclaredQuantities = {
  differences: "number",
};
