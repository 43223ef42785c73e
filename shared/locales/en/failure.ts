/** Each failure has a text and a `…Next` text that says what to do. */
export const failure = {
  internal: 'Something in this program went wrong: {{detail}}',
  internalNext:
    'Nothing on the server was changed by this. Try again; if it happens again, report it with the details below.',
} as const
