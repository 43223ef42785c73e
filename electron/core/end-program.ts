/**
 * Ends this program at once, by giving way to one that does nothing but end with this code. Where V8 compiles hot functions
 * meanwhile, process.exit may wait for its threads, and they for this one, for ever (nodejs/node#54918).
 */
export function endProgram(code: number): never {
  // What exit would do: programs that share these pipes do not expect to find them non-blocking.
  for (const stream of [process.stdin, process.stdout, process.stderr]) blockAgain(stream)
  try {
    process.execve?.('/bin/sh', ['sh', '-c', `exit ${code}`], {})
  } catch {
    // A system without it ends as usual.
  }
  process.exit(code)
}

/** Takes O_NONBLOCK off a pipe or socket, which Node has put on it (libuv's uv_stream_set_blocking). */
function blockAgain(stream: object): void {
  const handle: unknown = '_handle' in stream ? stream._handle : null
  if (typeof handle !== 'object' || handle === null || !('setBlocking' in handle)) return
  if (typeof handle.setBlocking === 'function') Reflect.apply(handle.setBlocking, handle, [true])
}
