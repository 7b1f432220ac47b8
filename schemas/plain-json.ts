/** Plain JSON: what every record, artifact and option is made of. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };
