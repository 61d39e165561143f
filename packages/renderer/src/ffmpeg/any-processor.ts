/**
 * What makes ffmpeg decode sound alike on all x86-64 processors: nothing that only some of them can. The sums of its resampler and decoders
 * come out otherwise where multiplying and adding is one instruction, or eight samples are added at once.
 * https://ffmpeg.org/ffmpeg.html#Generic-options
 */
export const anyProcessor: readonly string[] =
  process.arch === "x64" ? ["-cpuflags", "-avx512-avx2-avx-fma3-fma4-xop"] : [];
