import type { Rule } from "./finding.ts";
import { declaredVariables } from "./rules/attributes/declared-variables.ts";
import { duplicateId } from "./rules/attributes/duplicate-id.ts";
import { misspeltAttribute } from "./rules/attributes/misspelt-attribute.ts";
import { oddSize } from "./rules/attributes/odd-size.ts";
import { rootAttributes } from "./rules/attributes/root-attributes.ts";
import { subComposition } from "./rules/attributes/sub-composition.ts";
import { animationInClip } from "./rules/clips/animation-in-clip.ts";
import { clipLength } from "./rules/clips/clip-length.ts";
import { clipOutside } from "./rules/clips/clip-outside.ts";
import { clipStart } from "./rules/clips/clip-start.ts";
import { overlappingClips } from "./rules/clips/overlapping-clips.ts";
import { unknownLength } from "./rules/clips/unknown-length.ts";
import { libraryVersion } from "./rules/files/library-version.ts";
import { missingFile } from "./rules/files/missing-file.ts";
import { missingFont } from "./rules/files/missing-font.ts";
import { missingLibrary } from "./rules/files/missing-library.ts";
import { outsideProject } from "./rules/files/outside-project.ts";
import { remoteAsset } from "./rules/files/remote-asset.ts";
import { unreadFile } from "./rules/files/unread-file.ts";
import { colorGrading } from "./rules/media/color-grading.ts";
import { doubledSound } from "./rules/media/doubled-sound.ts";
import { mediaRange } from "./rules/media/media-range.ts";
import { videoSound } from "./rules/media/video-sound.ts";
import { brokenScript } from "./rules/scripts/broken-script.ts";
import { infiniteAnimation } from "./rules/scripts/infinite-animation.ts";
import { lateTimeline } from "./rules/scripts/late-timeline.ts";
import { realDate } from "./rules/scripts/real-date.ts";
import { timelineKey } from "./rules/scripts/timeline-key.ts";
import { timer } from "./rules/scripts/timer.ts";
import { unknownTarget } from "./rules/scripts/unknown-target.ts";
import { unpausedTimeline } from "./rules/scripts/unpaused-timeline.ts";
import { unseededRandom } from "./rules/scripts/unseeded-random.ts";

/** Every rule; a new one is a file and a line here. */
export const rules: readonly Rule[] = [
  rootAttributes,
  unknownLength,
  oddSize,
  clipStart,
  clipLength,
  clipOutside,
  overlappingClips,
  duplicateId,
  misspeltAttribute,
  subComposition,
  declaredVariables,
  timelineKey,
  lateTimeline,
  unpausedTimeline,
  infiniteAnimation,
  animationInClip,
  brokenScript,
  missingLibrary,
  unknownTarget,
  timer,
  unseededRandom,
  realDate,
  videoSound,
  doubledSound,
  mediaRange,
  colorGrading,
  missingFile,
  outsideProject,
  remoteAsset,
  libraryVersion,
  missingFont,
  unreadFile,
];
