/** What a reader refuses with: code, facts and place of its first finding. */
import { Refusal, type Remark } from "../../../../blocks/contract/refusal.ts";

export function refusalOf(run: () => unknown): Remark {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error.remarks[0];
    throw error;
  }
  throw new Error("the file was not refused");
}
