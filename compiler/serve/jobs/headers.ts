/** Headers: what browsers are told of every answer: nothing of others is loaded, framed, guessed at or sent on. */

/** Options of helmet. @param isSecure whoever asks does so over TLS */
export const headers = (isSecure: boolean) =>
  ({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "connect-src": ["'self'"],
        "frame-src": ["'self'"],
        "form-action": ["'self'"],
        "font-src": ["'self'"],
        "img-src": ["'self'", "data:"],
      },
    },
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: { policy: "same-origin" },
    crossOriginResourcePolicy: { policy: "same-origin" },
    frameguard: { action: "deny" },
    // Nothing of it goes elsewhere; with `no-referrer` browsers would not say of a form of ours that it is ours.
    referrerPolicy: { policy: "same-origin" },
    hsts: isSecure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    global: true,
  }) as const;
