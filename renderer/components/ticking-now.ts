import { useEffect, useState } from 'react'

/** The time in milliseconds, renewed every second as long as it ticks. */
export function useTickingNow(ticks: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!ticks) return undefined
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [ticks])
  return now
}
