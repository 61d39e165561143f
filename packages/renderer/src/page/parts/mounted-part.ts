import type { PartSource } from "../protocol.ts";
import type { ChildScope } from "./child-scope.ts";

/** A sub-composition that stands in the page. */
export interface MountedPart {
  /** Its own `data-composition-id`; empty where it has none. */
  readonly id: string;
  readonly host: HTMLElement;
  /** The element in it that has the id, or the host where none has. */
  readonly root: Element;
  readonly scope: ChildScope;
  readonly source: PartSource;
  /** What the browser knows scripts by that the engine puts into a filled page; `null` if it asks for nothing. */
  readonly nonce: string | null;
  /** Its scripts, which were not run by being mounted. */
  readonly scripts: readonly HTMLScriptElement[];
}
