import { safeStorage } from 'electron'

/** Whether there is a keychain worth the name: not one that keeps its key in the program's own code. */
export function hasKeychain(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false
  // Only Linux has backends to choose from, and older Electrons do not tell.
  if (process.platform !== 'linux' || !('getSelectedStorageBackend' in safeStorage)) return true
  return safeStorage.getSelectedStorageBackend() !== 'basic_text'
}

/** Has the keychain wrap or unwrap the data key. Throws where it refuses. */
export function askKeychain(act: 'wrap' | 'unwrap', key: Uint8Array): Uint8Array {
  if (!hasKeychain()) throw new Error('no keychain')
  if (act === 'wrap') return safeStorage.encryptString(Buffer.from(key).toString('base64'))
  return Buffer.from(safeStorage.decryptString(Buffer.from(key)), 'base64')
}
