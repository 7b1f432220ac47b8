/** Advised: schemes that keep whole what belongs together, for the help of findings. */

/** What is known of how rows belong together. */
export interface Belonging {
  readonly batch: boolean;
  readonly group: boolean;
  /** Columns that stand for the outcome. */
  readonly confounded?: readonly string[];
}

/**
 * Schemes that cut through no sample, and neither through a declared batch or group nor through a column that stands for the
 * outcome: of such a column none is known to keep it whole.
 *
 * @param not the scheme that is not to be advised, since it is the one in use
 */
export function advisedSchemes(
  { batch, group, confounded = [] }: Belonging,
  not: string | null = null,
): readonly string[] {
  const all = confounded.length > 0 ? [] : batch ? ["lobo"] : group ? ["group_kfold", "lobo"] : ["loso", "group_kfold"];
  return all.filter((name) => name !== not);
}

/** The scheme whose folds hold every class; null where its folds would cut through a batch, or through a column as above. */
export const advisedStratified = ({ batch, confounded = [] }: Belonging): string | null =>
  batch || confounded.length > 0 ? null : "stratified_group_kfold";
