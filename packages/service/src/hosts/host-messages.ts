import type { RenderErrorJson } from "@hyperframes-engine/errors";
import type { ProgressEvent } from "@hyperframes-engine/renderer";
import type { RenderOrder } from "../renders/render-order.ts";

/** What a process that renders is asked for. */
export type HostRequest =
  | { readonly kind: "render"; readonly ticket: number; readonly work: HostWork }
  | { readonly kind: "cancel"; readonly ticket: number };

/** One render. */
export interface HostWork {
  readonly order: RenderOrder;
  /** The template's folder. */
  readonly project: string;
  /** An empty folder, in which the files are left. */
  readonly folder: string;
}

/** What came of it: paths in the folder. */
export interface HostResult {
  readonly video: string;
  readonly poster: string | null;
  readonly captions: string | null;
  readonly seconds: number;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly rate: string;
  readonly warnings: readonly string[];
}

/** What such a process says. */
export type HostAnswer =
  | { readonly kind: "ready" }
  | { readonly kind: "event"; readonly ticket: number; readonly event: ProgressEvent }
  | { readonly kind: "done"; readonly ticket: number; readonly result: HostResult }
  | { readonly kind: "failed"; readonly ticket: number; readonly error: RenderErrorJson };
