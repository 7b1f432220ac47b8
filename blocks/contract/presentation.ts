/** Presentation: what every block with figures and tables of its own may say about how it is shown; none of it enters a key. */
import { z } from "zod";

export const presentation = z.strictObject({
  title: z.string().optional().describe("instead of the block's own heading"),
  caption: z.string().optional().describe("a sentence under the block's heading"),
  show: z
    .union([z.boolean(), z.string(), z.array(z.string()).min(1)])
    .optional()
    .describe(
      "its figures and tables that stand under it: names as in `confusion`, `all` or `none`; left out, those shown by default",
    ),
});
