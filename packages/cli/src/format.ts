/** Bytes as people read them: `1.8 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1e3) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Seconds as people read them: `8.4 s`, `3:07`, `1:02:03`. */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  return shown.map((part, index) => (index === 0 ? `${part}` : String(part).padStart(2, "0"))).join(":");
}

/** `1 file`, `2 files`. */
export function formatCount(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

/** A project's own text in one line, as it must not steer the terminal. */
export function visible(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, " ");
}
