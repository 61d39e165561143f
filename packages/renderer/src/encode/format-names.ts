/** The kinds of files that can be written; each but `png` is also the ending of its name. */
export const formatNames = ["mp4", "webm", "mov", "gif", "png", "wav", "m4a"] as const;

/** The name of a format. */
export type FormatName = (typeof formatNames)[number];

/** The codecs of pictures that can be chosen between. */
export const codecNames = ["h264", "h265", "av1", "vp9", "prores"] as const;

/** The name of a codec. */
export type CodecName = (typeof codecNames)[number];
