export { api } from "./api/api.ts";
export type { avatarGroup, avatarLook } from "./api/avatar.ts";
export { checkRequest, problemOf, requestSchema, responseSchema } from "./api/check-request.ts";
export type { RequestProblem } from "./api/check-request.ts";
export { endpointsOf, pathNames } from "./api/endpoint.ts";
export type {
  Endpoint,
  EndpointTree,
  ListedEndpoint,
  PathNames,
  RequestOf,
  ResponseOf,
} from "./api/endpoint.ts";
export type { lipsyncDetail } from "./api/lipsync.ts";
export type { proofreadDetail } from "./api/proofread.ts";
export { bodyFields, bodyForms, queryFields } from "./api/request-fields.ts";
export { renamedValues, retiredFields } from "./api/retired-names.ts";
export { replacementOf } from "./api/retired-paths.ts";
export type { FieldKind, RequestField } from "./api/request-fields.ts";
export type { batchShown, statuses } from "./api/shapes.ts";
export type { translationDetail } from "./api/video-translate.ts";
export type { videoDetail, videoRequest } from "./api/video.ts";
export type { voiceItem } from "./api/voice.ts";
export { eventTypes } from "./api/webhook.ts";
export type { webhookEndpoint } from "./api/webhook.ts";
export { HEYGEN_API } from "./client/base-url.ts";
export { HeyGenClient } from "./client/client.ts";
export type { CallOptions, ClientSettings } from "./client/client.ts";
export {
  Credential,
  credentialsFile,
  findCredential,
  removeCredential,
  saveApiKey,
} from "./client/credentials.ts";
export { download } from "./client/download.ts";
export type { Downloaded, DownloadRequest } from "./client/download.ts";
export { openClient } from "./client/open-client.ts";
export type { ClientOptions } from "./client/open-client.ts";
export { paginate } from "./client/paginate.ts";
export type { ItemOf, ListEndpoint } from "./client/paginate.ts";
export { MAX_FORM_BYTES, uploadAsset } from "./client/upload-asset.ts";
export type { UploadedAsset } from "./client/upload-asset.ts";
export {
  JobFailedError,
  JobTimeoutError,
  waitFor,
  waitForSessionVideo,
  waitForVideo,
} from "./client/wait-for.ts";
export type { JobState, SessionState, VideoState, WaitOptions } from "./client/wait-for.ts";
export { wordTimes } from "./client/word-times.ts";
export type { WordTime } from "./client/word-times.ts";
export type { HeyGenEnvironment } from "./environment.ts";
export { HeyGenError, interrupted } from "./errors.ts";
export type { HeyGenErrorDetails, HeyGenFailure } from "./errors.ts";
export { estimateNarration } from "./narration/estimate-narration.ts";
export type { NarrationEstimate } from "./narration/estimate-narration.ts";
export { JobEvents } from "./narration/job/job-events.ts";
export { makeNarration } from "./narration/make-narration.ts";
export type { Media, MediaMaker, MediaOrder, SpokenWord } from "./narration/media-maker.ts";
export type { NarrationClip } from "./narration/narration-clip.ts";
export type { NarrationDependencies } from "./narration/narration-dependencies.ts";
export type { NarrationEvent } from "./narration/narration-event.ts";
export { NarrationQueue } from "./narration/narration-queue.ts";
export type { NarrationSource } from "./narration/narration-source.ts";
export { readWords } from "./narration/words/read-words.ts";
export { parseWebhook, readEvent } from "./webhooks/parse-webhook.ts";
export type { WebhookEvent } from "./webhooks/parse-webhook.ts";
export { SeenEvents } from "./webhooks/seen-events.ts";
export { headerOf, signWebhook, verifyWebhook } from "./webhooks/verify-webhook.ts";
export type { WebhookDelivery, WebhookRules } from "./webhooks/verify-webhook.ts";
