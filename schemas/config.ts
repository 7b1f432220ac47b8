/** Config: what `foodspec.config.yaml`, at a project's root, may say for all its documents. Closed; it may be empty. */
import { z } from "zod";
import { trackingSchema } from "./tracking.ts";

export const configSchema = z
  .strictObject({
    tracking: trackingSchema.optional().describe("where runs are sent whose document does not say it"),
  })
  .describe("settings of a project, for documents that do not say otherwise");
export type Config = z.output<typeof configSchema>;

/** What each document says for itself: a project cannot say it for all. */
export const ofDocuments: readonly string[] = [
  ...["mode", "scheme", "seed", "params", "claims", "approved_models", "title", "version"],
];
