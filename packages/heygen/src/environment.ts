/** What comes from outside of the program: handed in by the command line, by a service, or by a test. */
export interface HeyGenEnvironment {
  /** `HEYGEN_API_KEY`, `HEYGEN_API_BASE`, `HEYGEN_ALLOW_HTTP`, `HEYGEN_CONFIG_DIR`, `HEYGEN_MAX_RETRIES`. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** The user's folder. */
  readonly home: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
}
