/** Quorum: who has to sign a run, in which order, and who may be next. */
import { isRecord } from "../../schemas/is-record.ts";

/** In the order in which they sign. */
export const roles = ["author", "reviewer", "approver"] as const;
export type Role = (typeof roles)[number];
export type Quorum = Readonly<Record<Role, number>>;

/** What each signs for, unless another meaning is given. */
export const meanings: Readonly<Record<Role, string>> = {
  author: "I wrote this protocol and its report",
  reviewer: "I checked protocol and report",
  approver: "I approve the method for the use declared",
};

const none: Quorum = { author: 0, reviewer: 0, approver: 0 };
/** In regulatory mode at least, and where the document does not say. */
export const regulatoryQuorum: Quorum = { author: 1, reviewer: 0, approver: 1 };

/** @param written `signatures` of the front matter */
export function quorumOf(mode: string, written: unknown): Quorum {
  const base = mode === "regulatory" ? regulatoryQuorum : none;
  if (!isRecord(written)) return base;
  const said = new Map(Object.entries(written));
  const of = (role: Role): number => {
    const count = said.get(role);
    return typeof count === "number" ? Math.max(count, base[role]) : base[role];
  };
  return { author: of("author"), reviewer: of("reviewer"), approver: of("approver") };
}

export interface Signed {
  readonly role: string;
  /** Who: the subject of the certificate. */
  readonly subject: string;
  /** Digest of the public key. */
  readonly key: string;
}

/** Why somebody may not sign next in a role; null where all is well. */
export function whyNotNext(
  quorum: Quorum,
  before: readonly Signed[],
  next: Signed & { readonly role: Role },
): string | null {
  const have = (role: Role): number => before.filter((one) => one.role === role).length;
  const { role } = next;
  if (quorum[role] === 0) return `the protocol asks for no ${role}`;
  if (have(role) >= quorum[role])
    return `${quorum[role] === 1 ? "the" : `all ${quorum[role]}`} ${role}${quorum[role] === 1 ? " has" : "s have"} signed`;
  const same = before.find(({ subject, key }) => subject === next.subject || key === next.key);
  if (same !== undefined) return `${next.subject} has signed as ${same.role}, and a person signs once`;
  const earlier = roles.slice(0, roles.indexOf(role)).find((one) => have(one) < quorum[one]);
  return earlier === undefined ? null : `the ${earlier} signs first`;
}

export const isRole = (role: string): role is Role => (roles as readonly string[]).includes(role);

/** Whether everybody who has to sign has signed. */
export const isMet = (quorum: Quorum, signed: readonly { readonly role: string }[]): boolean =>
  roles.every((role) => signed.filter((one) => one.role === role).length >= quorum[role]);
