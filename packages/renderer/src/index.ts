import "./check-node.ts";

export { render } from "./render.ts";
export type { AssembledFile, RenderResult } from "./outputs/render-result.ts";
export { planRender, type PlanOptions } from "./stages/apart/plan-render.ts";
export { renderChunk } from "./stages/apart/render-chunk.ts";
export { openManifest, type OpenedManifest, type WantedChunk } from "./stages/apart/open-manifest.ts";
export type { RenderedChunk } from "./stages/apart/chunk-into-store.ts";
export { isSeamWhole } from "./stages/apart/is-seam-whole.ts";
export { mixSound, type MixedSound } from "./stages/apart/mix-sound.ts";
export { assembleRender, type RenderParts } from "./stages/apart/assemble-render.ts";
export { takePoster, type PosterOptions, type WantedPoster } from "./stages/apart/take-poster.ts";
export type { StageOptions } from "./stages/apart/stage-options.ts";
export type { StageOutputOptions } from "./stages/apart/stage-output.ts";
export type { RenderManifest } from "./manifest/render-manifest.ts";
export { manifestName } from "./manifest/manifest-name.ts";
export { readManifest, writeManifest } from "./manifest/read-manifest.ts";
export { renderBatch } from "./batch/render-batch.ts";
export { checkRows } from "./batch/check-rows.ts";
export type { DataCheck, RowProblem } from "./batch/rows/check-batch.ts";
export { batchOptionTable, type BatchOptions, type BatchResult } from "./batch/batch-options.ts";
export type { BatchCount, BatchEvent, RowEnd } from "./batch/batch-event.ts";
export { locateNarrationFile } from "./narration/locate-narration-file.ts";
export { readNarrations, type NarrationsOptions, type RowNarration } from "./batch/read-narrations.ts";
export { inspect, type Inspection } from "./inspect.ts";
export { snapshot, type SnapshotPicture, type SnapshotResult } from "./snapshot.ts";
export { snapshotOptionTable, type SnapshotOptions } from "./snapshot/snapshot-options.ts";
export { lint, type ProjectLint } from "./lint.ts";
export { severities, type Finding, type Severity } from "./lint/finding.ts";
export {
  describeTemplate,
  type DescribedField,
  type TemplateDescription,
} from "@hyperframes-engine/template";
export { diagnose } from "./diagnosis/diagnose.ts";
export {
  fingerprint,
  type Fingerprint,
  type FingerprintOptions,
  type FingerprintParts,
} from "./fingerprint/fingerprint.ts";
export type { Diagnosis } from "./diagnosis/diagnosis.ts";
export type { Environment } from "./environment.ts";
export { BrowserPool, type BrowserPoolOptions } from "./browser/browser-pool.ts";
export type { OptionSpec, OptionTable } from "./option-spec.ts";
export { optionTable } from "./options.ts";
export type {
  GivenNumber,
  PageOptions,
  ProjectOptions,
  RenderOptions,
  ToolOptions,
} from "./render-options.ts";
export type { FrameRate } from "./timeline/frame-rate.ts";
export type { GivenMoment } from "./timeline/moment.ts";
export type { ProgressEvent, ProgressCount } from "./progress.ts";
export type { NarrationClip, NarrationWord } from "./narration/narration-clip.ts";
export type {
  GivenNarration,
  NarrationSettings,
  NarrationSource,
} from "./narration/settings/narration-settings.ts";
export { parseNarration, readNarration } from "./narration/settings/read-narration.ts";
export { errorCodes, phases, RenderError } from "./errors.ts";
export type { ErrorCode, Phase, RenderErrorJson, SourceLocation } from "./errors.ts";
export { openInput, type OpenedInput } from "@hyperframes-engine/template";
export { explainSystemError } from "@hyperframes-engine/errors";
export { defaultCacheFolder } from "./browser/find-cache-folder.ts";
export { version } from "./version.ts";
