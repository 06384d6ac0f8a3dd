/** What is so on the server: its sockets and rooms, now or at the moment of what is selected. */
import type { ServerState } from '../../../trace/server-state.ts'
import { useInspector } from './context.ts'
import { MomentLine } from './StateMoment.tsx'
import { RoomList } from './StateRooms.tsx'
import { GoneSockets, SocketList } from './StateSockets.tsx'
import { MomentClockContext, useShownMoment } from './state-moment.ts'

export function StateView() {
  const { moment, clock } = useShownMoment()
  const { state } = moment
  const { sockets, rooms } = state
  const empty = sockets.live.size === 0 && rooms.rooms.size === 0
  return (
    <MomentClockContext.Provider value={clock}>
      <div class="wli-state">
        <MomentLine moment={moment} />
        <div class="wli-state-scroll">
          <Missing state={state} />
          {empty ? (
            <Nothing state={state} />
          ) : (
            <div class="wli-state-columns">
              <SocketList state={state} />
              <RoomList state={state} />
            </div>
          )}
          <GoneSockets gone={sockets.gone} />
        </div>
      </div>
    </MomentClockContext.Provider>
  )
}

/** What the state may lack, and why: so does one that cannot change. */
function Missing({ state }: { readonly state: ServerState }) {
  const { strings } = useInspector()
  const { run, lost, whole, sockets, rooms } = state
  const unlisted = sockets.unlisted + rooms.unlisted
  const partial = !whole && (run !== undefined || sockets.live.size > 0)
  return (
    <>
      {run?.blocked === true && <p class="wli-state-missing">{strings.state.blocked}</p>}
      {lost > 0 && <p class="wli-state-missing">{strings.state.lost(lost)}</p>}
      {partial && <p class="wli-state-missing">{strings.state.partial}</p>}
      {unlisted > 0 && <p class="wli-state-missing">{strings.state.unlisted(unlisted)}</p>}
    </>
  )
}

function Nothing({ state }: { readonly state: ServerState }) {
  const { strings } = useInspector()
  const run = state.run?.state
  const { what, how } = strings.state.empty[run === undefined ? 'before' : run === 'running' ? 'nobody' : run]
  return (
    <div class="wli-empty">
      <p>{what}</p>
      <p class="wli-soft">{how}</p>
    </div>
  )
}
