import { extname } from "node:path";
import type { Picture } from "../capture/frame-source.ts";
import { OptionError } from "../errors.ts";
import type { OptionValues } from "../options.ts";
import { av1Arguments } from "./av1-arguments.ts";
import { formatNames, type CodecName, type FormatName } from "./format-names.ts";
import type { Format, SegmentFormat } from "./format.ts";
import { h264Arguments } from "./h264-arguments.ts";
import { h265Arguments } from "./h265-arguments.ts";
import { losslessArguments } from "./lossless-arguments.ts";
import { pngAlphaArguments, pngOpaqueArguments } from "./png-arguments.ts";
import { proresAlphaArguments, proresOpaqueArguments } from "./prores-arguments.ts";
import { vp9AlphaArguments, vp9Arguments } from "./vp9-arguments.ts";

/** The options that a format follows from. */
export type FormatOptions = Pick<
  OptionValues,
  "output" | "format" | "codec" | "alpha" | "crf" | "bitrate" | "loop" | "poster"
>;

const bgra = ({ bgra: pixels }: Picture): Uint8Array => pixels;
const i420 = (picture: Picture): Uint8Array => picture.toI420();

/** The codecs of each format; the first is taken where none is asked for. */
const codecs: Readonly<Record<FormatName, readonly CodecName[]>> = {
  mp4: ["h264", "h265", "av1"],
  webm: ["vp9"],
  mov: ["prores"],
  gif: [],
  png: [],
  wav: [],
  m4a: [],
};

/** Constant rate factors go from 0, the best, to this; codecs without are not in here. */
const worstRateFactors: Readonly<Partial<Record<CodecName, number>>> = {
  h264: 51,
  h265: 51,
  av1: 63,
  vp9: 63,
};

const segmentsOfCodec: Readonly<Record<CodecName, (alpha: boolean) => SegmentFormat>> = {
  h264: () => ({ extension: "h264", pixelsOf: i420, refinements: 2, arguments: h264Arguments }),
  h265: () => ({ extension: "mkv", pixelsOf: i420, refinements: "every-frame", arguments: h265Arguments }),
  av1: () => ({ extension: "mkv", pixelsOf: i420, refinements: "every-frame", arguments: av1Arguments }),
  vp9: (alpha) => ({
    extension: "mkv",
    pixelsOf: alpha ? bgra : i420,
    refinements: "every-frame",
    arguments: alpha ? vp9AlphaArguments : vp9Arguments,
  }),
  prores: (alpha) => ({
    extension: "mov",
    pixelsOf: bgra,
    refinements: "every-frame",
    arguments: alpha ? proresAlphaArguments : proresOpaqueArguments,
  }),
};

const encoders: Readonly<Record<CodecName, string>> = {
  h264: "libx264",
  h265: "libx265",
  av1: "libsvtav1",
  vp9: "libvpx-vp9",
  prores: "prores_ks",
};

/**
 * Chooses the format by `format` or the output's ending, and its codec.
 *
 * @throws {OptionError} if there is no such format, or another option does not go with it.
 */
export function resolveFormat(options: FormatOptions): Format {
  const name = resolveName(options);
  const codec = resolveCodec(name, options.codec);
  refuseRates(name, codec, options);
  if (options.loop !== null && name !== "gif") throw leftOut("loop", name, options.loop);
  const isVideo = codec !== null || name === "gif";
  if (!isVideo && options.poster !== null) throw leftOut("poster", name, "given");
  return namedFormat(name, codec, options.alpha);
}

/** The format of a name, which {@link resolveFormat} has chosen, here or elsewhere. */
export function namedFormat(name: FormatName, codec: CodecName | null, alpha: boolean): Format {
  if (codec !== null) return videoFormat(name, codec, alpha);
  if (name === "gif") return gifFormat;
  if (name === "png") return pngFormat(alpha);
  return { ...soundAlone, name, encoders: [name === "wav" ? "pcm_s24le" : "aac"] };
}

function videoFormat(name: FormatName, codec: CodecName, alpha: boolean): Format {
  const transparent = alpha && name !== "mp4";
  return {
    ...{ name, codec },
    encoders: [encoders[codec]],
    transparent,
    evenSizes: codec !== "prores",
    assembly: codec === "h264" ? "insert" : "join",
    pictures: "filmed",
    segments: segmentsOfCodec[codec](transparent),
  };
}

const gifFormat: Format = {
  name: "gif",
  codec: null,
  encoders: ["gif", "ffv1"],
  transparent: false,
  evenSizes: false,
  assembly: "gif",
  pictures: "filmed",
  segments: { extension: "mkv", pixelsOf: bgra, refinements: 0, arguments: losslessArguments },
};

function pngFormat(alpha: boolean): Format {
  const encode = alpha ? pngAlphaArguments : pngOpaqueArguments;
  return {
    name: "png",
    codec: null,
    encoders: ["png"],
    transparent: alpha,
    evenSizes: false,
    assembly: "files",
    pictures: "filmed",
    segments: { extension: "pngs", pixelsOf: bgra, refinements: 0, arguments: encode },
  };
}

const soundAlone = {
  codec: null,
  transparent: false,
  evenSizes: false,
  assembly: "sound",
  pictures: "none",
} as const;

function resolveName({ output, format }: FormatOptions): FormatName {
  const ending = output === null ? "" : extname(output).slice(1).toLowerCase();
  const known = formatNames.find((name) => name === ending);
  if (format !== null) {
    if (known === undefined || known === format) return format;
    throw new OptionError("format", `${known}, as the output ends in .${ending}, or left out`, format);
  }
  if (output === null) return "mp4";
  if (known !== undefined) return known;
  const endings = formatNames.map((name) => `.${name}`).join(", ");
  throw new OptionError("output", `a name that ends in one of ${endings}, or come with \`format\``, output);
}

function resolveCodec(name: FormatName, wanted: CodecName | null): CodecName | null {
  const possible = codecs[name];
  if (wanted === null) return possible[0] ?? null;
  if (possible.includes(wanted)) return wanted;
  if (possible.length === 0) throw leftOut("codec", name, wanted);
  throw new OptionError("codec", `${possible.join(" or ")} for ${name}`, wanted);
}

function refuseRates(name: FormatName, codec: CodecName | null, { crf, bitrate }: FormatOptions): void {
  const worst = codec === null ? undefined : worstRateFactors[codec];
  if (crf !== null && worst === undefined) throw leftOut("crf", name, crf);
  if (bitrate !== null && worst === undefined) throw leftOut("bitrate", name, bitrate);
  if (crf !== null && crf > (worst ?? 0)) {
    throw new OptionError("crf", `a number from 0 to ${worst} for ${codec}`, crf);
  }
}

function leftOut(option: string, name: FormatName, value: unknown): OptionError {
  return new OptionError(option, `left out for ${name}`, value);
}
