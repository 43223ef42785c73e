/** The name in `Name <address>`, or the address where there is no name. */
export function senderName(sender: string): string {
  const match = /^\s*"?(.*?)"?\s*<([^<>]*)>\s*$/.exec(sender)
  return match?.[1] || match?.[2] || sender.trim()
}

/** The address in `Name <address>`, or the whole text where there are no angle brackets. */
export function senderAddress(sender: string): string {
  return /<([^<>]+)>\s*$/.exec(sender)?.[1] ?? sender.trim()
}

/** Good enough to be sent to the core, which judges for good: something@something, no spaces, or the same in angle brackets. */
export function looksLikeAddress(text: string): boolean {
  return /^[^\s@<>]+@[^\s@<>]+$/.test(senderAddress(text)) && !/[\r\n]/.test(text)
}
