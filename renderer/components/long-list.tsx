import {
  createContext,
  useContext,
  useState,
  type CSSProperties,
  type FocusEvent,
  type ReactNode,
  type Ref,
} from 'react'
import { Virtualizer } from 'virtua'
import classes from './long-list.module.css'

/** From how many items on only those in sight are drawn, in a box of the list's own. */
export const longFrom = 40

interface LongListProps<Item> {
  readonly items: readonly Item[]
  readonly keyOf: (item: Item) => string | number
  /** Places that are drawn though they are out of sight, as one that is to have the keyboard; those that do not exist are ignored. */
  readonly keep?: readonly number[] | undefined
  /** Of the box that scrolls when the list is long, in place of the usual one. */
  readonly boxClass?: string | undefined
  readonly children: (item: Item, place: number) => ReactNode
}

/** A list that stays quick with thousands of items; a short one is an ordinary `<ul>`. */
export function LongList<Item>({ items, keyOf, keep = [], boxClass, children }: LongListProps<Item>) {
  const [focused, setFocused] = useState(0)
  if (items.length < longFrom)
    return (
      <ul>
        {items.map((item, place) => (
          <li key={keyOf(item)}>{children(item, place)}</li>
        ))}
      </ul>
    )
  // What has the keyboard stays, or the keyboard would be lost by scrolling.
  const holdFocused = ({ target }: FocusEvent<Element>) => {
    const place = Number(target.closest('[aria-posinset]')?.getAttribute('aria-posinset'))
    if (place > 0) setFocused(place - 1)
  }
  return (
    <div className={boxClass ?? classes.box} onFocus={holdFocused}>
      <Size value={items.length}>
        <Virtualizer
          as="ul"
          bufferSize={60}
          item={Place}
          data={items}
          keepMounted={[...keep, focused].filter((place) => place >= 0 && place < items.length)}
        >
          {(item, place) => <Drawn key={keyOf(item)}>{children(item, place)}</Drawn>}
        </Virtualizer>
      </Size>
    </div>
  )
}

const Size = createContext(0)

interface PlaceProps {
  readonly style: CSSProperties
  readonly index: number
  readonly children: ReactNode
  readonly ref?: Ref<HTMLLIElement>
}

/** An item that says which of how many it is, as the others may not be there. */
function Place({ style, index, children, ref }: PlaceProps) {
  const size = useContext(Size)
  return (
    <li ref={ref} style={style} aria-posinset={index + 1} aria-setsize={size}>
      {children}
    </li>
  )
}

function Drawn({ children }: { children: ReactNode }) {
  return children
}

/** Calls when what was just changed is drawn and measured, which is when it can be given the keyboard. */
export function afterDrawing(call: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(call))
}
