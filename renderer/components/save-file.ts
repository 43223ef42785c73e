/** Offers content as a file to be saved, through the browser's own download. */
export function saveFile(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download has begun with the click; the address may go when the browser has taken it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
