/** A name or an address of a host, of 253 characters at most; apart from the schema, so that a terminal can do without it. */
export const hostAddressShape = /^[A-Za-z0-9._:-]{1,253}$/

/**
 * A user of a host, of 64 characters at most. The name stands in commands that people copy: nothing in it may mean something to a
 * shell, or not be seen.
 */
export const hostUserShape = /^[^\s\p{C}:@/'"`;&|<>()*?#~![\]{}]{1,64}$/u
