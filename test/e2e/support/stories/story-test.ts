import { test } from 'vitest'
import { storyTeller } from './open-story.ts'

/** A test that tells stories; those of one file share a browser and its page. */
export const it = test
  // Vitest reads from the parameter what a fixture needs.
  .extend('stories', { scope: 'file' }, async ({}, { onCleanup }) => {
    const stories = await storyTeller()
    onCleanup(() => stories.close())
    return stories
  })
  .extend('page', { scope: 'file' }, ({ stories }) => stories.page)
