import { ipcRenderer } from 'electron'

// The page spells out the same words in renderer/core-client.ts: the two share no code.
const portTag = 'mailwright:core-port'

// A port cannot pass the context bridge, but a message to the window can carry it. The page asks when it is ready to listen.
window.addEventListener('message', (event) => {
  if (event.source === window && event.data === `${portTag}?`) ipcRenderer.send(portTag)
})
ipcRenderer.on(portTag, (event) => {
  window.postMessage(portTag, window.location.origin, [...event.ports])
})
