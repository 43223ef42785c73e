import { mountApp } from './app.tsx'
import { connectCore } from './core-client.ts'

const root = document.getElementById('root')
if (root !== null) await mountApp(root, await connectCore())
