import type { NarrationEvent } from "@hyperframes-engine/heygen";
import type { EventWords } from "../reporter.ts";

/** Words for all events, also those of a narration. HeyGen is asked many times, so the same words are not said twice in a row. */
export function narratedWords<Event extends { readonly event: string }>(
  words: EventWords<Event>,
): EventWords<Event | NarrationEvent> {
  let last = "";
  return {
    count: (event) => (isNarration(event) ? null : words.count(event)),
    describe(event) {
      if (!isNarration(event)) return words.describe(event);
      const text = describeNarration(event);
      if (text === last) return "";
      last = text;
      return text;
    },
  };
}

function isNarration(event: { readonly event: string }): event is NarrationEvent {
  return event.event === "narration";
}

function describeNarration({ state, message, job, progress }: NarrationEvent): string {
  if (state === "warning") return `warning: ${message}.`;
  const at = progress ? ` (${progress} %)` : "";
  return state === "waiting" ? `${message}${at}, job ${job}` : message;
}
