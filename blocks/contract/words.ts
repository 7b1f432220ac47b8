/**
 * Words: a text for people that stands among what computes. It is left out of what digests are made of, so it must never reach a
 * result, an artifact or a remark that is kept: reasons of refusals, complaints of schemas and titles may.
 */
export const words = (text: string): string => text;
