import type { FileStore } from "@hyperframes-engine/store";
import type { Clock } from "../clock.ts";
import type { Database } from "../database/database.ts";
import type { Hook } from "../hooks/hook.ts";
import type { KeyRing, KnownKey } from "../keys/key-ring.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { Intake } from "../renders/intake.ts";
import type { RenderStore } from "../renders/render-attempt.ts";
import type { TemplateRegistry } from "../templates/template-registry.ts";
import type { Quota } from "./quota.ts";
import type { SignedFiles } from "./signed-files.ts";

/** What one key, or one hook, may have of the service. */
interface ServiceLimits {
  readonly requestsPerMinute: number;
  readonly hookRequestsPerMinute: number;
  /** Renders that wait or are being made, of one key. */
  readonly openPerKey: number;
  readonly bodyBytes: number;
  /** Event streams at once. */
  readonly streams: number;
}

/** What the API is made of. */
export interface ServiceParts {
  readonly store: RenderStore;
  readonly database: Database;
  readonly intake: Intake;
  readonly keys: KeyRing;
  readonly templates: TemplateRegistry;
  readonly hooks: ReadonlyMap<string, Hook>;
  readonly files: FileStore;
  readonly signed: SignedFiles;
  /** Signs the addresses of files. */
  readonly signingSecret: string;
  readonly outbox: Outbox;
  readonly quota: Quota;
  readonly clock: Clock;
  readonly limits: ServiceLimits;
  /** Whether requests need no key. */
  readonly open: boolean;
  /** Ends what is being made here of a render that was cancelled. */
  readonly onCancel: (id: string) => void;
  readonly onError: (error: unknown) => void;
  readonly version: string;
}

/** What is known of a request. */
export interface ApiEnvironment {
  readonly Variables: { readonly key: KnownKey };
}
