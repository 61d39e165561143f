import { asset } from "./asset.ts";
import { avatar } from "./avatar.ts";
import { audio, brand } from "./library.ts";
import { lipsync } from "./lipsync.ts";
import { aiClipping, backgroundRemoval } from "./media-tools.ts";
import { template } from "./template.ts";
import { user } from "./user.ts";
import { videoAgent } from "./video-agent.ts";
import { videoTranslate } from "./video-translate.ts";
import { video } from "./video.ts";
import { voice } from "./voice.ts";
import { webhook } from "./webhook.ts";

/** HeyGen's v3 API, as of July 2026 with the additions known since: `api.video.create` is `video create`. */
export const api = {
  videoAgent,
  video,
  avatar,
  voice,
  lipsync,
  videoTranslate,
  webhook,
  asset,
  user,
  template,
  aiClipping,
  backgroundRemoval,
  audio,
  brand,
};
