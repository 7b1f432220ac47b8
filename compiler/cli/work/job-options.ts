/** Job options: what is typed behind `foodspec job`. */
import type { Step } from "../../../schemas/approval-words.ts";
import type { TypedCompile } from "../options.ts";

export type JobAction =
  | "submit"
  | "list"
  | "show"
  | "events"
  | "approve"
  | "reject"
  | "spawn"
  | "cancel"
  | "retry"
  | "verify";

export interface JobOptions extends Partial<Omit<TypedCompile, "format">> {
  readonly target?: string;
  readonly document?: string;
  readonly approve?: readonly Step[];
  readonly attempt?: number;
  readonly why?: string;
  readonly idea?: string;
  readonly state?: string;
  readonly root?: string;
  readonly follow?: boolean;
  readonly step?: Step;
  readonly digest?: string;
  readonly note?: string;
  readonly format: "text" | "json";
}
