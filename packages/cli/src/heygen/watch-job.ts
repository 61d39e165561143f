import type { JobState } from "@hyperframes-engine/heygen";
import type { CliContext } from "../cli-context.ts";

/** Shows how a job goes, until it is disposed of. */
interface JobWatch extends Disposable {
  readonly onState: (state: JobState & { readonly progress?: number | undefined }) => void;
}

const CLEAR_LINE = "\r\u001B[2K";
const barWidth = 20;

/** A line on a terminal that is written anew, a line for each change elsewhere, nothing if quiet. */
export function watchJob(
  label: string,
  { messages, ci, heygen }: CliContext,
  { quiet }: { readonly quiet: boolean },
): JobWatch {
  const began = heygen.now();
  const onTerminal = messages.isTTY && !ci;
  let last = "";
  return {
    onState(state) {
      const shown = `${label}: ${barOf(state.progress)}${state.status.replaceAll(/[^\w -]/g, "?")}`;
      if (quiet || (shown === last && !onTerminal)) return;
      const line = `${shown}, ${Math.round((heygen.now() - began) / 1000)} s`;
      messages.write(onTerminal ? `${CLEAR_LINE}${line}` : `${line}\n`);
      last = shown;
    },
    [Symbol.dispose]() {
      if (last !== "" && onTerminal) messages.write(CLEAR_LINE);
      last = "";
    },
  };
}

function barOf(progress: number | undefined): string {
  if (progress === undefined) return "";
  const full = Math.round((Math.min(100, Math.max(0, progress)) / 100) * barWidth);
  return `${"█".repeat(full)}${"░".repeat(barWidth - full)} ${Math.round(progress)} % `;
}
