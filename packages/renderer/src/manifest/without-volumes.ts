/** Attributes of media elements that only the sound depends on, with the space before them. */
const soundAttribute = /\s+data-(?:volume|fade-in|fade-out)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)/gi;
const mediaTag = /<(?:audio|video)\b[^>]*>/gi;
/** What else may depend on such an attribute: scripts, and styles that select by it. */
const mention = /data-(?:volume|fade)|dataset|getattribute/i;

/**
 * HTML without what only its sound depends on, so that pictures need not be rendered again when that is changed. HTML
 * in which anything else may look at those attributes is left as it is.
 */
export function withoutVolumes(html: string): string {
  const silent = html.replaceAll(mediaTag, (tag) => tag.replaceAll(soundAttribute, ""));
  return mention.test(silent) ? html : silent;
}
