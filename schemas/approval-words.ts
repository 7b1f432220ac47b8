/** Approval words: the steps of a job, and the roles of people. Words only: the command line knows them before it loads anything. */

/** What a person may have to approve, in the order in which it is asked for. */
export const steps = ["protocol", "study", "plan", "preview", "candidates", "lockbox", "release"] as const;
export type Step = (typeof steps)[number];

/** Who somebody is to a job. */
export const roles = ["reader", "submitter", "reviewer", "qa", "admin"] as const;
export type PersonRole = (typeof roles)[number];
