import type { JobKind } from "./job.ts";

/** What an id of HeyGen's documents stands for in their examples. */
export type SampleKind = JobKind | "look" | "voice" | "asset" | "batch" | "endpoint";

/** Ids that HeyGen's documents name in examples. Some name an avatar where a look is wanted: those are both. */
const ids: Readonly<Partial<Record<SampleKind, readonly string[]>>> = {
  video: [
    "vid_xyz789",
    "vid_qr8821",
    "vid_abc123",
    "v_abc123def456",
    "abc123",
    "4621f8ba1a8f4811b32f669c37be53a2",
    "75c58ba041394ddcb3737d7eff9d514b",
  ],
  session: ["sess_abc123", "sess_012abc345def678", "sess_123"],
  lipsync: ["ls_abc123"],
  translation: ["vt_abc123", "vt_def456"],
  proofread: ["pr_abc123", "pf_abc123"],
  clone: ["vc_abc123"],
  look: ["avt_angela_01", "avt_marcus_02", "josh_lite", "josh_lite3_20230714", "ag_abc123", "lk_abc123"],
  voice: [
    "1bd001e7e50f421d891986aad5e3e5d2",
    "1bd001e7e50f421d891986aad5c8bbd2",
    "1bd001e7e50f421d891986aad5158bc8",
    "en_male",
  ],
  asset: ["ast_abc123", "ast_xyz789", "asset_abc123", "asset-xyz789"],
  batch: ["batch_abc123"],
  endpoint: ["ep_abc123def456"],
};

/** All of them, each with its kind. */
export const sampleIds: ReadonlyMap<string, SampleKind> = new Map(
  Object.entries(ids).flatMap(([kind, list]) => list.map((id) => [id, kind as SampleKind] as const)),
);

/** Templates of examples. */
export const sampleTemplates: ReadonlySet<string> = new Set(["template_abc123", "tpl_abc123", "tpl_1"]);
